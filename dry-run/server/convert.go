package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
	goyaml "sigs.k8s.io/yaml/goyaml.v2"
)

// converted is a document as JSON.
type converted struct {
	json string
	// repeated are the messages about keys of a YAML document that occur twice in a map. JSON text keeps such keys.
	repeated []string
}

// toJSON converts YAML as kubectl does. JSON stays unchanged.
func toJSON(text string) (result converted, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("the document cannot be read: %v", reason)
		}
	}()
	if !utf8.ValidString(text) {
		return result, invalidUTF8(text)
	}
	var jsonErr error
	if utilyaml.IsJSONBuffer([]byte(text)) {
		if json.Valid([]byte(text)) {
			result.json = text
			return result, tooDeep(text)
		}
		if jsonErr = json.Unmarshal([]byte(text), new(any)); isDepthError(jsonErr) {
			return result, errNesting
		}
	}
	if result, err = yamlToJSON(text); err != nil && jsonErr != nil && !errors.Is(err, errEnd) {
		// As in kubectl, text that is neither JSON nor YAML has the error of JSON if it begins with a brace.
		return result, jsonErr
	}
	return result, err
}

func yamlToJSON(text string) (converted, error) {
	if err := checkAliases(text); err != nil {
		return converted{}, err
	}
	result := converted{}
	// kubectl does not use the strict function, and sends the last value of a repeated key to the server.
	strict, err := yaml.YAMLToJSONStrict([]byte(text))
	if err != nil {
		lenient, lenientErr := yaml.YAMLToJSON([]byte(text))
		if lenientErr != nil {
			return result, withoutValue(lenientErr)
		}
		strict, result.repeated = lenient, reasons(err)
	}
	result.json = string(strict)
	if err := tooDeep(result.json); err != nil {
		return result, err
	}
	// The encoder replaces bytes that are not UTF-8. The text itself is valid, so only this tag can give such bytes.
	if strings.Contains(text, "!!binary") && strings.Contains(result.json, `\ufffd`) {
		return result, errors.New("a value with the tag !!binary is not text, so JSON cannot contain it. Write the value in base64 without the tag")
	}
	return result, checkEnd(text)
}

func tooDeep(json string) error {
	if nestedTooDeeply(json) {
		return errNesting
	}
	return nil
}

// invalidUTF8 is an error, as in sigs.k8s.io/yaml. kubectl replaces the bytes before it reads YAML: see FileVisitor in
// k8s.io/cli-runtime/pkg/resource/visitor.go. The server would store other values than the ones in the file.
func invalidUTF8(text string) error {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return fmt.Errorf("line %d: the byte 0x%02x is not valid UTF-8. Save the file in UTF-8", 1+strings.Count(text[:i], "\n"), text[i])
			}
		}
	}
	return errors.New("the text is not valid UTF-8. Save the file in UTF-8")
}

// reasons returns the reasons in an error of the YAML decoder, one for each line.
func reasons(err error) []string {
	var typeError *goyaml.TypeError
	if errors.As(err, &typeError) {
		return typeError.Errors
	}
	return []string{err.Error()}
}

// withoutValue removes the value from the error about a key that JSON cannot have, because the value can be a secret.
func withoutValue(err error) error {
	if message, _, found := strings.Cut(err.Error(), ", value: "); found && strings.HasPrefix(message, "unsupported map key") {
		return errors.New(message)
	}
	return errors.New(strings.Join(reasons(err), "; "))
}

var errEnd = errors.New("there is content after the end of the document, which kubectl does not read. Separate documents with a line of three dashes")

// checkEnd refuses content after the end of a document, which the YAML decoder does not read. A block mapping ends only at a line of three dots.
func checkEnd(text string) error {
	if first := firstContent(text); !strings.Contains(text, "\n...") && (first == "" || !strings.ContainsRune("{!&", rune(first[0]))) {
		return nil
	}
	decoder := goyaml.NewDecoder(strings.NewReader(text))
	var ignored any
	if decoder.Decode(&ignored) == nil && !errors.Is(decoder.Decode(&ignored), io.EOF) {
		return errEnd
	}
	return nil
}
