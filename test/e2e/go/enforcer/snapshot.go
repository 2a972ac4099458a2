package main

import (
	"fmt"
	"net/netip"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	netutils "k8s.io/utils/net"
)

// snapshot has the objects of the API server at one point in time.
type snapshot struct {
	policies   []*networking.NetworkPolicy
	pods       []*core.Pod
	namespaces []*core.Namespace
}

// pod is a pod that policies can select, as source or as destination.
type pod struct {
	namespace       string
	namespaceLabels labels.Set
	labels          labels.Set
	addresses       []netip.Addr
	ports           []core.ContainerPort
}

// selectable returns the pods that have their own address and have not terminated, including pods that are being deleted. Pods in the host
// network count as the node.
func (s snapshot) selectable() ([]pod, error) {
	namespaces := map[string]labels.Set{}
	for _, namespace := range s.namespaces {
		namespaces[namespace.Name] = namespace.Labels
	}
	var pods []pod
	for _, object := range s.pods {
		terminated := object.Status.Phase == core.PodSucceeded || object.Status.Phase == core.PodFailed
		if object.Spec.HostNetwork || terminated || len(object.Status.PodIPs) == 0 {
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

// portsOf returns the ports of containers and sidecars, but not of other init containers.
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
