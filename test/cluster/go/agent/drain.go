package main

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// quiet is how long nothing has to come in before a TCP connection of a draining server counts as idle, and how long a UDP server
// looks for datagrams that are queued.
const quiet = 200 * time.Millisecond

// drain ends all servers at the same time, as a server with several ports would.
func drain(servers []server, idle time.Duration) {
	var draining sync.WaitGroup
	for _, server := range servers {
		draining.Go(func() { server.drain(idle) })
	}
	draining.Wait()
}

// farewell tells clients to close their connection with the answer under way, once the server is draining. The server that closes
// first cuts off the client that is just sending its next request, as http.Server.SetKeepAlivesEnabled(false) would.
type farewell struct {
	http.ResponseWriter
	draining *atomic.Bool
}

// WriteHeader is called by every handler here, so it is where each answer passes.
func (f farewell) WriteHeader(status int) {
	if f.draining.Load() {
		f.Header().Set("Connection", "close")
	}
	f.ResponseWriter.WriteHeader(status)
}
