import type { ApiObject } from 'kubernetes-dry-run';

/** A definition of the policies of Cilium, without conditions for their fields. */
export const CILIUM_NETWORK_POLICY: ApiObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'ciliumnetworkpolicies.cilium.io' },
  spec: {
    group: 'cilium.io',
    scope: 'Namespaced',
    names: { kind: 'CiliumNetworkPolicy', plural: 'ciliumnetworkpolicies' },
    versions: [{ name: 'v2', served: true, storage: true, schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
};
