package main

import (
	"net/netip"
	"slices"

	core "k8s.io/api/core/v1"
)

// model describes which connections are allowed, only in terms of addresses and numbers. Both the rules of the kernel and verdicts derive from it.
type model struct{ ingress, egress direction }

// direction holds the allowed ingress connections, or the allowed egress connections.
type direction struct {
	// isolated are the addresses of the pods that a policy selects. Other addresses are not restricted.
	isolated addresses
	// allowed are the connections that isolated addresses may have.
	allowed []allowance
}

// allowance is a group of allowed connections.
type allowance struct {
	// origin is the policy rule that allows them.
	origin string
	// sources and destinations are any addresses, not only those of pods. nil means all addresses.
	sources, destinations addresses
	// protocol is empty for all protocols.
	protocol core.Protocol
	// first and last are a range of ports, both 0 for all ports.
	first, last int32
}

// connection is a connection from an address to an address and port, after the address of a Service was replaced by the address of a pod.
type connection struct {
	source, destination netip.Addr
	protocol            core.Protocol
	port                int32
}

// allows reports whether both ends allow a connection. A connection from a pod to itself is always allowed.
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
