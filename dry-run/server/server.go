package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"k8s.io/apimachinery/pkg/util/version"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
)

// request is one line of input: an operation, and the settings of the cluster that answers it.
type request struct {
	Cluster facts          `json:"cluster"`
	Apply   *applyRequest  `json:"apply"`
	Decode  *decodeRequest `json:"decode"`
	// Progress is true if the server writes a line when it begins to read a document.
	Progress bool `json:"progress"`
}

// server holds one cluster for each combination of settings in the requests.
type server struct {
	clusters map[string]*cluster
	out      io.Writer
	reports  bool
}

func (s *server) answer(line []byte) (any, error) {
	asked := request{}
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	s.reports = asked.Progress
	switch {
	case asked.Decode != nil:
		return s.decode(*asked.Decode), nil
	case asked.Apply != nil:
		cluster, err := s.cluster(asked.Cluster)
		if err != nil {
			return nil, err
		}
		return cluster.apply(*asked.Apply, s.progress)
	default:
		return nil, errors.New("a request must have apply or decode")
	}
}

// cluster returns the cluster with these settings, and sets the feature gates, which are global, to the defaults of its version.
func (s *server) cluster(facts facts) (*cluster, error) {
	emulated, err := version.ParseMajorMinor(facts.KubernetesVersion)
	if err != nil {
		return nil, fmt.Errorf("kubernetesVersion: %w", err)
	}
	if err := utilfeature.DefaultMutableFeatureGate.SetEmulationVersion(emulated); err != nil {
		return nil, fmt.Errorf("kubernetesVersion: %w", err)
	}
	key, err := json.Marshal(facts)
	if err != nil {
		return nil, err
	}
	if s.clusters[string(key)] == nil {
		if s.clusters[string(key)], err = newCluster(facts, int(emulated.Minor())); err != nil {
			return nil, err
		}
	}
	return s.clusters[string(key)], nil
}
