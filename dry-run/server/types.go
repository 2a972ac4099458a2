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

// schemaTypes know which lists are maps and sets; they take long to read, and only an apply needs them.
var schemaTypes = sync.OnceValue(func() managedfields.TypeConverter {
	return applyconfigurations.NewTypeConverter(legacyscheme.Scheme)
})

// typesOf are the types by which the manifests of a kind are merged. Of definitions client-go has no
// schema; their lists are replaced as a whole.
func typesOf(gvk schema.GroupVersionKind) managedfields.TypeConverter {
	if gvk == customResourceDefinitions {
		return managedfields.NewDeducedTypeConverter()
	}
	return schemaTypes()
}

// noTypes knows no type. A field manager that can't compare a new object leaves its owners out, which
// is what a create needs: nobody reads them, and working them out takes longer than all the rest.
type noTypes struct{}

var errNoTypes = errors.New("not compared")

func (noTypes) ObjectToTyped(runtime.Object, ...validationOptions) (*typedValue, error) {
	return nil, errNoTypes
}

func (noTypes) TypedToObject(*typedValue) (runtime.Object, error) { return nil, errNoTypes }
