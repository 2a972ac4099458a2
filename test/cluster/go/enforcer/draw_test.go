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

// drawn makes a cluster and its policies by chance, the same for the same seed.
type drawn struct{ *rand.Rand }

func draws(seed uint64) drawn { return drawn{rand.New(rand.NewPCG(seed, 0))} }

func pick[T any](d drawn, of ...T) T { return of[d.IntN(len(of))] }

// some gives a few, at least as many as asked for.
func some[T any](d drawn, least, most int, one func() T) []T {
	var list []T
	for range least + d.IntN(most-least+1) {
		list = append(list, one())
	}
	return list
}

func (d drawn) chance(percent int) bool { return d.IntN(100) < percent }

const (
	drawnNamespaces = 3
	nodeAddress     = "10.77.0.2"
)

// outside are addresses that no pod has.
var outside = []string{"10.20.0.11", "10.20.0.12", "10.244.0.200", "fd00:20::11", "fd00:20::12", nodeAddress}

// cluster draws namespaces and pods, of which some do not count: one in the network of its node, and one that is over, whose address another
// pod has got since.
func (d drawn) cluster(pods int) snapshot {
	var s snapshot
	for i := range drawnNamespaces {
		name := fmt.Sprintf("ns%d", i)
		labels := map[string]string{"kubernetes.io/metadata.name": name, "kind": pick(d, "prod", "test")}
		if d.chance(60) {
			labels["team"] = pick(d, "red", "blue")
		}
		s.namespaces = append(s.namespaces, &core.Namespace{ObjectMeta: meta.ObjectMeta{Name: name, Labels: labels}})
	}
	for i := range pods {
		s.pods = append(s.pods, d.pod(i, fmt.Sprintf("10.244.0.%d", i+2), fmt.Sprintf("fd00:244::%d", i+2)))
	}
	onNode, over := d.pod(pods, nodeAddress), d.pod(pods+1, "10.244.0.2")
	onNode.Spec.HostNetwork, over.Status.Phase = true, pick(d, core.PodSucceeded, core.PodFailed)
	s.pods = append(s.pods, onNode, over)
	return s
}

func (d drawn) pod(number int, ips ...string) *core.Pod {
	labels := map[string]string{"app": pick(d, "web", "api", "db")}
	if d.chance(50) {
		labels["tier"] = pick(d, "front", "back")
	}
	made := &core.Pod{ObjectMeta: meta.ObjectMeta{Name: fmt.Sprintf("pod%d", number), Namespace: d.namespace(), Labels: labels}}
	made.Status.Phase = core.PodRunning
	for _, ip := range ips {
		made.Status.PodIPs = append(made.Status.PodIPs, core.PodIP{IP: ip})
	}
	ports := []core.ContainerPort{
		{Name: "http", ContainerPort: pick(d, int32(80), 8080)},
		{Name: "dns", ContainerPort: 53, Protocol: pick(d, core.ProtocolTCP, core.ProtocolUDP)},
		{Name: "signal", ContainerPort: 8080, Protocol: pick(d, core.ProtocolSCTP, core.ProtocolUDP)},
	}
	d.Shuffle(len(ports), func(i, j int) { ports[i], ports[j] = ports[j], ports[i] })
	made.Spec.Containers = []core.Container{{Ports: ports[:1+d.IntN(2)]}}
	sidecar := core.Container{Ports: ports[2:]}
	if d.chance(50) {
		sidecar.RestartPolicy = new(core.ContainerRestartPolicyAlways)
		made.Spec.InitContainers = []core.Container{sidecar}
	}
	return made
}

func (d drawn) namespace() string { return fmt.Sprintf("ns%d", d.IntN(drawnNamespaces)) }

