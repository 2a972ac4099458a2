import { KUBERNETES_VERSIONS, ServerDryRun, type ApiObject } from 'kubernetes-dry-run';

jest.setTimeout(120_000);

const printed = (object: object, metadata: object = {}): ApiObject => ({
  ...object as ApiObject, metadata: { namespace: 'shop', uid: 'b1f0', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z', ...(object as ApiObject).metadata, ...metadata },
});
const owned = (kind: string, name: string) => ({ ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'b1f0', controller: true, blockOwnerDeletion: true }] });

const template = (port: string) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'web:1', ports: [{ name: port, containerPort: 8080 }], envFrom: [{ secretRef: { name: 'db' } }] }] } });
const deployment = (port: string, spec: object = {}): ApiObject => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'web' } }, template: template(port), ...spec },
});
const service = (targetPort: string, spec: object = {}): ApiObject => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort }], ...spec },
});
const secret = (rest: object): ApiObject => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, immutable: true, ...rest });
const pod = printed({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-6d4b75cb6d-x', labels: { 'app': 'web', 'pod-template-hash': '6d4b75cb6d' }, ...owned('ReplicaSet', 'web-6d4b75cb6d') },
  spec: template('http').spec,
  status: { phase: 'Running', podIP: '10.1.0.7', conditions: [{ type: 'Ready', status: 'True' }] },
});
const managedBy = (...entries: (readonly [manager: string, operation: string, fields: object])[]) => ({
  managedFields: entries.map(([manager, operation, fields]) => ({ manager, operation, apiVersion: 'apps/v1', fieldsType: 'FieldsV1', time: '2026-01-01T00:00:00Z', fieldsV1: { 'f:spec': fields } })),
});

