package main

import (
	"errors"
	"fmt"
	"net"
	"strings"

	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	netutils "k8s.io/utils/net"
)

// addresses are the range that Services get theirs from. A server looks for the one of several ranges
// that an address is in, so it names none where there is no such range.
type addresses struct{ ipallocator.Interface }

func (a addresses) Allocate(ip net.IP) error {
	err := a.Interface.Allocate(ip)
	if outside := (*ipallocator.ErrNotInRange)(nil); errors.As(err, &outside) {
		return ipallocator.ErrMismatchedNetwork
	}
	return err
}

func (c *cluster) newAllocators() error {
	c.clusterIPs = map[core.IPFamily]ipallocator.Interface{}
	for i, text := range c.facts.ServiceCIDRs {
		_, cidr, err := netutils.ParseCIDRSloppy(text)
		if err != nil {
			return fmt.Errorf("serviceCidrs: %w", err)
		}
		allocator, err := ipallocator.NewInMemory(cidr)
		if err != nil {
			return fmt.Errorf("serviceCidrs: %s: %w", text, err)
		}
		if _, taken := c.clusterIPs[allocator.IPFamily()]; taken {
			return fmt.Errorf("serviceCidrs: %s: at most one range of each IP family", strings.Join(c.facts.ServiceCIDRs, ", "))
		}
		c.clusterIPs[allocator.IPFamily()] = addresses{allocator}
		if i == 0 {
			c.primaryFamily = allocator.IPFamily()
		}
	}
	ports, err := utilnet.ParsePortRange(c.facts.NodePortRange)
	if err != nil {
		return fmt.Errorf("nodePortRange: %w", err)
	}
	c.nodePorts, err = portallocator.NewInMemory(*ports)
	return err
}
