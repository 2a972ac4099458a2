package main

import (
	"crypto/sha256"
	"net/url"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// maxKeptBytes is the size of the JSON of the definitions whose creations are kept. A definition takes about 20 times as much memory.
const maxKeptBytes = 8 << 20

// createdDefinitions are the creations of custom resource definitions in the last request and in this one, by the JSON text of the
// definition. A large definition takes a second, it is created twice in each request, and most requests have the same definitions as the
// last one.
type createdDefinitions struct {
	last, used map[[sha256.Size]byte]*createdDefinition
	usedBytes  int
}

// createdDefinition is a creation that was accepted with strict field validation. With another field validation and in a dry run, the answer
// is the same.
type createdDefinition struct {
	answer *answer
	stored runtime.Object
}

// next begins a request, and forgets the definitions that the last request did not use.
func (c *createdDefinitions) next() {
	c.last, c.used, c.usedBytes = c.used, map[[sha256.Size]byte]*createdDefinition{}, 0
}

// find returns the creation of a definition, or nil.
func (c *createdDefinitions) find(sum [sha256.Size]byte) *createdDefinition {
	if created := c.used[sum]; created != nil {
		return created
	}
	return c.last[sum]
}

func (c *createdDefinitions) keep(sum [sha256.Size]byte, bytes int, created *createdDefinition) {
	if c.used[sum] == nil && c.usedBytes+bytes <= maxKeptBytes {
		c.used[sum] = created
		c.usedBytes += bytes
	}
}

// createDefinition answers a request to create a custom resource definition.
func (c *cluster) createDefinition(d *document, query url.Values) *answer {
	key := d.key()
	if d.refused != nil || c.memory.objects[key] != nil {
		return c.askFor(wholeObject, d, "create", query)
	}
	sum := sha256.Sum256(d.json)
	created := c.created.find(sum)
	if created == nil {
		answered := c.askFor(wholeObject, d, "create", url.Values{"fieldValidation": {metav1.FieldValidationStrict}})
		if !answered.accepted() {
			return c.askFor(wholeObject, d, "create", query)
		}
		created = &createdDefinition{answer: answered, stored: c.memory.objects[key]}
		delete(c.memory.objects, key)
	}
	c.created.keep(sum, len(d.json), created)
	if !query.Has("dryRun") {
		c.memory.objects[key] = created.stored
	}
	return created.answer
}
