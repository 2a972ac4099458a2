package main

import (
	"encoding/json"
	"fmt"
	"strings"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// piece is the text of one document.
type piece struct {
	text string
	// linesBefore is the number of lines before the text.
	linesBefore int
	// err is the reason why the document cannot be separated from the others.
	err error
}

// split splits a text into its documents, as YAMLOrJSONDecoder of k8s.io/apimachinery/pkg/util/yaml does: a text that begins with {
// is JSON, with one document after each value. If the first or the second document is not JSON, it and the rest are YAML.
func split(text string) []piece {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	if !utilyaml.IsJSONBuffer([]byte(text)) {
		return splitYAML(text, 0)
	}
	pieces := []piece{}
	for offset := 0; ; {
		start := len(text) - len(strings.TrimLeft(text[offset:], " \t\r\n"))
		if start == len(text) {
			return pieces
		}
		next := piece{linesBefore: strings.Count(text[:start], "\n")}
		decoder := json.NewDecoder(strings.NewReader(text[start:]))
		var value json.RawMessage
		if next.err = decoder.Decode(&value); next.err == nil {
			next.text = string(value)
			offset = start + int(decoder.InputOffset())
		} else if end := endOfValue(text, start); isDepthError(next.err) && end > 0 {
			next.err = errNesting
			offset = end
		} else if len(pieces) > 1 {
			return append(pieces, next)
		} else {
			return append(pieces, splitYAML(text[start:], next.linesBefore)...)
		}
		pieces = append(pieces, next)
	}
}

// isDepthError recognizes the error of encoding/json for a value with more than 10,000 levels. The error has no type of its own.
func isDepthError(err error) bool { return strings.Contains(err.Error(), "exceeded max depth") }

// splitYAML splits a text at the lines that begin with three dashes, as YAMLReader of k8s.io/apimachinery/pkg/util/yaml does, which
// also refuses other text than a comment in such a line. It does not stop there, so that the other documents are read.
func splitYAML(text string, linesBefore int) []piece {
	pieces := []piece{}
	current := piece{linesBefore: linesBefore}
	start, number := 0, linesBefore
	for at := 0; at < len(text); number++ {
		end := at + strings.IndexByte(text[at:], '\n') + 1
		if end == at {
			end = len(text)
		}
		if after, is := strings.CutPrefix(text[at:end], "---"); is {
			current.text = text[start:at]
			pieces = append(pieces, current)
			start, current = end, piece{linesBefore: number + 1}
			if after = strings.TrimSpace(after); after != "" && after[0] != '#' {
				current = piece{linesBefore: number, err: fmt.Errorf("line %d: invalid Yaml document separator: %s. Begin the document in the next line", number+1, after)}
			}
		}
		at = end
	}
	current.text = text[start:]
	return append(pieces, current)
}

// line returns the line where the content of the document begins, counted from 1.
func (p piece) line() int {
	text := p.text
	if p.err != nil {
		text = ""
	}
	return p.linesBefore + 1 + strings.Count(text[:len(text)-len(firstContent(text))], "\n")
}

// firstContent returns the text from its first character that is neither white space nor in a comment line. If there is none, it returns
// the whole text.
func firstContent(text string) string {
	for rest := text; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		if content := strings.TrimSpace(line); content != "" && content[0] != '#' {
			return strings.TrimLeft(rest, " \t\r")
		}
		rest = after
	}
	return text
}
