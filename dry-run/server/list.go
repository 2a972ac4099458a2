package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// flatten returns the objects of a list, or the document itself. As in kubectl, every document that has items is a list: see
// unstructuredJSONScheme in k8s.io/apimachinery/pkg/apis/meta/v1/unstructured/helpers.go, and FlattenListVisitor in k8s.io/cli-runtime.
// Where kubectl fails because the items are no objects, the document has an error, and other documents are not affected.
func flatten(document decoded) []decoded {
	fields := map[string]json.RawMessage{}
	if !strings.Contains(document.JSON, `"items"`) && !strings.Contains(document.JSON, `"List"`) ||
		json.Unmarshal([]byte(document.JSON), &fields) != nil || fields["items"] == nil && textOf(fields["kind"]) != "List" {
		return []decoded{document}
	}
	items, err := itemsOf(fields)
	if err != nil {
		return []decoded{{Line: document.Line, Error: err.Error()}}
	}
	flat := []decoded{}
	for i, item := range items {
		item.Line = document.Line
		if i == 0 {
			item.Warnings = document.Warnings
		}
		flat = append(flat, flatten(item)...)
	}
	return flat
}

// itemsOf returns the items of a list. Only a List, which is not a kind of the server, can contain both objects and other values.
func itemsOf(list map[string]json.RawMessage) ([]decoded, error) {
	kind := textOf(list["kind"])
	var values []json.RawMessage
	var err error
	if list["items"] != nil {
		err = json.Unmarshal(list["items"], &values)
	}
	switch {
	case kind == "List" && values == nil && err == nil:
		return nil, errors.New("items is missing. Write the objects of the List in items")
	case err != nil && kind == "List":
		return nil, errors.New("items must be a list of objects")
	case err != nil:
		return nil, notAList(kind, "items is not a list of objects")
	case values == nil:
		return nil, notAList(kind, "items is null")
	case len(values) == 0 && !strings.HasSuffix(kind, "List"):
		return nil, notAList(kind, "items is empty")
	}
	items := []decoded{}
	for i, value := range values {
		fields := map[string]json.RawMessage{}
		isObject := json.Unmarshal(value, &fields) == nil && fields != nil
		switch {
		case kind == "List" && isObject:
			items = append(items, decoded{JSON: string(value)})
		case kind == "List":
			items = append(items, decoded{Error: fmt.Sprintf("items[%d] must be an object", i)})
		case !isObject || fields["apiVersion"] == nil && fields["kind"] == nil && fields["metadata"] == nil:
			return nil, notAList(kind, fmt.Sprintf("items[%d] is not an object with apiVersion, kind and metadata", i))
		default:
			items = append(items, decoded{JSON: withKind(value, fields, list)})
		}
	}
	return items, nil
}

// withKind adds the kind and version of an item that has neither. Servers omit them in the items of lists such as a PodList.
func withKind(item json.RawMessage, fields, list map[string]json.RawMessage) string {
	if textOf(fields["kind"]) != "" || textOf(fields["apiVersion"]) != "" {
		return string(item)
	}
	fields["kind"], _ = json.Marshal(strings.TrimSuffix(textOf(list["kind"]), "List"))
	fields["apiVersion"], _ = json.Marshal(textOf(list["apiVersion"]))
	completed, _ := json.Marshal(fields)
	return string(completed)
}

func textOf(value json.RawMessage) string {
	var text string
	_ = json.Unmarshal(value, &text)
	return text
}

func notAList(kind, reason string) error {
	return fmt.Errorf("%s: kubectl reads every document with the field items as a list of objects, so it does not create this %s. "+
		"To check the object itself, pass it to ServerDryRun.apply", reason, kind)
}
