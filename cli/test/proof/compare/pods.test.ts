import { changes, deployment, withContainer } from './support';
import type { Document } from '../../../src/document';

const container = (name: string) => ({ name, image: 'web:1' });

const SAME_PODS: readonly (readonly [title: string, a: Document, b: Document])[] = [
  [
    'the defaults of a pod',
    {
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      hostUsers: true,
      preemptionPolicy: 'PreemptLowerPriority',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      hostNetwork: false,
      serviceAccountName: 'default',
      automountServiceAccountToken: true,
      securityContext: { fsGroupChangePolicy: 'Always', supplementalGroupsPolicy: 'Merge' },
    },
    {},
  ],
  ['the old name of the account', { serviceAccount: 'a', serviceAccountName: 'a' }, { serviceAccountName: 'a' }],
  ['the order of containers', { containers: [container('a'), container('b')] }, { containers: [container('b'), container('a')] }],
  ['security of the pod', { securityContext: { runAsUser: 1 } }, { containers: [{ ...container('web'), securityContext: { runAsUser: 1 } }] }],
  [
    'options of Windows', {
      securityContext: { windowsOptions: { hostProcess: true } },
      containers: [{ ...container('web'), securityContext: { windowsOptions: { runAsUserName: 'a' } } }],
    },
    { containers: [{ ...container('web'), securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'a' } } }] },
  ],
  ['the order of groups', { securityContext: { supplementalGroups: [2, 1] } }, { securityContext: { supplementalGroups: [1, 2] } }],
  [
    'the order of parameters', { securityContext: { sysctls: [{ name: 'a', value: '1' }, { name: 'b', value: '2' }] } },
    { securityContext: { sysctls: [{ name: 'b', value: '2' }, { name: 'a', value: '1' }] } },
  ],
  [
    'a node selector as affinity', { nodeSelector: { disk: 'ssd', zone: 'a' } },
    {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }, { key: 'disk', operator: 'In', values: ['ssd'] }] },
            ],
          },
        },
      },
    },
  ],
  [
    'labels as expressions',
    {
      affinity: {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', labelSelector: { matchLabels: { a: 'b' } } }] },
      },
    },
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'a', labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } },
          ],
        },
      },
    },
  ],
  ['no affinity', { affinity: { podAntiAffinity: {} } }, {}],
  [
    'tolerations',
    { tolerations: [{ key: 'a', value: 'b' }, { key: 'c', operator: 'Exists' }] },
    { tolerations: [{ key: 'c', operator: 'Exists' }, { key: 'a', operator: 'Equal', value: 'b' }] },
  ],
  [
    'constraints', { topologySpreadConstraints: [{ topologyKey: 'a', maxSkew: 1 }, { topologyKey: 'b', maxSkew: 1 }] },
    {
      topologySpreadConstraints: [
        { topologyKey: 'b', maxSkew: 1, nodeTaintsPolicy: 'Ignore', minDomains: 1 },
        { topologyKey: 'a', maxSkew: 1, nodeAffinityPolicy: 'Honor' },
      ],
    },
  ],
  ['the order of secrets', { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] }, { imagePullSecrets: [{ name: 'b' }, { name: 'a' }] }],
  ['the order of aliases', { hostAliases: [{ ip: '1.1.1.1' }, { ip: '1.1.1.2' }] }, { hostAliases: [{ ip: '1.1.1.2' }, { ip: '1.1.1.1' }] }],
  [
    'the order of DNS options',
    { dnsConfig: { options: [{ name: 'a' }, { name: 'b' }] } },
    { dnsConfig: { options: [{ name: 'b' }, { name: 'a' }] } },
  ],
  [
    'the order of volumes',
    { volumes: [{ name: 'a', emptyDir: {} }, { name: 'b', emptyDir: {} }] },
    { volumes: [{ name: 'b', emptyDir: {} }, { name: 'a' }] },
  ],
  ...Object.entries({
    secret: [{ secretName: 'a', defaultMode: 0o644, optional: false }, { secretName: 'a' }],
    configMap: [
      { name: 'a', defaultMode: 0o644, items: [{ key: 'a', path: 'a' }, { key: 'b', path: 'b' }] },
      { name: 'a', items: [{ key: 'b', path: 'b' }, { key: 'a', path: 'a' }] },
    ],
    downwardAPI: [
      { defaultMode: 0o644, items: [{ path: 'a', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] },
      { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] },
    ],
    emptyDir: [{ sizeLimit: '1Gi', medium: '' }, { sizeLimit: '1024Mi' }],
    projected: [
      { defaultMode: 0o644, sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 3600 } }, { configMap: { name: 'a' } }] },
      { sources: [{ configMap: { name: 'a' } }, { serviceAccountToken: { path: 'a' } }] },
    ],
    azureDisk: [{ diskName: 'a', cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared', readOnly: false }, { diskName: 'a' }],
    hostPath: [{ path: '/a', type: '' }, { path: '/a' }],
    iscsi: [{ iqn: 'a', iscsiInterface: 'default' }, { iqn: 'a' }],
    rbd: [{ image: 'a', keyring: '/etc/ceph/keyring', pool: 'rbd', user: 'admin' }, { image: 'a' }],
    scaleIO: [{ system: 'a', fsType: 'xfs', storageMode: 'ThinProvisioned' }, { system: 'a' }],
    image: [{ reference: 'a:1', pullPolicy: 'IfNotPresent' }, { reference: 'a:1' }],
    ephemeral: [
      { volumeClaimTemplate: { spec: { volumeMode: 'Filesystem', accessModes: ['A', 'B'] } } },
      { volumeClaimTemplate: { spec: { accessModes: ['B', 'A'] } } },
    ],
  }).map(([type, [a, b]]) => [`a volume: ${type}`, { volumes: [{ name: 'a', [type]: a }] }, { volumes: [{ name: 'a', [type]: b }] }] as const),
];

