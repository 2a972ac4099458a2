package main

import (
	"errors"
	"sync"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	generated "k8s.io/apiextensions-apiserver/pkg/generated/openapi"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apiserver/pkg/endpoints/openapi"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/client-go/applyconfigurations"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	aggregatorscheme "k8s.io/kube-aggregator/pkg/apiserver/scheme"
	aggregator "k8s.io/kube-aggregator/pkg/generated/openapi"
	"k8s.io/kube-openapi/pkg/builder3"
	"k8s.io/kube-openapi/pkg/common"
	"k8s.io/kube-openapi/pkg/util"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// schemaTypes contain which lists are maps and sets. Reading them takes long, and only an apply needs them.
var schemaTypes = sync.OnceValue(func() managedfields.TypeConverter {
	return applyconfigurations.NewTypeConverter(legacyscheme.Scheme)
})

// definitionTypes are the types of custom resource definitions, which client-go does not have.
var definitionTypes = sync.OnceValue(func() managedfields.TypeConverter {
	return typesIn(generated.GetOpenAPIDefinitions, apiserver.Scheme, &apiextensions.CustomResourceDefinition{})
})

// serviceTypes are the types of API services, which client-go does not have either.
var serviceTypes = sync.OnceValue(func() managedfields.TypeConverter {
	return typesIn(aggregator.GetOpenAPIDefinitions, aggregatorscheme.Scheme, &apiregistration.APIService{})
})

// typesIn builds the types of a kind from the schemas of its API, as the server does (getOpenAPIModels in
// k8s.io/apiserver/pkg/server/genericapiserver.go).
func typesIn(schemas common.GetOpenAPIDefinitions, scheme *runtime.Scheme, kind runtime.Object) managedfields.TypeConverter {
	config := genericapiserver.DefaultOpenAPIV3Config(schemas, openapi.NewDefinitionNamer(scheme))
	models, err := builder3.BuildOpenAPIDefinitionsForResources(config, util.GetCanonicalTypeName(kind))
	if err != nil {
		panic(err)
	}
	types, err := managedfields.NewTypeConverter(models, false)
	if err != nil {
		panic(err)
	}
	return types
}

// typesOf returns the types that control how manifests of a kind are merged, and which fields they can have.
func typesOf(gvk schema.GroupVersionKind) managedfields.TypeConverter {
	switch gvk {
	case customResourceDefinitions:
		return definitionTypes()
	case apiServices:
		return serviceTypes()
	default:
		return schemaTypes()
	}
}

// noTypes has no types. A field manager that cannot compare a new object omits the owners of its fields.
// This is correct for a create: nothing reads the owners, and computing them takes longer than all the rest.
type noTypes struct{}

var errNoTypes = errors.New("not compared")

func (noTypes) ObjectToTyped(runtime.Object, ...validationOptions) (*typedValue, error) {
	return nil, errNoTypes
}

func (noTypes) TypedToObject(*typedValue) (runtime.Object, error) { return nil, errNoTypes }
