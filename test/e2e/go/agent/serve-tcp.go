package main

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"
)

type tcpServer struct {
	state     *state
	listeners []net.Listener
	running   sync.WaitGroup

	mu          sync.Mutex
	connections map[net.Conn]struct{}
	// end is the time at which a draining server closes the last connection. It is zero before the server drains.
	end time.Time
}

func newTCPServer(state *state) *tcpServer {
	return &tcpServer{state: state, connections: map[net.Conn]struct{}{}}
}

func (s *tcpServer) listen(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	s.listeners = append(s.listeners, listener)
	s.running.Go(func() { s.accept(listener) })
	return nil
}

func (s *tcpServer) accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.connections[connection] = struct{}{}
		s.mu.Unlock()
		s.running.Go(func() { s.answer(connection) })
	}
}

// answer answers line by line until the client closes the connection, or until the connection is idle while the server drains.
func (s *tcpServer) answer(connection net.Conn) {
	defer func() {
		s.mu.Lock()
		delete(s.connections, connection)
		s.mu.Unlock()
		_ = connection.Close()
	}()
	peer := ipOf(connection.RemoteAddr().String())
	lines := bufio.NewReader(connection)
	for {
		s.mu.Lock()
		s.limit(connection)
		s.mu.Unlock()
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		s.state.tcp.Add(1)
		if _, err := fmt.Fprintf(connection, "%s %s %s\n", s.state.pod, peer, strings.TrimRight(line, "\r\n")); err != nil {
			return
		}
	}
}

// limit sets a deadline for the next line if the server drains, so that an idle connection is closed. The caller must hold the lock.
func (s *tcpServer) limit(connection net.Conn) {
	if s.end.IsZero() {
		return
	}
	deadline := time.Now().Add(idleTime)
	if deadline.After(s.end) {
		deadline = s.end
	}
	_ = connection.SetReadDeadline(deadline)
}

// drain answers the lines that were received and closes each connection once it is idle, because the protocol has no message to announce the
// end of a connection. The connection of a client that is never idle is closed at the end of the given time.
func (s *tcpServer) drain(idle time.Duration) {
	for _, listener := range s.listeners {
		_ = listener.Close()
	}
	s.mu.Lock()
	s.end = time.Now().Add(idle)
	for connection := range s.connections {
		s.limit(connection)
	}
	s.mu.Unlock()
	s.running.Wait()
}
