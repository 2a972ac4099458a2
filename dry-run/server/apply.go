package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// applyRequest asks what the server would answer to documents, given what is deployed.
type applyRequest struct {
	FieldValidation string            `json:"fieldValidation"`
	Documents       []json.RawMessage `json:"documents"`
	Live            []json.RawMessage `json:"live"`
}

// applyResponse has one result a document, in order.
type applyResponse struct {
	Results  []result  `json:"results"`
	Findings []finding `json:"findings"`
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
}

var namespaceKind = kind("", "v1", "Namespace")

func (c *cluster) apply(asked applyRequest) (*applyResponse, error) {
	if err := c.empty(); err != nil {
		return nil, err
	}
	given := append(append([]json.RawMessage{}, asked.Live...), asked.Documents...)
	if err := c.define(given); err != nil {
		return nil, err
	}
	response := &applyResponse{Results: []result{}, Findings: []finding{}}
	for _, object := range asked.Live {
		d, err := c.read(object)
		if err != nil {
			return nil, err
		}
		response.Findings = append(response.Findings, c.deploy(d)...)
	}
	for _, object := range asked.Documents {
		d, err := c.read(object)
		if err != nil {
			return nil, err
		}
		judged, err := c.judge(d, asked.FieldValidation)
		if err != nil {
			return nil, err
		}
		response.Results = append(response.Results, *judged)
		if judged.Accepted {
			response.Findings = append(response.Findings, ignoredNamespace(d)...)
			found, err := c.tryPods(d, judged.Stored)
			if err != nil {
				return nil, err
			}
			response.Findings = append(response.Findings, found...)
			hideAssigned(d, judged.Stored)
		}
	}
	return response, nil
}

// define makes known, before anything is judged, what decides about other objects wherever it stands
// among the documents: custom resource definitions, and the labels of namespaces.
func (c *cluster) define(given []json.RawMessage) error {
	for _, object := range given {
		text := string(object)
		if !strings.Contains(text, namespaceKind.Kind) && !strings.Contains(text, customResourceDefinitions.Kind) {
			continue
		}
		d, err := c.read(object)
		if err != nil {
			return err
		}
		switch d.GroupVersionKind() {
		case customResourceDefinitions:
			answered := c.ask(d, "create", url.Values{"dryRun": {metav1.DryRunAll}, "fieldValidation": {metav1.FieldValidationIgnore}})
			if !answered.accepted() {
				continue
			}
			definition := &apiextensions.CustomResourceDefinition{}
			if err := json.Unmarshal(answered.object, definition); err != nil {
				return err
			}
			c.custom.establish(definition)
		case namespaceKind:
			namespace := &corev1.Namespace{}
			if runtime.DefaultUnstructuredConverter.FromUnstructured(d.Object, namespace) == nil {
				c.names.add(namespace)
			}
		}
	}
	return nil
}

// ignoredNamespace finds a namespace of an object that is in none: the server takes it away, and nothing is lost.
func ignoredNamespace(d *document) []finding {
	if d.namespaced || d.GetNamespace() == "" {
		return nil
	}
	found := d.finding("namespace-ignored", severityWarning)
	found.Field = "metadata.namespace"
	found.Message = fmt.Sprintf("a %s is in no namespace; the server takes %q away: leave it out", d.GetKind(), d.GetNamespace())
	return []finding{found}
}

// judge says what the server answers to a document.
func (c *cluster) judge(d *document, fieldValidation string) (*result, error) {
	judged := &result{APIVersion: d.GetAPIVersion(), Kind: d.GetKind(), Namespace: d.GetNamespace(), Name: d.GetName(),
		Causes: []cause{}, Warnings: []string{}, DroppedFields: []string{}}
	if d.refused != nil {
		judged.Causes = append(judged.Causes, *d.refused)
		return judged, nil
	}
	judged.Namespace = d.namespace()
	update := d.GetName() != "" && c.memory.objects[d.key()] != nil
	verb, query := "create", url.Values{"fieldValidation": {fieldValidation}}
	if update {
		verb, query = "patch", url.Values{"fieldValidation": {fieldValidation}, "force": {"true"}}
	}
	answered := c.ask(d, verb, query)
	judged.Warnings = append(judged.Warnings, warningsAt(c.minor, answered.warnings)...)
	unknown := unknownCauses(d.newer)
	if refusesUnknown := fieldValidation == metav1.FieldValidationStrict || update; !refusesUnknown {
		if fieldValidation == metav1.FieldValidationWarn {
			for _, cause := range unknown {
				judged.Warnings = append(judged.Warnings, cause.Message)
			}
		}
		unknown = nil
	}
	switch {
	case !answered.accepted() && (len(unknown) == 0 || undecodable(answered.status)):
		judged.Causes = append(causesOf(answered.status), unknown...)
	case len(unknown) > 0:
		judged.Causes = unknown
	default:
		judged.Accepted = true
		if err := json.Unmarshal(answered.object, &judged.Stored); err != nil {
			return nil, err
		}
		judged.DroppedFields = append(droppedFields(d, judged.Stored), d.newer...)
	}
	return judged, nil
}

func unknownCauses(paths []string) []cause {
	var causes []cause
	for _, path := range paths {
		causes = append(causes, cause{Field: path, Reason: string(metav1.StatusReasonBadRequest), Message: fmt.Sprintf("unknown field %q", path)})
	}
	return causes
}

// undecodable tells whether a refusal came before validation, as that of unknown fields does.
func undecodable(status metav1.Status) bool { return status.Reason == metav1.StatusReasonBadRequest }
