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

// compile converts policies to the connections that they allow.
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
	if applies(policy.Spec, networking.PolicyTypeIngress) {
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
	if applies(policy.Spec, networking.PolicyTypeEgress) {
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

// applies reports whether a policy has a type. A policy without types applies to ingress, and also to egress if it has egress rules.
func applies(spec networking.NetworkPolicySpec, kind networking.PolicyType) bool {
	if len(spec.PolicyTypes) == 0 {
		return kind == networking.PolicyTypeIngress || len(spec.Egress) > 0
	}
	return slices.Contains(spec.PolicyTypes, kind)
}

func (d *direction) isolate(pods []pod) {
	d.isolated = union(slices.Concat(d.isolated, addressesOf(pods))...)
}

// allow adds an allowance for each port, or one for all ports if no port is specified.
//
// receivers are the pods whose port names are resolved.
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

// named limits an allowance to the receivers that have a port with this name. It returns one allowance for each number that the name stands for.
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

// peersOf returns the addresses that a rule applies to, or nil for all addresses.
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

// selectPods returns the pods that match ofPods, or all pods if it is nil, in the namespaces that match ofNamespaces, or in the given namespace
// if that is nil.
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
	podSelector, err := matches(ofPods)
	if err != nil {
		return nil, err
	}
	var selected []pod
	for _, candidate := range pods {
		inNamespace := candidate.namespace == namespace
		if ofNamespaces != nil {
			inNamespace = namespaces.Matches(candidate.namespaceLabels)
		}
		if inNamespace && podSelector.Matches(candidate.labels) {
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
