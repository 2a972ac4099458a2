import type { Rule } from './rule';

const DOCUMENT = 'docs/load-balancers.md';
const IGNORED = 'The server takes any annotation, and nobody says that it is not read.';

/** @internal */
export const loadBalancerRules = {
  intent: {
    id: 'load-balancer-intent',
    limit: 'what a load balancer should be is something that the provider of the cluster can be told',
    source: `${DOCUMENT}; ClusterProfile.set`,
    cases: [],
    hazard: `${IGNORED} Insist by the annotation of your provider in serviceMetadata.`,
  },
  setting: {
    id: 'load-balancer-setting',
    limit: 'what is said of a load balancer has a form that its provider takes, and goes with the rest that is said',
    source: `${DOCUMENT}, with the document or source of each provider`,
    cases: [],
    hazard: 'The server takes any annotation; the provider refuses it when it makes the load balancer, or does not read it. Insist by the annotation in serviceMetadata.',
  },
  annotation: {
    id: 'load-balancer-annotation',
    limit: 'one thing about a load balancer is said once, as an option or as an annotation',
    source: DOCUMENT,
    cases: [],
    hazard: 'The server keeps one of the two, and which one the provider reads is not said anywhere. There is no way to insist.',
  },
  port: {
    id: 'load-balancer-port',
    limit: 'TLS, idle timeouts and health checks of a load balancer are for ports that the Service offers over TCP',
    source: `${DOCUMENT}; https://kubernetes.io/docs/reference/networking/service-protocols/`,
    cases: [],
    hazard: `${IGNORED} There is no way to insist.`,
  },
  elsewhere: {
    id: 'load-balancer-elsewhere',
    limit: 'what is said of a load balancer is read by the controller that makes it',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class; https://kep.k8s.io/1959',
    cases: [],
    hazard: 'The server takes it, and another controller makes a load balancer that nothing was said of. There is no way to insist: leave the options out, and write annotations.',
  },
  healthCheck: {
    id: 'load-balancer-health-check',
    limit: 'a path is asked for by HTTP or HTTPS, and with externalTrafficPolicy LOCAL a load balancer asks each node whether it has ready pods',
    source: 'https://kubernetes.io/docs/tutorials/services/source-ip/#source-ip-for-services-with-type-loadbalancer; docs/load-balancers.md',
    cases: [],
    hazard: 'The server takes it; some providers do not read it, and others send traffic to nodes that drop it. Insist by the annotation of your provider in serviceMetadata.',
  },
} satisfies Record<string, Rule>;
