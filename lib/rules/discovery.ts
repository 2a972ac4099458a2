import type { Rule } from './rule';

const DNS = 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/';

/** @internal */
export const discoveryRules = {
  namespace: {
    id: 'address-namespace',
    limit: 'the full name of a Service has its namespace in it, and none is ever guessed',
    source: DNS,
    cases: [],
  },
  port: {
    id: 'address-port',
    limit: 'a port of an address is one that the Service offers, and is named where there are several',
    source: DNS,
    cases: [],
  },
  pod: {
    id: 'address-pod',
    limit: 'pods of a StatefulSet alone have names of their own, numbered from 0 to one less than replicas',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
    cases: [],
  },
  srv: {
    id: 'address-srv',
    limit: 'a Service for a hostname (ExternalName) is a CNAME record alone, and a single pod or address an address record: neither has SRV records',
    source: 'https://github.com/kubernetes/dns/blob/master/docs/specification.md',
    cases: [],
  },
} satisfies Record<string, Rule>;
