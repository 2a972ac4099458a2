package main

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apiextensions-apiserver/pkg/client/informers/externalversions"
	"k8s.io/apiextensions-apiserver/pkg/controller/establish"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	apirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

// gatewayAPI are the custom resource definitions of the Gateway API's standard channel.
//
//go:embed gatewayapi/*.yaml
var gatewayAPI embed.FS

const gatewayAPIGroup = "gateway.networking.k8s.io"

// customResources serves the kinds that CustomResourceDefinitions define.
type customResources struct {
	// creating has no types of the fields. Computing them takes a fifth of the time that a definition takes, and only an update needs them.
	creating, updating http.Handler
	definitions        cache.Indexer
	kinds              map[schema.GroupVersionKind]*apiextensions.CustomResourceDefinition
	// gateway are the definitions of the Gateway API. They are read when they are first needed, because this takes as long as 30 objects.
	gateway []*apiextensions.CustomResourceDefinition
	unknown *unknownKinds
}

// noOtherSchemas are the schemas of other kinds, which a handler adds to those of a definition. It ignores them, because they have no
// paths (mergeSpecV3 in pkg/controller/openapi/builder/merge.go). But without a list, it does not use the schema of a definition for updates,
// and accepts unknown fields (buildOpenAPIModelsForApply in pkg/apiserver/customresource_handler.go).
var noOtherSchemas = map[string]*spec.Schema{}

func newCustomResources(c *cluster) (*customResources, error) {
	custom := &customResources{}
	kept := memoryOf{memory: c.memory, codec: unstructured.UnstructuredJSONScheme, form: custom.form}
	informer := externalversions.NewSharedInformerFactory(nil, 0).Apiextensions().V1().CustomResourceDefinitions()
	handler := func(otherSchemas map[string]*spec.Schema) (http.Handler, error) {
		return apiserver.NewCustomResourceDefinitionHandler(nil, nil, informer, http.NotFoundHandler(), kept, c.admission,
			(*establish.EstablishingController)(nil), nil, nil, 1, allow, time.Minute, time.Minute, otherSchemas, maxRequestBodyBytes)
	}
	var err error
	if custom.creating, err = handler(nil); err != nil {
		return nil, err
	}
	if custom.updating, err = handler(noOtherSchemas); err != nil {
		return nil, err
	}
	custom.definitions = informer.Informer().GetIndexer()
	custom.forget()
	return custom, nil
}

func (r *customResources) handle(response http.ResponseWriter, asked *http.Request) {
	if info, _ := apirequest.RequestInfoFrom(asked.Context()); info.Verb == "create" {
		r.creating.ServeHTTP(response, asked)
		return
	}
	r.updating.ServeHTTP(response, asked)
}

func (r *customResources) forget() {
	_ = r.definitions.Replace(nil, "")
	r.kinds = map[schema.GroupVersionKind]*apiextensions.CustomResourceDefinition{}
	r.unknown = newUnknownKinds("", nil)
}

// complete sets the fields that the server's controllers set. Equal definitions get the same UID, so that the handler, which caches
// compiled schemas by UID, compiles them once.
func complete(definition *apiextensions.CustomResourceDefinition) {
	spec, _ := json.Marshal(definition.Spec)
	sum := sha256.Sum256(spec)
	definition.UID = types.UID(hex.EncodeToString(sum[:]))
	definition.Status.AcceptedNames = definition.Spec.Names
	for _, condition := range []apiextensions.CustomResourceDefinitionConditionType{apiextensions.NamesAccepted, apiextensions.Established} {
		definition.Status.Conditions = append(definition.Status.Conditions, apiextensions.CustomResourceDefinitionCondition{
			Type: condition, Status: apiextensions.ConditionTrue, LastTransitionTime: metav1.Unix(0, 0),
		})
	}
}

// serve starts to serve a definition, as the server's controllers do after it is stored.
func (r *customResources) serve(definition *apiextensions.CustomResourceDefinition) {
	maps.DeleteFunc(r.kinds, func(_ schema.GroupVersionKind, other *apiextensions.CustomResourceDefinition) bool {
		return other.Name == definition.Name
	})
	_ = r.definitions.Add(withoutWebhook(definition))
	for _, version := range definition.Spec.Versions {
		if version.Served {
			r.kinds[schema.GroupVersionKind{Group: definition.Spec.Group, Version: version.Name, Kind: definition.Spec.Names.Kind}] = definition
		}
	}
}

// withoutWebhook returns a definition whose objects are converted without a webhook, which cannot be called here.
func withoutWebhook(definition *apiextensions.CustomResourceDefinition) *apiextensions.CustomResourceDefinition {
	if !convertedByWebhook(definition) {
		return definition
	}
	served := definition.DeepCopy()
	served.Spec.Conversion = &apiextensions.CustomResourceConversion{Strategy: apiextensions.NoneConverter}
	return served
}

func convertedByWebhook(definition *apiextensions.CustomResourceDefinition) bool {
	return definition.Spec.Conversion != nil && definition.Spec.Conversion.Strategy == apiextensions.WebhookConverter
}

// form returns how the custom resources of a definition are stored.
func (r *customResources) form(resource schema.GroupResource, codec runtime.Codec) storedForm {
	form := &customForm{codec: codec}
	for _, definition := range r.kinds {
		if definition.Name == resource.String() {
			form.unconverted = convertedByWebhook(definition)
		}
	}
	return form
}

// find returns the definition of a kind, or nil. The definitions of the Gateway API are used if no document defines its kinds.
func (r *customResources) find(gvk schema.GroupVersionKind) (*apiextensions.CustomResourceDefinition, error) {
	if r.kinds[gvk] == nil && gvk.Group == gatewayAPIGroup {
		if err := r.establishGatewayAPI(); err != nil {
			return nil, err
		}
	}
	return r.kinds[gvk], nil
}

func (r *customResources) establishGatewayAPI() error {
	if r.gateway == nil {
		definitions, err := readGatewayAPI()
		if err != nil {
			return err
		}
		r.gateway = definitions
	}
	for _, definition := range r.gateway {
		if _, defined, _ := r.definitions.GetByKey(definition.Name); !defined {
			r.serve(definition)
		}
	}
	return nil
}

func readGatewayAPI() ([]*apiextensions.CustomResourceDefinition, error) {
	files, err := gatewayAPI.ReadDir("gatewayapi")
	if err != nil {
		return nil, err
	}
	var definitions []*apiextensions.CustomResourceDefinition
	for _, file := range files {
		text, err := gatewayAPI.ReadFile("gatewayapi/" + file.Name())
		if err != nil {
			return nil, err
		}
		object, _, err := apiserver.Codecs.UniversalDeserializer().Decode(text, nil, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name(), err)
		}
		apiserver.Scheme.Default(object)
		definition := object.(*apiextensions.CustomResourceDefinition)
		complete(definition)
		definitions = append(definitions, definition)
	}
	return definitions, nil
}
