package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const (
	severityError   = "error"
	severityWarning = "warning"
)

// finding is a problem with an object that the server accepts.
type finding struct {
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
	Field      string `json:"field,omitempty"`
	Message    string `json:"message"`
	// Document is the index of the document. A live object has none.
	Document *int `json:"document,omitempty"`
}

// finding is a finding about the document. An object without a name is identified by its generateName.
func (d *document) finding(rule, severity string) finding {
	name := d.GetName()
	if name == "" {
		name = d.GetGenerateName()
	}
	return finding{Rule: rule, Severity: severity, APIVersion: d.GetAPIVersion(), Kind: d.GetKind(), Namespace: d.namespace(), Name: name, Document: d.index}
}

// templates are the paths of the pod template, for each kind that creates pods.
var templates = map[string][]string{
	"CronJob":               {"spec", "jobTemplate", "spec", "template"},
	"DaemonSet":             {"spec", "template"},
	"Deployment":            {"spec", "template"},
	"Job":                   {"spec", "template"},
	"ReplicaSet":            {"spec", "template"},
	"ReplicationController": {"spec", "template"},
	"StatefulSet":           {"spec", "template"},
}

// tryPods creates the pod that a controller would create for a stored object, and the claims of a
// StatefulSet, and removes them again. This finds problems that the server does not report for the
// controller: Pod Security refuses pods and not their controllers, and before 1.34 the server accepted any
// template of a StatefulSet.
func (c *cluster) tryPods(d *document, stored map[string]any) ([]finding, error) {
	path := templates[d.GetKind()]
	if d.builtIn == nil || path == nil {
		return nil, nil
	}
	template, _, err := unstructured.NestedMap(stored, path...)
	if err != nil || template == nil {
		return nil, err
	}
	found, err := c.try("pod-refused", d, strings.Join(path, ".")+".", podOf(d, stored, template))
	if err != nil || d.GetKind() != "StatefulSet" {
		return found, err
	}
	claims, _, _ := unstructured.NestedSlice(stored, "spec", "volumeClaimTemplates")
	for i, claim := range claims {
		made, err := c.try("claim-refused", d, fmt.Sprintf("spec.volumeClaimTemplates[%d].", i), claimOf(d, claim))
		if err != nil {
			return nil, err
		}
		found = append(found, made...)
	}
	return found, nil
}

func podOf(d *document, stored, template map[string]any) map[string]any {
	made, _ := template["metadata"].(map[string]any)
	metadata := map[string]any{"generateName": d.storedName() + "-", "namespace": d.namespace()}
	for _, field := range []string{"labels", "annotations", "finalizers"} {
		if made[field] != nil {
			metadata[field] = made[field]
		}
	}
	labels, _ := metadata["labels"].(map[string]any)
	metadata["labels"] = withControllerLabels(d, labels)
	spec, _ := template["spec"].(map[string]any)
	if d.GetKind() == "StatefulSet" {
		metadata["name"] = d.storedName() + "-0"
		spec["hostname"] = metadata["name"]
		if subdomain, _, _ := unstructured.NestedString(stored, "spec", "serviceName"); subdomain != "" {
			spec["subdomain"] = subdomain
		}
		spec["volumes"] = volumesOf(d, stored, spec)
	}
	return map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
}

// revision is an example of the template hash that controllers put into names and labels.
const revision = "5d4f8c7bf9"

// withControllerLabels adds the labels that controllers use to identify the pods of a revision.
func withControllerLabels(d *document, labels map[string]any) map[string]any {
	all := maps.Clone(labels)
	if all == nil {
		all = map[string]any{}
	}
	switch d.GetKind() {
	case "Deployment":
		all["pod-template-hash"] = revision
	case "DaemonSet":
		all["controller-revision-hash"] = revision
	case "StatefulSet":
		all["controller-revision-hash"] = d.storedName() + "-" + revision
		all["statefulset.kubernetes.io/pod-name"] = d.storedName() + "-0"
	}
	return all
}

// volumesOf returns the volumes of a StatefulSet's pod. A claim replaces the volume with its name.
func volumesOf(d *document, stored, spec map[string]any) []any {
	volumes, claimed := []any{}, map[string]bool{}
	claims, _, _ := unstructured.NestedSlice(stored, "spec", "volumeClaimTemplates")
	for _, claim := range claims {
		name, _, _ := unstructured.NestedString(claim.(map[string]any), "metadata", "name")
		if claimed[name] {
			continue
		}
		claimed[name] = true
		volumes = append(volumes, map[string]any{
			"name": name, "persistentVolumeClaim": map[string]any{"claimName": name + "-" + d.storedName() + "-0"},
		})
	}
	others, _ := spec["volumes"].([]any)
	for _, volume := range others {
		if name, _ := volume.(map[string]any)["name"].(string); !claimed[name] {
			volumes = append(volumes, volume)
		}
	}
	return volumes
}

func claimOf(d *document, template any) map[string]any {
	claim := template.(map[string]any)
	name, _, _ := unstructured.NestedString(claim, "metadata", "name")
	return map[string]any{
		"apiVersion": "v1", "kind": "PersistentVolumeClaim", "spec": claim["spec"],
		"metadata": map[string]any{"name": name + "-" + d.storedName() + "-0", "namespace": d.namespace()},
	}
}

func (c *cluster) try(rule string, d *document, path string, made map[string]any) ([]finding, error) {
	text, err := json.Marshal(made)
	if err != nil {
		return nil, err
	}
	object := &document{Unstructured: unstructured.Unstructured{Object: made}, json: text}
	if err := c.route(object); err != nil {
		return nil, err
	}
	answered, err := c.attempt(object)
	if err != nil || answered.accepted() {
		return nil, err
	}
	var found []finding
	for _, cause := range answered.causes() {
		refused := d.finding(rule, severityError)
		refused.Field = strings.TrimSuffix(path+cause.Field, ".")
		refused.Message = fmt.Sprintf("The server accepts this %s but would refuse each %s that it creates: %s", d.GetKind(), object.GetKind(), cause.Message)
		found = append(found, refused)
	}
	return found, nil
}

// attempt creates an object and then restores the memory. An object with its name may already exist, such as the pod that it replaces.
func (c *cluster) attempt(d *document) (*answer, error) {
	key := d.key()
	existing, exists := c.memory.objects[key]
	delete(c.memory.objects, key)
	answered := c.askFor(onlyMetadata, d, "create", url.Values{"fieldValidation": {metav1.FieldValidationIgnore}})
	if answered.accepted() {
		created := metav1.PartialObjectMetadata{}
		if err := json.Unmarshal(answered.object, &created); err != nil {
			return nil, err
		}
		d.SetName(created.Name)
		delete(c.memory.objects, d.key())
	}
	if exists {
		c.memory.objects[key] = existing
	}
	return answered, nil
}
