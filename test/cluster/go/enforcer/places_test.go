package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
	core "k8s.io/api/core/v1"
)

// places are network namespaces of pods and of machines outside, connected by the one that the test runs in.
type places struct {
	names map[netip.Addr]string
	// came has what was received, by the number that its sender gave it.
	came sync.Map
	// listeners are those that the kernel accepts connections for, as long as they are there.
	listeners []net.Listener
	home      *os.File
}

func (p *places) has(address netip.Addr) bool { return p.names[address] != "" }

func newPlaces(t *testing.T, s snapshot) *places {
	t.Helper()
	home, err := os.Open("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	p := &places{names: map[netip.Addr]string{}, home: home}
	ipv6 := os.WriteFile("/proc/sys/net/ipv6/conf/all/forwarding", []byte("1"), 0) == nil
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("/run/netns", 0o755); err != nil {
		t.Fatal(err)
	}
	hosts := [][]string{{"10.20.0.11", "fd00:20::11"}, {"10.20.0.12", "fd00:20::12"}, {"10.244.0.200"}}
	for _, pod := range s.pods[:kernelPods] {
		hosts = append(hosts, []string{pod.Status.PodIPs[0].IP, pod.Status.PodIPs[1].IP})
	}
	for i, ips := range hosts {
		name := fmt.Sprintf("place%d", i)
		run(t, "ip netns add "+name)
		run(t, fmt.Sprintf("ip link add %s type veth peer name eth0 netns %s", name, name))
		run(t, fmt.Sprintf("ip address add %s/32 dev %s", gateway, name))
		run(t, fmt.Sprintf("ip link set %s up", name))
		run(t, fmt.Sprintf("ip -n %s link set eth0 up", name))
		// Go listens by both IP families if it finds both at this device.
		run(t, fmt.Sprintf("ip -n %s link set lo up", name))
		if ipv6 {
			run(t, fmt.Sprintf("ip address add %s/64 dev %s nodad", gateway6, name))
		}
		for _, address := range ips {
			parsed := netip.MustParseAddr(address)
			if parsed.Is4() {
				run(t, fmt.Sprintf("ip -n %s address add %s dev eth0", name, address))
				run(t, fmt.Sprintf("ip -n %s route add default via %s dev eth0 onlink", name, gateway))
			} else if ipv6 {
				run(t, fmt.Sprintf("ip -n %s address add %s dev eth0 nodad", name, address))
				run(t, fmt.Sprintf("ip -n %s -6 route add default via %s dev eth0", name, gateway6))
			} else {
				continue
			}
			run(t, fmt.Sprintf("ip route add %s dev %s", address, name))
			p.names[parsed] = name
		}
		for _, number := range numbers {
			p.listen(t, name, int(number))
		}
	}
	p.wait(t)
	return p
}

// wait until everyone reaches everyone: an address of IPv6 is no one's for a moment.
func (p *places) wait(t *testing.T) {
	t.Helper()
	end := time.Now().Add(patience)
	for source := range p.names {
		for destination := range p.names {
			if source == destination || source.Is4() != destination.Is4() {
				continue
			}
			for c := (connection{source, destination, core.ProtocolTCP, numbers[0]}); !p.dial(c, denialTime); {
				if time.Now().After(end) {
					t.Fatalf("%s does not come through", c)
				}
			}
		}
	}
}

func run(t *testing.T, command string) {
	t.Helper()
	words := strings.Fields(command)
	if output, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", command, err, output)
	}
}

// inside runs something in the network of a place. What it opens stays there.
func (p *places) inside(place string, do func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	there, err := os.Open("/run/netns/" + place)
	if err != nil {
		panic(err)
	}
	defer there.Close()
	enter(there)
	defer enter(p.home)
	do()
}

func enter(network *os.File) {
	if err := unix.Setns(int(network.Fd()), unix.CLONE_NEWNET); err != nil {
		panic(err)
	}
}

func (p *places) listen(t *testing.T, name string, port int) {
	t.Helper()
	var datagrams *net.UDPConn
	var streams net.Listener
	var err, errTCP error
	p.inside(name, func() {
		datagrams, err = net.ListenUDP("udp", &net.UDPAddr{Port: port})
		streams, errTCP = net.ListenTCP("tcp", &net.TCPAddr{Port: port})
	})
	p.listeners = append(p.listeners, streams)
	if err != nil || errTCP != nil {
		t.Fatal(err, errTCP)
	}
	go func() {
		buffer := make([]byte, 8)
		for {
			if _, _, err := datagrams.ReadFrom(buffer); err != nil {
				return
			}
			p.came.Store(binary.BigEndian.Uint64(buffer), true)
		}
	}()
}

var datagramNumber uint64

// connect tells what came through. When that is known all rules are taken away, and everything has to: that shows both that the ways are open
// and, as nothing overtakes on them, that no datagram is still to come.
func (p *places) connect(t *testing.T, connections []connection, expected []bool) []bool {
	t.Helper()
	came := make([]bool, len(connections))
	var waiting sync.WaitGroup
	for i, c := range connections {
		if c.protocol == core.ProtocolTCP {
			limit := denialTime
			if expected[i] {
				limit = patience
			}
			waiting.Go(func() { came[i] = p.dial(c, limit) })
		}
	}
	first := p.sendAll(connections)
	waiting.Wait()
	load(t, model{}.script())
	control := p.sendAll(connections)
	for i, c := range connections {
		if c.protocol == core.ProtocolTCP {
			continue
		}
		end := time.Now().Add(patience)
		for !p.received(control + uint64(i)) {
			if time.Now().After(end) {
				t.Fatalf("%s does not come through without a rule", c)
			}
			runtime.Gosched()
		}
		came[i] = p.received(first + uint64(i))
	}
	return came
}

func (p *places) received(number uint64) bool {
	_, found := p.came.Load(number)
	return found
}

// sendAll sends a datagram by each connection that is of UDP, and gives the number of the first.
func (p *places) sendAll(connections []connection) uint64 {
	first := datagramNumber
	for i, c := range connections {
		datagramNumber++
		if c.protocol != core.ProtocolUDP {
			continue
		}
		p.inside(p.names[c.source], func() {
			socket, err := net.DialUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(c.source, 0)), net.UDPAddrFromAddrPort(c.target()))
			if err != nil {
				panic(err)
			}
			defer socket.Close()
			if _, err := socket.Write(binary.BigEndian.AppendUint64(nil, first+uint64(i))); err != nil {
				panic(err)
			}
		})
	}
	return first
}

func (c connection) target() netip.AddrPort { return netip.AddrPortFrom(c.destination, uint16(c.port)) }

func (p *places) dial(c connection, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var err error
	p.inside(p.names[c.source], func() {
		dialer := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(c.source, 0))}
		var connected net.Conn
		if connected, err = dialer.DialContext(ctx, "tcp", c.target().String()); err == nil {
			_ = connected.Close()
		}
	})
	return err == nil
}
