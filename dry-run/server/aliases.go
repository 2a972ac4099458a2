package main

import (
	"fmt"
	"strings"

	goyaml "sigs.k8s.io/yaml/goyaml.v2"
)

// maxExpandedBytes limits the size of documents whose aliases repeat large values. The YAML decoder limits the number of values that
// aliases repeat (allowedAliasRatio in its decode.go), and not their sizes. A server accepts 3 MiB for one object.
const maxExpandedBytes = 64 << 20

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

func (e *expanded) count(text string) {
	if e.bytes += len(text); e.bytes > maxExpandedBytes && e.err == nil {
		e.err = fmt.Errorf("the aliases of the document expand to more than %d MiB, which is a limit of kubernetes-dry-run. Use fewer aliases",
			maxExpandedBytes>>20)
	}
}
