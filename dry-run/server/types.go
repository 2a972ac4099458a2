package main

import (
	"errors"
	"sync"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/client-go/applyconfigurations"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// schemaTypes contain which lists are maps and sets. Reading them takes long, and only an apply needs them.
var schemaTypes = sync.OnceValue(func() managedfields.TypeConverter {
	return applyconfigurations.NewTypeConverter(legacyscheme.Scheme)
})

// typesOf returns the types that control how manifests of a kind are merged. client-go has no schema for
// custom resource definitions, so their lists are replaced as a whole.
func typesOf(gvk schema.GroupVersionKind) managedfields.TypeConverter {
	if gvk == customResourceDefinitions {
		return managedfields.NewDeducedTypeConverter()
	}
	return schemaTypes()
}

// noTypes has no types. A field manager that cannot compare a new object omits the owners of its fields.
// This is correct for a create: nothing reads the owners, and computing them takes longer than all the rest.
type noTypes struct{}

var errNoTypes = errors.New("not compared")

func (noTypes) ObjectToTyped(runtime.Object, ...validationOptions) (*typedValue, error) {
	return nil, errNoTypes
}

func (noTypes) TypedToObject(*typedValue) (runtime.Object, error) { return nil, errNoTypes }
