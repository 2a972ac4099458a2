package main

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	coreclient "k8s.io/client-go/kubernetes/typed/core/v1"
	nodeclient "k8s.io/client-go/kubernetes/typed/node/v1"
)

// otherObjects is the client of admission plugins. They ask it for objects that are not known: the cluster may have them. A service
// account is assumed to exist, without settings, and a namespace to have no limit ranges.
type otherObjects struct{ kubernetes.Interface }

func (otherObjects) CoreV1() coreclient.CoreV1Interface { return otherCoreObjects{} }
func (otherObjects) NodeV1() nodeclient.NodeV1Interface { return otherNodeObjects{} }

type otherCoreObjects struct{ coreclient.CoreV1Interface }

func (otherCoreObjects) LimitRanges(string) coreclient.LimitRangeInterface { return noLimitRanges{} }
func (otherCoreObjects) ServiceAccounts(namespace string) coreclient.ServiceAccountInterface {
	return assumedServiceAccounts{namespace: namespace}
}

type noLimitRanges struct{ coreclient.LimitRangeInterface }

func (noLimitRanges) List(context.Context, metav1.ListOptions) (*corev1.LimitRangeList, error) {
	return &corev1.LimitRangeList{}, nil
}

type assumedServiceAccounts struct {
	coreclient.ServiceAccountInterface
	namespace string
}

func (a assumedServiceAccounts) Get(_ context.Context, name string, _ metav1.GetOptions) (*corev1.ServiceAccount, error) {
	return &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: a.namespace, Name: name}}, nil
}

// otherNodeObjects has no runtime classes, because the plugin is called only for classes that are known.
type otherNodeObjects struct{ nodeclient.NodeV1Interface }

func (otherNodeObjects) RuntimeClasses() nodeclient.RuntimeClassInterface { return noRuntimeClasses{} }

type noRuntimeClasses struct {
	nodeclient.RuntimeClassInterface
}
