import type { FindingRule } from './rule';

/** What the server itself is asked beside the objects, and answers with findings. */
export const SERVER_FINDINGS: readonly FindingRule[] = [
  {
    id: 'pod-refused',
    severity: 'error',
    says: 'the pods that a controller makes of a template are refused, by Pod Security or by what the server asks of a Pod alone',
    source: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/#workload-resources-and-pod-templates',
  },
  {
    id: 'claim-refused',
    severity: 'error',
    says: 'the claims that a StatefulSet makes of a template are refused',
    source: 'pkg/controller/statefulset/stateful_pod_control.go',
  },
  {
    id: 'namespace-ignored',
    severity: 'warning',
    says: 'an object of a kind that is in no namespace names one, which the server takes away',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace',
  },
  {
    id: 'live-refused',
    severity: 'warning',
    says: 'what is deployed would be refused by this version, so an update of it is judged as well as can be',
    source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
  },
];
