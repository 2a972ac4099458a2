package main

import (
	"net/netip"
	"slices"

	core "k8s.io/api/core/v1"
)

// model says which connections are allowed, with addresses and numbers alone. Both the rules of the kernel and verdicts are made of it.
type model struct{ ingress, egress direction }

// direction holds what pods may receive, or what they may send.
type direction struct {
	// isolated are the addresses of the pods that some policy selects. Others are free.
	isolated addresses
	// allowed is all that the isolated may do.
	allowed []allowance
}

// allowance is a group of allowed connections.
type allowance struct {
	// origin is the rule that allows them.
	origin string
	// sources and destinations are addresses of pods or others; nil stands for any.
	sources, destinations addresses
	// protocol is empty for any.
	protocol core.Protocol
	// first and last port, both 0 for any.
	first, last int32
}

// connection is from an address to one and its port, after the address of a Service was replaced by one of its pods.
type connection struct {
	source, destination netip.Addr
	protocol            core.Protocol
	port                int32
}

// allows tells whether both ends allow a connection. What goes from a pod to itself is never stopped.
func (m model) allows(c connection) bool {
	return c.source == c.destination || m.egress.allows(c.source, c) && m.ingress.allows(c.destination, c)
}

func (d direction) allows(subject netip.Addr, c connection) bool {
	return !d.isolated.contain(subject) || slices.ContainsFunc(d.allowed, func(a allowance) bool { return a.covers(c) })
}

func (a allowance) covers(c connection) bool {
	return (a.sources == nil || a.sources.contain(c.source)) &&
		(a.destinations == nil || a.destinations.contain(c.destination)) &&
		(a.protocol == "" || a.protocol == c.protocol) &&
		(a.last == 0 || a.first <= c.port && c.port <= a.last)
}
