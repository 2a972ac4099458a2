package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type httpServer struct {
	state  *state
	server http.Server
	// security is nil without TLS.
	security  *tls.Config
	draining  atomic.Bool
	listeners []net.Listener
	accepting sync.WaitGroup
	open      sync.WaitGroup
}

func newHTTPServer(state *state) *httpServer {
	s := &httpServer{state: state}
	s.server.Handler = s
	s.server.ConnState = func(_ net.Conn, now http.ConnState) {
		switch now {
		case http.StateNew:
			s.open.Add(1)
		case http.StateClosed:
			s.open.Done()
		}
	}
	return s
}

// newHTTPSServer creates a server with TLS and a certificate.
func newHTTPSServer(state *state, certificate tls.Certificate) *httpServer {
	s := newHTTPServer(state)
	s.security = &tls.Config{Certificates: []tls.Certificate{certificate}}
	return s
}

func (s *httpServer) listen(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	if s.security != nil {
		listener = tls.NewListener(listener, s.security)
	}
	s.listeners = append(s.listeners, listener)
	s.accepting.Go(func() { _ = s.server.Serve(listener) })
	return nil
}

// drain waits for the clients to close their connections, as the next answer tells them to. After the given time it closes idle connections,
// and then waits for the requests in progress, however long they take.
func (s *httpServer) drain(idle time.Duration) {
	s.draining.Store(true)
	for _, listener := range s.listeners {
		_ = listener.Close()
	}
	s.accepting.Wait()
	closed := make(chan struct{})
	go func() {
		s.open.Wait()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(idle):
	}
	_ = s.server.Shutdown(context.Background())
}

// httpAnswer is the body of every answer.
type httpAnswer struct {
	Pod    string `json:"pod"`
	Method string `json:"method"`
	Path   string `json:"path"`
	Host   string `json:"host"`
	Remote string `json:"remote"`
	Proto  string `json:"proto"`
	// Header has the headers of the request.
	Header http.Header `json:"header"`
}

func (s *httpServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w = drainingWriter{w, &s.draining}
	// If a connection is closed before the request is read completely, it is reset, and the answer may be lost.
	_, _ = io.Copy(io.Discard, r.Body)
	switch {
	case under("/ready", r.URL.Path), under("/healthz", r.URL.Path):
		s.answer(w, r, health(s.state.ready.Load()))
	case under("/alive", r.URL.Path):
		s.answer(w, r, health(s.state.alive.Load()))
	default:
		s.state.http.Add(1)
		if delay := r.URL.Query().Get("delay"); delay != "" {
			duration, err := time.ParseDuration(delay)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			if hold(r.Context(), duration) != nil {
				return
			}
		}
		s.answer(w, r, http.StatusOK)
	}
}

func (s *httpServer) answer(w http.ResponseWriter, r *http.Request, status int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(httpAnswer{s.state.pod, r.Method, r.URL.Path, r.Host, ipOf(r.RemoteAddr), r.Proto, r.Header})
}

// under reports whether a path is the prefix or below it.
func under(prefix, path string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

func health(good bool) int {
	if good {
		return http.StatusOK
	}
	return http.StatusServiceUnavailable
}
