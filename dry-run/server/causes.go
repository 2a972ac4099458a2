package main

import (
	"regexp"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// cause is one reason for which the server refuses a document.
type cause struct {
	Field   string `json:"field"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

// If a document cannot be decoded, the server names the field only in its message.
var (
	strictError    = regexp.MustCompile(`(?:unknown|duplicate) field "([^"]+)"`)
	decodeError    = regexp.MustCompile(`json: cannot unmarshal .* into Go struct field \w+\.(\S+) of type \S+`)
	undeclared     = regexp.MustCompile(`\.(\S+): field not declared in schema`)
	duplicateEntry = regexp.MustCompile(`(?:^|\s)\.(\S+): (?:duplicate entries for key|set values may not be duplicated)[^\n]*`)
)

func causesOf(status metav1.Status) []cause {
	causes := []cause{}
	if status.Details != nil {
		for _, c := range status.Details.Causes {
			causes = append(causes, cause{Field: c.Field, Reason: string(c.Type), Message: c.Message})
		}
	}
	if len(causes) > 0 {
		return causes
	}
	for _, expression := range []*regexp.Regexp{strictError, decodeError, undeclared, duplicateEntry} {
		for _, match := range expression.FindAllStringSubmatch(status.Message, -1) {
			causes = append(causes, cause{Field: match[1], Reason: string(status.Reason), Message: strings.TrimSpace(match[0])})
		}
		if len(causes) > 0 {
			return causes
		}
	}
	return append(causes, cause{Reason: string(status.Reason), Message: status.Message})
}
