package main

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/plugin/pkg/admission/security/podsecurity"
)

// noClient is passed to admission plugins that require a client. They read from the informers instead.
type noClient struct{ kubernetes.Interface }

// namespaces are the namespaces of the cluster that the admission plugin knows.
type namespaces struct{ indexer cache.Indexer }

// newAdmission starts the Pod Security admission plugin, with the level that it enforces in namespaces without a label.
func newAdmission(podSecurity string, minor int) (admission.Interface, *namespaces, error) {
	plugins := admission.NewPlugins()
	podsecurity.Register(plugins)
	config := fmt.Sprintf(`
apiVersion: pod-security.admission.config.k8s.io/v1
kind: PodSecurityConfiguration
defaults: { enforce: %s, enforce-version: latest }
`, podSecurity)
	known := informers.NewSharedInformerFactory(noClient{}, 0)
	started, err := plugins.InitPlugin(podsecurity.PluginName, strings.NewReader(config), newInitializer(known, minor))
	if err != nil {
		return nil, nil, err
	}
	return started, &namespaces{indexer: known.Core().V1().Namespaces().Informer().GetIndexer()}, nil
}

func (n *namespaces) forget() { _ = n.indexer.Replace(nil, "") }

func (n *namespaces) add(namespace *corev1.Namespace) { _ = n.indexer.Add(namespace) }

// assume adds a namespace that documents refer to, if it does not exist.
func (n *namespaces) assume(name string) {
	if _, exists, _ := n.indexer.GetByKey(name); !exists {
		n.add(&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelMetadataName: name}}})
	}
}
