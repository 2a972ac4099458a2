package main

import (
	"embed"
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// absentFields lists, for each older version that this program emulates, the fields that its API types lack.
//
//go:embed absent
var absentFields embed.FS

// newerFields finds the fields of an object that a version lacks.
type newerFields struct {
	// absent are the names of the fields that the version lacks, by the name of their Go type.
	absent map[string]map[string]bool
	// known caches the fields of types.
	known map[reflect.Type]*typeFields
}

// typeFields are the fields of a struct, by their names in JSON, including the fields of inlined structs.
type typeFields struct {
	absent map[string]bool
	types  map[string]reflect.Type
}

func fieldsAbsentIn(minor int) (*newerFields, error) {
	newer := &newerFields{absent: map[string]map[string]bool{}, known: map[reflect.Type]*typeFields{}}
	text, err := absentFields.ReadFile(fmt.Sprintf("absent/1.%d.txt", minor))
	if err != nil {
		// There is no file for the version of the modules, which has all fields.
		return newer, nil
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		goType, field, found := strings.Cut(line, " ")
		if !found {
			return nil, fmt.Errorf("absent/1.%d.txt: %q is not a type and a field", minor, line)
		}
		if newer.absent[goType] == nil {
			newer.absent[goType] = map[string]bool{}
		}
		newer.absent[goType][field] = true
	}
	return newer, nil
}

// strip removes the fields from an object that its version does not have, and returns their paths.
func (f *newerFields) strip(gvk schema.GroupVersionKind, object map[string]any) []string {
	goType, known := legacyscheme.Scheme.AllKnownTypes()[gvk]
	if !known || len(f.absent) == 0 {
		return nil
	}
	var stripped []string
	f.walk(goType, object, "", &stripped)
	return stripped
}

func (f *newerFields) walk(goType reflect.Type, value any, path string, stripped *[]string) {
	switch value := value.(type) {
	case []any:
		if goType.Kind() == reflect.Slice {
			for i, item := range value {
				f.walk(element(goType), item, path+"["+strconv.Itoa(i)+"]", stripped)
			}
		}
	case map[string]any:
		switch goType.Kind() {
		case reflect.Map:
			for key, entry := range value {
				f.walk(element(goType), entry, path+"."+key, stripped)
			}
		case reflect.Struct:
			f.walkStruct(goType, value, path, stripped)
		}
	}
}

func (f *newerFields) walkStruct(goType reflect.Type, object map[string]any, path string, stripped *[]string) {
	fields := f.fieldsOf(goType)
	for name, value := range object {
		at := strings.TrimPrefix(path+"."+name, ".")
		if fields.absent[name] {
			delete(object, name)
			*stripped = append(*stripped, at)
		} else if fieldType := fields.types[name]; fieldType != nil {
			f.walk(fieldType, value, at, stripped)
		}
	}
}

func (f *newerFields) fieldsOf(goType reflect.Type) *typeFields {
	if fields := f.known[goType]; fields != nil {
		return fields
	}
	fields := &typeFields{absent: map[string]bool{}, types: map[string]reflect.Type{}}
	f.known[goType] = fields
	for name := range f.absent[goType.PkgPath()+"."+goType.Name()] {
		fields.absent[name] = true
	}
	for i := range goType.NumField() {
		field := goType.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" && (field.Anonymous || strings.Contains(options, "inline")) {
			inlined := f.fieldsOf(indirect(field.Type))
			maps.Copy(fields.absent, inlined.absent)
			maps.Copy(fields.types, inlined.types)
		} else {
			fields.types[name] = indirect(field.Type)
		}
	}
	return fields
}

func element(goType reflect.Type) reflect.Type { return indirect(goType.Elem()) }

func indirect(goType reflect.Type) reflect.Type {
	if goType.Kind() == reflect.Pointer {
		return goType.Elem()
	}
	return goType
}
