package main

import (
	"context"
	"encoding/json"
	"net/http"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/endpoints/deprecation"
	"k8s.io/apiserver/pkg/endpoints/handlers"
	apirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
)

// maxRequestBodyBytes is the maximum size of a request that servers accept.
const maxRequestBodyBytes = 3 << 20

// allow is an authorizer that allows everything.
var allow = authorizer.AuthorizerFunc(func(context.Context, authorizer.Attributes) (authorizer.Decision, string, error) {
	return authorizer.DecisionAllow, "", nil
})

// resourceStorage is the storage of a registry. Most storages can create and patch objects. Those of reviews and bindings can only create, and that
// of component statuses can only read.
type resourceStorage interface {
	rest.Storage
	rest.Scoper
}

// resource serves one built-in kind.
type resource struct {
	gvk       schema.GroupVersionKind
	storage   resourceStorage
	form      storedForm
	scheme    *runtime.Scheme
	codecs    serializer.CodecFactory
	admission admission.Interface
	minor     int

	creating, applying *handlers.RequestScope
}

// warnOfDeprecation adds the warning that the server's installer adds for a deprecated version or kind.
func (r *resource) warnOfDeprecation(ctx context.Context) {
	object, err := r.scheme.New(r.gvk)
	if err == nil && deprecation.IsDeprecated(object, 1, r.minor) {
		object.GetObjectKind().SetGroupVersionKind(r.gvk)
		warning.AddWarning(ctx, "", deprecation.WarningMessage(object))
	}
}

// handle answers a request for the resource: a create, or a server-side apply. A handler wraps its
// admission plugin at each request, so a handler is created for each request.
func (r *resource) handle(response http.ResponseWriter, asked *http.Request) {
	info, _ := apirequest.RequestInfoFrom(asked.Context())
	creater, creates := r.storage.(rest.Creater)
	patcher, patches := r.storage.(rest.Patcher)
	switch {
	case info.Verb == "create" && creates:
		r.warnOfDeprecation(asked.Context())
		if r.creating == nil {
			r.creating = r.scope(noTypes{})
		}
		handlers.CreateResource(creater, r.creating, r.admission)(response, asked)
	case info.Verb == "patch" && patches:
		r.warnOfDeprecation(asked.Context())
		if r.applying == nil {
			r.applying = r.scope(typesOf(r.gvk))
		}
		handlers.PatchResource(patcher, r.applying, r.admission, []string{string(types.ApplyYAMLPatchType)})(response, asked)
	default:
		refuseMethod(response)
	}
}

// refuseMethod answers a request that a server has no handler for, with the status that a client makes of a server's answer.
func refuseMethod(response http.ResponseWriter) {
	response.WriteHeader(http.StatusMethodNotAllowed)
	_ = json.NewEncoder(response).Encode(metav1.Status{
		Reason: metav1.StatusReasonMethodNotAllowed, Message: "the server does not allow this method on the requested resource",
	})
}

// stores reports whether the server stores the objects of the kind. It only answers reviews and carries out bindings.
func (r *resource) stores() bool {
	_, patches := r.storage.(rest.Patcher)
	return patches
}

func (r *resource) namespaced() bool { return r.storage.NamespaceScoped() }

// scope tells the server's handlers how a resource is named, decoded, defaulted and merged, as the
// server's own installer does.
func (r *resource) scope(converter managedfields.TypeConverter) *handlers.RequestScope {
	resource, _ := meta.UnsafeGuessKindToResource(r.gvk)
	hub := schema.GroupVersion{Group: r.gvk.Group, Version: runtime.APIVersionInternal}
	reset := excludeFields(nil)
	switch strategy := r.storage.(type) {
	case rest.ResetFieldsFilterStrategy:
		reset = strategy.GetResetFieldsFilter()
	case rest.ResetFieldsStrategy:
		reset = excludeFields(strategy.GetResetFields())
	}
	unsafe := runtime.UnsafeObjectConvertor(r.scheme)
	fieldManager, err := managedfields.NewDefaultFieldManager(converter, unsafe, r.scheme, r.scheme, r.gvk, hub, "", reset)
	if err != nil {
		panic(err)
	}
	return &handlers.RequestScope{
		Namer:                    handlers.ContextBasedNaming{Namer: runtime.Namer(meta.NewAccessor()), ClusterScoped: !r.namespaced()},
		Serializer:               r.codecs,
		ParameterCodec:           runtime.NewParameterCodec(r.scheme),
		Creater:                  r.scheme,
		Convertor:                r.scheme,
		Defaulter:                r.scheme,
		Typer:                    r.scheme,
		UnsafeConvertor:          unsafe,
		Authorizer:               allow,
		EquivalentResourceMapper: runtime.NewEquivalentResourceRegistry(),
		TableConvertor:           rest.NewDefaultTableConvertor(resource.GroupResource()),
		FieldManager:             fieldManager,
		Resource:                 resource,
		Kind:                     r.gvk,
		HubGroupVersion:          hub,
		MetaGroupVersion:         metav1.SchemeGroupVersion,
		MaxRequestBodyBytes:      maxRequestBodyBytes,
	}
}
