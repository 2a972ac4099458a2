package main

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// idleTime is the time without input after which a TCP connection of a draining server counts as idle, and the time during which a draining
// UDP server still reads queued datagrams.
const idleTime = 200 * time.Millisecond

// drain drains all servers at the same time, as a server with several ports would.
func drain(servers []server, idle time.Duration) {
	var draining sync.WaitGroup
	for _, server := range servers {
		draining.Go(func() { server.drain(idle) })
	}
	draining.Wait()
}

// drainingWriter tells clients to close their connection after the current answer once the server is draining. If the server closed the
// connection first, as http.Server.SetKeepAlivesEnabled(false) does, a client that is sending its next request would fail.
type drainingWriter struct {
	http.ResponseWriter
	draining *atomic.Bool
}

// WriteHeader adds the header "Connection: close" while the server drains. Every handler here calls it.
func (w drainingWriter) WriteHeader(status int) {
	if w.draining.Load() {
		w.Header().Set("Connection", "close")
	}
	w.ResponseWriter.WriteHeader(status)
}
