package main

import (
	"context"

	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/registry/authentication/selfsubjectreview"
	"k8s.io/kubernetes/pkg/registry/authentication/tokenreview"
	"k8s.io/kubernetes/pkg/registry/authorization/selfsubjectrulesreview"
)

// Reviews are questions about the users of a cluster. A server answers them and stores nothing.
func init() {
	for gvk, make := range map[string]func() rest.Storage{
		"SelfSubjectReview": func() rest.Storage { return selfsubjectreview.NewREST() },
		"TokenReview":       func() rest.Storage { return tokenreview.NewREST(nil, nil) },
	} {
		builtIn[kind("authentication.k8s.io", "v1", gvk)] = served{always, without(make)}
	}
	for gvk, make := range accessReviews {
		builtIn[kind("authorization.k8s.io", "v1", gvk)] = served{always, without(make)}
	}
	builtIn[kind("authorization.k8s.io", "v1", "SelfSubjectRulesReview")] = served{always, without(func() rest.Storage {
		return selfsubjectrulesreview.NewREST(noRules{})
	})}
}

// noRules is the resolver of the rules of a user. The users of the cluster are not known.
type noRules struct{}

func (noRules) RulesFor(context.Context, user.Info, string) ([]authorizer.ResourceRuleInfo, []authorizer.NonResourceRuleInfo, bool, error) {
	return nil, nil, true, nil
}
