import { ApiObject, JsonPatch } from 'cdk8s';
import { failureOf, others, shop, type Shop } from './support';
import { Assertions, Exposure, ExposedWorkload } from '../../lib';
import { MINIMAL, newChart } from '../support';

/** Values that have the type of almost no field. */
const MALFORMED = [null, 'x', 5, true, [], {}, ['x'], [null], [[]], [{}], { x: 'x' }, { x: null }];

/** The paths of all fields that the assertions read, with a valid object of the kind. */
const READ: Readonly<Record<string, { readonly apiVersion: string; readonly valid: object; readonly paths: readonly string[] }>> = {
  NetworkPolicy: {
    apiVersion: 'networking.k8s.io/v1',
    valid: {
      podSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { podSelector: { matchExpressions: [{}] }, namespaceSelector: { matchLabels: {} } }] }],
      egress: [{}],
    },
    paths: [
      'metadata', 'metadata/name', 'metadata/namespace', 'spec', 'spec/podSelector', 'spec/podSelector/matchLabels', 'spec/podSelector/matchExpressions',
      'spec/podSelector/matchExpressions/0', 'spec/podSelector/matchExpressions/0/key', 'spec/podSelector/matchExpressions/0/operator',
      'spec/podSelector/matchExpressions/0/values', 'spec/policyTypes', 'spec/ingress', 'spec/ingress/0', 'spec/ingress/0/from', 'spec/ingress/0/from/0',
      'spec/ingress/0/from/0/ipBlock', 'spec/ingress/0/from/0/ipBlock/cidr', 'spec/ingress/0/from/1/podSelector', 'spec/ingress/0/from/1/namespaceSelector',
      'spec/ingress/0/from/1/namespaceSelector/matchLabels', 'spec/egress',
    ],
  },
  CiliumNetworkPolicy: {
    apiVersion: 'cilium.io/v2',
    valid: { endpointSelector: {}, ingress: [{ fromEntities: ['world'] }], enableDefaultDeny: { ingress: true } },
    paths: ['spec', 'specs', 'spec/endpointSelector', 'spec/ingress', 'spec/ingress/0', 'spec/ingress/0/fromEntities', 'spec/ingressDeny', 'spec/enableDefaultDeny'],
  },
  Namespace: { apiVersion: 'v1', valid: {}, paths: ['metadata', 'metadata/name', 'metadata/labels'] },
  Service: {
    apiVersion: 'v1',
    valid: { type: 'NodePort', selector: { app: 'a' }, externalIPs: ['192.0.2.10'] },
    paths: ['apiVersion', 'kind', 'metadata', 'metadata/name', 'spec', 'spec/type', 'spec/selector', 'spec/externalIPs'],
  },
  Ingress: {
    apiVersion: 'networking.k8s.io/v1',
    valid: { defaultBackend: { service: { name: 'web' } }, rules: [{ http: { paths: [{ backend: { service: { name: 'db' } } }] } }] },
    paths: [
      'spec', 'spec/defaultBackend', 'spec/defaultBackend/service', 'spec/defaultBackend/service/name', 'spec/rules', 'spec/rules/0', 'spec/rules/0/http',
      'spec/rules/0/http/paths', 'spec/rules/0/http/paths/0', 'spec/rules/0/http/paths/0/backend', 'spec/rules/0/http/paths/0/backend/service',
    ],
  },
  HTTPRoute: {
    apiVersion: 'gateway.networking.k8s.io/v1',
    valid: { rules: [{ backendRefs: [{ name: 'web' }], filters: [{ requestMirror: { backendRef: { name: 'db' } } }] }] },
    paths: [
      'spec', 'spec/rules', 'spec/rules/0', 'spec/rules/0/backendRefs', 'spec/rules/0/backendRefs/0', 'spec/rules/0/backendRefs/0/name',
      'spec/rules/0/backendRefs/0/namespace', 'spec/rules/0/backendRefs/0/kind', 'spec/rules/0/filters', 'spec/rules/0/filters/0',
      'spec/rules/0/filters/0/requestMirror', 'spec/rules/0/filters/0/requestMirror/backendRef',
    ],
  },
  CronJob: {
    apiVersion: 'batch/v1',
    valid: { jobTemplate: { spec: { template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ ports: [{ hostPort: 80 }] }], initContainers: [{}] } } } } },
    paths: ['', '/spec', '/spec/template', '/spec/template/metadata', '/spec/template/metadata/labels', '/spec/template/spec', '/spec/template/spec/hostNetwork',
      '/spec/template/spec/containers', '/spec/template/spec/containers/0', '/spec/template/spec/containers/0/ports', '/spec/template/spec/containers/0/ports/0',
      '/spec/template/spec/containers/0/ports/0/hostPort', '/spec/template/spec/initContainers'].map(path => `spec/jobTemplate${path}`),
  },
};

/** The shop with objects of the program. In each of them, a field has another malformed value. */
function shopWith(kind: string, path: string): Shop {
  const declared = shop();
  const { apiVersion, valid } = READ[kind];
  MALFORMED.forEach((value, index) => {
    const name = `object-${index}`;
    const object = new ApiObject(declared.chart, name, { apiVersion, kind, metadata: { name, labels: {} }, spec: JSON.parse(JSON.stringify(valid)) });
    object.addJsonPatch(JsonPatch.add(`/${path}`, value));
  });
  return declared;
}

describe.each(Object.entries(READ))('malformed parts of a %s', (kind, { paths }) => {
  test.each(paths)('at %s crash no assertion', path => {
    const { chart, db } = shopWith(kind, path);
    const calls = [() => Assertions.onlyPublic(chart, []), () => Assertions.onlyCallers(db, []), () => Assertions.isolated(chart)];

    expect(calls.flatMap(call => failureOf(call).split('\n')).filter(line => line !== '' && !/^shop\/[a-z0-9/-]+: .+\./.test(line))).toEqual([]);
  });
});

test.each<[string, unknown, string]>([
  ['spec/ingress', {}, 'nothing'],
  ['spec/ingress/0/from', [{ podSelector: { matchExpressions: 'x' } }], 'nothing'],
  ['spec/ingress/0/from', [{ namespaceSelector: { matchLabels: { a: 5 } } }], 'nothing'],
  ['spec/ingress/0/from', [{}], 'nothing'],
  ['spec/ingress/0/from', null, "shop/db: everything can call it, because of NetworkPolicy 'object' (shop/object)."],
  ['spec/podSelector', { matchLabels: 'x' }, 'nothing'],
  ['spec', 'x', 'nothing'],
])('a part that the API server refuses allows nothing (%s: %j)', (path, value, expected) => {
  const declared = shop();
  const object = new ApiObject(declared.chart, 'object', {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'object' }, spec: { podSelector: { matchLabels: declared.db.workload.matchLabels }, ingress: [{ from: [] }] },
  });
  object.addJsonPatch(JsonPatch.add(`/${path}`, value));

  expect(others(declared)).toBe(expected);
});

test('a policy that the API server refuses isolates nothing', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', MINIMAL);
  new ApiObject(chart, 'policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: { matchExpressions: [{ key: 'a' }] }, policyTypes: ['Ingress', 'Egress'] } });

  expect(failureOf(() => Assertions.isolated(chart)).split('\n')).toHaveLength(2);
});

test('a Service with a malformed selector is public itself', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.clusterIp() });
  new ApiObject(chart, 'public', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'public' }, spec: { type: 'NodePort', selector: 'x' } });

  expect(failureOf(() => Assertions.onlyPublic(chart, []))).toContain("shop/public: it can be reached from outside of the cluster, because Service 'public' has the type NodePort.");
});
