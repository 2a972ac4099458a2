// Says what cyclonus, an engine of network policies that has nothing to do with this project, allows: cases come in by lines of JSON, and for
// each a line goes out with one truth for each of its connections.
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

// end is one end of a connection: a pod, or a machine outside that is nothing but an address.
type end struct {
	Address         string
	Namespace       string
	Labels          map[string]string
	NamespaceLabels map[string]string
}

// connection is to a port, and its name where the pod has one for it.
type connection struct {
	Source, Destination end
	Port                int
	PortName            string
	Protocol            core.Protocol
}

type question struct {
	Policies    []*networking.NetworkPolicy
	Connections []connection
}

func main() {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	for in.More() {
		var asked question
		if err := in.Decode(&asked); err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(asked.verdicts()); err != nil {
			log.Fatal(err)
		}
	}
}

func (q question) verdicts() []bool {
	engine := matcher.BuildNetworkPolicies(false, q.Policies)
	verdicts := []bool{}
	for _, each := range q.Connections {
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
