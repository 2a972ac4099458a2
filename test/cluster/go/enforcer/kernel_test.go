package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
)

const (
	// inOwnNetwork says that the test runs in namespaces of its own, which nobody has to clean up.
	inOwnNetwork = "ENFORCER_TEST_IN_OWN_NETWORK"
	// gateways are addresses of the node's end of every cable.
	gateway, gateway6 = "169.254.1.1", "fe80::1"

	kernelPods, kernelCases, connectionsPerKernelCase = 5, 60, 60

	// patience is for what has to come, denialTime for what must not: a connection that is dropped can only be waited for.
	patience, denialTime = 10 * time.Second, 100 * time.Millisecond
)

func TestTheKernelDoesWhatIsWorkedOut(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("root is needed, for network namespaces")
	}
	if os.Getenv(inOwnNetwork) == "" {
		again := exec.Command("unshare", "--net", "--mount", "sh", "-c", `mount -t tmpfs tmpfs /run && exec "$0" "$@"`,
			os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		again.Env = append(os.Environ(), inOwnNetwork+"=1")
		output, err := again.CombinedOutput()
		t.Logf("%s", output)
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	seed := rand.Uint64()
	d := draws(seed)
	p := newPlaces(t, d.cluster(kernelPods))
	allowed, total := 0, 0
	for number := range kernelCases {
		s := d.cluster(kernelPods)
		s.policies = d.policies()
		var connections []connection
		for _, c := range d.connections(s, connectionsPerKernelCase) {
			if c.protocol != core.ProtocolSCTP && p.has(c.source) && p.has(c.destination) {
				connections = append(connections, c)
			}
		}
		m, err := compile(s)
		if err != nil {
			t.Fatal(err)
		}
		expected := verdicts(t, s, connections)
		load(t, m.script())
		// A datagram by a port that one had before would be part of what was allowed then.
		run(t, "conntrack --flush")
		came := p.connect(t, connections, expected)
		for i, c := range connections {
			total++
			if expected[i] {
				allowed++
			}
			if came[i] != expected[i] {
				t.Fatalf("seed %d, case %d: %s is allowed: %v, and came through: %v\n%s\n%s", seed, number, c, expected[i], came[i], m.script(), asYaml(t, s))
			}
		}
	}
	t.Logf("seed %d: %d connections, of which %d came through, as worked out", seed, total, allowed)
}

func load(t *testing.T, script string) {
	t.Helper()
	nft := exec.Command("nft", "--file", "-")
	nft.Stdin = strings.NewReader(script)
	if output, err := nft.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, output, script)
	}
}
