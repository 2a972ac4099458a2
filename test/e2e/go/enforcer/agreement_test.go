package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"testing"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"sigs.k8s.io/yaml"
)

const (
	// fixedSeed generates the same cases in every run.
	fixedSeed          = 20240601
	generatedCases     = 2000
	connectionsPerCase = 30
)

// policyEngine is a program that evaluates policies with an independent engine. Without it, the test is skipped.
var policyEngine = os.Getenv("POLICY_ENGINE")

// engineInput is the input of the engine for one case.
type engineInput struct {
	Policies    []*networking.NetworkPolicy
	Connections []engineConnection
}

type engineConnection struct {
	Source, Destination end
	Port                int32
	PortName            string
	Protocol            core.Protocol
}

type end struct {
	Address, Namespace      string
	Labels, NamespaceLabels map[string]string
}

func TestAnIndependentEngineAgrees(t *testing.T) {
	if policyEngine == "" {
		t.Skip("POLICY_ENGINE is not set")
	}
	for name, seed := range map[string]uint64{"fixed": fixedSeed, "fresh": rand.Uint64()} {
		t.Run(name, func(t *testing.T) {
			g := newGenerator(seed)
			var snapshots []snapshot
			var connections [][]connection
			for range generatedCases {
				s := g.cluster(4 + g.IntN(5))
				s.policies = g.policies()
				snapshots = append(snapshots, s)
				connections = append(connections, g.connections(s, connectionsPerCase))
			}
			allowed, total := 0, 0
			theirs := evaluate(t, snapshots, connections)
			for i, s := range snapshots {
				ours := verdicts(t, s, connections[i])
				for j, c := range connections[i] {
					if ours[j] != theirs[i][j] {
						s, c := shrunk(t, s, c), c
						t.Fatalf("seed %d, case %d: %s is allowed by the enforcer: %v, by the engine: %v\n%s", seed, i, c, ours[j], theirs[i][j], asYaml(t, s))
					}
					total++
					if ours[j] {
						allowed++
					}
				}
			}
			t.Logf("seed %d: both agree on %d connections of %d clusters, of which %d are allowed", seed, total, generatedCases, allowed)
			if allowed < total/10 || allowed > total*9/10 {
				t.Errorf("%d of %d connections are allowed: the generated cases are too one-sided", allowed, total)
			}
		})
	}
}

func verdicts(t *testing.T, s snapshot, connections []connection) []bool {
	t.Helper()
	m, err := compile(s)
	if err != nil {
		t.Fatal(err)
	}
	var list []bool
	for _, c := range connections {
		list = append(list, m.allows(c))
	}
	return list
}

func (c connection) String() string {
	return fmt.Sprintf("%s > %s@%d %s", c.source, c.destination, c.port, c.protocol)
}

// evaluate returns the engine's verdicts on the connections of each snapshot.
func evaluate(t *testing.T, snapshots []snapshot, connections [][]connection) [][]bool {
	t.Helper()
	var inputs bytes.Buffer
	for i, s := range snapshots {
		input := engineInput{Policies: s.policies}
		for _, c := range connections[i] {
			source, _ := s.endAt(c.source.String())
			destination, ports := s.endAt(c.destination.String())
			input.Connections = append(input.Connections, engineConnection{source, destination, c.port, ports.nameOf(c), c.protocol})
		}
		if err := json.NewEncoder(&inputs).Encode(input); err != nil {
			t.Fatal(err)
		}
	}
	engine := exec.Command(policyEngine)
	engine.Stdin, engine.Stderr = &inputs, os.Stderr
	output, err := engine.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewDecoder(bytes.NewReader(output))
	results := make([][]bool, len(snapshots))
	for i := range results {
		if err := lines.Decode(&results[i]); err != nil {
			t.Fatal(err)
		}
	}
	return results
}

type containerPorts []core.ContainerPort

