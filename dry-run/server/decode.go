package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// decodeRequest has a text, or its bytes if they are not valid UTF-8.
type decodeRequest struct {
	Text            string `json:"text"`
	Bytes           []byte `json:"bytes"`
	FieldValidation string `json:"fieldValidation"`
	// TooDeep are the documents that filled the stack when this text was sent before, as `progress` counts them.
	TooDeep []int `json:"tooDeep"`
}

// decodeResponse has the documents of a text. The items of a List are separate documents.
type decodeResponse struct {
	Documents []decoded `json:"documents"`
}

type decoded struct {
	// Line is the line where the content of the document begins, counted from 1.
	Line int `json:"line"`
	// JSON is the document as text, with numbers as they were written.
	JSON     string   `json:"json,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
	Error    string   `json:"error,omitempty"`
}

var lineInError = regexp.MustCompile(`\bline (\d+)`)

// atLine converts the line numbers in an error of one document to line numbers of the whole text.
func atLine(message string, linesBefore int) string {
	return lineInError.ReplaceAllStringFunc(message, func(text string) string {
		line, _ := strconv.Atoi(strings.TrimPrefix(text, "line "))
		return "line " + strconv.Itoa(line+linesBefore)
	})
}

func (s *server) decode(asked decodeRequest) decodeResponse {
	response := decodeResponse{Documents: []decoded{}}
	text := asked.Text
	if len(asked.Bytes) > 0 {
		text = string(asked.Bytes)
	}
	expanded := expandedText(0)
	for _, piece := range split(text) {
		line := piece.line()
		s.progress(line)
		if slices.Contains(asked.TooDeep, line) {
			piece.err = errNesting
		}
		document := piece.decode(asked.FieldValidation)
		if err := expanded.add(piece, document); err != nil {
			document = decoded{Error: err.Error()}
		}
		if document.JSON != "null" {
			document.Line = line
			response.Documents = append(response.Documents, flatten(document)...)
		}
	}
	return response
}

func (p piece) decode(fieldValidation string) decoded {
	if p.err != nil {
		return decoded{Error: p.err.Error()}
	}
	result, err := toJSON(p.text)
	if err != nil {
		return decoded{Error: atLine(err.Error(), p.linesBefore)}
	}
	for i, message := range result.repeated {
		result.repeated[i] = atLine(message, p.linesBefore)
	}
	switch {
	case len(result.repeated) == 0 || fieldValidation == metav1.FieldValidationIgnore:
		return decoded{JSON: result.json}
	case fieldValidation == metav1.FieldValidationWarn:
		return decoded{JSON: result.json, Warnings: result.repeated}
	default:
		return decoded{Error: strings.Join(result.repeated, "; ")}
	}
}
