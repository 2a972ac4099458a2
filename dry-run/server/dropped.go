package main

import (
	"fmt"
	"slices"
	"sort"

	"k8s.io/apimachinery/pkg/runtime"
	kjson "sigs.k8s.io/json"
)

// droppedFields are the paths of what the document says and the stored object doesn't.
func droppedFields(d *document, stored map[string]any) []string {
	dropped := []string{}
	missing(d.Object, stored, "", &dropped)
	if d.builtIn != nil && len(dropped) > 0 {
		dropped = droppedFromTyped(d, stored)
	}
	sort.Strings(dropped)
	// Of objects in no namespace only, which is a finding of its own.
	return slices.DeleteFunc(dropped, func(path string) bool { return path == "metadata.namespace" })
}

// droppedFromTyped tells what was dropped from a value that its type doesn't write, such as a zero.
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

// writeOnly is stringData, which servers store as data.
func writeOnly(path string, stored map[string]any) bool {
	return path == "stringData" && stored["kind"] == "Secret"
}

// empty is a value that says nothing: types write their empty structs, and servers leave some of them out.
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
