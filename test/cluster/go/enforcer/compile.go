package main

import (
	"cmp"
	"fmt"
	"slices"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// compile turns policies into the connections that they allow.
func compile(s snapshot) (model, error) {
	var m model
	pods, err := s.selectable()
	if err != nil {
		return m, err
	}
	policies := slices.SortedFunc(slices.Values(s.policies), func(a, b *networking.NetworkPolicy) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	for _, policy := range policies {
		if err := m.add(policy, pods); err != nil {
			return m, fmt.Errorf("NetworkPolicy %s/%s: %w", policy.Namespace, policy.Name, err)
		}
	}
	return m, nil
}

func (m *model) add(policy *networking.NetworkPolicy, pods []pod) error {
	selected, err := selectPods(pods, policy.Namespace, nil, &policy.Spec.PodSelector)
	if err != nil || len(selected) == 0 {
		return err
	}
	if limits(policy.Spec, networking.PolicyTypeIngress) {
		m.ingress.isolate(selected)
		for i, each := range policy.Spec.Ingress {
			peers, err := peersOf(each.From, policy.Namespace, pods)
			if err != nil {
				return err
			}
			origin := fmt.Sprintf("%s/%s ingress %d", policy.Namespace, policy.Name, i)
			m.ingress.allow(allowance{origin: origin, sources: peers, destinations: addressesOf(selected)}, each.Ports, selected)
		}
	}
	if limits(policy.Spec, networking.PolicyTypeEgress) {
		m.egress.isolate(selected)
		for i, each := range policy.Spec.Egress {
			peers, err := peersOf(each.To, policy.Namespace, pods)
			if err != nil {
				return err
			}
			origin := fmt.Sprintf("%s/%s egress %d", policy.Namespace, policy.Name, i)
			m.egress.allow(allowance{origin: origin, sources: addressesOf(selected), destinations: peers}, each.Ports, pods)
		}
	}
	return nil
}

// limits tells whether a policy is of a type. One that names no type limits what its pods receive, and what they send where it has egress rules.
func limits(spec networking.NetworkPolicySpec, kind networking.PolicyType) bool {
	if len(spec.PolicyTypes) == 0 {
		return kind == networking.PolicyTypeIngress || len(spec.Egress) > 0
	}
	return slices.Contains(spec.PolicyTypes, kind)
}

func (d *direction) isolate(pods []pod) {
	d.isolated = union(slices.Concat(d.isolated, addressesOf(pods))...)
}

// allow adds one allowance a port, or one for all ports where there is none to say.
//
// receivers are the pods whose names for ports count.
func (d *direction) allow(a allowance, ports []networking.NetworkPolicyPort, receivers []pod) {
	if len(ports) == 0 {
		d.allowed = append(d.allowed, a)
	}
	for _, port := range ports {
		narrow := a
		narrow.protocol = core.ProtocolTCP
		if port.Protocol != nil {
			narrow.protocol = *port.Protocol
		}
		switch {
		case port.Port == nil:
			d.allowed = append(d.allowed, narrow)
		case port.Port.Type == intstr.String:
			d.allowed = append(d.allowed, narrow.named(port.Port.StrVal, receivers)...)
		default:
			narrow.first, narrow.last = port.Port.IntVal, port.Port.IntVal
			if port.EndPort != nil {
				narrow.last = *port.EndPort
			}
			d.allowed = append(d.allowed, narrow)
		}
	}
}

// named narrows an allowance to those receivers that have a port of a name, one for each number that the name stands for.
func (a allowance) named(name string, receivers []pod) []allowance {
	byNumber := map[int32][]span{}
	for _, receiver := range receivers {
		for _, port := range receiver.ports {
			if port.Name != name || cmp.Or(port.Protocol, core.ProtocolTCP) != a.protocol {
				continue
			}
			for _, address := range receiver.addresses {
				if a.destinations == nil || a.destinations.contain(address) {
					byNumber[port.ContainerPort] = append(byNumber[port.ContainerPort], span{address, address})
				}
			}
		}
	}
	var narrowed []allowance
	for number, spans := range byNumber {
		one := a
		one.first, one.last, one.destinations = number, number, union(spans...)
		narrowed = append(narrowed, one)
	}
	slices.SortFunc(narrowed, func(a, b allowance) int { return cmp.Compare(a.first, b.first) })
	return narrowed
}

// peersOf gives the addresses that a rule is about; nil for all that there are.
func peersOf(peers []networking.NetworkPolicyPeer, namespace string, pods []pod) (addresses, error) {
	if len(peers) == 0 {
		return nil, nil
	}
	var spans []span
	for _, peer := range peers {
		if peer.IPBlock != nil {
			left, err := blockOf(*peer.IPBlock)
			if err != nil {
				return nil, err
			}
			spans = append(spans, left...)
			continue
		}
		selected, err := selectPods(pods, namespace, peer.NamespaceSelector, peer.PodSelector)
		if err != nil {
			return nil, err
		}
		spans = append(spans, addressesOf(selected)...)
	}
	return union(spans...), nil
}

func blockOf(block networking.IPBlock) ([]span, error) {
	whole, err := parseBlock(block.CIDR)
	if err != nil {
		return nil, err
	}
	var except []span
	for _, cidr := range block.Except {
		cut, err := parseBlock(cidr)
		if err != nil {
			return nil, err
		}
		except = append(except, cut)
	}
	return whole.without(except), nil
}

// selectPods gives the pods in the namespaces that one selector selects, or in the given namespace where there is none, that the other
// selector selects, or all of them where there is none.
func selectPods(pods []pod, namespace string, ofNamespaces, ofPods *meta.LabelSelector) ([]pod, error) {
	matches := func(selector *meta.LabelSelector) (labels.Selector, error) {
		if selector == nil {
			return labels.Everything(), nil
		}
		return meta.LabelSelectorAsSelector(selector)
	}
	namespaces, err := matches(ofNamespaces)
	if err != nil {
		return nil, err
	}
	inside, err := matches(ofPods)
	if err != nil {
		return nil, err
	}
	var selected []pod
	for _, candidate := range pods {
		isPlaced := candidate.namespace == namespace
		if ofNamespaces != nil {
			isPlaced = namespaces.Matches(candidate.namespaceLabels)
		}
		if isPlaced && inside.Matches(candidate.labels) {
			selected = append(selected, candidate)
		}
	}
	return selected, nil
}

func addressesOf(pods []pod) addresses {
	var spans []span
	for _, each := range pods {
		for _, address := range each.addresses {
			spans = append(spans, span{address, address})
		}
	}
	return union(spans...)
}
