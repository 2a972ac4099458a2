import type { Rule } from './rule';

const DNS = 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/';

/** @internal */
export const discoveryRules = {
  namespace: {
    id: 'address-namespace',
    limit: 'the fully qualified name of a Service requires its namespace, which the library does not guess',
    showsValue: true,
    source: DNS,
    cases: [],
  },
  port: {
    id: 'address-port',
    limit: 'the port of an address must be a port that the Service offers, and must be specified if the Service offers several ports',
    showsValue: true,
    source: DNS,
    cases: [],
  },
  pod: {
    id: 'address-pod',
    limit: 'only the pods of a StatefulSet with a headless governing Service have their own addresses, with ordinals from firstOrdinal to firstOrdinal + replicas - 1',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
    cases: [],
  },
  srv: {
    id: 'address-srv',
    limit: 'SRV records require a Service with endpoints and a port with a name: a Service for a host name (ExternalName) has only a CNAME record, and a single pod or address has only address records',
    showsValue: true,
    source: 'https://github.com/kubernetes/dns/blob/master/docs/specification.md',
    cases: [],
  },
} satisfies Record<string, Rule>;
