package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// applyRequest contains the documents to apply and the live objects.
type applyRequest struct {
	FieldValidation string            `json:"fieldValidation"`
	Documents       []json.RawMessage `json:"documents"`
	Live            []json.RawMessage `json:"live"`
	// Context are objects that exist elsewhere. Only their definitions and namespaces matter to the server.
	Context []json.RawMessage `json:"context"`
	// Definitions are custom resource definitions that are used and not evaluated.
	Definitions  []json.RawMessage `json:"definitions"`
	UnknownKinds string            `json:"unknownKinds"`
}

// applyResponse has one result for each document, in order. If a definition is invalid, it has no results.
type applyResponse struct {
	Results  []result            `json:"results"`
	Findings []finding           `json:"findings"`
	Invalid  []invalidDefinition `json:"invalidDefinitions,omitempty"`
}

type result struct {
	APIVersion    string         `json:"apiVersion"`
	Kind          string         `json:"kind"`
	Namespace     string         `json:"namespace,omitempty"`
	Name          string         `json:"name"`
	Accepted      bool           `json:"accepted"`
	Causes        []cause        `json:"causes"`
	Warnings      []string       `json:"warnings"`
	DroppedFields []string       `json:"droppedFields"`
	Stored        map[string]any `json:"stored,omitempty"`
	// DefinitionMissing is set if the kind has no definition, so that only the metadata was checked.
	DefinitionMissing bool `json:"definitionMissing,omitempty"`
}

func (c *cluster) apply(asked applyRequest, progress func(int)) (*applyResponse, error) {
	if err := c.empty(); err != nil {
		return nil, err
	}
	response := &applyResponse{Results: []result{}, Findings: []finding{}}
	var err error
	if response.Invalid, err = c.establishGiven(asked.Definitions); err != nil || len(response.Invalid) > 0 {
		return response, err
	}
	existing := slices.Concat(asked.Context, asked.Live)
	documentAt := func(i int) { progress(len(existing) + i) }
	c.custom.unknown = newUnknownKinds(asked.UnknownKinds, slices.Concat(existing, asked.Documents))
	if err := c.define(existing, true, progress); err != nil {
		return nil, err
	}
	if err := c.define(asked.Documents, false, documentAt); err != nil {
		return nil, err
	}
	for i, object := range asked.Live {
		progress(len(asked.Context) + i)
		d, err := c.read(object)
		if err != nil {
			return nil, err
		}
		response.Findings = append(response.Findings, c.deploy(d)...)
	}
	var stored []*document
	for i, object := range asked.Documents {
		documentAt(i)
		d, err := c.read(object)
		if err != nil {
			return nil, err
		}
		d.index = &i
		outcome, err := c.evaluate(d, asked.FieldValidation)
		if err != nil {
			return nil, err
		}
		response.Results = append(response.Results, *outcome)
		if outcome.Stored == nil {
			d = nil
		}
		stored = append(stored, d)
	}
	// Controllers create pods after the documents are applied, so that limit ranges and service accounts apply wherever they are among them.
	for i, d := range stored {
		if d == nil {
			continue
		}
		documentAt(i)
		found, err := c.tryPods(d, response.Results[i].Stored)
		if err != nil {
			return nil, err
		}
		response.Findings = append(response.Findings, ignoredNamespace(d)...)
		response.Findings = append(response.Findings, largeAnnotation(d)...)
		response.Findings = append(response.Findings, found...)
		hideAssigned(d, response.Results[i].Stored)
	}
	response.Findings = append(response.Findings, c.missingDefinitions()...)
	return response, nil
}

