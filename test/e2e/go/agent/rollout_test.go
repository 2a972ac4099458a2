package main

import (
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// virtualAddress forwards new connections to one backend at a time, as a Service does.
type virtualAddress struct {
	listener net.Listener
	// mu is locked for writing while the backend changes, so that no connection to the old backend is being opened at that time.
	mu      sync.RWMutex
	backend string
}

func newVirtualAddress(t *testing.T, backend string) *virtualAddress {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	v := &virtualAddress{listener: listener, backend: backend}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go v.forward(client)
		}
	}()
	return v
}

func (v *virtualAddress) forward(client net.Conn) {
	defer client.Close()
	v.mu.RLock()
	backend, err := net.Dial("tcp", v.backend)
	v.mu.RUnlock()
	if err != nil {
		return
	}
	defer backend.Close()
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{client, backend}, {backend, client}} {
		both.Go(func() {
			_, _ = io.Copy(way[1], way[0])
			_ = way[1].(*net.TCPConn).CloseWrite()
		})
	}
	both.Wait()
}

func (v *virtualAddress) change(backend string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.backend = backend
}

// pod is a server that receives a load.
type pod struct {
	server
	address  string
	requests *atomic.Int64
}

func startPod(t *testing.T, kind, name string) pod {
	t.Helper()
	if kind != "grpc" {
		server, url := startHTTP(t, name)
		return pod{server, url[len("http://"):], &server.state.http}
	}
	server := newGRPCServer(newState(name, true))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.server.Serve(listener) }()
	t.Cleanup(server.server.Stop)
	return pod{server, listener.Addr().String(), &server.state.grpc}
}

// No request fails while a pod drains, provided that new connections go to another pod.
func TestRolloutUnderLoad(t *testing.T) {
	for kind, scheme := range map[string]string{"new": "http", "keepalive": "http", "grpc": "grpc"} {
		t.Run(kind, func(t *testing.T) {
			const some = 300
			before, after := startPod(t, kind, "before"), startPod(t, kind, "after")
			service := newVirtualAddress(t, before.address)
			target := url.URL{Scheme: scheme, Host: service.listener.Addr().String()}
			stdin, end := io.Pipe()
			defer end.Close()
			summaries := make(chan summary, 1)
			go func() {
				summaries <- runLoad(t, target.String(), loadOptions{kind: kind, connections: 8, delay: time.Millisecond}, stdin)
			}()

			eventually(t, func() bool { return before.requests.Load() > some })
			service.change(after.address)
			// Once this request is answered, the server has accepted all connections that were opened before.
			last, err := callOptions{}.requester(scheme + "://" + before.address)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := last(t.Context()); err != nil {
				t.Fatal(err)
			}
			before.drain(time.Hour)
			eventually(t, func() bool { return after.requests.Load() > some })
			end.Close()

			got := <-summaries
			if got.Failed > 0 || got.ByPod["before"] < some || got.ByPod["after"] < some {
				t.Errorf("counted %+v", got)
			}
		})
	}
}
