package main

import (
	"fmt"
	"math/rand/v2"
	"net/netip"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// generator generates random clusters and policies, the same ones for the same seed.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator { return generator{rand.New(rand.NewPCG(seed, 0))} }

func pick[T any](g generator, of ...T) T { return of[g.IntN(len(of))] }

// some returns a random number of elements within the limits.
func some[T any](g generator, least, most int, one func() T) []T {
	var list []T
	for range least + g.IntN(most-least+1) {
		list = append(list, one())
	}
	return list
}

func (g generator) chance(percent int) bool { return g.IntN(100) < percent }

const (
	namespaceCount = 3
	nodeAddress    = "10.77.0.2"
)

// outside are addresses that no pod has.
var outside = []string{"10.20.0.11", "10.20.0.12", "10.244.0.200", "fd00:20::11", "fd00:20::12", nodeAddress}

// cluster generates namespaces and pods. Policies must ignore two of the pods: one in the host network, and a terminated one whose address now
// belongs to another pod.
func (g generator) cluster(pods int) snapshot {
	var s snapshot
	for i := range namespaceCount {
		name := fmt.Sprintf("ns%d", i)
		labels := map[string]string{"kubernetes.io/metadata.name": name, "kind": pick(g, "prod", "test")}
		if g.chance(60) {
			labels["team"] = pick(g, "red", "blue")
		}
		s.namespaces = append(s.namespaces, &core.Namespace{ObjectMeta: meta.ObjectMeta{Name: name, Labels: labels}})
	}
	for i := range pods {
		s.pods = append(s.pods, g.pod(i, fmt.Sprintf("10.244.0.%d", i+2), fmt.Sprintf("fd00:244::%d", i+2)))
	}
	onNode, terminated := g.pod(pods, nodeAddress), g.pod(pods+1, "10.244.0.2")
	onNode.Spec.HostNetwork, terminated.Status.Phase = true, pick(g, core.PodSucceeded, core.PodFailed)
	s.pods = append(s.pods, onNode, terminated)
	return s
}

func (g generator) pod(number int, ips ...string) *core.Pod {
	labels := map[string]string{"app": pick(g, "web", "api", "db")}
	if g.chance(50) {
		labels["tier"] = pick(g, "front", "back")
	}
	generated := &core.Pod{ObjectMeta: meta.ObjectMeta{Name: fmt.Sprintf("pod%d", number), Namespace: g.namespace(), Labels: labels}}
	generated.Status.Phase = core.PodRunning
	for _, ip := range ips {
		generated.Status.PodIPs = append(generated.Status.PodIPs, core.PodIP{IP: ip})
	}
	ports := []core.ContainerPort{
		{Name: "http", ContainerPort: pick(g, int32(80), 8080)},
		{Name: "dns", ContainerPort: 53, Protocol: pick(g, core.ProtocolTCP, core.ProtocolUDP)},
		{Name: "signal", ContainerPort: 8080, Protocol: pick(g, core.ProtocolSCTP, core.ProtocolUDP)},
	}
	g.Shuffle(len(ports), func(i, j int) { ports[i], ports[j] = ports[j], ports[i] })
	generated.Spec.Containers = []core.Container{{Ports: ports[:1+g.IntN(2)]}}
	sidecar := core.Container{Ports: ports[2:]}
	if g.chance(50) {
		sidecar.RestartPolicy = new(core.ContainerRestartPolicyAlways)
		generated.Spec.InitContainers = []core.Container{sidecar}
	}
	return generated
}

func (g generator) namespace() string { return fmt.Sprintf("ns%d", g.IntN(namespaceCount)) }

func (g generator) policies() []*networking.NetworkPolicy {
	number := 0
	return some(g, 2, 6, func() *networking.NetworkPolicy {
		number++
		policy := &networking.NetworkPolicy{ObjectMeta: meta.ObjectMeta{Name: fmt.Sprintf("policy%d", number), Namespace: g.namespace()}}
		policy.Spec.PodSelector = g.selector("app", "tier")
		policy.Spec.PolicyTypes = pick(g,
			[]networking.PolicyType{networking.PolicyTypeIngress},
			[]networking.PolicyType{networking.PolicyTypeEgress},
			[]networking.PolicyType{networking.PolicyTypeIngress, networking.PolicyTypeEgress},
		)
		policy.Spec.Ingress = some(g, 0, 3, func() networking.NetworkPolicyIngressRule {
			return networking.NetworkPolicyIngressRule{Ports: some(g, 0, 3, g.port), From: some(g, 0, 3, g.peer)}
		})
		policy.Spec.Egress = some(g, 0, 3, func() networking.NetworkPolicyEgressRule {
			return networking.NetworkPolicyEgressRule{Ports: some(g, 0, 3, g.port), To: some(g, 0, 3, g.peer)}
		})
		return policy
	})
}

func (g generator) protocol() core.Protocol {
	return pick(g, core.ProtocolTCP, core.ProtocolUDP, core.ProtocolSCTP)
}

// numbers are the ports of connections, including neighbors of the ends of ranges.
var numbers = []int32{53, 79, 80, 81, 8080, 9090}

func (g generator) port() networking.NetworkPolicyPort {
	var port networking.NetworkPolicyPort
	if g.chance(70) {
		port.Protocol = new(g.protocol())
	}
	switch g.IntN(4) {
	case 0:
	case 1:
		port.Port = new(intstr.FromString(pick(g, "http", "dns", "signal", "nobody-has-it")))
	case 2:
		port.Port = new(intstr.FromInt32(pick(g, numbers...)))
	case 3:
		first := pick(g, numbers...)
		port.Port, port.EndPort = new(intstr.FromInt32(first)), new(first+pick(g, int32(0), 1, 8000))
	}
	return port
}

func (g generator) peer() networking.NetworkPolicyPeer {
	var peer networking.NetworkPolicyPeer
	if g.chance(35) {
		peer.IPBlock = new(pick(g,
			networking.IPBlock{CIDR: "0.0.0.0/0"},
			networking.IPBlock{CIDR: "0.0.0.0/0", Except: []string{"10.244.0.0/24", "10.20.0.12/32"}},
			networking.IPBlock{CIDR: "10.244.0.0/24", Except: []string{"10.244.0.2/31", "10.244.0.4/32", "10.244.0.0/30"}},
			networking.IPBlock{CIDR: "10.20.0.0/16"},
			networking.IPBlock{CIDR: "10.77.0.2/32"},
			networking.IPBlock{CIDR: "10.244.0.2/32", Except: []string{"10.244.0.2/32"}},
			networking.IPBlock{CIDR: "::/0", Except: []string{"fd00:244::2/127"}},
			networking.IPBlock{CIDR: "fd00:20::/64"},
			networking.IPBlock{CIDR: "128.0.0.0/1"},
		))
		return peer
	}
	if g.chance(60) {
		peer.PodSelector = new(g.selector("app", "tier"))
	}
	if peer.PodSelector == nil || g.chance(50) {
		peer.NamespaceSelector = new(g.selector("kind", "team"))
	}
	return peer
}

var values = map[string][]string{"app": {"web", "api", "db"}, "tier": {"front", "back"}, "kind": {"prod", "test"}, "team": {"red", "blue"}}

// selector generates a selector for a label that all objects have and one that some have. For the latter it never uses NotIn, because the
// independent engine treats that differently.
func (g generator) selector(common, rare string) meta.LabelSelector {
	var selector meta.LabelSelector
	key := pick(g, common, rare)
	switch g.IntN(7) {
	case 0, 1, 2:
		selector.MatchLabels = map[string]string{key: pick(g, values[key]...)}
	case 3:
		selector.MatchExpressions = []meta.LabelSelectorRequirement{{Key: rare, Operator: pick(g, meta.LabelSelectorOpExists, meta.LabelSelectorOpDoesNotExist)}}
	case 4:
		selector.MatchExpressions = []meta.LabelSelectorRequirement{{Key: common, Operator: meta.LabelSelectorOpNotIn, Values: values[common][:1]}}
	case 5:
		selector.MatchExpressions = []meta.LabelSelectorRequirement{{Key: key, Operator: meta.LabelSelectorOpIn, Values: values[key][:1+g.IntN(2)]}}
		selector.MatchLabels = map[string]string{common: pick(g, values[common]...)}
	case 6:
	}
	return selector
}

// connections generates connections between any two addresses of a family.
func (g generator) connections(s snapshot, count int) []connection {
	var addresses []netip.Addr
	for _, pod := range s.pods {
		for _, ip := range pod.Status.PodIPs {
			addresses = append(addresses, netip.MustParseAddr(ip.IP))
		}
	}
	for _, ip := range outside {
		addresses = append(addresses, netip.MustParseAddr(ip))
	}
	var list []connection
	for len(list) < count {
		c := connection{pick(g, addresses...), pick(g, addresses...), g.protocol(), pick(g, numbers...)}
		if c.source != c.destination && c.source.Is4() == c.destination.Is4() {
			list = append(list, c)
		}
	}
	return list
}
