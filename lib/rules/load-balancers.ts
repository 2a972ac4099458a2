import type { Rule } from './rule';

const DOCUMENT = 'docs/load-balancers.md';
const IGNORED = 'The API server accepts any annotation, and nothing reports that the provider ignores it.';

/** @internal */
export const loadBalancerRules = {
  unsupported: {
    id: 'load-balancer-unsupported',
    limit: 'a setting of a load balancer must be supported by the loadBalancerProvider of the cluster profile',
    showsValue: true,
    source: `${DOCUMENT}; ClusterProfile.set`,
    cases: [],
    hazard: `${IGNORED} Override it with the annotation of your provider in serviceMetadata.`,
  },
  setting: {
    id: 'load-balancer-setting',
    limit: 'a setting of a load balancer must have a value that its provider accepts, and must not conflict with the other settings',
    showsValue: true,
    source: `${DOCUMENT}, with the document or source code of each provider`,
    cases: [],
    hazard: 'The API server accepts any annotation. The provider then fails to create the load balancer, or ignores the setting. Override it with the annotation in serviceMetadata.',
  },
  annotation: {
    id: 'load-balancer-annotation',
    limit: 'a setting of a load balancer must be set once, either by an option or by an annotation',
    source: DOCUMENT,
    cases: [],
    hazard: 'The API server keeps both annotations if their keys differ, and it is not documented which of them the provider uses. This rule cannot be overridden.',
  },
  port: {
    id: 'load-balancer-port',
    limit: 'TLS, idle timeouts and health checks of a load balancer must use TCP ports that the Service exposes',
    showsValue: true,
    source: `${DOCUMENT}; https://kubernetes.io/docs/reference/networking/service-protocols/`,
    cases: [],
    hazard: `${IGNORED} This rule cannot be overridden.`,
  },
  otherController: {
    id: 'load-balancer-other-controller',
    limit: 'a load balancer with settings must be created by the loadBalancerProvider of the cluster profile, because other controllers do not read the settings',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class; https://kep.k8s.io/1959',
    cases: [],
    hazard: 'The API server accepts the Service. Another controller creates the load balancer and ignores its settings. This rule cannot be overridden. Remove the settings, and set the annotations of the other controller in serviceMetadata.',
  },
  healthCheck: {
    id: 'load-balancer-health-check',
    limit: 'the health check of a load balancer must use HTTP or HTTPS if it has a path, and must not have a protocol, path or port with externalTrafficPolicy LOCAL, which makes it check whether each node has ready pods',
    showsValue: true,
    source: 'https://kubernetes.io/docs/tutorials/services/source-ip/#source-ip-for-services-with-type-loadbalancer; docs/load-balancers.md',
    cases: [],
    hazard: 'The API server accepts the annotation. Some providers ignore it, and others send traffic to nodes that drop it. Override it with the annotation of your provider in serviceMetadata.',
  },
  protocols: {
    id: 'load-balancer-protocols',
    limit: 'the ports of a load balancer must have protocols that its provider supports, and that it can check and serve together',
    showsValue: true,
    source: `${DOCUMENT}#protocols, with the document or source code of each provider; https://kep.k8s.io/1435`,
    cases: [],
    hazard: 'The API server accepts any combination of protocols. The provider then creates no load balancer, or one without some of the ports, and reports it only in events. If the message names an annotation, the annotation in serviceMetadata overrides the rule. A loadBalancerClass of another controller also does.',
  },
  families: {
    id: 'load-balancer-families',
    limit: 'the IP families of a load balancer must be known and supported by its provider',
    showsValue: true,
    source: `${DOCUMENT}#ip-families, with the source code of each provider`,
    cases: [],
    hazard: 'The API server accepts all IP families of the cluster. The provider then fails to create the load balancer, or no client reaches it. If the message names an annotation, the annotation in serviceMetadata overrides the rule. A loadBalancerClass of another controller also does.',
  },
  nodePorts: {
    id: 'load-balancer-node-ports',
    limit: 'a load balancer must have node ports if its provider sends traffic or health checks to them',
    showsValue: true,
    source: `https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-nodeport-allocation; ${DOCUMENT}#node-ports`,
    cases: [],
    hazard: 'The API server accepts it. The provider then fails to create the load balancer, or creates it without ports. If the message names an annotation, the annotation in serviceMetadata overrides the rule. A loadBalancerClass of another controller also does.',
  },
  outside: {
    id: 'load-balancer-outside',
    limit: 'a load balancer whose targets are pods must not have a backend of addresses outside the cluster',
    showsValue: true,
    source: 'resolvePodEndpointsWithEndpointsData in pkg/backend/endpoint_resolver.go of kubernetes-sigs/aws-load-balancer-controller 3.5.0; pkg/neg/syncers/endpoints_calculator.go of kubernetes/ingress-gce 1.41; https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2794',
    cases: [],
    hazard: 'The API server accepts it, but the controller skips every endpoint that is not a pod, so that the load balancer has no targets. A justification of each address overrides the rule: Backend.endpoints({ address, justification }).',
  },
  addressTaken: {
    id: 'load-balancer-address-taken',
    limit: 'an address of a load balancer must not belong to two Services of the cluster that use the same port and protocol, or that the provider does not let share an address',
    showsValue: true,
    source: `${DOCUMENT}#sharing-an-address, with the source code of each provider`,
    cases: [],
    hazard: 'The API server accepts it. The provider refuses the second Service in an event, and it gets no address. Override it with the annotation of your provider in serviceMetadata, instead of the option.',
  },
  provider: {
    id: 'load-balancer-provider',
    limit: 'a custom load balancer provider must have a name and annotations of known settings, and its health checks must have an interval of whole seconds and a threshold of at least 1',
    showsValue: true,
    source: `${DOCUMENT}#custom-providers; LoadBalancerProvider.custom`,
    cases: [],
  },
  template: {
    id: 'load-balancer-template',
    limit: 'the annotations of a custom load balancer provider must contain the value of their setting, and no placeholder that the setting does not have',
    source: `${DOCUMENT}#custom-providers; LoadBalancerProvider.custom`,
    cases: [],
    hazard: 'The API server accepts any annotation. The value that a declaration sets would be lost, or the provider would read the placeholder itself. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
