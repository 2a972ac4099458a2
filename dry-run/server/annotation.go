package main

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// longestEscape is the length of the longest sequence that represents one byte in JSON, such as \u003c.
const longestEscape = 6

// largeAnnotation reports an object that client-side apply cannot store, because it stores the whole object in an annotation.
func largeAnnotation(d *document) []finding {
	if len(d.json)*longestEscape < validation.TotalAnnotationSizeLimitB {
		return nil
	}
	size := annotationsSize(d)
	if size <= validation.TotalAnnotationSizeLimitB {
		return nil
	}
	found := d.finding("client-side-apply-size", severityWarning)
	found.Field = "metadata.annotations"
	found.Message = fmt.Sprintf("kubectl apply would refuse this %s: it stores the whole object in the annotation %s, "+
		"and the annotations would have %d bytes, which is more than %d. "+
		"Use kubectl apply --server-side, or kubectl create and kubectl replace. In Argo CD, use the sync option ServerSideApply=true.",
		d.GetKind(), corev1.LastAppliedConfigAnnotation, size, validation.TotalAnnotationSizeLimitB)
	return []finding{found}
}

// annotationsSize is the size of the annotations with the one that kubectl apply would add (GetModifiedConfiguration in
// k8s.io/kubectl/pkg/util/apply.go), as the server computes it.
func annotationsSize(d *document) int {
	applied := d.Unstructured.DeepCopy()
	annotations := applied.GetAnnotations()
	if annotations == nil {
		annotations = map[string]string{}
	}
	delete(annotations, corev1.LastAppliedConfigAnnotation)
	_ = unstructured.SetNestedStringMap(applied.Object, annotations, "metadata", "annotations")
	if d.namespaced {
		applied.SetNamespace(d.namespace())
	}
	text, err := runtime.Encode(unstructured.UnstructuredJSONScheme, applied)
	if err != nil {
		return 0
	}
	size := len(corev1.LastAppliedConfigAnnotation) + len(text)
	for name, value := range annotations {
		size += len(name) + len(value)
	}
	return size
}
