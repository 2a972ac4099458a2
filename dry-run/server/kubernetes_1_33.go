//go:build kubernetes_1_33

package main

import (
	"time"

	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/initializer"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/rest"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/client-go/informers"
	kubelet "k8s.io/kubernetes/pkg/kubelet/client"
	"k8s.io/kubernetes/pkg/registry/authorization/localsubjectaccessreview"
	"k8s.io/kubernetes/pkg/registry/authorization/selfsubjectaccessreview"
	"k8s.io/kubernetes/pkg/registry/authorization/subjectaccessreview"
	pod "k8s.io/kubernetes/pkg/registry/core/pod/storage"
	serviceaccount "k8s.io/kubernetes/pkg/registry/core/serviceaccount/storage"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v4/typed"
)

type (
	typedValue        = typed.TypedValue
	validationOptions = typed.ValidationOptions
)

// excludeFields creates filters from the fields that strategies reset.
var excludeFields = fieldpath.NewExcludeFilterSetMap

func newInitializer(known informers.SharedInformerFactory, _ int) admission.PluginInitializer {
	return initializer.New(otherObjects{}, nil, known, allow, utilfeature.DefaultFeatureGate, nil, nil)
}

func newPodStorage(options generic.RESTOptionsGetter) (pod.PodStorage, error) {
	return pod.NewStorage(options, kubelet.ConnectionInfoGetter(nil), nil, nil)
}

// accessReviews are the reviews of the permissions of users.
var accessReviews = map[string]func() rest.Storage{
	"LocalSubjectAccessReview": func() rest.Storage { return localsubjectaccessreview.NewREST(allow) },
	"SelfSubjectAccessReview":  func() rest.Storage { return selfsubjectaccessreview.NewREST(allow) },
	"SubjectAccessReview":      func() rest.Storage { return subjectaccessreview.NewREST(allow) },
}

func makeServiceAccounts(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	return serviceaccount.NewREST(options, nil, nil, time.Duration(0), nil, nil, nil, false, 0)
}

func (unused) Count(string) (int64, error) { return 0, errUnused }
