package main

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	client "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/tools/cache"
)

// namespaces are the namespaces of the cluster, whose labels decide about pods and about administrative access to devices.
type namespaces struct {
	client.NamespaceInterface
	indexer cache.Indexer
}

func (n *namespaces) add(namespace *corev1.Namespace) { _ = n.indexer.Add(namespace) }

// assume adds a namespace that documents refer to, if it does not exist.
func (n *namespaces) assume(name string) {
	if _, exists, _ := n.indexer.GetByKey(name); !exists {
		n.add(&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelMetadataName: name}}})
	}
}

// Get returns a namespace to the registries of resource claims.
func (n *namespaces) Get(_ context.Context, name string, _ metav1.GetOptions) (*corev1.Namespace, error) {
	found, exists, err := n.indexer.GetByKey(name)
	if err != nil || !exists {
		return nil, errors.NewNotFound(corev1.Resource("namespaces"), name)
	}
	return found.(*corev1.Namespace), nil
}
