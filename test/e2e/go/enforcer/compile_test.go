package main

import (
	"net/netip"
	"strconv"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// The pods of these tests, and their addresses.
//
//	shop/web    10.244.0.2 fd00:244::2  http is 8080
//	shop/db     10.244.0.3              http is 80, admin is UDP 9000
//	shop/job    10.244.0.4              being deleted, still running
//	ops/scraper 10.244.0.5
//	ops/agent   10.77.0.2               in the host network
//	ops/done    10.244.0.9              terminated
const (
	web, web6, db, job  = "10.244.0.2", "fd00:244::2", "10.244.0.3", "10.244.0.4"
	scraper, node, done = "10.244.0.5", "10.77.0.2", "10.244.0.9"
)

func testPod(namespace, name string, ports []core.ContainerPort, ips ...string) *core.Pod {
	result := &core.Pod{ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: name, Labels: map[string]string{"app": name}}}
	result.Spec.Containers = []core.Container{{Ports: ports}}
	for _, ip := range ips {
		result.Status.PodIPs = append(result.Status.PodIPs, core.PodIP{IP: ip})
	}
	return result
}

func testCluster(t *testing.T, policies ...string) snapshot {
	t.Helper()
	deleted, onNode, terminated := testPod("shop", "job", nil, job), testPod("ops", "agent", nil, node), testPod("ops", "done", nil, done)
	deleted.DeletionTimestamp = new(meta.Now())
	onNode.Spec.HostNetwork = true
	terminated.Status.Phase = core.PodSucceeded
	s := snapshot{
		pods: []*core.Pod{
			testPod("shop", "web", []core.ContainerPort{{Name: "http", ContainerPort: 8080}}, web, web6),
			testPod("shop", "db", []core.ContainerPort{{Name: "http", ContainerPort: 80}, {Name: "admin", ContainerPort: 9000, Protocol: core.ProtocolUDP}}, db),
			testPod("ops", "scraper", nil, scraper), testPod("shop", "new", nil), deleted, onNode, terminated,
		},
		namespaces: []*core.Namespace{
			{ObjectMeta: meta.ObjectMeta{Name: "shop", Labels: map[string]string{"team": "shop"}}},
			{ObjectMeta: meta.ObjectMeta{Name: "ops", Labels: map[string]string{"team": "ops"}}},
		},
	}
	for _, text := range policies {
		policy := &networking.NetworkPolicy{ObjectMeta: meta.ObjectMeta{Namespace: "shop", Name: "policy"}}
		if err := yaml.UnmarshalStrict([]byte(text), &policy.Spec); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		s.policies = append(s.policies, policy)
	}
	return s
}

