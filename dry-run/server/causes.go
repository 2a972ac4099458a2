package main

import (
	"regexp"
	"strings"
)

// cause is one reason for which the server refuses a document.
type cause struct {
	Field   string `json:"field"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

// If a document cannot be decoded, the server names the field only in its message.
var (
	strictError = regexp.MustCompile(`(?:unknown|duplicate) field "([^"]+)"`)
	decodeError = regexp.MustCompile(`json: cannot unmarshal .* into Go struct field \w+\.(\S+) of type \S+`)
	// An apply compares the document with the schema: see sigs.k8s.io/structured-merge-diff/typed.
	typedError = regexp.MustCompile(`(?:^|\s)\.(\S+): (?:field not declared in schema|duplicate entries for key|set values may not be duplicated|expected )[^\n]*`)
	// The metadata of a custom resource is decoded on its own, so the messages about it name fields of the metadata: see
	// GetObjectMetaWithOptions in k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta/coerce.go.
	metadataError = regexp.MustCompile(`json: cannot unmarshal .* into Go value of type v1\.ObjectMeta`)
)

// causes returns the reasons of a refusal.
func (a *answer) causes() []cause {
	causes, status := []cause{}, a.status
	if status.Details != nil {
		for _, c := range status.Details.Causes {
			causes = append(causes, cause{Field: c.Field, Reason: string(c.Type), Message: c.Message})
		}
	}
	if len(causes) > 0 {
		return causes
	}
	for _, expression := range []*regexp.Regexp{strictError, decodeError, typedError} {
		for _, match := range expression.FindAllStringSubmatch(status.Message, -1) {
			field := match[1]
			if a.custom && expression == decodeError {
				field = "metadata." + field
			}
			causes = append(causes, cause{Field: field, Reason: string(status.Reason), Message: strings.TrimSpace(match[0])})
		}
		if len(causes) > 0 {
			return causes
		}
	}
	whole := cause{Reason: string(status.Reason), Message: status.Message}
	if a.custom && metadataError.MatchString(status.Message) {
		whole.Field = "metadata"
	}
	return append(causes, whole)
}
