import type { ApiObject } from 'kubernetes-dry-run';
import type { Trial } from './trial';
import { definition, widget } from '../../../dry-run/test/server/widgets';
import { installGatewayApi } from '../support/custom-resources';
import { apply, kubectl } from '../support/kubectl';

const listeners = (...ports: number[]) => ports.map(port => ({ name: `http-${port}`, port, protocol: 'HTTP' }));
const gateway = (spec: object): ApiObject => (
  { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'public' }, spec: { gatewayClassName: 'edge', ...spec } }
);
const route = (spec: object): ApiObject => (
  { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'web' }, spec: { parentRefs: [{ name: 'public' }], ...spec } }
);
const labelled = (object: ApiObject, labels: object) => ({ ...object, metadata: { ...object.metadata, labels } }) as ApiObject;
const ports = (...numbers: unknown[]) => widget({ ports: numbers.map(port => ({ port })) });

/** Objects that are created, and objects with their updates. */
const CREATED: readonly ApiObject[] = [
  widget({}), widget({ sise: 4 }), widget({ size: 40 }), widget({ size: 'big' }), widget({ tags: ['a', 'a'] }), widget({ any: { a: 1 } }), ports(1, 2), ports(1, 1),
  labelled(widget({}), { a: 1 }), labelled(widget({}), { a: '-' }), { ...widget({}), metadata: { name: 'Not_Valid' } }, { ...widget({}), colour: 'red' },
  gateway({ listeners: listeners(80) }), gateway({ listeners: [] }), gateway({ listeners: listeners(80), class: 'edge' }),
  route({}), route({ hostnames: ['http://a'] }), route({ rules: [{ backendRefs: [{ name: 'web' }] }] }),
];
const UPDATED: readonly (readonly [live: ApiObject, ...updates: ApiObject[]])[] = [
  [widget({}), widget({}), widget({ size: 5 }), widget({ size: 1 }), widget({ sise: 4 }), widget({ any: { b: {} } }), labelled(widget({}), { a: 'b' }), { ...widget({}), colour: 'red' }],
  [ports(1), ports(1, 2), ports(2), ports(1, 1), ports('one')],
  [widget({ tags: ['a'] }), widget({ tags: ['a', 'b'] }), widget({ tags: ['a', 'a'] })],
  [gateway({ listeners: listeners(80) }), gateway({ listeners: listeners(80, 81) }), gateway({ listeners: listeners(80), class: 'edge' }), gateway({ listeners: listeners(0) })],
  [route({}), route({ hostnames: ['a.example.com'] }), route({ rules: [{ matches: [{ path: { value: '/a' } }] }] }), route({ rule: [] })],
];

/** The definition of the custom resources that the dry run does not have built in. */
export const CUSTOM_DEFINITIONS: readonly ApiObject[] = [definition];

/** Makes the cluster serve the kinds of the custom resources. */
export async function establishDefinitions(): Promise<void> {
  await installGatewayApi();
  apply(CUSTOM_DEFINITIONS);
  kubectl('wait', '--for=condition=Established', '--timeout=10m', `customresourcedefinition/${definition.metadata!.name}`);
}

export function removeDefinitions(): void {
  kubectl('delete', 'customresourcedefinition', definition.metadata!.name!);
}

/** Creations and updates of custom resources: of a kind with rules of its own, and of the Gateway API. */
export function customResourceTrials(): Trial[] {
  return [
    ...CREATED.map(document => ({ name: `creation of ${document.kind}`, live: [], documents: [JSON.stringify(document)] })),
    ...UPDATED.flatMap(([live, ...updates]) => updates.map(document => (
      { name: `update of ${document.kind}`, live: [JSON.stringify(live)], documents: [JSON.stringify(document)] }
    ))),
  ];
}
