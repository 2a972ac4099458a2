package main

import (
	"crypto/sha256"
	"net/url"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// createdDefinitions are the creations of custom resource definitions in the last request and in this one, by the JSON text of the
// definition. A large definition takes a second, it is created twice in each request, and most requests have the same definitions as the
// last one.
type createdDefinitions struct {
	last, used map[[sha256.Size]byte]*createdDefinition
}

// createdDefinition is a creation that was accepted with strict field validation. With another field validation and in a dry run, the answer
// is the same.
type createdDefinition struct {
	answer *answer
	stored runtime.Object
}

// next begins a request, and forgets the definitions that the last request did not use.
func (c *createdDefinitions) next() {
	c.last, c.used = c.used, map[[sha256.Size]byte]*createdDefinition{}
}

// createDefinition answers a request to create a custom resource definition.
func (c *cluster) createDefinition(d *document, query url.Values) *answer {
	key := d.key()
	if d.refused != nil || c.memory.objects[key] != nil {
		return c.askFor(wholeObject, d, "create", query)
	}
	sum := sha256.Sum256(d.json)
	created := c.created.used[sum]
	if created == nil {
		created = c.created.last[sum]
	}
	if created == nil {
		answered := c.askFor(wholeObject, d, "create", url.Values{"fieldValidation": {metav1.FieldValidationStrict}})
		if !answered.accepted() {
			return c.askFor(wholeObject, d, "create", query)
		}
		created = &createdDefinition{answer: answered, stored: c.memory.objects[key]}
		delete(c.memory.objects, key)
	}
	c.created.used[sum] = created
	if !query.Has("dryRun") {
		c.memory.objects[key] = created.stored.DeepCopyObject()
	}
	return created.answer
}
