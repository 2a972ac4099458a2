package main

import (
	"net/netip"
	"slices"

	netutils "k8s.io/utils/net"
)

// span is a range of addresses of one IP family, both ends included.
type span struct{ first, last netip.Addr }

// addresses are spans in ascending order, of which none touches another.
type addresses []span

// union puts spans in order. It is never nil.
func union(spans ...span) addresses {
	slices.SortFunc(spans, func(a, b span) int { return a.first.Compare(b.first) })
	merged := addresses{}
	for _, next := range spans {
		if end := len(merged) - 1; end >= 0 && merged[end].touches(next) {
			if merged[end].last.Less(next.last) {
				merged[end].last = next.last
			}
			continue
		}
		merged = append(merged, next)
	}
	return merged
}

// touches tells whether a span that begins no earlier leaves no address between.
func (s span) touches(next span) bool {
	if s.last.Is4() != next.first.Is4() {
		return false
	}
	following := s.last.Next()
	return !following.IsValid() || next.first.Compare(following) <= 0
}

// parseBlock reads a CIDR as leniently as the API server: a leading zero or an address inside of the network is allowed.
func parseBlock(cidr string) (span, error) {
	_, network, err := netutils.ParseCIDRSloppy(cidr)
	if err != nil {
		return span{}, err
	}
	last := slices.Clone(network.IP)
	for i := range last {
		last[i] |= ^network.Mask[i]
	}
	first, _ := netip.AddrFromSlice(network.IP)
	end, _ := netip.AddrFromSlice(last)
	return span{first.Unmap(), end.Unmap()}, nil
}

// without gives what is left of a span when others are cut out of it.
func (s span) without(cuts []span) []span {
	left := []span{s}
	for _, cut := range cuts {
		var rest []span
		for _, piece := range left {
			rest = append(rest, piece.minus(cut)...)
		}
		left = rest
	}
	return left
}

func (s span) minus(cut span) []span {
	if s.last.Less(cut.first) || cut.last.Less(s.first) {
		return []span{s}
	}
	var left []span
	if s.first.Less(cut.first) {
		left = append(left, span{s.first, cut.first.Prev()})
	}
	if cut.last.Less(s.last) {
		left = append(left, span{cut.last.Next(), s.last})
	}
	return left
}

func (a addresses) contain(address netip.Addr) bool {
	return slices.ContainsFunc(a, func(s span) bool { return s.first.Compare(address) <= 0 && address.Compare(s.last) <= 0 })
}

// ofFamily gives the IPv4 addresses, or the IPv6 ones.
func (a addresses) ofFamily(ipv4 bool) addresses {
	return slices.DeleteFunc(slices.Clone(a), func(s span) bool { return s.first.Is4() != ipv4 })
}
