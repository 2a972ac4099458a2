// Prints the fields of every API type that servers serve at stable versions. Each line has the Go type and the JSON
// name of a field. The output for two minor versions of k8s.io/api shows which fields the older version lacks.
package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	"k8s.io/client-go/kubernetes/scheme"
)

func main() {
	fields := map[string]bool{}
	seen := map[reflect.Type]bool{}
	for gvk, goType := range scheme.Scheme.AllKnownTypes() {
		if gvk.Version == "v1" || gvk.Version == "v2" {
			collect(goType, seen, fields)
		}
	}
	lines := []string{}
	for line := range fields {
		lines = append(lines, line)
	}
	sort.Strings(lines)
	fmt.Println(strings.Join(lines, "\n"))
}

func collect(goType reflect.Type, seen map[reflect.Type]bool, fields map[string]bool) {
	switch goType.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		collect(goType.Elem(), seen, fields)
	case reflect.Struct:
		if seen[goType] {
			return
		}
		seen[goType] = true
		for i := range goType.NumField() {
			field := goType.Field(i)
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" && name != "-" {
				fields[goType.PkgPath()+"."+goType.Name()+" "+name] = true
			}
			collect(field.Type, seen, fields)
		}
	}
}
