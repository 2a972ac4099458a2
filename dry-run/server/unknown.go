package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
)

// What happens to an object whose kind neither the server nor a definition defines. Any other mode refuses it.
const (
	warnUnknown   = "warn"
	ignoreUnknown = "ignore"
)

// unknownKinds are the kinds of one request that no definition defines. With a mode other than refuse, an object of such a kind is
// checked as a custom resource whose definition allows every field: the server's own handler checks its metadata.
type unknownKinds struct {
	mode string
	// namespaced reports whether an object of a kind names a namespace.
	namespaced func() map[schema.GroupVersionKind]bool
	assumed    map[schema.GroupVersionKind]*assumedKind
	// refused are the names of the definitions that the server refuses, by the kinds that they would define.
	refused map[schema.GroupKind]string
}

// assumedKind is a kind that is assumed to be defined in the cluster.
type assumedKind struct {
	definition *apiextensions.CustomResourceDefinition
	first      *document
	count      int
}

func newUnknownKinds(mode string, objects []json.RawMessage) *unknownKinds {
	return &unknownKinds{
		mode:       mode,
		namespaced: sync.OnceValue(func() map[schema.GroupVersionKind]bool { return kindsInNamespaces(objects) }),
		assumed:    map[schema.GroupVersionKind]*assumedKind{},
		refused:    map[schema.GroupKind]string{},
	}
}

// kindAndNamespace has only the fields that decide the scope of a kind, so that no other field of the metadata has an effect.
type kindAndNamespace struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Namespace string `json:"namespace"`
	} `json:"metadata"`
}

// kindsInNamespaces returns the kinds of the objects that name a namespace.
func kindsInNamespaces(objects []json.RawMessage) map[schema.GroupVersionKind]bool {
	found := map[schema.GroupVersionKind]bool{}
	for _, object := range objects {
		part := kindAndNamespace{}
		text := string(object)
		if yaml := ""; json.Unmarshal(object, &yaml) == nil {
			converted, _ := toJSON(yaml)
			text = converted.json
		}
		if nestedTooDeeply(text) {
			continue
		}
		// Fields of another type stay empty, and the others are read.
		if _ = utiljson.Unmarshal([]byte(text), &part); part.Metadata.Namespace != "" {
			found[schema.FromAPIVersionAndKind(part.APIVersion, part.Kind)] = true
		}
	}
	return found
}

// assume returns the definition that stands for the missing definition of a kind, or nil if the kind is refused.
func (c *cluster) assume(gvk schema.GroupVersionKind) *apiextensions.CustomResourceDefinition {
	unknown := c.custom.unknown
	if (unknown.mode != warnUnknown && unknown.mode != ignoreUnknown) || c.isMisspelled(gvk) || len(c.custom.versionsOf(gvk)) > 0 {
		return nil
	}
	if unknown.assumed[gvk] == nil {
		definition := definitionWithoutSchema(gvk, unknown.namespaced()[gvk])
		// Names that no definition can have are refused: those of a group without a dot, for example.
		if !c.wouldCreate(definition) {
			definition = nil
		} else {
			complete(definition)
			c.custom.serve(definition)
		}
		unknown.assumed[gvk] = &assumedKind{definition: definition}
	}
	return unknown.assumed[gvk].definition
}

// refuse remembers the kind that a refused definition would define.
func (u *unknownKinds) refuse(definition *document) {
	group, _, _ := unstructured.NestedString(definition.Object, "spec", "group")
	kind, _, _ := unstructured.NestedString(definition.Object, "spec", "names", "kind")
	u.refused[schema.GroupKind{Group: group, Kind: kind}] = definition.GetName()
}

func (c *cluster) wouldCreate(definition *apiextensions.CustomResourceDefinition) bool {
	text, err := json.Marshal(definition)
	if err != nil {
		return false
	}
	d, err := c.read(text)
	return err == nil && c.ask(d, "create", url.Values{"dryRun": {metav1.DryRunAll}}).accepted()
}

// definitionWithoutSchema returns a definition of a kind that allows every field. Each version of a kind gets its own definition,
// and a name that no other definition has.
func definitionWithoutSchema(gvk schema.GroupVersionKind, namespaced bool) *apiextensions.CustomResourceDefinition {
	sum := sha256.Sum256([]byte(gvk.String()))
	plural := "unknown" + hex.EncodeToString(sum[:8])
	scope := apiextensions.ClusterScoped
	if namespaced {
		scope = apiextensions.NamespaceScoped
	}
	preserve := true
	definition := &apiextensions.CustomResourceDefinition{
		TypeMeta: metav1.TypeMeta{APIVersion: customResourceDefinitions.GroupVersion().String(), Kind: customResourceDefinitions.Kind},
		ObjectMeta: metav1.ObjectMeta{
			Name: plural + "." + gvk.Group,
			// Without it, a definition in a group such as snapshot.storage.k8s.io is refused.
			Annotations: map[string]string{apiextensions.KubeAPIApprovedAnnotation: "unapproved"},
		},
		Spec: apiextensions.CustomResourceDefinitionSpec{
			Group: gvk.Group,
			Scope: scope,
			Names: apiextensions.CustomResourceDefinitionNames{Plural: plural, Singular: plural, Kind: gvk.Kind, ListKind: gvk.Kind + "List"},
			Versions: []apiextensions.CustomResourceDefinitionVersion{{
				Name: gvk.Version, Served: true, Storage: true,
				Schema: &apiextensions.CustomResourceValidation{
					OpenAPIV3Schema: &apiextensions.JSONSchemaProps{Type: "object", XPreserveUnknownFields: &preserve},
				},
			}},
		},
	}
	apiserver.Scheme.Default(definition)
	return definition
}

// countUnknown counts a document whose kind is only assumed, and reports whether it is one.
func (c *cluster) countUnknown(d *document) bool {
	assumed := c.custom.unknown.assumed[d.GroupVersionKind()]
	if assumed == nil || assumed.definition == nil {
		return false
	}
	assumed.count++
	if assumed.first == nil {
		assumed.first = d
	}
	return true
}

// missingDefinitions reports the kinds that were assumed, each once, at its first document.
func (c *cluster) missingDefinitions() []finding {
	found := []finding{}
	if c.custom.unknown.mode != warnUnknown {
		return found
	}
	for _, gvk := range slices.SortedFunc(maps.Keys(c.custom.unknown.assumed), func(a, b schema.GroupVersionKind) int { return strings.Compare(a.String(), b.String()) }) {
		kind := c.custom.unknown.assumed[gvk]
		if kind.first == nil {
			continue
		}
		objects := "this object"
		if kind.count > 1 {
			objects = fmt.Sprintf("these %d objects", kind.count)
		}
		missing := kind.first.finding("definition-missing", severityWarning)
		missing.Message = c.missingDefinition(gvk, objects)
		found = append(found, missing)
	}
	return found
}

func (c *cluster) missingDefinition(gvk schema.GroupVersionKind, objects string) string {
	if name, isRefused := c.custom.unknown.refused[gvk.GroupKind()]; isRefused {
		return fmt.Sprintf("The CustomResourceDefinition %s is refused, so only the metadata of %s is checked. Correct the definition.", name, objects)
	}
	return fmt.Sprintf("No CustomResourceDefinition in the manifests defines the kind %s of %s, so only the metadata of %s is checked.%s Add the definition to %s.",
		gvk.Kind, gvk.GroupVersion(), objects, c.custom.suggestion(gvk), placesOfDefinitions)
}
