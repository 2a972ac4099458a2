package main

import (
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/rest"
	aggregatorscheme "k8s.io/kube-aggregator/pkg/apiserver/scheme"
	apiservice "k8s.io/kube-aggregator/pkg/registry/apiservice/etcd"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	kubelet "k8s.io/kubernetes/pkg/kubelet/client"
	mutatingwebhookconfiguration "k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingwebhookconfiguration/storage"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/resolver"
	validatingadmissionpolicy "k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicy/storage"
	validatingadmissionpolicybinding "k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicybinding/storage"
	validatingwebhookconfiguration "k8s.io/kubernetes/pkg/registry/admissionregistration/validatingwebhookconfiguration/storage"
	controllerrevision "k8s.io/kubernetes/pkg/registry/apps/controllerrevision/storage"
	daemonset "k8s.io/kubernetes/pkg/registry/apps/daemonset/storage"
	deployment "k8s.io/kubernetes/pkg/registry/apps/deployment/storage"
	replicaset "k8s.io/kubernetes/pkg/registry/apps/replicaset/storage"
	statefulset "k8s.io/kubernetes/pkg/registry/apps/statefulset/storage"
	horizontalpodautoscaler "k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler/storage"
	cronjob "k8s.io/kubernetes/pkg/registry/batch/cronjob/storage"
	job "k8s.io/kubernetes/pkg/registry/batch/job/storage"
	certificatesigningrequest "k8s.io/kubernetes/pkg/registry/certificates/certificates/storage"
	lease "k8s.io/kubernetes/pkg/registry/coordination/lease/storage"
	configmap "k8s.io/kubernetes/pkg/registry/core/configmap/storage"
	endpoint "k8s.io/kubernetes/pkg/registry/core/endpoint/storage"
	event "k8s.io/kubernetes/pkg/registry/core/event/storage"
	limitrange "k8s.io/kubernetes/pkg/registry/core/limitrange/storage"
	namespace "k8s.io/kubernetes/pkg/registry/core/namespace/storage"
	nodestorage "k8s.io/kubernetes/pkg/registry/core/node/storage"
	persistentvolume "k8s.io/kubernetes/pkg/registry/core/persistentvolume/storage"
	persistentvolumeclaim "k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim/storage"
	podtemplate "k8s.io/kubernetes/pkg/registry/core/podtemplate/storage"
	replicationcontroller "k8s.io/kubernetes/pkg/registry/core/replicationcontroller/storage"
	resourcequota "k8s.io/kubernetes/pkg/registry/core/resourcequota/storage"
	secret "k8s.io/kubernetes/pkg/registry/core/secret/storage"
	service "k8s.io/kubernetes/pkg/registry/core/service/storage"
	endpointslice "k8s.io/kubernetes/pkg/registry/discovery/endpointslice/storage"
	flowschema "k8s.io/kubernetes/pkg/registry/flowcontrol/flowschema/storage"
	prioritylevelconfiguration "k8s.io/kubernetes/pkg/registry/flowcontrol/prioritylevelconfiguration/storage"
	ingress "k8s.io/kubernetes/pkg/registry/networking/ingress/storage"
	ingressclass "k8s.io/kubernetes/pkg/registry/networking/ingressclass/storage"
	ipaddress "k8s.io/kubernetes/pkg/registry/networking/ipaddress/storage"
	networkpolicy "k8s.io/kubernetes/pkg/registry/networking/networkpolicy/storage"
	servicecidr "k8s.io/kubernetes/pkg/registry/networking/servicecidr/storage"
	runtimeclass "k8s.io/kubernetes/pkg/registry/node/runtimeclass/storage"
	poddisruptionbudget "k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget/storage"
	clusterrole "k8s.io/kubernetes/pkg/registry/rbac/clusterrole/storage"
	clusterrolebinding "k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding/storage"
	role "k8s.io/kubernetes/pkg/registry/rbac/role/storage"
	rolebinding "k8s.io/kubernetes/pkg/registry/rbac/rolebinding/storage"
	priorityclass "k8s.io/kubernetes/pkg/registry/scheduling/priorityclass/storage"
	csidriver "k8s.io/kubernetes/pkg/registry/storage/csidriver/storage"
	csinode "k8s.io/kubernetes/pkg/registry/storage/csinode/storage"
	csistoragecapacity "k8s.io/kubernetes/pkg/registry/storage/csistoragecapacity/storage"
	storageclass "k8s.io/kubernetes/pkg/registry/storage/storageclass/storage"
	volumeattachment "k8s.io/kubernetes/pkg/registry/storage/volumeattachment/storage"
	volumeattributesclass "k8s.io/kubernetes/pkg/registry/storage/volumeattributesclass/storage"
)

// makeStorage creates the registry's own storage of a resource.
type makeStorage func(cluster *cluster, options generic.RESTOptionsGetter) (rest.Storage, error)

// served is a kind that servers serve by default from the minor version `since` on.
type served struct {
	since int
	make  makeStorage
}

// always is lower than every minor version that this program supports.
const always = 0

