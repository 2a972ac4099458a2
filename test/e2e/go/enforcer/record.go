package main

import (
	"encoding/json"
	"os"

	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// record writes the version of each object of a snapshot to a file, by namespace and UID, so that a test knows when its changes are in force. The
// file is replaced atomically, so a reader never sees a partial file.
func (s snapshot) record(file string) error {
	if file == "" {
		return nil
	}
	versions := map[string]map[types.UID]string{}
	note := func(namespace string, object meta.Object) {
		if versions[namespace] == nil {
			versions[namespace] = map[types.UID]string{}
		}
		versions[namespace][object.GetUID()] = object.GetResourceVersion()
	}
	for _, policy := range s.policies {
		note(policy.Namespace, policy)
	}
	for _, pod := range s.pods {
		note(pod.Namespace, pod)
	}
	for _, namespace := range s.namespaces {
		note(namespace.Name, namespace)
	}
	text, err := json.Marshal(versions)
	if err != nil {
		return err
	}
	unfinished := file + ".new"
	if err := os.WriteFile(unfinished, text, 0o644); err != nil {
		return err
	}
	return os.Rename(unfinished, file)
}
