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

// networks are network namespaces of pods and of machines outside the cluster, connected through the namespace that the test runs in.
type networks struct {
	names map[netip.Addr]string
	// arrived has the numbers of the received datagrams.
	arrived sync.Map
	// listeners are kept open, so that the kernel accepts connections for them.
	listeners []net.Listener
	home      *os.File
}

func (n *networks) has(address netip.Addr) bool { return n.names[address] != "" }

func newNetworks(t *testing.T, s snapshot) *networks {
	t.Helper()
	home, err := os.Open("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	n := &networks{names: map[netip.Addr]string{}, home: home}
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
		name := fmt.Sprintf("net%d", i)
		run(t, "ip netns add "+name)
		run(t, fmt.Sprintf("ip link add %s type veth peer name eth0 netns %s", name, name))
		run(t, fmt.Sprintf("ip address add %s/32 dev %s", gateway, name))
		run(t, fmt.Sprintf("ip link set %s up", name))
		run(t, fmt.Sprintf("ip -n %s link set eth0 up", name))
		// Go listens with both IP families only if the loopback device has both.
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
			n.names[parsed] = name
		}
		for _, number := range numbers {
			n.listen(t, name, int(number))
		}
	}
	n.wait(t)
	return n
}

// wait waits until all namespaces reach each other. An IPv6 address cannot be used immediately after it is added.
func (n *networks) wait(t *testing.T) {
	t.Helper()
	end := time.Now().Add(successTimeout)
	for source := range n.names {
		for destination := range n.names {
			if source == destination || source.Is4() != destination.Is4() {
				continue
			}
			for c := (connection{source, destination, core.ProtocolTCP, numbers[0]}); !n.dial(c, dropTimeout); {
				if time.Now().After(end) {
					t.Fatalf("%s does not arrive", c)
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

// inside runs a function in a network namespace. Sockets that it opens stay in the namespace.
func (n *networks) inside(name string, do func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	namespace, err := os.Open("/run/netns/" + name)
	if err != nil {
		panic(err)
	}
	defer namespace.Close()
	enter(namespace)
	defer enter(n.home)
	do()
}

func enter(network *os.File) {
	if err := unix.Setns(int(network.Fd()), unix.CLONE_NEWNET); err != nil {
		panic(err)
	}
}

func (n *networks) listen(t *testing.T, name string, port int) {
	t.Helper()
	var datagrams *net.UDPConn
	var streams net.Listener
	var err, errTCP error
	n.inside(name, func() {
		datagrams, err = net.ListenUDP("udp", &net.UDPAddr{Port: port})
		streams, errTCP = net.ListenTCP("tcp", &net.TCPAddr{Port: port})
	})
	n.listeners = append(n.listeners, streams)
	if err != nil || errTCP != nil {
		t.Fatal(err, errTCP)
	}
	go func() {
		buffer := make([]byte, 8)
		for {
			if _, _, err := datagrams.ReadFrom(buffer); err != nil {
				return
			}
			n.arrived.Store(binary.BigEndian.Uint64(buffer), true)
		}
	}()
}

var datagramNumber uint64

// connect reports which connections and datagrams arrived. It then removes all rules and sends the datagrams again. Now all must arrive, which
// shows that the network works, and that no earlier datagram is still in transit, because datagrams do not overtake each other.
func (n *networks) connect(t *testing.T, connections []connection, expected []bool) []bool {
	t.Helper()
	arrived := make([]bool, len(connections))
	var waiting sync.WaitGroup
	for i, c := range connections {
		if c.protocol == core.ProtocolTCP {
			limit := dropTimeout
			if expected[i] {
				limit = successTimeout
			}
			waiting.Go(func() { arrived[i] = n.dial(c, limit) })
		}
	}
	first := n.sendAll(connections)
	waiting.Wait()
	load(t, model{}.script())
	control := n.sendAll(connections)
	for i, c := range connections {
		if c.protocol == core.ProtocolTCP {
			continue
		}
		end := time.Now().Add(successTimeout)
		for !n.received(control + uint64(i)) {
			if time.Now().After(end) {
				t.Fatalf("%s does not arrive without rules", c)
			}
			runtime.Gosched()
		}
		arrived[i] = n.received(first + uint64(i))
	}
	return arrived
}

func (n *networks) received(number uint64) bool {
	_, found := n.arrived.Load(number)
	return found
}

// sendAll sends a datagram for each UDP connection, and returns the number of the first datagram.
func (n *networks) sendAll(connections []connection) uint64 {
	first := datagramNumber
	for i, c := range connections {
		datagramNumber++
		if c.protocol != core.ProtocolUDP {
			continue
		}
		n.inside(n.names[c.source], func() {
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

func (n *networks) dial(c connection, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var err error
	n.inside(n.names[c.source], func() {
		dialer := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(c.source, 0))}
		var connected net.Conn
		if connected, err = dialer.DialContext(ctx, "tcp", c.target().String()); err == nil {
			_ = connected.Close()
		}
	})
	return err == nil
}
