// Evaluates network policies with cyclonus, an independent policy engine. It reads cases as lines of JSON, and for each case it writes a line with
// one boolean for each connection: whether it is allowed.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
)

// end is one end of a connection: a pod, or a machine outside the cluster, which has only an address.
type end struct {
	Address         string
	Namespace       string
	Labels          map[string]string
	NamespaceLabels map[string]string
}

// connection is a connection to a port, with the name of the port if the pod declares one.
type connection struct {
	Source, Destination end
	Port                int
	PortName            string
	Protocol            core.Protocol
}

// engineInput is the input for one case.
type engineInput struct {
	Policies    []*networking.NetworkPolicy
	Connections []connection
}

func main() {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	for in.More() {
		var input engineInput
		if err := in.Decode(&input); err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(input.verdicts()); err != nil {
			log.Fatal(err)
		}
	}
}

func (i engineInput) verdicts() []bool {
	engine := matcher.BuildNetworkPolicies(false, i.Policies)
	verdicts := []bool{}
	for _, each := range i.Connections {
		verdicts = append(verdicts, engine.IsTrafficAllowed(&matcher.Traffic{
			Source: each.Source.peer(), Destination: each.Destination.peer(),
			ResolvedPort: each.Port, ResolvedPortName: each.PortName, Protocol: each.Protocol,
		}).IsAllowed())
	}
	return verdicts
}

func (e end) peer() *matcher.TrafficPeer {
	peer := &matcher.TrafficPeer{IP: e.Address}
	if e.Namespace != "" {
		peer.Internal = &matcher.InternalPeer{Namespace: e.Namespace, NamespaceLabels: e.NamespaceLabels, PodLabels: e.Labels}
	}
	return peer
}
