package main

import (
	"fmt"
	"slices"
	"strings"
)

// tableName is a table of the kernel that belongs to this program alone.
const tableName = "inet network-policies"

// script replaces the table, all at once. Where no pod is isolated it is empty, and no packet passes through it.
//
// What a pod sends is judged where it is forwarded, when the address of a Service has become that of a pod. What a pod receives is judged when
// its source is the one that the pod sees, after kube-proxy has replaced it where it has to: that is why a range of sources lets nobody in
// whose address is replaced by a node's.
//
// The node that a pod runs on is always allowed. Packets that programs of the node send have come in by no device, and those for the node are
// not forwarded. What others send through the node is theirs, and not the node's, even if it gets the node's address.
func (m model) script() string {
	var out strings.Builder
	fmt.Fprintf(&out, "table %s\ndelete table %s\ntable %s {\n", tableName, tableName, tableName)
	m.egress.render(&out, "egress", "forward priority filter", "saddr")
	m.ingress.render(&out, "ingress", "postrouting priority srcnat + 100", "daddr")
	out.WriteString("}\n")
	return out.String()
}

// render writes the two chains of a direction; end is the end of a connection that its pods are at.
func (d direction) render(out *strings.Builder, name, hook, end string) {
	if len(d.isolated) == 0 {
		return
	}
	fmt.Fprintf(out, "  chain %s-allowed {\n", name)
	for _, allowed := range d.allowed {
		for _, family := range families {
			if matches, some := allowed.matches(family); some {
				fmt.Fprintf(out, "    %saccept comment %q\n", matches, allowed.origin)
			}
		}
	}
	fmt.Fprintf(out, "    counter drop\n  }\n  chain %s {\n    type filter hook %s; policy accept;\n", name, hook)
	out.WriteString("    iif 0 accept comment \"the node\"\n    ct state established,related accept\n")
	for _, family := range families {
		if isolated := d.isolated.ofFamily(family.isIPv4); len(isolated) > 0 {
			fmt.Fprintf(out, "    ct original %s saddr . %s daddr { %s } accept comment \"itself\"\n", family.name, family.name, pairs(isolated))
			fmt.Fprintf(out, "    %s %s { %s } goto %s-allowed\n", family.name, end, isolated, name)
		}
	}
	out.WriteString("  }\n")
}

// family is one of IP, by its name in a match.
type family struct {
	name   string
	isIPv4 bool
}

var families = []family{{"ip", true}, {"ip6", false}}

// matches gives the conditions of an allowance in one family, if there is a connection of that family in it.
func (a allowance) matches(f family) (string, bool) {
	var out strings.Builder
	fmt.Fprintf(&out, "meta nfproto %s ", map[bool]string{true: "ipv4", false: "ipv6"}[f.isIPv4])
	for _, end := range []struct {
		name string
		of   addresses
	}{{"saddr", a.sources}, {"daddr", a.destinations}} {
		if end.of == nil {
			continue
		}
		some := end.of.ofFamily(f.isIPv4)
		if len(some) == 0 {
			return "", false
		}
		fmt.Fprintf(&out, "%s %s { %s } ", f.name, end.name, some)
	}
	if a.protocol != "" {
		fmt.Fprintf(&out, "meta l4proto %s ", strings.ToLower(string(a.protocol)))
	}
	if a.last != 0 {
		fmt.Fprintf(&out, "th dport %d-%d ", a.first, a.last)
	}
	return out.String(), true
}

func (a addresses) String() string {
	var words []string
	for _, s := range a {
		word := s.first.String()
		if s.first != s.last {
			word += "-" + s.last.String()
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// pairs writes each address beside itself.
func pairs(a addresses) string {
	var words []string
	for _, s := range a {
		for address := s.first; address.IsValid() && address.Compare(s.last) <= 0; address = address.Next() {
			words = append(words, fmt.Sprintf("%s . %s", address, address))
		}
	}
	return strings.Join(slices.Compact(words), ", ")
}
