import { changes, deployment, object, service } from './support';
import type { Document } from '../../../src/document';

const http = { ports: [{ containerPort: 8080, name: 'http' }] };
const pods = deployment({ containers: [{ name: 'web', image: 'web:1', ...http }] });
const gateway = (kind: string, spec: Document) => object('gateway.networking.k8s.io/v1', kind, spec);
const policy = (spec: Document) => object('networking.k8s.io/v1', 'NetworkPolicy', spec);
const scaler = (spec: Document) => object('autoscaling/v2', 'HorizontalPodAutoscaler', spec);
const slice = (others: Document) => object('discovery.k8s.io/v1', 'EndpointSlice', undefined, others);
const printed = { uid: '1' };
const cpu = (averageUtilization: number) => ({ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } });

const SAME: readonly (readonly [title: string, a: Document, b: Document])[] = [
  ['a scaler', scaler({ maxReplicas: 2, minReplicas: 1, metrics: [cpu(80)] }), scaler({ maxReplicas: 2 })],
  [
    'the order of metrics',
    scaler({ metrics: [cpu(1), { type: 'Pods', pods: { target: { averageValue: '0.5' } } }] }),
    scaler({ metrics: [{ type: 'Pods', pods: { target: { averageValue: '500m' } } }, cpu(1)] }),
  ],
  [
    'a scaler of version 1',
    object('autoscaling/v1', 'HorizontalPodAutoscaler', { targetCPUUtilizationPercentage: 50 }),
    scaler({ metrics: [cpu(50)] }),
  ],
  [
    'the behavior of a scaler',
    scaler({
      behavior: {
        scaleDown: { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          tolerance: '0',
          policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }, { type: 'Pods', value: 4, periodSeconds: 15 }],
        },
      },
    }),
    scaler({ behavior: { scaleUp: { tolerance: '0' } } }),
  ],
  [
    'a budget',
    object('policy/v1', 'PodDisruptionBudget', { unhealthyPodEvictionPolicy: 'IfHealthyBudget', selector: { matchLabels: { a: 'b' } } }),
    object('policy/v1', 'PodDisruptionBudget', { selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } }),
  ],
  ['the directions of a policy', policy({ podSelector: {}, policyTypes: ['Egress', 'Ingress'], egress: [{}] }), policy({ egress: [{}] })],
  ['the direction of a policy', policy({ policyTypes: ['Ingress'], ingress: [] }), policy({})],
  [
    'the order of rules',
    policy({ ingress: [{ from: [{ podSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } }] }, { ports: [{ port: 1, protocol: 'TCP' }, { port: 2 }] }] }),
    policy({ ingress: [{ ports: [{ port: 2 }, { port: 1 }] }, { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.2.0.0/16', '10.1.0.0/16'] } }, { podSelector: {} }] }] }),
  ],
  [
    'a port of a policy by its name',
    [pods, policy({ podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ports: [{ port: 'http' }] }] })],
    [pods, policy({ podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ports: [{ port: 8080 }] }] })],
  ],
  [
    'a role', object('rbac.authorization.k8s.io/v1', 'Role', undefined, { rules: [{ apiGroups: [''], resources: ['a', 'b'] }, { apiGroups: ['c'], verbs: ['get', 'list'] }] }),
    object('rbac.authorization.k8s.io/v1', 'Role', undefined, { rules: [{ apiGroups: ['c'], verbs: ['list', 'get'] }, { apiGroups: [''], resources: ['b', 'a'] }] }),
  ],
  [
    'a binding', object('rbac.authorization.k8s.io/v1', 'RoleBinding', undefined, { roleRef: { name: 'a', apiGroup: 'rbac.authorization.k8s.io' }, subjects: [{ kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' }, { kind: 'ServiceAccount', name: 'a', apiGroup: '' }] }),
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', undefined, { roleRef: { name: 'a' }, subjects: [{ kind: 'ServiceAccount', name: 'a' }, { kind: 'User', name: 'a' }] }),
  ],
  [
    'an EndpointSlice', slice({ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true, serving: true, terminating: false } }, { addresses: ['10.0.0.2'] }], ports: [{ port: 1, name: '', protocol: 'TCP' }] }),
    slice({ endpoints: [{ addresses: ['10.0.0.2'] }, { addresses: ['10.0.0.1'] }], ports: [{ port: 1 }] }),
  ],
  [
    'texts of a Secret',
    object('v1', 'Secret', undefined, { type: 'Opaque', data: { a: 'Yg=\n=' } }),
    object('v1', 'Secret', undefined, { stringData: { a: 'b' } }),
  ],
  [
    'the label of a Namespace',
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'a', labels: { 'kubernetes.io/metadata.name': 'a' } },
      spec: { finalizers: ['kubernetes'] },
    },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
  ],
  [
    'an account', object('v1', 'ServiceAccount', undefined, { automountServiceAccountToken: true, imagePullSecrets: [{ name: 'a' }, { name: 'b' }] }),
    object('v1', 'ServiceAccount', undefined, { imagePullSecrets: [{ name: 'b' }, { name: 'a' }] }),
  ],
  [
    'a ServiceMonitor',
    object('monitoring.coreos.com/v1', 'ServiceMonitor', { endpoints: [{ port: 'a', path: '/metrics', scheme: 'HTTP' }, { port: 'b' }] }),
    object('monitoring.coreos.com/v1', 'ServiceMonitor', { endpoints: [{ port: 'b' }, { port: 'a' }] }),
  ],
  [
    'a priority',
    object('scheduling.k8s.io/v1', 'PriorityClass', undefined, { preemptionPolicy: 'PreemptLowerPriority' }),
    object('scheduling.k8s.io/v1', 'PriorityClass', undefined),
  ],
  [
    'a storage class',
    object('storage.k8s.io/v1', 'StorageClass', undefined, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
    object('storage.k8s.io/v1', 'StorageClass', undefined),
  ],
  [
    'a custom resource with a status',
    object('example.com/v1', 'Thing', { a: null, b: 1 }, { status: {} }),
    object('example.com/v1', 'Thing', { b: 1 }),
  ],
  [
    'what the cluster writes', service({}, {
      ...printed,
      creationTimestamp: 'a',
      generation: 1,
      managedFields: [],
      resourceVersion: '1',
      selfLink: 'a',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'deployment.kubernetes.io/revision': '1' },
      finalizers: ['service.kubernetes.io/load-balancer-cleanup'],
    }),
    { ...service(), status: {} },
  ],
];