// parseConnection reads "FROM > TO@PORT PROTOCOL", without the protocol for TCP.
func parseConnection(t *testing.T, text string) connection {
	t.Helper()
	c := connection{protocol: core.ProtocolTCP}
	source, rest, _ := strings.Cut(text, " > ")
	target, protocol, isNamed := strings.Cut(rest, " ")
	if isNamed {
		c.protocol = core.Protocol(protocol)
	}
	address, port, _ := strings.Cut(target, "@")
	number, err := strconv.ParseInt(port, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	c.source, c.destination, c.port = netip.MustParseAddr(source), netip.MustParseAddr(address), int32(number)
	return c
}

func TestPolicies(t *testing.T) {
	for name, c := range map[string]struct {
		policies        []string
		allowed, denied []string
	}{
		"without a policy, everything is allowed": {nil, []string{"192.0.2.7 > 10.244.0.2@80", "10.244.0.2 > 192.0.2.7@80 UDP"}, nil},
		"an empty selector selects all pods of the namespace, and the default type is Ingress": {
			[]string{`podSelector: {}`},
			[]string{"10.244.0.2 > 10.244.0.5@80", "192.0.2.7 > 10.77.0.2@80"},
			[]string{"10.244.0.5 > 10.244.0.2@80", "10.244.0.3 > 10.244.0.2@80", "192.0.2.7 > 10.244.0.4@80", "fd00::1 > fd00:244::2@80"},
		},
		"a policy with egress rules and without types has both types": {
			[]string{`{podSelector: {}, egress: [{}]}`},
			[]string{"10.244.0.2 > 192.0.2.7@80", "10.244.0.2 > 10.244.0.5@1 SCTP"},
			[]string{"192.0.2.7 > 10.244.0.2@80", "10.244.0.2 > 10.244.0.3@80"},
		},
		"a policy of type Egress without rules blocks only egress": {
			[]string{`{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}`},
			[]string{"192.0.2.7 > 10.244.0.2@80", "10.244.0.3 > 10.244.0.2@80"},
			[]string{"10.244.0.2 > 10.244.0.3@80", "fd00:244::2 > fd00::1@80", "10.244.0.2 > 192.0.2.7@80"},
		},
		"an empty rule allows everything": {[]string{`{podSelector: {}, ingress: [{}]}`}, []string{"192.0.2.7 > 10.244.0.2@80 SCTP", "fd00::1 > fd00:244::2@1"}, nil},
		"a connection is allowed if any policy allows it": {
			[]string{`podSelector: {}`, `{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]}`},
			[]string{"10.244.0.2 > 10.244.0.3@80"},
			[]string{"10.244.0.2 > 10.244.0.3@81", "10.244.0.2 > 10.244.0.3@80 UDP", "10.244.0.4 > 10.244.0.3@80", "10.244.0.3 > 10.244.0.2@80"},
		},
		"both ends must allow a connection": {
			[]string{
				`{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}`,
				`{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]}`,
			},
			[]string{"10.244.0.2 > 10.244.0.3@80", "10.244.0.4 > 10.244.0.3@81"},
			[]string{"10.244.0.2 > 10.244.0.3@81", "10.244.0.5 > 10.244.0.3@80"},
		},
		"a pod selector without a namespace selector selects pods in the namespace of the policy": {
			[]string{`{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}`},
			[]string{"10.244.0.2 > 10.244.0.3@80", "10.244.0.4 > 10.244.0.3@80"},
			[]string{"10.244.0.5 > 10.244.0.3@80", "10.244.0.9 > 10.244.0.3@80", "10.77.0.2 > 10.244.0.3@80"},
		},
		"a namespace selector without a pod selector selects all pods in the namespaces": {
			[]string{`{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}]}]}`},
			[]string{"10.244.0.5 > 10.244.0.3@80"},
			[]string{"10.244.0.2 > 10.244.0.3@80", "10.77.0.2 > 10.244.0.3@80", "10.244.0.9 > 10.244.0.3@80", "192.0.2.7 > 10.244.0.3@80"},
		},
		"both selectors of one peer must match, but only one of two peers": {
			[]string{
				`{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}, podSelector: {matchLabels: {app: web}}}]}]}`,
				`{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}, {podSelector: {matchLabels: {app: db}}}]}]}`,
			},
			[]string{"10.244.0.5 > 10.244.0.2@80", "10.244.0.3 > 10.244.0.2@80"},
			[]string{"10.244.0.5 > 10.244.0.3@80", "10.244.0.2 > 10.244.0.3@80", "10.244.0.4 > 10.244.0.2@80"},
		},
		"a selector that matches no pod allows nothing": {
			[]string{`{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: nobody}}}]}]}`}, nil, []string{"10.244.0.2 > 10.244.0.3@80"},
		},
		"NotIn also matches pods without the label": {
			[]string{`{podSelector: {}, ingress: [{from: [{podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}}]}]}`},
			[]string{"10.244.0.2 > 10.244.0.3@80"}, []string{"10.244.0.5 > 10.244.0.3@80"},
		},
		"a block of addresses with exceptions": {
			[]string{`{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.0.0.9/16, except: [192.0.2.0/29, 192.0.128.0/17]}}]}]}`},
			[]string{"192.0.0.0 > 10.244.0.2@80", "192.0.2.8 > 10.244.0.2@80", "192.0.127.255 > 10.244.0.2@80"},
			[]string{"192.0.2.7 > 10.244.0.2@80", "192.0.128.0 > 10.244.0.2@80", "191.255.255.255 > 10.244.0.2@80", "fd00::1 > fd00:244::2@80"},
		},
		"a block of all IPv4 addresses contains no IPv6 addresses": {
			[]string{`{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}`},
			[]string{"255.255.255.255 > 10.244.0.2@80", "0.0.0.0 > 10.244.0.2@80"}, []string{"fd00::1 > fd00:244::2@80"},
		},
		"exceptions that cover a whole block leave nothing": {
			[]string{`{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.0/25, 192.0.2.128/25]}}]}]}`}, nil, []string{"192.0.2.7 > 10.244.0.2@80"},
		},
		"a port name is resolved for each receiver": {
			[]string{`{podSelector: {}, ingress: [{ports: [{port: http}]}]}`},
			[]string{"192.0.2.7 > 10.244.0.2@8080", "192.0.2.7 > 10.244.0.3@80"},
			[]string{"192.0.2.7 > 10.244.0.2@80", "192.0.2.7 > 10.244.0.3@8080", "192.0.2.7 > 10.244.0.2@8080 UDP", "192.0.2.7 > 10.244.0.4@8080"},
		},
		"a port name matches only ports of the protocol of the policy": {
			[]string{`{podSelector: {}, ingress: [{ports: [{port: admin, protocol: UDP}, {port: admin}]}]}`},
			[]string{"192.0.2.7 > 10.244.0.3@9000 UDP"}, []string{"192.0.2.7 > 10.244.0.3@9000"},
		},
		"a port name is resolved for the receiver, also in egress rules": {
			[]string{`{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: http}], to: [{podSelector: {matchLabels: {app: db}}}]}]}`},
			[]string{"10.244.0.2 > 10.244.0.3@80"},
			[]string{"10.244.0.2 > 10.244.0.3@8080", "10.244.0.2 > 10.244.0.4@80", "10.244.0.2 > 192.0.2.7@80"},
		},
		"a range of ports includes both ends": {
			[]string{`{podSelector: {}, ingress: [{ports: [{port: 80, endPort: 90, protocol: SCTP}]}]}`},
			[]string{"192.0.2.7 > 10.244.0.2@80 SCTP", "192.0.2.7 > 10.244.0.2@90 SCTP"},
			[]string{"192.0.2.7 > 10.244.0.2@79 SCTP", "192.0.2.7 > 10.244.0.2@91 SCTP", "192.0.2.7 > 10.244.0.2@80"},
		},
		"a protocol without a port allows all ports": {
			[]string{`{podSelector: {}, ingress: [{ports: [{protocol: UDP}]}]}`}, []string{"192.0.2.7 > 10.244.0.2@1 UDP"}, []string{"192.0.2.7 > 10.244.0.2@1"},
		},
		"a pod reaches itself, but no other selected pod": {
			[]string{`{podSelector: {}, policyTypes: [Ingress, Egress]}`}, []string{"10.244.0.2 > 10.244.0.2@80"}, []string{"10.244.0.2 > 10.244.0.3@80"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := compile(testCluster(t, c.policies...))
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range c.allowed {
				if !m.allows(parseConnection(t, text)) {
					t.Errorf("%s is not allowed", text)
				}
			}
			for _, text := range c.denied {
				if m.allows(parseConnection(t, text)) {
					t.Errorf("%s is allowed", text)
				}
			}
		})
	}
}

func TestAnInvalidBlockIsAnError(t *testing.T) {
	for _, block := range []string{`{cidr: 10.0.0.0}`, `{cidr: 10.0.0.0/8, except: [nonsense]}`} {
		_, err := compile(testCluster(t, `{podSelector: {}, ingress: [{from: [{ipBlock: `+block+`}]}]}`))
		if err == nil || !strings.Contains(err.Error(), "shop/policy") {
			t.Errorf("%s: %v", block, err)
		}
	}
}

func TestWithoutSelectedPodsThereAreNoRules(t *testing.T) {
	for name, s := range map[string]snapshot{"no policy": testCluster(t), "a policy that selects no pod": testCluster(t, `podSelector: {matchLabels: {app: nobody}}`)} {
		m, err := compile(s)
		if err != nil {
			t.Fatal(err)
		}
		if script := m.script(); strings.Contains(script, "chain") {
			t.Errorf("%s:\n%s", name, script)
		}
	}
}

func TestTheRulesDoNotDependOnTheOrderOfObjects(t *testing.T) {
	g := newGenerator(fixedSeed)
	for range 50 {
		s := g.cluster(6)
		s.policies = g.policies()
		first, err := compile(s)
		if err != nil {
			t.Fatal(err)
		}
		g.Shuffle(len(s.pods), func(i, j int) { s.pods[i], s.pods[j] = s.pods[j], s.pods[i] })
		g.Shuffle(len(s.policies), func(i, j int) { s.policies[i], s.policies[j] = s.policies[j], s.policies[i] })
		second, err := compile(s)
		if err != nil {
			t.Fatal(err)
		}
		if first.script() != second.script() {
			t.Fatalf("%s\ndiffers from\n%s", first.script(), second.script())
		}
	}
}
