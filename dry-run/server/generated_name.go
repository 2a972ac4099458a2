package main

import (
	"path"

	"k8s.io/apimachinery/pkg/util/rand"
)

// fixGeneratedName makes the server generate the same name for an object in each run, so that the messages that contain it do not change.
// The name depends only on the object's identity, and on the number of objects before it that have the same identity.
func (c *cluster) fixGeneratedName(d *document) {
	if d.GetName() != "" || d.GetGenerateName() == "" {
		return
	}
	identity := path.Join(d.gvr.GroupResource().String(), d.namespace(), d.GetGenerateName())
	c.generated[identity]++
	// The server generates names with this package (SimpleNameGenerator in k8s.io/apiserver/pkg/storage/names).
	rand.Seed(c.generated[identity])
}
