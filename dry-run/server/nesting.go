package main

import "fmt"

// maxNesting is a limit of this program: the JSON decoders of a real server allow 10,000 levels (maxNestingDepth in encoding/json and
// sigs.k8s.io/json). A WebAssembly program uses the stack of V8, which has the same size on all systems. A custom resource with 800
// levels fills it, and nothing can recover from that.
const maxNesting = 300

var errNesting = fmt.Errorf("the document has more than %d levels of nested maps and lists, which is a limit of kubernetes-dry-run. Use fewer levels",
	maxNesting)

// nestedTooDeeply reports whether a JSON text has too many levels. It does not call itself, so the text can have any number of levels.
func nestedTooDeeply(text string) bool {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = endOfString(text, i)
		case '{', '[':
			if depth++; depth > maxNesting {
				return true
			}
		case '}', ']':
			depth--
		}
	}
	return false
}

// endOfString returns the index of the quotation mark that ends the string in a JSON text that begins at start.
func endOfString(text string, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text)
}

// endOfValue returns the index after a map or list in a JSON text, or -1 if it does not end.
func endOfValue(text string, start int) int {
	depth := 0
	for i := start; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = endOfString(text, i)
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
