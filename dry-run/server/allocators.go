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

// addresses is a range of Service addresses. A real server searches its ranges for the range of an
// address, so its error names no range if the address is in none of them.
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
			return fmt.Errorf("serviceCidrs: %s: there must be at most one range of each IP family", strings.Join(c.facts.ServiceCIDRs, ", "))
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
