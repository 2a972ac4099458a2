package main

import (
	"fmt"
	"slices"
	"sort"

	"k8s.io/apimachinery/pkg/runtime"
	kjson "sigs.k8s.io/json"
)

// droppedFields returns the paths of the fields that the document has and the stored object lacks.
func droppedFields(d *document, stored map[string]any) []string {
	dropped := []string{}
	missing(d.Object, stored, "", &dropped)
	if d.builtIn != nil && len(dropped) > 0 {
		dropped = droppedFromTyped(d, stored)
	}
	sort.Strings(dropped)
	// The namespace is dropped only from cluster-scoped objects, which is a separate finding.
	return slices.DeleteFunc(dropped, func(path string) bool { return path == "metadata.namespace" })
}

// droppedFromTyped returns the dropped fields without the values that their types do not write, such as zeros.
func droppedFromTyped(d *document, stored map[string]any) []string {
	dropped := []string{}
	typed, err := d.builtIn.scheme.New(d.GroupVersionKind())
	if err != nil {
		return dropped
	}
	strict, err := kjson.UnmarshalStrict(d.json, typed)
	if err != nil {
		return dropped
	}
	for _, unknown := range strict {
		for _, match := range strictError.FindAllStringSubmatch(unknown.Error(), -1) {
			dropped = append(dropped, match[1])
		}
	}
	written, err := runtime.DefaultUnstructuredConverter.ToUnstructured(typed)
	if err != nil {
		return dropped
	}
	missing(written, stored, "", &dropped)
	return dropped
}

func missing(asked, stored any, path string, dropped *[]string) {
	switch asked := asked.(type) {
	case map[string]any:
		has, _ := stored.(map[string]any)
		for key, value := range asked {
			at := key
			if path != "" {
				at = path + "." + key
			}
			if assigned[at] || writeOnly(at, has) {
				continue
			}
			if kept, is := has[key]; is {
				missing(value, kept, at, dropped)
			} else if !empty(value) {
				*dropped = append(*dropped, at)
			}
		}
	case []any:
		has, _ := stored.([]any)
		for i, value := range asked {
			at := fmt.Sprintf("%s[%d]", path, i)
			if i < len(has) {
				missing(value, has[i], at, dropped)
			} else {
				*dropped = append(*dropped, at)
			}
		}
	}
}

// writeOnly reports whether a field is stringData, which servers store as data.
func writeOnly(path string, stored map[string]any) bool {
	return path == "stringData" && stored["kind"] == "Secret"
}

// empty reports whether a value has no content. Types write their empty structs, and servers omit some of them.
func empty(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case []any:
		return len(value) == 0
	case map[string]any:
		for _, entry := range value {
			if !empty(entry) {
				return false
			}
		}
		return true
	default:
		return false
	}
}