/** What `kubectl get … -o json --show-managed-fields` prints. */
const dump: ApiObject = {
  apiVersion: 'v1',
  kind: 'List',
  metadata: {},
  items: [
    printed(secret({ type: 'Opaque', data: { password: '***', user: null } })),
    printed(service('http', { clusterIP: '10.96.3.4', clusterIPs: ['10.96.3.4'], type: 'ClusterIP' })),
    { ...printed(deployment('http', { replicas: 3 }), managedBy(['kubectl', 'Apply', { 'f:replicas': {}, 'f:selector': {}, 'f:template': {} }])), status: { replicas: 3, readyReplicas: 3 } },
    printed({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web-6d4b75cb6d', ...owned('Deployment', 'web') }, spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: template('http') }, status: { replicas: 1 } }),
    printed({ apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: 'db-1', ...owned('StatefulSet', 'db') }, revision: 1, data: { spec: { template: {} } } }),
    pod,
    printed({ apiVersion: 'v1', kind: 'Event', metadata: { name: 'web.1' }, involvedObject: { kind: 'Pod', name: 'web', namespace: 'shop' }, reason: 'Scheduled' }),
    printed({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web' }, subsets: [{ addresses: [{ ip: '10.1.0.7' }], ports: [{ name: 'http', port: 8080 }] }] }),
    printed({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'thing', annotations: { 'meta.helm.sh/release-name': 'a', 'meta.helm.sh/release-namespace': 'b' } } }),
  ],
};

const documents = (port: string, spec: object = { replicas: 3 }) => [secret({ stringData: { password: 'hunter2', user: 'shop' } }), service(port), deployment(port, spec)];
const rules = (...[objects, live]: [readonly ApiObject[], readonly ApiObject[]]) => new ServerDryRun({ kubernetesVersion: '1.35' }).apply(objects, { live }).findings.map(({ rule }) => rule);

test.each(KUBERNETES_VERSIONS)('an unchanged application passes with all that kubectl prints, in Kubernetes %s', kubernetesVersion => {
  const { passed, findings } = new ServerDryRun({ kubernetesVersion }).apply(documents('http'), { live: [dump] });

  expect(findings).toEqual([]);
  expect(passed).toBe(true);
});

test('running pods that leave a Service fail the run', () => {
  const { passed, findings } = new ServerDryRun({ kubernetesVersion: '1.35' }).apply(documents('web'), { live: [dump] });

  expect(passed).toBe(false);
  expect(findings).toEqual([expect.objectContaining({ rule: 'running-pods-leave', severity: 'error', document: 1 })]);
});

test('masked values are neither refused, although the Secret is immutable, nor printed', () => {
  const answer = new ServerDryRun({ kubernetesVersion: '1.35' }).apply(documents('http'), { live: [dump] });

  expect(answer.results[0]).toMatchObject({ accepted: true, causes: [] });
  expect(JSON.stringify(answer.findings)).not.toMatch(/hunter2|aHVudGVyMg/);
});

test('live pods without their ReplicaSets are not compared with the Service, since the Deployment replaces them', () => {
  expect(rules([service('web'), deployment('web')], [service('web'), pod])).toEqual(['secret-missing']);
});

describe('the replicas that a manifest omits', () => {
  const ALL = { 'f:replicas': {}, 'f:selector': {}, 'f:template': {} };
  const { 'f:replicas': replicas, ...rest } = ALL;
  const live = (metadata: object) => printed(deployment('http', { replicas: 3 }), metadata);
  const lastApplied = (spec: object) => ({ annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(deployment('http', spec)) } });

  test.each([
    ['the applier owns them', live(managedBy(['kubectl', 'Apply', ALL])), 1, ['replicas-dropped']],
    ['an autoscaler owns them too', live(managedBy(['kubectl', 'Apply', ALL], ['kube-controller-manager', 'Update', { 'f:replicas': replicas }])), 3, []],
    ['client-side apply has set them', live(lastApplied({ replicas: 3 })), 1, ['replicas-dropped']],
    ['client-side apply has not set them', live(lastApplied({})), 3, []],
    ['a manifest of the last release', deployment('http', { replicas: 3 }), 1, ['replicas-dropped']],
    ['nothing is known', live({}), 3, ['replicas-owner-unknown']],
    ['another manager has taken them over', live(managedBy(['kubectl', 'Apply', rest], ['replicas-handover', 'Apply', { 'f:replicas': replicas }])), 3, []],
  ])('%s: the finding agrees with the server', (_, object, stored, expected) => {
    const { results, findings } = new ServerDryRun({ kubernetesVersion: '1.35' }).apply([deployment('http')], { live: [object, printed(secret({ data: {} }))] });

    expect(results[0].stored?.spec.replicas).toBe(stored);
    expect(findings.map(({ rule }) => rule).filter(rule => rule.startsWith('replicas'))).toEqual(expected);
  });
});

test('an annotation that another manager owns stays, so that a load balancer stays internal', () => {
  const name = 'service.beta.kubernetes.io/aws-load-balancer-internal';
  const balancer = (annotations: object, managedFields?: object[]) =>
    printed(service('http', { type: 'LoadBalancer' }), { annotations, ...managedFields !== undefined && { managedFields } });
  const entry = (manager: string, operation: string, fieldsV1: object) => ({ manager, operation, apiVersion: 'v1', fieldsType: 'FieldsV1', time: '2026-01-01T00:00:00Z', fieldsV1 });
  const ofAnnotation = { 'f:metadata': { 'f:annotations': { [`f:${name}`]: {} } } };
  const update = (live: ApiObject) => rules([service('http', { type: 'LoadBalancer' })], [live, pod]);

  expect(update(balancer({ [name]: 'true' }, [entry('kubectl', 'Apply', { 'f:spec': { 'f:selector': {} } }), entry('admin', 'Update', ofAnnotation)]))).not.toContain('exposure-widened');
  expect(update(balancer({ [name]: 'true' }, [entry('kubectl', 'Apply', { 'f:spec': { 'f:selector': {} }, ...ofAnnotation })]))).toContain('exposure-widened');
  expect(update(balancer({ [name]: 'true' }))).toContain('exposure-widened');
});
