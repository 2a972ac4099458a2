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
	// inOwnNetwork is the environment variable that is set when the test runs in its own namespaces, which need no cleanup.
	inOwnNetwork = "ENFORCER_TEST_IN_OWN_NETWORK"
	// gateway and gateway6 are the addresses of the node's end of every veth pair.
	gateway, gateway6 = "169.254.1.1", "fe80::1"

	kernelPods, kernelCases, connectionsPerKernelCase = 5, 60, 60

	// successTimeout is the timeout for connections that must succeed, dropTimeout for connections that must be dropped. A drop shows only as a timeout.
	successTimeout, dropTimeout = 10 * time.Second, 100 * time.Millisecond
)

func TestTheKernelEnforcesTheCompiledPolicies(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("root is required, for network namespaces")
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
	g := newGenerator(seed)
	n := newNetworks(t, g.cluster(kernelPods))
	allowed, total := 0, 0
	for number := range kernelCases {
		s := g.cluster(kernelPods)
		s.policies = g.policies()
		var connections []connection
		for _, c := range g.connections(s, connectionsPerKernelCase) {
			if c.protocol != core.ProtocolSCTP && n.has(c.source) && n.has(c.destination) {
				connections = append(connections, c)
			}
		}
		m, err := compile(s)
		if err != nil {
			t.Fatal(err)
		}
		expected := verdicts(t, s, connections)
		load(t, m.script())
		// Without this, a datagram from a port that was used before would belong to a connection that was allowed then.
		run(t, "conntrack --flush")
		arrived := n.connect(t, connections, expected)
		for i, c := range connections {
			total++
			if expected[i] {
				allowed++
			}
			if arrived[i] != expected[i] {
				t.Fatalf("seed %d, case %d: %s is allowed: %v, and arrived: %v\n%s\n%s", seed, number, c, expected[i], arrived[i], m.script(), asYaml(t, s))
			}
		}
	}
	t.Logf("seed %d: %d connections, of which the kernel let %d pass, as compiled", seed, total, allowed)
}

func load(t *testing.T, script string) {
	t.Helper()
	nft := exec.Command("nft", "--file", "-")
	nft.Stdin = strings.NewReader(script)
	if output, err := nft.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, output, script)
	}
}
