package main

import (
	"fmt"
	"net/netip"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	netutils "k8s.io/utils/net"
)

// snapshot is what the API server has, at one time.
type snapshot struct {
	policies   []*networking.NetworkPolicy
	pods       []*core.Pod
	namespaces []*core.Namespace
}

// pod is one that policies can select, as who sends or who is sent to.
type pod struct {
	namespace       string
	namespaceLabels labels.Set
	labels          labels.Set
	addresses       []netip.Addr
	ports           []core.ContainerPort
}

// selectable gives the pods that have an address of their own and whose containers run, those that are being deleted among them. Pods in the
// network of their node are the node.
func (s snapshot) selectable() ([]pod, error) {
	namespaces := map[string]labels.Set{}
	for _, namespace := range s.namespaces {
		namespaces[namespace.Name] = namespace.Labels
	}
	var pods []pod
	for _, object := range s.pods {
		over := object.Status.Phase == core.PodSucceeded || object.Status.Phase == core.PodFailed
		if object.Spec.HostNetwork || over || len(object.Status.PodIPs) == 0 {
			continue
		}
		found := pod{namespace: object.Namespace, namespaceLabels: namespaces[object.Namespace], labels: object.Labels, ports: portsOf(object.Spec)}
		for _, ip := range object.Status.PodIPs {
			address, ok := netip.AddrFromSlice(netutils.ParseIPSloppy(ip.IP))
			if !ok {
				return nil, fmt.Errorf("pod %s/%s has the address %q", object.Namespace, object.Name, ip.IP)
			}
			found.addresses = append(found.addresses, address.Unmap())
		}
		pods = append(pods, found)
	}
	return pods, nil
}

// portsOf gives the ports of all containers that go on running beside each other.
func portsOf(spec core.PodSpec) []core.ContainerPort {
	var ports []core.ContainerPort
	for _, container := range spec.InitContainers {
		if container.RestartPolicy != nil && *container.RestartPolicy == core.ContainerRestartPolicyAlways {
			ports = append(ports, container.Ports...)
		}
	}
	for _, container := range spec.Containers {
		ports = append(ports, container.Ports...)
	}
	return ports
}
