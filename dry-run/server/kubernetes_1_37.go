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
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/resource/install"
	_ "k8s.io/kubernetes/pkg/apis/storagemigration/install"
	kubelet "k8s.io/kubernetes/pkg/kubelet/client"
	mutatingadmissionpolicy "k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingadmissionpolicy/storage"
	mutatingadmissionpolicybinding "k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingadmissionpolicybinding/storage"
	"k8s.io/kubernetes/pkg/registry/authorization/localsubjectaccessreview"
	"k8s.io/kubernetes/pkg/registry/authorization/selfsubjectaccessreview"
	"k8s.io/kubernetes/pkg/registry/authorization/subjectaccessreview"
	clustertrustbundle "k8s.io/kubernetes/pkg/registry/certificates/clustertrustbundle/storage"
	podcertificaterequest "k8s.io/kubernetes/pkg/registry/certificates/podcertificaterequest/storage"
	pod "k8s.io/kubernetes/pkg/registry/core/pod/storage"
	serviceaccount "k8s.io/kubernetes/pkg/registry/core/serviceaccount/storage"
	deviceclass "k8s.io/kubernetes/pkg/registry/resource/deviceclass/storage"
	devicetaintrule "k8s.io/kubernetes/pkg/registry/resource/devicetaintrule/storage"
	resourceclaim "k8s.io/kubernetes/pkg/registry/resource/resourceclaim/storage"
	resourceclaimtemplate "k8s.io/kubernetes/pkg/registry/resource/resourceclaimtemplate/storage"
	resourceslice "k8s.io/kubernetes/pkg/registry/resource/resourceslice/storage"
	storageversionmigration "k8s.io/kubernetes/pkg/registry/storagemigration/storagemigration/storage"
	"k8s.io/utils/clock"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v6/typed"
)

type (
	typedValue        = typed.TypedValue
	validationOptions = typed.ValidationOptions
)

// excludeFields creates filters from the fields that strategies reset.
var excludeFields = fieldpath.NewExcludeFilterSetMap

// The kinds that became stable after 1.33.
func init() {
	builtIn[kind("resource.k8s.io", "v1", "DeviceClass")] = served{34, first(deviceclass.NewREST)}
	builtIn[kind("resource.k8s.io", "v1", "ResourceClaim")] = served{34, func(cluster *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		storage, _, err := resourceclaim.NewREST(options, cluster.names, allow)
		return storage, err
	}}
	builtIn[kind("resource.k8s.io", "v1", "ResourceClaimTemplate")] = served{34, func(cluster *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		return resourceclaimtemplate.NewREST(options, cluster.names)
	}}
	builtIn[kind("resource.k8s.io", "v1", "ResourceSlice")] = served{34, first(resourceslice.NewREST)}

	builtIn[kind("admissionregistration.k8s.io", "v1", "MutatingAdmissionPolicy")] = served{36, func(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		return mutatingadmissionpolicy.NewREST(options, allow, resources)
	}}
	builtIn[kind("admissionregistration.k8s.io", "v1", "MutatingAdmissionPolicyBinding")] = served{36, func(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		return mutatingadmissionpolicybinding.NewREST(options, allow, nil, resources)
	}}

	builtIn[kind("certificates.k8s.io", "v1", "ClusterTrustBundle")] = served{37, first(clustertrustbundle.NewREST)}
	builtIn[kind("certificates.k8s.io", "v1", "PodCertificateRequest")] = served{37, func(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		storage, _, err := podcertificaterequest.NewREST(options, allow, clock.RealClock{})
		return storage, err
	}}
	builtIn[kind("resource.k8s.io", "v1", "DeviceTaintRule")] = served{37, firstOfTwo(devicetaintrule.NewRESTv1)}
	builtIn[kind("storagemigration.k8s.io", "v1", "StorageVersionMigration")] = served{37, firstOfTwo(storageversionmigration.NewREST)}
}

func newInitializer(known informers.SharedInformerFactory, minor int) admission.PluginInitializer {
	effective := compatibility.NewEffectiveVersionFromString("1.37", "", "")
	effective.SetEmulationVersion(version.MajorMinor(1, uint(minor)))
	return initializer.New(otherObjects{}, nil, known, allow, utilfeature.DefaultFeatureGate, effective, nil, nil)
}

func newPodStorage(options generic.RESTOptionsGetter) (pod.PodStorage, error) {
	return pod.NewStorage(options, kubelet.ConnectionInfoGetter(nil), nil, nil, allow)
}

// accessReviews are the reviews of the permissions of users.
var accessReviews = map[string]func() rest.Storage{
	"LocalSubjectAccessReview": func() rest.Storage { return localsubjectaccessreview.NewREST(allow, legacyscheme.Scheme) },
	"SelfSubjectAccessReview":  func() rest.Storage { return selfsubjectaccessreview.NewREST(allow, legacyscheme.Scheme) },
	"SubjectAccessReview":      func() rest.Storage { return subjectaccessreview.NewREST(allow, legacyscheme.Scheme) },
}

func makeServiceAccounts(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	return serviceaccount.NewREST(options, nil, nil, nil, time.Duration(0), nil, nil, nil, nil, nil, false, 0)
}

func (unused) Stats(context.Context) (storage.Stats, error)        { return storage.Stats{}, errUnused }
func (unused) EnableResourceSizeEstimation(storage.KeysFunc) error { return nil }
func (unused) CompactRevision() int64                              { return 0 }
