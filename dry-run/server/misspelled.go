package main

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
)

// removedGroups are groups that earlier versions of Kubernetes served and that have no types anymore.
var removedGroups = []string{"auditregistration.k8s.io", "settings.k8s.io"}

// ownGroups are the API groups of Kubernetes itself, in which no definition can define a kind.
func ownGroups() []string {
	groups := append([]string{customResourceDefinitions.Group, "apiregistration.k8s.io"}, removedGroups...)
	for _, version := range scheme.Scheme.PrioritizedVersionsAllGroups() {
		groups = append(groups, version.Group)
	}
	return groups
}

// placesOfDefinitions says where a missing definition can be added.
const placesOfDefinitions = "the manifests or to the option crds (--crds)"

// isClose reports whether a name can be a misspelling of another one: up to two letters differ, and in a short name fewer.
func isClose(name, known string) bool { return distance(name, known) <= min(2, len(known)/3) }

// isMisspelled reports whether a kind can only be a kind of Kubernetes itself that is misspelled or no longer served. It must not be
// taken for a custom resource.
func (c *cluster) isMisspelled(gvk schema.GroupVersionKind) bool {
	if strings.HasSuffix(gvk.Group, ".k8s.io") && slices.ContainsFunc(c.servedKinds(), func(known schema.GroupVersionKind) bool { return known.Kind == gvk.Kind }) {
		return true
	}
	return slices.ContainsFunc(ownGroups(), func(own string) bool {
		return own == gvk.Group || strings.HasPrefix(own, gvk.Group+".") ||
			(strings.Contains(own, ".") && isClose(gvk.Group, own) && !strings.HasSuffix(gvk.Group, ".x-k8s.io"))
	})
}

// noMatches explains why a kind is not served, and what to write instead.
func (c *cluster) noMatches(gvk schema.GroupVersionKind) error {
	message := fmt.Sprintf("no matches for kind %q in version %q: Kubernetes 1.%d does not serve it by default", gvk.Kind, gvk.GroupVersion(), c.minor)
	if similar := c.similarKinds(gvk); len(similar) > 0 {
		return fmt.Errorf("%s. It serves %s", message, strings.Join(similar, ", "))
	}
	if versions := c.custom.versionsOf(gvk); len(versions) > 0 {
		return fmt.Errorf("%s. Its CustomResourceDefinition serves %s", message, strings.Join(versions, ", "))
	}
	if c.isMisspelled(gvk) || !strings.Contains(gvk.Group, ".") {
		return fmt.Errorf("%s, and no CustomResourceDefinition can define it. Correct the apiVersion and the kind", message)
	}
	if name, isRefused := c.custom.unknown.refused[gvk.GroupKind()]; isRefused {
		return fmt.Errorf("%s, and the CustomResourceDefinition %s is refused. Correct the definition", message, name)
	}
	return fmt.Errorf("%s, and no CustomResourceDefinition in the manifests defines it.%s Correct the apiVersion and the kind, or add the definition to %s",
		message, c.custom.suggestion(gvk), placesOfDefinitions)
}

// similarKinds returns the kinds that the server serves under the same name, or else, in the same group, under a similar name.
func (c *cluster) similarKinds(gvk schema.GroupVersionKind) []string {
	misspelled := c.isMisspelled(gvk) || !strings.Contains(gvk.Group, ".")
	same, close := []string{}, []string{}
	for _, known := range c.servedKinds() {
		switch {
		case !misspelled:
		case known.Kind == gvk.Kind:
			same = append(same, describeKind(known))
		case known.Group == gvk.Group && isClose(gvk.Kind, known.Kind):
			close = append(close, describeKind(known))
		}
	}
	if len(same) == 0 {
		same = close
	}
	slices.Sort(same)
	return same
}

// versionsOf returns the versions in which a definition of the user serves a kind. The built-in definitions of the Gateway API do not
// count: a cluster can have another release of them.
func (r *customResources) versionsOf(wanted schema.GroupVersionKind) []string {
	versions := []string{}
	for gvk, definition := range r.kinds {
		if gvk.GroupKind() == wanted.GroupKind() && !slices.Contains(r.gateway, definition) && r.unknown.assumed[gvk] == nil {
			versions = append(versions, gvk.GroupVersion().String())
		}
	}
	slices.Sort(versions)
	return versions
}

// suggestion asks whether a kind is a misspelling of a kind that a known definition of the same group defines.
func (r *customResources) suggestion(unknown schema.GroupVersionKind) string {
	close := []string{}
	for gvk := range r.kinds {
		if gvk.Group == unknown.Group && isClose(unknown.Kind, gvk.Kind) && r.unknown.assumed[gvk] == nil {
			close = append(close, gvk.Kind)
		}
	}
	// A kind with another version is not misspelled.
	if len(close) == 0 || slices.Contains(close, unknown.Kind) {
		return ""
	}
	slices.Sort(close)
	return " Did you mean " + strings.Join(slices.Compact(close), " or ") + "?"
}

func describeKind(gvk schema.GroupVersionKind) string {
	return gvk.Kind + " of " + gvk.GroupVersion().String()
}

// servedKinds returns the built-in kinds that the version serves.
func (c *cluster) servedKinds() []schema.GroupVersionKind {
	kinds := []schema.GroupVersionKind{}
	for gvk, kind := range builtIn {
		if kind.since <= c.minor {
			kinds = append(kinds, gvk)
		}
	}
	return kinds
}

// distance is the number of letters that must be inserted, removed or replaced to turn one text into the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