func (d drawn) policies() []*networking.NetworkPolicy {
	number := 0
	return some(d, 2, 6, func() *networking.NetworkPolicy {
		number++
		policy := &networking.NetworkPolicy{ObjectMeta: meta.ObjectMeta{Name: fmt.Sprintf("policy%d", number), Namespace: d.namespace()}}
		policy.Spec.PodSelector = d.selector("app", "tier")
		policy.Spec.PolicyTypes = pick(d,
			[]networking.PolicyType{networking.PolicyTypeIngress},
			[]networking.PolicyType{networking.PolicyTypeEgress},
			[]networking.PolicyType{networking.PolicyTypeIngress, networking.PolicyTypeEgress},
		)
		policy.Spec.Ingress = some(d, 0, 3, func() networking.NetworkPolicyIngressRule {
			return networking.NetworkPolicyIngressRule{Ports: some(d, 0, 3, d.port), From: some(d, 0, 3, d.peer)}
		})
		policy.Spec.Egress = some(d, 0, 3, func() networking.NetworkPolicyEgressRule {
			return networking.NetworkPolicyEgressRule{Ports: some(d, 0, 3, d.port), To: some(d, 0, 3, d.peer)}
		})
		return policy
	})
}

func (d drawn) protocol() core.Protocol {
	return pick(d, core.ProtocolTCP, core.ProtocolUDP, core.ProtocolSCTP)
}

// numbers are the ports of connections, and those beside the ends of ranges.
var numbers = []int32{53, 79, 80, 81, 8080, 9090}

func (d drawn) port() networking.NetworkPolicyPort {
	var port networking.NetworkPolicyPort
	if d.chance(70) {
		port.Protocol = new(d.protocol())
	}
	switch d.IntN(4) {
	case 0:
	case 1:
		port.Port = new(intstr.FromString(pick(d, "http", "dns", "signal", "nobody-has-it")))
	case 2:
		port.Port = new(intstr.FromInt32(pick(d, numbers...)))
	case 3:
		first := pick(d, numbers...)
		port.Port, port.EndPort = new(intstr.FromInt32(first)), new(first+pick(d, int32(0), 1, 8000))
	}
	return port
}

func (d drawn) peer() networking.NetworkPolicyPeer {
	var peer networking.NetworkPolicyPeer
	if d.chance(35) {
		peer.IPBlock = new(pick(d,
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
	if d.chance(60) {
		peer.PodSelector = new(d.selector("app", "tier"))
	}
	if peer.PodSelector == nil || d.chance(50) {
		peer.NamespaceSelector = new(d.selector("kind", "team"))
	}
	return peer
}

var values = map[string][]string{"app": {"web", "api", "db"}, "tier": {"front", "back"}, "kind": {"prod", "test"}, "team": {"red", "blue"}}

// selector is over a label that everyone has, and one that some have. About the latter it never says NotIn, which is where the engine that this
// is compared with differs.
func (d drawn) selector(everyone, few string) meta.LabelSelector {
	var selector meta.LabelSelector
	key := pick(d, everyone, few)
	switch d.IntN(7) {
	case 0, 1, 2:
		selector.MatchLabels = map[string]string{key: pick(d, values[key]...)}
	case 3:
		selector.MatchExpressions = []meta.LabelSelectorRequirement{{Key: few, Operator: pick(d, meta.LabelSelectorOpExists, meta.LabelSelectorOpDoesNotExist)}}
	case 4:
		selector.MatchExpressions = []meta.LabelSelectorRequirement{{Key: everyone, Operator: meta.LabelSelectorOpNotIn, Values: values[everyone][:1]}}
	case 5:
		selector.MatchExpressions = []meta.LabelSelectorRequirement{{Key: key, Operator: meta.LabelSelectorOpIn, Values: values[key][:1+d.IntN(2)]}}
		selector.MatchLabels = map[string]string{everyone: pick(d, values[everyone]...)}
	case 6:
	}
	return selector
}

// connections are between any two of all addresses of a family.
func (d drawn) connections(s snapshot, count int) []connection {
	var places []netip.Addr
	for _, pod := range s.pods {
		for _, ip := range pod.Status.PodIPs {
			places = append(places, netip.MustParseAddr(ip.IP))
		}
	}
	for _, ip := range outside {
		places = append(places, netip.MustParseAddr(ip))
	}
	var list []connection
	for len(list) < count {
		c := connection{pick(d, places...), pick(d, places...), d.protocol(), pick(d, numbers...)}
		if c.source != c.destination && c.source.Is4() == c.destination.Is4() {
			list = append(list, c)
		}
	}
	return list
}
