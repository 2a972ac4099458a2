package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/kubernetes/pkg/apis/core"
	netutils "k8s.io/utils/net"
)

// clientSideApply is the field manager that kubectl's client-side apply uses. A server-side apply takes over its fields.
const clientSideApply = "kubectl-client-side-apply"

// deploy adds a live object before the documents are evaluated. A manifest is applied, so that the same
// manager owns its fields and applies next. An object that a server printed is stored as printed.
func (c *cluster) deploy(d *document) []finding {
	if d.refused != nil {
		return []finding{c.notDeployed(d, []cause{*d.refused})}
	}
	owned, lastApplied := d.GetManagedFields(), d.GetAnnotations()[corev1.LastAppliedConfigAnnotation]
	if isPrinted(d) {
		if err := c.store(d); err != nil {
			return []finding{c.notDeployed(d, []cause{{Message: err.Error()}})}
		}
		c.restoreOwners(d, owned, lastApplied)
		return nil
	}
	answered := c.applyAs(d)
	if answered.accepted() {
		c.own(d)
		return nil
	}
	found := []finding{c.notDeployed(d, answered.causes())}
	if d.builtIn != nil {
		_ = c.store(d)
		return found
	}
	// Without field validation, the server creates a custom resource without its unknown fields. An apply refuses it.
	d.served = c.custom.updating.ServeHTTP
	if c.ask(d, "create", url.Values{"fieldValidation": {metav1.FieldValidationIgnore}}).accepted() {
		c.own(d)
	}
	return found
}

func (c *cluster) applyAs(d *document) *answer {
	forgetAssigned(d.Object)
	delete(d.Object, "status")
	body, err := json.Marshal(d.Object)
	if err != nil {
		return &answer{status: metav1.Status{Message: err.Error()}}
	}
	d.json = body
	return c.ask(d, "patch", url.Values{"force": {"true"}, "fieldValidation": {metav1.FieldValidationIgnore}})
}

func (c *cluster) notDeployed(d *document, causes []cause) finding {
	found := d.finding("live-refused", severityWarning)
	found.Field = causes[0].Field
	found.Message = fmt.Sprintf("Kubernetes 1.%d would refuse this live object, so the answer to its update may be inexact: %s",
		c.minor, causes[0].Message)
	return found
}

// store stores an object unchanged, and reserves its addresses and ports.
func (c *cluster) store(d *document) error {
	object, form, err := d.internal()
	if err != nil {
		return err
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return err
	}
	accessor.SetNamespace(d.namespace())
	accessor.SetResourceVersion("")
	if accessor.GetUID() == "" {
		accessor.SetUID("live")
	}
	if service, is := object.(*core.Service); is {
		c.reserve(service)
	}
	return (&resourceMemory{memory: c.memory, storedForm: form}).put(d.key(), object, nil)
}

// internal returns the object as the registry of its kind holds it. The registry of a custom resource prunes it when it reads it.
func (d *document) internal() (runtime.Object, storedForm, error) {
	if d.builtIn == nil {
		return d.Unstructured.DeepCopy(), asPrinted{}, nil
	}
	object, err := runtime.Decode(d.builtIn.codecs.UniversalDecoder(), d.json)
	return object, d.builtIn.form, err
}

// reserve reserves the addresses and ports of a stored Service, so that no other Service gets them. It
// ignores addresses and ports outside the ranges of the cluster: the Service exists in any case.
func (c *cluster) reserve(service *core.Service) {
	for _, ip := range service.Spec.ClusterIPs {
		if parsed := netutils.ParseIPSloppy(ip); parsed != nil {
			for _, allocator := range c.clusterIPs {
				_ = allocator.Allocate(parsed)
			}
		}
	}
	for _, port := range service.Spec.Ports {
		if port.NodePort != 0 {
			_ = c.nodePorts.Allocate(int(port.NodePort))
		}
	}
}

// restoreOwners sets the owners of the fields of a printed object. It uses the managed fields, or, if there
// are none, the annotation with the last applied configuration. Without both, no applier owns the fields.
func (c *cluster) restoreOwners(d *document, owned []metav1.ManagedFieldsEntry, lastApplied string) {
	appliers := map[string]bool{}
	for i, entry := range owned {
		if entry.Operation == metav1.ManagedFieldsOperationApply || entry.Manager == clientSideApply {
			appliers[entry.Manager] = true
			owned[i].Manager, owned[i].Operation = fieldManager, metav1.ManagedFieldsOperationApply
		}
	}
	stored, err := meta.Accessor(c.memory.objects[d.key()])
	if err != nil {
		return
	}
	if len(appliers) == 1 {
		stored.SetManagedFields(owned)
		return
	}
	stored.SetManagedFields(nil)
	if lastApplied == "" {
		return
	}
	applied, err := c.read(json.RawMessage(lastApplied))
	if err == nil && applied.refused == nil && c.applyAs(applied).accepted() {
		c.own(d)
	}
}

// own removes all field owners from a stored object except the manager that applies, which owns its fields as if it had applied them.
func (c *cluster) own(d *document) {
	existing := c.memory.objects[d.key()]
	if existing == nil {
		return
	}
	// Later requests may use the object that was created.
	c.memory.objects[d.key()] = existing.DeepCopyObject()
	stored, err := meta.Accessor(c.memory.objects[d.key()])
	if err != nil {
		return
	}
	owned := slices.DeleteFunc(stored.GetManagedFields(), func(entry metav1.ManagedFieldsEntry) bool { return entry.Manager != fieldManager })
	for i := range owned {
		owned[i].Operation = metav1.ManagedFieldsOperationApply
	}
	stored.SetManagedFields(owned)
}
