package main

import (
	"fmt"
	"strings"

	goyaml "sigs.k8s.io/yaml/goyaml.v2"
)

// maxExpandedBytes limits the size of documents whose aliases repeat large values, and the size of all such documents of a text. The YAML
// decoder limits the number of values that aliases repeat in a document (allowedAliasRatio in its decode.go), and not their sizes. A server
// accepts 3 MiB for one object.
const maxExpandedBytes = 64 << 20

var errExpandedText = fmt.Errorf("the documents with aliases in this text expand to more than %d MiB in total, which is a limit of kubernetes-dry-run. "+
	"Use fewer aliases, or several files", maxExpandedBytes>>20)

// expandedText counts the bytes of the documents with aliases of one text.
type expandedText int

// add returns an error for a document that is too large together with the documents before it. Such a document does not count.
func (e *expandedText) add(p piece, document decoded) error {
	if !mayHaveAnchor(p.text) {
		return nil
	}
	total := *e + expandedText(len(document.JSON))
	if total > maxExpandedBytes {
		return errExpandedText
	}
	*e = total
	return nil
}

// checkAliases refuses documents whose aliases would fill the memory or the stack.
func checkAliases(text string) error {
	if !mayHaveAnchor(text) {
		return nil
	}
	expansion = expanded{}
	// Other errors are found, and reported with their lines, when the document is converted.
	_ = goyaml.Unmarshal([]byte(text), &node{})
	return expansion.err
}

// mayHaveAnchor reports whether a text contains what an anchor looks like: &, at the beginning of a word.
func mayHaveAnchor(text string) bool {
	for from := 0; ; {
		at := strings.IndexByte(text[from:], '&')
		if at < 0 {
			return false
		}
		at += from
		from = at + 1
		if (at == 0 || strings.IndexByte(" \t\n,[{:-", text[at-1]) >= 0) && from < len(text) && strings.IndexByte(" \t\n&", text[from]) < 0 {
			return true
		}
	}
}

// expanded measures a document with its aliases replaced by their values.
type expanded struct {
	depth, bytes int
	err          error
}

// expansion belongs to the document that is read. The decoder creates each node itself, so a node cannot refer to it.
var expansion expanded

// node counts the values that the decoder reads, without storing them.
type node struct{}

// UnmarshalYAML is called for each value, and for the value of each alias.
func (*node) UnmarshalYAML(read func(any) error) error {
	expansion.depth++
	defer func() { expansion.depth-- }()
	if expansion.depth > maxNesting+1 {
		expansion.err = errNesting
	}
	if expansion.err != nil {
		return expansion.err
	}
	if read(&[]node{}) == nil || expansion.err != nil {
		return expansion.err
	}
	fields := map[any]node{}
	if read(&fields) == nil || expansion.err != nil {
		for key := range fields {
			name, _ := key.(string)
			expansion.count(name)
		}
		return expansion.err
	}
	var scalar string
	_ = read(&scalar)
	expansion.count(scalar)
	return expansion.err
}

// count adds the size of a value in JSON, without its quotation marks. The encoder of JSON escapes some characters with six bytes.
func (e *expanded) count(text string) {
	e.bytes += len(text)
	for i := range len(text) {
		if text[i] < ' ' || text[i] == '<' || text[i] == '>' || text[i] == '&' {
			e.bytes += 5
		}
	}
	if e.bytes > maxExpandedBytes && e.err == nil {
		e.err = fmt.Errorf("the aliases of the document expand to more than %d MiB, which is a limit of kubernetes-dry-run. Use fewer aliases",
			maxExpandedBytes>>20)
	}
}