const DIFFERENT: readonly (readonly [path: string, a: Document, b: Document])[] = [
  ['containers[web].image', withContainer({}), withContainer({ image: 'web:2' })],
  ['containers[web].args', withContainer({ args: ['a', 'b'] }), withContainer({ args: ['b', 'a'] })],
  [
    'containers[web].env[B].expands',
    withContainer({ env: [{ name: 'A' }, { name: 'B', value: '$(A)' }] }),
    withContainer({ env: [{ name: 'B', value: '$(A)' }, { name: 'A' }] }),
  ],
  [
    'containers[web].resources.limits.cpu',
    withContainer({ resources: { limits: { cpu: 1 } } }),
    withContainer({ resources: { limits: { cpu: 2 }, requests: { cpu: 1 } } }),
  ],
  [
    'containers[web].envFrom[0].configMapRef.name',
    withContainer({ envFrom: [{ configMapRef: { name: 'a' } }] }),
    withContainer({ envFrom: [{ configMapRef: { name: 'b' } }] }),
  ],
  [
    'containers[web].ports[80/UDP]',
    withContainer({ ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] }),
    withContainer({ ports: [{ containerPort: 80 }] }),
  ],
  [
    'containers[web].livenessProbe.httpGet.port',
    withContainer({ livenessProbe: { httpGet: { port: 'a' } } }),
    withContainer({ livenessProbe: { httpGet: { port: 1 } } }),
  ],
  ['containers[web].livenessProbe', withContainer({ livenessProbe: { exec: { command: ['a'] } } }), withContainer({})],
  [
    'containers[web].securityContext.capabilities.drop', withContainer({ securityContext: { capabilities: { drop: ['ALL', 'KILL'], add: ['KILL'] } } }),
    withContainer({ securityContext: { capabilities: { drop: ['ALL'], add: ['KILL'] } } }),
  ],
  [
    'initContainers',
    deployment({ initContainers: [container('a'), container('b')] }),
    deployment({ initContainers: [container('b'), container('a')] }),
  ],
  [
    'volumes[a].emptyDir',
    deployment({ volumes: [{ name: 'a', emptyDir: {}, hostPath: { path: '/a' } }] }),
    deployment({ volumes: [{ name: 'a', hostPath: { path: '/a' } }] }),
  ],
  ['terminationGracePeriodSeconds', deployment({}), deployment({ terminationGracePeriodSeconds: 0 })],
  [
    'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[]', deployment({}),
    deployment({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }] } } }),
  ],
  [
    'topologySpreadConstraints[a].labelSelector',
    deployment({ topologySpreadConstraints: [{ topologyKey: 'a' }] }),
    deployment({ topologySpreadConstraints: [{ topologyKey: 'a', labelSelector: {} }] }),
  ],
];

describe('pods that mean the same are equal', () => {
  test.each(SAME_PODS)('%s', (_, a, b) => {
    expect(changes(deployment(a), deployment(b))).toEqual([]);
    expect(changes(deployment(b), deployment(a))).toEqual([]);
  });
});

test.each(DIFFERENT)('pods differ in %s', (path, a, b) => {
  expect(changes(a, b).map(each => each.path)).toEqual([`spec.template.spec.${path}`]);
  expect(changes(b, a).map(each => each.path)).toEqual([`spec.template.spec.${path}`]);
});

test('values are those of the document', () => {
  const [change] = changes(withContainer({ resources: { requests: { cpu: '0.5' } } }), withContainer({ resources: { requests: { cpu: '1' } } }));
  expect(change).toEqual({ path: 'spec.template.spec.containers[web].resources.requests.cpu', was: '0.5', is: '1' });
});

test('a value that only the server sets is not shown', () => {
  const [change] = changes(deployment({}), deployment({ terminationGracePeriodSeconds: 10 }));
  expect(change).toEqual({ path: 'spec.template.spec.terminationGracePeriodSeconds', was: undefined, is: 10 });
});

test('a pod without its own setting follows its account', () => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' }, automountServiceAccountToken: false };
  const [implicit, explicit] = [{}, { automountServiceAccountToken: false }].map(pod => deployment({ serviceAccountName: 'a', ...pod }));
  expect(changes([account, implicit], [account, explicit])).toEqual([]);
  expect(changes([implicit], [explicit])).toHaveLength(1);
});

test('variables with one name are compared in their order', () => {
  const [a, b] = [['1', '2'], ['2', '1']].map(values => withContainer({ env: values.map(value => ({ name: 'A', value })) }));
  expect(changes(a, b).map(({ path }) => path.slice(path.indexOf('env')))).toEqual(['env[A].value', 'env[A#2].value']);
});
