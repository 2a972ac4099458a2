package main

import (
	"net/netip"
	"slices"

	netutils "k8s.io/utils/net"
)

// span is a range of addresses of one IP family, including both ends.
type span struct{ first, last netip.Addr }

// addresses are spans in ascending order that neither overlap nor adjoin.
type addresses []span

// union sorts and merges spans. The result is never nil.
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

// touches reports whether a span that does not begin earlier overlaps or adjoins this one.
func (s span) touches(next span) bool {
	if s.last.Is4() != next.first.Is4() {
		return false
	}
	following := s.last.Next()
	return !following.IsValid() || next.first.Compare(following) <= 0
}

// parseBlock parses a CIDR as leniently as the API server: leading zeros and host bits are allowed.
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

// without returns the rest of a span after others are removed from it.
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

// ofFamily returns only the IPv4 addresses, or only the IPv6 addresses.
func (a addresses) ofFamily(ipv4 bool) addresses {
	return slices.DeleteFunc(slices.Clone(a), func(s span) bool { return s.first.Is4() != ipv4 })
}
