package main

import (
	"fmt"
	"net"
	"sync"
	"time"
)

type udpServer struct {
	state   *state
	sockets []net.PacketConn
	running sync.WaitGroup
}

func (s *udpServer) listen(address string) error {
	socket, err := net.ListenPacket("udp", address)
	if err != nil {
		return err
	}
	s.sockets = append(s.sockets, socket)
	s.running.Go(func() { s.answer(socket) })
	return nil
}

func (s *udpServer) answer(socket net.PacketConn) {
	defer func() { _ = socket.Close() }()
	datagram := make([]byte, maxDatagram)
	for {
		size, peer, err := socket.ReadFrom(datagram)
		if err != nil {
			return
		}
		s.state.udp.Add(1)
		_, _ = socket.WriteTo(fmt.Appendf(nil, "%s %s %s", s.state.pod, ipOf(peer.String()), datagram[:size]), peer)
	}
}

// maxDatagram is larger than any datagram.
const maxDatagram = 1 << 16

// drain answers the queued datagrams. With a deadline in the past, they would not be read.
func (s *udpServer) drain(time.Duration) {
	for _, socket := range s.sockets {
		_ = socket.SetReadDeadline(time.Now().Add(idleTime))
	}
	s.running.Wait()
}
