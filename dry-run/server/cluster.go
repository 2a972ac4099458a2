package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
)

// facts are the settings of a cluster.
type facts struct {
	KubernetesVersion string   `json:"kubernetesVersion"`
	PodSecurity       string   `json:"podSecurity"`
	NodePortRange     string   `json:"nodePortRange"`
	ServiceCIDRs      []string `json:"serviceCidrs"`
}

// cluster is an API server without a network and without etcd: the registries and request handlers of a
// version, with a memory that every apply clears first.
type cluster struct {
	minor     int
	facts     facts
	memory    *memory
	resources map[schema.GroupVersionKind]*resource
	admission admission.Interface
	known     *knownObjects
	names     *namespaces
	custom    *customResources
	created   createdDefinitions
	newer     *newerFields
	// generated counts the objects for which names were generated, by namespace, kind and generateName.
	generated map[string]int64
	given     definitionCache

	primaryFamily core.IPFamily
	clusterIPs    map[core.IPFamily]ipallocator.Interface
	nodePorts     *portallocator.PortAllocator
}

func newCluster(facts facts, minor int) (*cluster, error) {
	c := &cluster{minor: minor, facts: facts, memory: newMemory(), resources: map[schema.GroupVersionKind]*resource{}}
	var err error
	if c.admission, c.known, err = newAdmission(facts.PodSecurity, minor); err != nil {
		return nil, err
	}
	c.names = &namespaces{indexer: c.known.indexers[namespaceKind]}
	c.memory.watch = c.known.stored
	if c.custom, err = newCustomResources(c); err != nil {
		return nil, err
	}
	if c.newer, err = fieldsAbsentIn(minor); err != nil {
		return nil, err
	}
	return c, c.empty()
}

// empty removes all objects and all their allocations.
func (c *cluster) empty() error {
	c.memory.objects = map[string]runtime.Object{}
	c.generated = map[string]int64{}
	c.known.forget()
	c.custom.forget()
	c.created.next()
	delete(c.resources, services)
	return c.newAllocators()
}

var services = kind("", "v1", "Service")

// find returns the resource that serves a kind, or nil if this version does not serve the kind.
func (c *cluster) find(gvk schema.GroupVersionKind) (*resource, error) {
	if known := c.resources[gvk]; known != nil {
		return known, nil
	}
	kind, exists := builtIn[gvk]
	if !exists || kind.since > c.minor {
		return nil, nil
	}
	scheme, codecs := schemeOf(gvk)
	form, err := formOf(gvk, scheme)
	if err != nil {
		return nil, err
	}
	kept := memoryOf{memory: c.memory, codec: codecs.LegacyCodec(gvk.GroupVersion()), form: func(schema.GroupResource, runtime.Codec) storedForm { return form }}
	made, err := kind.make(c, kept)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", gvk, err)
	}
	c.resources[gvk] = &resource{gvk: gvk, storage: made.(resourceStorage), form: form, scheme: scheme, codecs: codecs, admission: c.admission, minor: c.minor}
	return c.resources[gvk], nil
}
