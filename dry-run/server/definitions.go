package main

import (
	"crypto/sha256"
	"encoding/json"
	"net/url"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// invalidDefinition is a definition of the request that the server would refuse. The index is its place in the request.
type invalidDefinition struct {
	Index  int     `json:"index"`
	Causes []cause `json:"causes"`
}

// definitionCache has the definitions of the last request, by their text: validating a large one takes seconds.
type definitionCache map[[sha256.Size]byte]*apiextensions.CustomResourceDefinition

// establishGiven starts to serve the definitions that the request gives in addition to its documents. They are not documents: nothing
// is answered about a valid one.
func (c *cluster) establishGiven(definitions []json.RawMessage) ([]invalidDefinition, error) {
	used := definitionCache{}
	invalid := []invalidDefinition{}
	for i, text := range definitions {
		key := sha256.Sum256(text)
		if used[key] = c.given[key]; used[key] == nil {
			d, err := c.read(text)
			if err != nil {
				return nil, err
			}
			definition, causes := c.definitionOf(d, true)
			if causes != nil {
				invalid = append(invalid, invalidDefinition{Index: i, Causes: causes})
				continue
			}
			used[key] = definition
		}
		c.custom.serve(used[key])
	}
	c.given = used
	return invalid, nil
}

// definitionOf returns the definition that the server would store and serve, or the causes of its refusal. A server has accepted a definition
// that it printed, so such a definition is not validated again: definitions from older servers may have fields that a create refuses.
func (c *cluster) definitionOf(d *document, existing bool) (*apiextensions.CustomResourceDefinition, []cause) {
	if d.refused != nil {
		return nil, []cause{*d.refused}
	}
	if d.GroupVersionKind() != customResourceDefinitions {
		return nil, []cause{{Field: "kind", Reason: string(metav1.StatusReasonBadRequest), Message: "a " + d.GetKind() + " is not a CustomResourceDefinition"}}
	}
	definition := &apiextensions.CustomResourceDefinition{}
	if existing && isPrinted(d) {
		if _, _, err := apiserver.Codecs.UniversalDeserializer().Decode(d.json, nil, definition); err != nil {
			return nil, []cause{{Reason: string(metav1.StatusReasonBadRequest), Message: err.Error()}}
		}
		apiserver.Scheme.Default(definition)
		complete(definition)
		return definition, nil
	}
	answered := c.ask(d, "create", url.Values{"dryRun": {metav1.DryRunAll}, "fieldValidation": {metav1.FieldValidationIgnore}})
	if !answered.accepted() {
		return nil, answered.causes()
	}
	// An answer that is used again keeps its definition.
	if answered.definition == nil {
		if err := json.Unmarshal(answered.object, definition); err != nil {
			return nil, []cause{{Message: err.Error()}}
		}
		complete(definition)
		answered.definition = definition
	}
	return answered.definition, nil
}

// isPrinted reports whether a server printed an object.
func isPrinted(d *document) bool { return d.GetUID() != "" || d.GetResourceVersion() != "" }