// builtIn are the kinds that servers serve by default, at their stable versions. Other kinds are refused
// like unknown kinds.
var builtIn = map[schema.GroupVersionKind]served{
	kind("", "v1", "Binding"):               {always, makeBindings},
	kind("", "v1", "ComponentStatus"):       {always, without(func() rest.Storage { return componentStatuses{} })},
	kind("", "v1", "ConfigMap"):             {always, first(configmap.NewREST)},
	kind("", "v1", "Endpoints"):             {always, first(endpoint.NewREST)},
	kind("", "v1", "Event"):                 {always, makeEvents},
	kind("", "v1", "LimitRange"):            {always, first(limitrange.NewREST)},
	kind("", "v1", "Namespace"):             {always, firstOfThree(namespace.NewREST)},
	kind("", "v1", "Node"):                  {always, makeNodes},
	kind("", "v1", "PersistentVolume"):      {always, firstOfTwo(persistentvolume.NewREST)},
	kind("", "v1", "PersistentVolumeClaim"): {always, firstOfTwo(persistentvolumeclaim.NewREST)},
	kind("", "v1", "Pod"):                   {always, makePods},
	kind("", "v1", "PodTemplate"):           {always, first(podtemplate.NewREST)},
	kind("", "v1", "ReplicationController"): {always, firstOfTwo(replicationcontroller.NewREST)},
	kind("", "v1", "ResourceQuota"):         {always, firstOfTwo(resourcequota.NewREST)},
	kind("", "v1", "Secret"):                {always, first(secret.NewREST)},
	kind("", "v1", "Service"):               {always, makeServices},
	kind("", "v1", "ServiceAccount"):        {always, makeServiceAccounts},

	kind("admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration"):     {always, first(mutatingwebhookconfiguration.NewREST)},
	kind("admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicy"):        {always, makeValidatingAdmissionPolicies},
	kind("admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicyBinding"): {always, makeValidatingAdmissionPolicyBindings},
	kind("admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration"):   {always, first(validatingwebhookconfiguration.NewREST)},

	kind("apps", "v1", "ControllerRevision"): {always, first(controllerrevision.NewREST)},
	kind("apps", "v1", "DaemonSet"):          {always, firstOfTwo(daemonset.NewREST)},
	kind("apps", "v1", "Deployment"):         {always, firstOfThree(deployment.NewREST)},
	kind("apps", "v1", "ReplicaSet"):         {always, firstOfTwo(replicaset.NewREST)},
	kind("apps", "v1", "StatefulSet"):        {always, firstOfTwo(statefulset.NewREST)},

	kind("autoscaling", "v1", "HorizontalPodAutoscaler"):                     {always, firstOfTwo(horizontalpodautoscaler.NewREST)},
	kind("autoscaling", "v2", "HorizontalPodAutoscaler"):                     {always, firstOfTwo(horizontalpodautoscaler.NewREST)},
	kind("batch", "v1", "CronJob"):                                           {always, firstOfTwo(cronjob.NewREST)},
	kind("batch", "v1", "Job"):                                               {always, firstOfTwo(job.NewREST)},
	kind("certificates.k8s.io", "v1", "CertificateSigningRequest"):           {always, firstOfThree(certificatesigningrequest.NewREST)},
	kind("coordination.k8s.io", "v1", "Lease"):                               {always, first(lease.NewREST)},
	kind("discovery.k8s.io", "v1", "EndpointSlice"):                          {always, first(endpointslice.NewREST)},
	kind("events.k8s.io", "v1", "Event"):                                     {always, makeEvents},
	kind("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema"):                 {always, firstOfTwo(flowschema.NewREST)},
	kind("flowcontrol.apiserver.k8s.io", "v1", "PriorityLevelConfiguration"): {always, firstOfTwo(prioritylevelconfiguration.NewREST)},
	kind("node.k8s.io", "v1", "RuntimeClass"):                                {always, first(runtimeclass.NewREST)},
	kind("policy", "v1", "PodDisruptionBudget"):                              {always, firstOfTwo(poddisruptionbudget.NewREST)},
	kind("scheduling.k8s.io", "v1", "PriorityClass"):                         {always, first(priorityclass.NewREST)},

	kind("networking.k8s.io", "v1", "Ingress"):       {always, firstOfTwo(ingress.NewREST)},
	kind("networking.k8s.io", "v1", "IngressClass"):  {always, first(ingressclass.NewREST)},
	kind("networking.k8s.io", "v1", "IPAddress"):     {33, first(ipaddress.NewREST)},
	kind("networking.k8s.io", "v1", "NetworkPolicy"): {always, first(networkpolicy.NewREST)},
	kind("networking.k8s.io", "v1", "ServiceCIDR"):   {33, firstOfTwo(servicecidr.NewREST)},

	kind("rbac.authorization.k8s.io", "v1", "ClusterRole"):        {always, first(clusterrole.NewREST)},
	kind("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding"): {always, first(clusterrolebinding.NewREST)},
	kind("rbac.authorization.k8s.io", "v1", "Role"):               {always, first(role.NewREST)},
	kind("rbac.authorization.k8s.io", "v1", "RoleBinding"):        {always, first(rolebinding.NewREST)},

	kind("storage.k8s.io", "v1", "CSIDriver"):             {always, part(csidriver.NewStorage, func(made *csidriver.CSIDriverStorage) rest.Storage { return made.CSIDriver })},
	kind("storage.k8s.io", "v1", "CSINode"):               {always, part(csinode.NewStorage, func(made *csinode.CSINodeStorage) rest.Storage { return made.CSINode })},
	kind("storage.k8s.io", "v1", "CSIStorageCapacity"):    {always, part(csistoragecapacity.NewStorage, func(made *csistoragecapacity.CSIStorageCapacityStorage) rest.Storage { return made.CSIStorageCapacity })},
	kind("storage.k8s.io", "v1", "StorageClass"):          {always, first(storageclass.NewREST)},
	kind("storage.k8s.io", "v1", "VolumeAttachment"):      {always, part(volumeattachment.NewStorage, func(made *volumeattachment.VolumeAttachmentStorage) rest.Storage { return made.VolumeAttachment })},
	kind("storage.k8s.io", "v1", "VolumeAttributesClass"): {34, first(volumeattributesclass.NewREST)},

	apiServices:               {always, makeAPIServices},
	customResourceDefinitions: {always, makeCustomResourceDefinitions},
}