// endAt describes the owner of an address. It leaves out pods in the host network and terminated pods, which the engine would not ignore itself.
func (s snapshot) endAt(address string) (end, containerPorts) {
	for _, pod := range s.pods {
		counts := !pod.Spec.HostNetwork && pod.Status.Phase == core.PodRunning
		if counts && slices.Contains(pod.Status.PodIPs, core.PodIP{IP: address}) {
			found := end{Address: address, Namespace: pod.Namespace, Labels: pod.Labels}
			for _, namespace := range s.namespaces {
				if namespace.Name == pod.Namespace {
					found.NamespaceLabels = namespace.Labels
				}
			}
			return found, portsOf(pod.Spec)
		}
	}
	return end{Address: address}, nil
}

func (p containerPorts) nameOf(c connection) string {
	for _, port := range p {
		protocol := port.Protocol
		if protocol == "" {
			protocol = core.ProtocolTCP
		}
		if port.ContainerPort == c.port && protocol == c.protocol {
			return port.Name
		}
	}
	return ""
}

// shrunk removes all parts of the policies that are not needed for the disagreement.
func shrunk(t *testing.T, s snapshot, c connection) snapshot {
	disagree := func(policies []*networking.NetworkPolicy) bool {
		smaller := snapshot{policies, s.pods, s.namespaces}
		connections := []connection{c}
		return verdicts(t, smaller, connections)[0] != evaluate(t, []snapshot{smaller}, [][]connection{connections})[0][0]
	}
	for again := true; again; {
		again = false
		for _, policies := range smaller(s.policies) {
			if disagree(policies) {
				s.policies, again = policies, true
				break
			}
		}
	}
	return s
}

// smaller returns all variants of the policies with one part removed.
func smaller(policies []*networking.NetworkPolicy) [][]*networking.NetworkPolicy {
	variants := without(policies)
	for i, policy := range policies {
		change := func(edit func(*networking.NetworkPolicySpec)) {
			changed := policy.DeepCopy()
			edit(&changed.Spec)
			list := slices.Clone(policies)
			list[i] = changed
			variants = append(variants, list)
		}
		for _, rules := range without(policy.Spec.Ingress) {
			change(func(spec *networking.NetworkPolicySpec) { spec.Ingress = rules })
		}
		for _, rules := range without(policy.Spec.Egress) {
			change(func(spec *networking.NetworkPolicySpec) { spec.Egress = rules })
		}
		for j, rule := range policy.Spec.Ingress {
			for _, ports := range without(rule.Ports) {
				change(func(spec *networking.NetworkPolicySpec) { spec.Ingress[j].Ports = ports })
			}
			for _, peers := range without(rule.From) {
				change(func(spec *networking.NetworkPolicySpec) { spec.Ingress[j].From = peers })
			}
		}
		for j, rule := range policy.Spec.Egress {
			for _, ports := range without(rule.Ports) {
				change(func(spec *networking.NetworkPolicySpec) { spec.Egress[j].Ports = ports })
			}
			for _, peers := range without(rule.To) {
				change(func(spec *networking.NetworkPolicySpec) { spec.Egress[j].To = peers })
			}
		}
	}
	return variants
}

func without[T any](list []T) [][]T {
	var variants [][]T
	for i := range list {
		variants = append(variants, slices.Delete(slices.Clone(list), i, i+1))
	}
	return variants
}

func asYaml(t *testing.T, s snapshot) string {
	text := ""
	for _, policy := range s.policies {
		document, err := yaml.Marshal(policy)
		if err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintf("---\n%s", document)
	}
	for _, pod := range s.pods {
		text += fmt.Sprintf("%s/%s %v %v\n", pod.Namespace, pod.Name, pod.Labels, pod.Status.PodIPs)
	}
	for _, namespace := range s.namespaces {
		text += fmt.Sprintf("%s %v\n", namespace.Name, namespace.Labels)
	}
	return text
}
