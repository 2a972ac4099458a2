package main

import (
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/helper"
	scheduling "k8s.io/kubernetes/pkg/apis/scheduling/v1"
)

var (
	namespaceKind   = kind("", "v1", "Namespace")
	priorityClasses = kind("scheduling.k8s.io", "v1", "PriorityClass")
	runtimeClasses  = kind("node.k8s.io", "v1", "RuntimeClass")
	storageClasses  = kind("storage.k8s.io", "v1", "StorageClass")
)

// knownObjects are the live and the accepted objects that admission plugins read. A real server's plugins read them from informers.
type knownObjects struct {
	indexers map[schema.GroupVersionKind]cache.Indexer
}

func newKnownObjects(factory informers.SharedInformerFactory) *knownObjects {
	known := &knownObjects{indexers: map[schema.GroupVersionKind]cache.Indexer{
		namespaceKind:                                   factory.Core().V1().Namespaces().Informer().GetIndexer(),
		kind("", "v1", "LimitRange"):                    factory.Core().V1().LimitRanges().Informer().GetIndexer(),
		kind("", "v1", "Node"):                          factory.Core().V1().Nodes().Informer().GetIndexer(),
		kind("", "v1", "ServiceAccount"):                factory.Core().V1().ServiceAccounts().Informer().GetIndexer(),
		kind("networking.k8s.io", "v1", "IngressClass"): factory.Networking().V1().IngressClasses().Informer().GetIndexer(),
		priorityClasses:                                 factory.Scheduling().V1().PriorityClasses().Informer().GetIndexer(),
		runtimeClasses:                                  factory.Node().V1().RuntimeClasses().Informer().GetIndexer(),
		storageClasses:                                  factory.Storage().V1().StorageClasses().Informer().GetIndexer(),
	}}
	known.forget()
	return known
}

// forget removes all objects except the priority classes that every API server creates when it starts.
func (k *knownObjects) forget() {
	for _, indexer := range k.indexers {
		_ = indexer.Replace(nil, "")
	}
	for _, class := range scheduling.SystemPriorityClasses() {
		class = class.DeepCopy()
		legacyscheme.Scheme.Default(class)
		_ = k.indexers[priorityClasses].Add(class)
	}
}

// stored adds an object that was stored, if plugins read its kind.
func (k *knownObjects) stored(object runtime.Object) error {
	kinds, _, err := legacyscheme.Scheme.ObjectKinds(object)
	if err != nil {
		// The object is of a kind that another server serves.
		return nil
	}
	gvk := kinds[0].GroupKind().WithVersion("v1")
	indexer := k.indexers[gvk]
	if indexer == nil || gvk == namespaceKind {
		return nil
	}
	written, err := legacyscheme.Scheme.ConvertToVersion(object, gvk.GroupVersion())
	if err != nil {
		return err
	}
	return indexer.Add(written)
}

func (k *knownObjects) has(gvk schema.GroupVersionKind, name string) bool {
	_, exists, _ := k.indexers[gvk].GetByKey(name)
	return exists
}

// A class that is not known may exist in the cluster, with any content.

func (k *knownObjects) hasPriorityClass(asked admission.Attributes) bool {
	pod, is := asked.GetObject().(*core.Pod)
	return !is || pod.Spec.PriorityClassName == "" || k.has(priorityClasses, pod.Spec.PriorityClassName)
}

func (k *knownObjects) hasRuntimeClass(asked admission.Attributes) bool {
	pod, is := asked.GetObject().(*core.Pod)
	return !is || pod.Spec.RuntimeClassName == nil || k.has(runtimeClasses, *pod.Spec.RuntimeClassName)
}

// hasStorageClass reports whether the class of a live claim is known. A claim that no server printed has no phase: it may be bound.
func (k *knownObjects) hasStorageClass(asked admission.Attributes) bool {
	claim, is := asked.GetOldObject().(*core.PersistentVolumeClaim)
	return !is || claim.Status.Phase == core.ClaimBound && k.has(storageClasses, helper.GetPersistentVolumeClaimClass(claim))
}
