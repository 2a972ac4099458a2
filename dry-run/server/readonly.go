package main

import (
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/kubernetes/pkg/apis/core"
)

// componentStatuses is the storage of component statuses, which can only be read. The server's own storage imports the probes of the
// kubelet, which do not compile for WASI.
type componentStatuses struct{}

func (componentStatuses) New() runtime.Object   { return &core.ComponentStatus{} }
func (componentStatuses) Destroy()              {}
func (componentStatuses) NamespaceScoped() bool { return false }
