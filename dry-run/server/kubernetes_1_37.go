//go:build !kubernetes_1_33

package main

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/initializer"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/storage"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/client-go/informers"
	"k8s.io/component-base/compatibility"
	kubelet "k8s.io/kubernetes/pkg/kubelet/client"
	pod "k8s.io/kubernetes/pkg/registry/core/pod/storage"
	serviceaccount "k8s.io/kubernetes/pkg/registry/core/serviceaccount/storage"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v6/typed"
)

type (
	typedValue        = typed.TypedValue
	validationOptions = typed.ValidationOptions
)

// excludeFields makes filters of the fields that strategies reset.
var excludeFields = fieldpath.NewExcludeFilterSetMap

func newInitializer(known informers.SharedInformerFactory, minor int) admission.PluginInitializer {
	effective := compatibility.NewEffectiveVersionFromString("1.37", "", "")
	effective.SetEmulationVersion(version.MajorMinor(1, uint(minor)))
	return initializer.New(noClient{}, nil, known, allow, utilfeature.DefaultFeatureGate, effective, nil, nil)
}

func makePods(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	storage, err := pod.NewStorage(options, kubelet.ConnectionInfoGetter(nil), nil, nil, allow)
	return storage.Pod, err
}

func makeServiceAccounts(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	return serviceaccount.NewREST(options, nil, nil, nil, time.Duration(0), nil, nil, nil, nil, nil, false, 0)
}

func (unused) Stats(context.Context) (storage.Stats, error)        { return storage.Stats{}, errUnused }
func (unused) EnableResourceSizeEstimation(storage.KeysFunc) error { return nil }
func (unused) CompactRevision() int64                              { return 0 }
