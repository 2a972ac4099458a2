package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"k8s.io/apiserver/pkg/admission"
	"k8s.io/client-go/informers"
	"k8s.io/kubernetes/plugin/pkg/admission/certificates/subjectrestriction"
	"k8s.io/kubernetes/plugin/pkg/admission/defaulttolerationseconds"
	"k8s.io/kubernetes/plugin/pkg/admission/limitranger"
	"k8s.io/kubernetes/plugin/pkg/admission/network/defaultingressclass"
	"k8s.io/kubernetes/plugin/pkg/admission/nodetaint"
	"k8s.io/kubernetes/plugin/pkg/admission/podtopologylabels"
	"k8s.io/kubernetes/plugin/pkg/admission/priority"
	"k8s.io/kubernetes/plugin/pkg/admission/runtimeclass"
	"k8s.io/kubernetes/plugin/pkg/admission/security/podsecurity"
	"k8s.io/kubernetes/plugin/pkg/admission/serviceaccount"
	"k8s.io/kubernetes/plugin/pkg/admission/storage/persistentvolume/resize"
)

// plugin is an admission plugin that runs by default.
type plugin struct {
	name     string
	register func(*admission.Plugins)
	// decides reports whether the plugin can decide a request without the other objects of the cluster. Without it, it always can.
	decides func(admission.Attributes) bool
}

// pluginsFor are the plugins that decide without the other objects of the cluster, in the order in which a server calls them
// (AllOrderedPlugins in pkg/kubeapiserver/options/plugins.go). docs/decisions/admission-plugins.md lists the plugins that are left out.
func pluginsFor(known *knownObjects) []plugin {
	return []plugin{
		{limitranger.PluginName, limitranger.Register, nil},
		{serviceaccount.PluginName, registerServiceAccount, nil},
		{nodetaint.PluginName, nodetaint.Register, nil},
		{podsecurity.PluginName, podsecurity.Register, nil},
		{priority.PluginName, priority.Register, known.hasPriorityClass},
		{defaulttolerationseconds.PluginName, defaulttolerationseconds.Register, nil},
		{defaultStorageClassName, registerAs(defaultStorageClassName, newDefaultStorageClass(known)), nil},
		{storageProtectionName, registerAs(storageProtectionName, newStorageProtection()), nil},
		{resize.PluginName, resize.Register, known.hasStorageClass},
		{runtimeclass.PluginName, runtimeclass.Register, known.hasRuntimeClass},
		{subjectrestriction.PluginName, subjectrestriction.Register, nil},
		{defaultingressclass.PluginName, defaultingressclass.Register, nil},
		{podtopologylabels.PluginName, podtopologylabels.Register, nil},
	}
}

// newAdmission starts the admission plugins. Pod Security enforces a level in namespaces without a label.
func newAdmission(podSecurity string, minor int) (admission.Interface, *knownObjects, error) {
	config := fmt.Sprintf(`
apiVersion: pod-security.admission.config.k8s.io/v1
kind: PodSecurityConfiguration
defaults: { enforce: %s, enforce-version: latest }
`, podSecurity)
	factory := informers.NewSharedInformerFactory(otherObjects{}, 0)
	initializer, known := newInitializer(factory, minor), newKnownObjects(factory)
	registered, chain := admission.NewPlugins(), []admission.Interface{}
	for _, plugin := range pluginsFor(known) {
		plugin.register(registered)
		var settings io.Reader
		if plugin.name == podsecurity.PluginName {
			settings = strings.NewReader(config)
		}
		started, err := registered.InitPlugin(plugin.name, settings, initializer)
		if err != nil {
			return nil, nil, err
		}
		if waits, is := started.(interface{ SetReadyFunc(admission.ReadyFunc) }); is {
			waits.SetReadyFunc(func() bool { return true })
		}
		if plugin.decides != nil {
			started = conditional{started, plugin.decides}
		}
		chain = append(chain, started)
	}
	return admission.NewChainHandler(chain...), known, nil
}

// registerServiceAccount registers the ServiceAccount plugin without the volume with a token, whose name is random.
func registerServiceAccount(plugins *admission.Plugins) {
	plugin := serviceaccount.NewServiceAccount()
	plugin.MountServiceAccountToken = false
	registerAs(serviceaccount.PluginName, plugin)(plugins)
}

func registerAs(name string, plugin admission.Interface) func(*admission.Plugins) {
	return func(plugins *admission.Plugins) {
		plugins.Register(name, func(io.Reader) (admission.Interface, error) { return plugin, nil })
	}
}

// conditional calls a plugin only for requests that it can decide.
type conditional struct {
	admission.Interface
	decides func(admission.Attributes) bool
}

func (p conditional) Admit(ctx context.Context, asked admission.Attributes, objects admission.ObjectInterfaces) error {
	if mutating, is := p.Interface.(admission.MutationInterface); is && p.decides(asked) {
		return mutating.Admit(ctx, asked, objects)
	}
	return nil
}

func (p conditional) Validate(ctx context.Context, asked admission.Attributes, objects admission.ObjectInterfaces) error {
	if validating, is := p.Interface.(admission.ValidationInterface); is && p.decides(asked) {
		return validating.Validate(ctx, asked, objects)
	}
	return nil
}
