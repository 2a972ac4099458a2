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
	_ "k8s.io/kubernetes/pkg/apis/resource/install"
	kubelet "k8s.io/kubernetes/pkg/kubelet/client"
	pod "k8s.io/kubernetes/pkg/registry/core/pod/storage"
	serviceaccount "k8s.io/kubernetes/pkg/registry/core/serviceaccount/storage"
	deviceclass "k8s.io/kubernetes/pkg/registry/resource/deviceclass/storage"
	resourceclaim "k8s.io/kubernetes/pkg/registry/resource/resourceclaim/storage"
	resourceclaimtemplate "k8s.io/kubernetes/pkg/registry/resource/resourceclaimtemplate/storage"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v6/typed"
)

type (
	typedValue        = typed.TypedValue
	validationOptions = typed.ValidationOptions
)

// excludeFields creates filters from the fields that strategies reset.
var excludeFields = fieldpath.NewExcludeFilterSetMap

// The kinds of dynamic resource allocation are served at a stable version from 1.34.
func init() {
	builtIn[kind("resource.k8s.io", "v1", "DeviceClass")] = served{34, first(deviceclass.NewREST)}
	builtIn[kind("resource.k8s.io", "v1", "ResourceClaim")] = served{34, func(cluster *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		storage, _, err := resourceclaim.NewREST(options, cluster.names, allow)
		return storage, err
	}}
	builtIn[kind("resource.k8s.io", "v1", "ResourceClaimTemplate")] = served{34, func(cluster *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		return resourceclaimtemplate.NewREST(options, cluster.names)
	}}
}

func newInitializer(known informers.SharedInformerFactory, minor int) admission.PluginInitializer {
	effective := compatibility.NewEffectiveVersionFromString("1.37", "", "")
	effective.SetEmulationVersion(version.MajorMinor(1, uint(minor)))
	return initializer.New(otherObjects{}, nil, known, allow, utilfeature.DefaultFeatureGate, effective, nil, nil)
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