var (
	apiServices               = kind("apiregistration.k8s.io", "v1", "APIService")
	customResourceDefinitions = kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition")
)

// schemeOf returns the types of the server that serves a kind. A kube-apiserver consists of three servers.
func schemeOf(gvk schema.GroupVersionKind) (*runtime.Scheme, serializer.CodecFactory) {
	switch gvk {
	case customResourceDefinitions:
		return apiserver.Scheme, apiserver.Codecs
	case apiServices:
		return aggregatorscheme.Scheme, aggregatorscheme.Codecs
	default:
		return legacyscheme.Scheme, legacyscheme.Codecs
	}
}

func kind(group, version, kind string) schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: group, Version: version, Kind: kind}
}

func first[S rest.Storage](make func(generic.RESTOptionsGetter) (S, error)) makeStorage {
	return func(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) { return make(options) }
}

func firstOfTwo[S rest.Storage, T any](make func(generic.RESTOptionsGetter) (S, T, error)) makeStorage {
	return func(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		storage, _, err := make(options)
		return storage, err
	}
}

func firstOfThree[S rest.Storage, T, U any](make func(generic.RESTOptionsGetter) (S, T, U, error)) makeStorage {
	return func(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		storage, _, _, err := make(options)
		return storage, err
	}
}

// without adapts the constructor of a storage that needs no options, because it stores nothing.
func without(make func() rest.Storage) makeStorage {
	return func(*cluster, generic.RESTOptionsGetter) (rest.Storage, error) { return make(), nil }
}

func makeBindings(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	pods, err := newPodStorage(options)
	return pods.LegacyBinding, err
}

func makePods(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	pods, err := newPodStorage(options)
	return pods.Pod, err
}

// makeEvents creates the storage of events, which both API groups of Event share. Nothing expires in the memory.
func makeEvents(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	return event.NewREST(options, 0)
}

func makeNodes(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	nodes, err := nodestorage.NewStorage(options, kubelet.KubeletClientConfig{}, nil)
	if err != nil {
		return nil, err
	}
	return nodes.Node, nil
}

// resources resolves the kinds of the parameters of policies, which the user must be able to read. It is required, but nothing calls it:
// an administrator, who applies here, can read all resources (EscalationAllowed in pkg/registry/rbac).
var resources = resolver.ResourceResolverFunc(func(gvk schema.GroupVersionKind) (schema.GroupVersionResource, error) {
	resource, _ := meta.UnsafeGuessKindToResource(gvk)
	return resource, nil
})

func makeValidatingAdmissionPolicies(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	storage, _, err := validatingadmissionpolicy.NewREST(options, allow, resources)
	return storage, err
}

func makeValidatingAdmissionPolicyBindings(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	return validatingadmissionpolicybinding.NewREST(options, allow, nil, resources)
}

func makeAPIServices(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	return apiservice.NewREST(aggregatorscheme.Scheme, options), nil
}

func makeServices(cluster *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	storage, _, _, err := service.NewREST(options, cluster.primaryFamily, cluster.clusterIPs, cluster.nodePorts, nil, nil, nil)
	return storage, err
}

// part returns one of the storages that a registry creates together.
func part[S any](make func(generic.RESTOptionsGetter) (S, error), take func(S) rest.Storage) makeStorage {
	return func(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
		made, err := make(options)
		if err != nil {
			return nil, err
		}
		return take(made), nil
	}
}

func makeCustomResourceDefinitions(_ *cluster, options generic.RESTOptionsGetter) (rest.Storage, error) {
	return customresourcedefinition.NewREST(apiserver.Scheme, options)
}
