package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"

	eventsv1 "k8s.io/api/events/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// document is an object of a request, with the handler that serves its kind.
type document struct {
	unstructured.Unstructured
	// json is the object as it was written. A decoded object loses duplicate keys, and numbers such as 80.0 lose their fraction.
	json []byte
	// index is the index of the document in the request. A live object has none.
	index *int
	// newer are the fields that the Kubernetes version does not have. They are removed before the request.
	newer []string
	// generated is the name that the server generated for an object without a name.
	generated string
	// repeated are messages about repeated keys, if the document is YAML.
	repeated []string
	// refused is the reason why the document cannot be sent to a handler at all.
	refused *cause

	served     http.HandlerFunc
	builtIn    *resource
	gvr        schema.GroupVersionResource
	namespaced bool
}

// read reads an object, or the text of an object.
func (c *cluster) read(input json.RawMessage) (*document, error) {
	d := &document{json: input, Unstructured: unstructured.Unstructured{Object: map[string]any{}}}
	if len(input) > 0 && input[0] == '"' {
		var text string
		if err := json.Unmarshal(input, &text); err != nil {
			return nil, err
		}
		converted, err := toJSON(text)
		if err != nil {
			return d.refuse("", metav1.StatusReasonBadRequest, err), nil
		}
		d.json, d.repeated = []byte(converted.json), converted.repeated
	}
	if nestedTooDeeply(string(d.json)) {
		return d.refuse("", metav1.StatusReasonBadRequest, errNesting), nil
	}
	if err := utiljson.Unmarshal(d.json, &d.Object); err != nil || d.Object == nil {
		return d.refuse("", metav1.StatusReasonBadRequest, errors.New("the document must be an object")), nil
	}
	if err := c.route(d); err != nil || d.builtIn == nil {
		return d, err
	}
	if d.newer = c.newer.strip(d.GroupVersionKind(), d.Object); len(d.newer) > 0 {
		stripped, err := json.Marshal(d.Object)
		if err != nil {
			return nil, err
		}
		d.json = stripped
	}
	return d, nil
}

func (d *document) refuse(field string, reason metav1.StatusReason, err error) *document {
	d.refused = &cause{Field: field, Reason: string(reason), Message: err.Error()}
	return d
}

// route sets the handler that serves the document's kind.
func (c *cluster) route(d *document) error {
	for _, field := range []string{"apiVersion", "kind"} {
		if text, _ := d.Object[field].(string); text == "" {
			d.refuse(field, metav1.StatusReasonBadRequest, fmt.Errorf("Object '%s' is missing", field))
			return nil
		}
	}
	if version, err := schema.ParseGroupVersion(d.GetAPIVersion()); err != nil || version.Empty() {
		d.refuse("apiVersion", metav1.StatusReasonBadRequest, fmt.Errorf("unexpected GroupVersion string: %s", d.GetAPIVersion()))
		return nil
	}
	gvk := d.GroupVersionKind()
	if gvk.Kind == "List" {
		d.refuse("kind", metav1.StatusReasonBadRequest, errors.New("a List cannot be applied. Pass its items as separate documents"))
		return nil
	}
	builtIn, err := c.find(gvk)
	if err != nil {
		return err
	}
	if builtIn != nil {
		d.served, d.builtIn, d.namespaced = builtIn.handle, builtIn, builtIn.namespaced()
		d.gvr, _ = meta.UnsafeGuessKindToResource(gvk)
		return nil
	}
	custom, err := c.custom.find(gvk)
	if err != nil {
		return err
	}
	if custom == nil {
		custom = c.assume(gvk)
	}
	if custom == nil {
		d.refuse("apiVersion", metav1.StatusReasonNotFound, c.noMatches(gvk))
		return nil
	}
	d.served, d.namespaced = c.custom.handle, custom.Spec.Scope == apiextensions.NamespaceScoped
	d.gvr = gvk.GroupVersion().WithResource(custom.Spec.Names.Plural)
	return nil
}

// namespace is the namespace of a request for the document.
func (d *document) namespace() string {
	switch {
	case !d.namespaced:
		return ""
	case d.GetNamespace() == "":
		return metav1.NamespaceDefault
	default:
		return d.GetNamespace()
	}
}

// storedName is the name of the object that the server stored.
func (d *document) storedName() string {
	if d.generated != "" {
		return d.generated
	}
	return d.GetName()
}

// key is the key under which the registries store the document's object. Both API groups of Event have the same storage.
func (d *document) key() string {
	resource := d.gvr.GroupResource()
	if resource.Group == eventsv1.GroupName {
		resource.Group = ""
	}
	return path.Join("/", resource.String(), d.namespace(), d.GetName())
}