const DIFFERENT: readonly (readonly [path: string, a: Document, b: Document])[] = [
  ['spec.selector.matchLabels.a', deployment(), deployment({}, { selector: { matchLabels: { app: 'web', a: 'b' } } })],
  [
    'spec.selector.matchExpressions[0]',
    deployment({}, { selector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }),
    deployment({}, { selector: {} }),
  ],
  ['spec.selector.app', service(), service({ selector: { app: 'other' } })],
  [
    'spec.ports[80/TCP].targetPort',
    [pods, service({ ports: [{ port: 80, targetPort: 'http' }] })],
    [pods, service({ ports: [{ port: 80, targetPort: 80 }] })],
  ],
  ['spec.ports[80/TCP].targetPort', service({ ports: [{ port: 80, targetPort: 'http' }] }), service({ ports: [{ port: 80, targetPort: 8080 }] })],
  ['spec.ports[80/TCP].name', service({ ports: [{ port: 80, name: 'a' }] }), service({ ports: [{ port: 80, name: 'b' }] })],
  ['spec.clusterIP', service({ clusterIP: 'None' }, printed), service()],
  ['spec.clusterIP', service({ clusterIP: '10.0.0.1' }), service()],
  ['spec.ipFamilyPolicy', service({ ipFamilyPolicy: 'RequireDualStack' }, printed), service()],
  ['spec.ports[80/TCP].nodePort', service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30000 }] }, printed), service({ type: 'NodePort' })],
  ['spec.storageClassName', object('v1', 'PersistentVolumeClaim', { storageClassName: '' }), object('v1', 'PersistentVolumeClaim', {})],
  ['metadata.labels[example.com/a]', service(), service({}, { labels: { 'example.com/a': '' } })],
  ['data.a', object('v1', 'ConfigMap', undefined, { data: { a: '' } }), object('v1', 'ConfigMap', undefined)],
  ['spec.a', object('example.com/v1', 'Thing', { a: false }), object('example.com/v1', 'Thing', {})],
  [
    'spec.list[1].a',
    object('example.com/v1', 'Thing', { list: [{ a: 1 }, { a: 2 }] }),
    object('example.com/v1', 'Thing', { list: [{ a: 1 }, { a: 3 }] }),
  ],
  ['apiVersion', object('example.com/v1', 'Thing', {}), object('example.com/v2', 'Thing', {})],
  ['spec.ingress[]', policy({ ingress: [{}] }), policy({})],
  ['spec.policyTypes', policy({}), policy({ policyTypes: ['Ingress', 'Egress'] })],
  [
    'spec.rules[0].backendRefs[a:1].weight',
    gateway('HTTPRoute', { rules: [{ backendRefs: [{ name: 'a', port: 1 }] }] }),
    gateway('HTTPRoute', { rules: [{ backendRefs: [{ name: 'a', port: 1, weight: 2 }] }] }),
  ],
  [
    'spec.rules[0].backendRefs[b/a (Other)]',
    gateway('HTTPRoute', { rules: [{ backendRefs: [{ name: 'a', namespace: 'b', kind: 'Other' }] }] }),
    gateway('HTTPRoute', { rules: [{}] }),
  ],
];

test.each(SAME)('objects that mean the same are equal: %s', (_, a, b) => {
  expect(changes(a, b)).toEqual([]);
  expect(changes(b, a)).toEqual([]);
});

test.each(DIFFERENT)('objects differ in %s', (path, a, b) => {
  expect(changes(a, b).map(each => each.path)).toEqual([path]);
  expect(changes(b, a).map(each => each.path)).toEqual([path]);
});

test('a name that has other numbers in other pods is compared with all of them', () => {
  const other = deployment({ containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 9090, name: 'http' }] }] }, {}, 'DaemonSet');
  const [named, numbered] = ['http', 8080].map(targetPort => service({ ports: [{ port: 80, targetPort }] }));
  expect(changes([pods, other, named], [pods, other, numbered])).toEqual([{ path: 'spec.ports[80/TCP].targetPort', was: [8080, 9090], is: 8080 }]);
});

test('values of Secrets are not shown', () => {
  const [a, b] = ['Yg==', 'Yw=='].map(text => object('v1', 'Secret', undefined, { data: { key: text } }));
  expect(changes(a, b)).toEqual([{ path: 'data.key', was: '(not shown)', is: '(not shown)' }]);
  expect(changes(a, object('v1', 'Secret', undefined))).toEqual([{ path: 'data.key', was: '(not shown)', is: undefined }]);
});
