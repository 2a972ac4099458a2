package main

import (
	"context"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// state is controlled and read by a test. All servers of a process share it.
type state struct {
	pod          string
	ready, alive atomic.Bool
	// listen is closed when a server with --hold may listen.
	listen               chan struct{}
	listening            sync.Once
	http, grpc, tcp, udp atomic.Int64
}

func newState(pod string, ready bool) *state {
	s := &state{pod: pod, listen: make(chan struct{})}
	s.ready.Store(ready)
	s.alive.Store(true)
	return s
}

// identity returns the name of the pod: POD_NAME, or the host name, which is the name of the pod by default.
func identity() string {
	if name := os.Getenv("POD_NAME"); name != "" {
		return name
	}
	name, _ := os.Hostname()
	return name
}

// stats has the number of requests since the start, without health checks.
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

// hold waits for the delay, unless the context is done before.
func hold(ctx context.Context, delay time.Duration) error {
	select {
	case <-time.After(delay):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ipOf returns the IP address of a peer. It converts the IPv4-mapped IPv6 addresses of a dual-stack socket to IPv4.
func ipOf(peer string) string {
	address, err := netip.ParseAddrPort(peer)
	if err != nil {
		return peer
	}
	return address.Addr().Unmap().String()
}
