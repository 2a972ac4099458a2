package main

import (
	"cmp"
	"context"
	"slices"

	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/helper"
	storageapi "k8s.io/kubernetes/pkg/apis/storage"
	"k8s.io/kubernetes/pkg/features"
)

// The server's own two plugins for storage import code of the kubelet (pkg/volume/util), which does not compile for WASI.

const (
	defaultStorageClassName = "DefaultStorageClass"
	storageProtectionName   = "StorageObjectInUseProtection"
)

// defaultStorageClass sets the class of a new claim that requests none (plugin/pkg/admission/storage/storageclass/setdefault).
type defaultStorageClass struct {
	*admission.Handler
	known *knownObjects
}

func newDefaultStorageClass(known *knownObjects) admission.Interface {
	return defaultStorageClass{admission.NewHandler(admission.Create), known}
}

func (p defaultStorageClass) Admit(_ context.Context, asked admission.Attributes, _ admission.ObjectInterfaces) error {
	claim, is := asked.GetObject().(*core.PersistentVolumeClaim)
	if !is || helper.PersistentVolumeClaimHasClass(claim) {
		return nil
	}
	var defaults []*storagev1.StorageClass
	for _, object := range p.known.indexers[storageClasses].List() {
		if class := object.(*storagev1.StorageClass); isDefault(class) {
			defaults = append(defaults, class)
		}
	}
	if len(defaults) > 0 {
		claim.Spec.StorageClassName = &slices.MinFunc(defaults, newestFirst).Name
	}
	return nil
}

// isDefault is IsDefaultAnnotation in pkg/volume/util/storageclass.go.
func isDefault(class *storagev1.StorageClass) bool {
	return class.Annotations["storageclass.kubernetes.io/is-default-class"] == "true" ||
		class.Annotations["storageclass.beta.kubernetes.io/is-default-class"] == "true"
}

// newestFirst is the order of GetDefaultClass in pkg/volume/util/storageclass.go.
func newestFirst(a, b *storagev1.StorageClass) int {
	return cmp.Or(b.CreationTimestamp.Compare(a.CreationTimestamp.Time), cmp.Compare(a.Name, b.Name))
}

// storageProtection adds the finalizers of new objects that protect them while they are in use
// (plugin/pkg/admission/storage/storageobjectinuseprotection).
type storageProtection struct{ *admission.Handler }

func newStorageProtection() admission.Interface {
	return storageProtection{admission.NewHandler(admission.Create)}
}

var protectingFinalizers = map[schema.GroupResource]string{
	core.Resource("persistentvolumes"):             "kubernetes.io/pv-protection",
	core.Resource("persistentvolumeclaims"):        "kubernetes.io/pvc-protection",
	storageapi.Resource("volumeattributesclasses"): "kubernetes.io/vac-protection",
}

func (storageProtection) Admit(_ context.Context, asked admission.Attributes, _ admission.ObjectInterfaces) error {
	resource := asked.GetResource().GroupResource()
	finalizer, protects := protectingFinalizers[resource]
	if !protects || resource.Group == storageapi.GroupName && !utilfeature.DefaultFeatureGate.Enabled(features.VolumeAttributesClass) {
		return nil
	}
	object, err := meta.Accessor(asked.GetObject())
	if err == nil && !slices.Contains(object.GetFinalizers(), finalizer) {
		object.SetFinalizers(append(object.GetFinalizers(), finalizer))
	}
	return err
}
