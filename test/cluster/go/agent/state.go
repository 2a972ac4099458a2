package main

import (
	"context"
	"net/netip"
	"os"
	"sync/atomic"
	"time"
)

// state is what a test controls and reads. All servers of a process share it.
type state struct {
	pod                  string
	ready, alive         atomic.Bool
	http, grpc, tcp, udp atomic.Int64
}

func newState(pod string, ready bool) *state {
	s := &state{pod: pod}
	s.ready.Store(ready)
	s.alive.Store(true)
	return s
}

// identity is the name of the pod, which is its host name as well unless the pod says otherwise.
func identity() string {
	if name := os.Getenv("POD_NAME"); name != "" {
		return name
	}
	name, _ := os.Hostname()
	return name
}

// stats counts the requests since the start, without those for health.
type stats struct {
	Pod   string `json:"pod"`
	HTTP  int64  `json:"http"`
	GRPC  int64  `json:"grpc"`
	TCP   int64  `json:"tcp"`
	UDP   int64  `json:"udp"`
	Ready bool   `json:"ready"`
	Alive bool   `json:"alive"`
}

func (s *state) stats() stats {
	return stats{s.pod, s.http.Load(), s.grpc.Load(), s.tcp.Load(), s.udp.Load(), s.ready.Load(), s.alive.Load()}
}

// hold waits as long as the client asked for, unless the client goes away before.
func hold(ctx context.Context, delay time.Duration) error {
	select {
	case <-time.After(delay):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ipOf is the IP address of a peer, as IPv4 also where a socket for both families names it as IPv6.
func ipOf(peer string) string {
	address, err := netip.ParseAddrPort(peer)
	if err != nil {
		return peer
	}
	return address.Addr().Unmap().String()
}
