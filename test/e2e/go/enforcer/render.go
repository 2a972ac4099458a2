package main

import (
	"fmt"
	"slices"
	"strings"
)

// tableName is a table of the kernel that only this program uses.
const tableName = "inet network-policies"

// script replaces the table atomically. If no pod is isolated, the table is empty, and no packet passes through it.
//
// Egress is filtered when packets are forwarded, after the address of a Service was replaced by the address of a pod. Ingress is filtered after
// kube-proxy may have replaced the source address, so policies apply to the source that the pod sees. This is why a block of source addresses
// does not admit clients whose address was replaced by the address of a node.
//
// The node that a pod runs on is always allowed. Packets that programs of the node send have no input device, and packets for the node are not
// forwarded. Packets that others send through the node do not count as packets of the node, even if they get the node's source address.
func (m model) script() string {
	var out strings.Builder
	fmt.Fprintf(&out, "table %s\ndelete table %s\ntable %s {\n", tableName, tableName, tableName)
	m.egress.render(&out, "egress", "forward priority filter", "saddr")
	m.ingress.render(&out, "ingress", "postrouting priority srcnat + 100", "daddr")
	out.WriteString("}\n")
	return out.String()
}

// render writes the two chains of a direction. end is the nftables field with the address of the direction's pods.
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

// family is an IP family, with its name in an nftables expression.
type family struct {
	name   string
	isIPv4 bool
}

var families = []family{{"ip", true}, {"ip6", false}}

// matches returns the conditions of an allowance in one family. The second result is false if the allowance has no addresses of the family.
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

// pairs returns each address twice, as an nftables concatenation.
func pairs(a addresses) string {
	var words []string
	for _, s := range a {
		for address := s.first; address.IsValid() && address.Compare(s.last) <= 0; address = address.Next() {
			words = append(words, fmt.Sprintf("%s . %s", address, address))
		}
	}
	return strings.Join(slices.Compact(words), ", ")
}
