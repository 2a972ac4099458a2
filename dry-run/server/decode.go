package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type decodeRequest struct {
	Text string `json:"text"`
}

// decodeResponse has the documents of a text. The items of a List are separate documents.
type decodeResponse struct {
	Documents []decoded `json:"documents"`
}

type decoded struct {
	// Line is the line where the content of the document begins, counted from 1.
	Line int `json:"line"`
	// JSON is the document as text, with numbers as they were written.
	JSON  string `json:"json,omitempty"`
	Error string `json:"error,omitempty"`

	linesBefore int
}

var lineInError = regexp.MustCompile(`\bline (\d+)`)

// atLine converts the line numbers in the error of one document to line numbers of the whole text.
func atLine(err error, linesBefore int) string {
	return lineInError.ReplaceAllStringFunc(err.Error(), func(text string) string {
		line, _ := strconv.Atoi(strings.TrimPrefix(text, "line "))
		return "line " + strconv.Itoa(line+linesBefore)
	})
}

func decode(text string) decodeResponse {
	response := decodeResponse{Documents: []decoded{}}
	for _, piece := range split(text) {
		if piece.Error == "" {
			if converted, err := toJSON(piece.JSON); err != nil {
				piece.Error = atLine(err, piece.linesBefore)
			} else {
				piece.JSON = converted
			}
		}
		switch {
		case piece.Error != "":
			piece.JSON = ""
			response.Documents = append(response.Documents, piece)
		case piece.JSON != "null":
			response.Documents = append(response.Documents, flatten(piece)...)
		}
	}
	return response
}

// toJSON converts YAML as kubectl does, except that it refuses duplicate keys. JSON stays unchanged.
func toJSON(text string) (string, error) {
	if utilyaml.IsJSONBuffer([]byte(text)) {
		if !json.Valid([]byte(text)) {
			return "", json.Unmarshal([]byte(text), new(any))
		}
		return text, nil
	}
	converted, err := yaml.YAMLToJSONStrict([]byte(text))
	return string(converted), err
}

// split splits a text into its documents: at lines of three dashes in YAML, and after each value in JSON.
func split(text string) []decoded {
	if utilyaml.IsJSONBuffer([]byte(text)) {
		return splitJSON(text)
	}
	pieces := []decoded{}
	line := 1
	reader := utilyaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	for {
		piece, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return pieces
		}
		if err != nil {
			return append(pieces, decoded{Line: line, Error: err.Error()})
		}
		pieces = append(pieces, decoded{Line: line + blankLines(piece), JSON: string(piece), linesBefore: line - 1})
		line += bytes.Count(piece, []byte("\n")) + 1
	}
}

func blankLines(piece []byte) int {
	count := 0
	for _, line := range strings.Split(string(piece), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && line != "---" {
			return count
		}
		count++
	}
	return 0
}

func splitJSON(text string) []decoded {
	pieces := []decoded{}
	decoder := json.NewDecoder(strings.NewReader(text))
	for {
		before := decoder.InputOffset()
		line := 1 + strings.Count(text[:before], "\n")
		var piece json.RawMessage
		err := decoder.Decode(&piece)
		if errors.Is(err, io.EOF) {
			return pieces
		}
		if err != nil {
			return append(pieces, decoded{Line: line, Error: err.Error()})
		}
		start := int(decoder.InputOffset()) - len(piece)
		pieces = append(pieces, decoded{Line: 1 + strings.Count(text[:start], "\n"), JSON: string(piece)})
	}
}

// flatten returns the items of a List, or the document itself.
func flatten(document decoded) []decoded {
	var list struct {
		Kind  string            `json:"kind"`
		Items []json.RawMessage `json:"items"`
	}
	if json.Unmarshal([]byte(document.JSON), &list) != nil || !strings.HasSuffix(list.Kind, "List") || list.Items == nil {
		return []decoded{document}
	}
	items := []decoded{}
	for _, item := range list.Items {
		items = append(items, flatten(decoded{Line: document.Line, JSON: string(item)})...)
	}
	return items
}