// define registers the objects that affect other objects wherever they are among the documents: custom
// resource definitions and the labels of namespaces. It runs before the documents are evaluated. Existing objects are not documents:
// a server may have printed them.
func (c *cluster) define(objects []json.RawMessage, existing bool, progress func(int)) error {
	for i, object := range objects {
		text := string(object)
		if !strings.Contains(text, namespaceKind.Kind) && !strings.Contains(text, customResourceDefinitions.Kind) {
			continue
		}
		progress(i)
		d, err := c.read(object)
		if err != nil {
			return err
		}
		switch gvk := d.GroupVersionKind(); {
		case gvk.GroupKind() == customResourceDefinitions.GroupKind():
			definition, causes := c.definitionOf(d, existing)
			if causes != nil {
				c.custom.unknown.refuse(d)
				continue
			}
			c.custom.serve(definition)
		case gvk == namespaceKind:
			namespace := &corev1.Namespace{}
			if runtime.DefaultUnstructuredConverter.FromUnstructured(d.Object, namespace) == nil {
				c.names.add(namespace)
			}
		}
	}
	return nil
}

// ignoredNamespace reports the namespace of a cluster-scoped object. The server removes it, which does no harm.
func ignoredNamespace(d *document) []finding {
	if d.namespaced || d.GetNamespace() == "" {
		return nil
	}
	found := d.finding("namespace-ignored", severityWarning)
	found.Field = "metadata.namespace"
	found.Message = fmt.Sprintf("A %s is cluster-scoped, so the server removes the namespace %q. Omit the namespace.", d.GetKind(), d.GetNamespace())
	return []finding{found}
}

// evaluate returns the server's answer to a document.
func (c *cluster) evaluate(d *document, fieldValidation string) (*result, error) {
	outcome := &result{APIVersion: d.GetAPIVersion(), Kind: d.GetKind(), Namespace: d.GetNamespace(), Name: d.GetName(),
		Causes: []cause{}, Warnings: []string{}, DroppedFields: []string{}}
	if d.refused != nil {
		outcome.Causes = append(outcome.Causes, *d.refused)
		return outcome, nil
	}
	outcome.Namespace = d.namespace()
	switch {
	case len(d.repeated) > 0 && fieldValidation == metav1.FieldValidationStrict:
		for _, message := range d.repeated {
			outcome.Causes = append(outcome.Causes, cause{Reason: string(metav1.StatusReasonBadRequest), Message: message})
		}
		return outcome, nil
	case fieldValidation == metav1.FieldValidationWarn:
		outcome.Warnings = append(outcome.Warnings, d.repeated...)
	}
	outcome.DefinitionMissing = c.countUnknown(d)
	update := d.GetName() != "" && c.memory.objects[d.key()] != nil
	verb, query := "create", url.Values{"fieldValidation": {fieldValidation}}
	if update {
		verb, query = "patch", url.Values{"fieldValidation": {fieldValidation}, "force": {"true"}}
	}
	answered := c.ask(d, verb, query)
	outcome.Warnings = append(outcome.Warnings, warningsAt(c.minor, answered.warnings)...)
	unknown := unknownCauses(d.newer)
	if refusesUnknown := fieldValidation == metav1.FieldValidationStrict || update; !refusesUnknown {
		if fieldValidation == metav1.FieldValidationWarn {
			for _, cause := range unknown {
				outcome.Warnings = append(outcome.Warnings, cause.Message)
			}
		}
		unknown = nil
	}
	switch {
	case !answered.accepted() && (len(unknown) == 0 || undecodable(answered.status)):
		outcome.Causes = append(answered.causes(), unknown...)
	case len(unknown) > 0:
		outcome.Causes = unknown
	default:
		outcome.Accepted = true
		if d.builtIn != nil && !d.builtIn.stores() {
			return outcome, nil
		}
		if err := json.Unmarshal(answered.object, &outcome.Stored); err != nil {
			return nil, err
		}
		if d.GetName() == "" {
			d.generated, _, _ = unstructured.NestedString(outcome.Stored, "metadata", "name")
		}
		outcome.DroppedFields = append(droppedFields(d, outcome.Stored), d.newer...)
	}
	return outcome, nil
}

func unknownCauses(paths []string) []cause {
	var causes []cause
	for _, path := range paths {
		causes = append(causes, cause{Field: path, Reason: string(metav1.StatusReasonBadRequest), Message: fmt.Sprintf("unknown field %q", path)})
	}
	return causes
}

// undecodable reports whether the server refused a document before its validation, as it does for unknown fields.
func undecodable(status metav1.Status) bool { return status.Reason == metav1.StatusReasonBadRequest }
