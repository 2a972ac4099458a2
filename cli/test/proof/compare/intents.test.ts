import { changes, deployment, object, service, withContainer } from './support';
import type { Document } from '../../../src/document';

const secured = (securityContext: Document) => withContainer({ securityContext });
const template = (metadata: Document) => deployment({}, { template: { metadata: { labels: { app: 'web' }, ...metadata }, spec: { containers: [{ name: 'web', image: 'web:1' }] } } });
const workloadLabel = (value?: string) => template({ labels: { app: 'web', ...value && { 'cdk8s-service-patterns/workload': value } } });
const annotated = (name: string, value: string) => template({ annotations: { [name]: value } });
const strategy = (amounts: Document) => deployment({}, { strategy: { rollingUpdate: amounts } });
const claim = (spec: Document) => deployment({}, { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec }] }, 'StatefulSet');
const statefulSet = (spec: Document) => deployment({}, spec, 'StatefulSet');
const spread = (others: Document) => deployment({ topologySpreadConstraints: [{ topologyKey: 'a', maxSkew: 1, ...others }] });
const account = (others: Document) => object('v1', 'ServiceAccount', undefined, others);
const budget = (others: Document) => object('policy/v1', 'PodDisruptionBudget', { maxUnavailable: 1, ...others });
const slice = (labels: Document, ports: Document[] = []) => object('discovery.k8s.io/v1', 'EndpointSlice', undefined, { metadata: { name: 'web', labels }, ports });
const ingress = (path: Document) => object('networking.k8s.io/v1', 'Ingress', { rules: [{ host: 'a', http: { paths: [{ pathType: 'Prefix', ...path }] } }] });
const route = (parent: Document) => object('gateway.networking.k8s.io/v1', 'HTTPRoute', { parentRefs: [{ name: 'a', ...parent }] });
const gateway = (...listeners: Document[]) => object('gateway.networking.k8s.io/v1', 'Gateway', { listeners });
const policy = (...egress: Document[]) => object('networking.k8s.io/v1', 'NetworkPolicy', { policyTypes: ['Egress'], egress });
const mounted = (name: string, volume: Document) => withContainer({ volumeMounts: [{ name, mountPath: '/tmp' }] }, { volumes: [{ name, ...volume }] });
const managed = 'endpointslice.kubernetes.io/managed-by';
const pod = 'spec.template.spec.';
const dns = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] };

/** What the library adds, and a declaration in which the same field has another value than that of the library, or of the original. */
const INTENTS: readonly (readonly [path: string, was: Document, is: Document, other: readonly [was: Document, is: Document]])[] = [
  [
    `${pod}containers[web].securityContext.runAsNonRoot`,
    withContainer({}),
    secured({ runAsNonRoot: true }),
    [secured({ runAsNonRoot: false }), secured({ runAsNonRoot: true })],
  ],
  [
    `${pod}containers[web].securityContext.seccompProfile.type`, withContainer({}), secured({ seccompProfile: { type: 'RuntimeDefault' } }),
    [secured({ seccompProfile: { type: 'Unconfined' } }), secured({ seccompProfile: { type: 'RuntimeDefault' } })],
  ],
  [
    `${pod}containers[web].securityContext.allowPrivilegeEscalation`, withContainer({}), secured({ allowPrivilegeEscalation: false }),
    [secured({ allowPrivilegeEscalation: true }), secured({ allowPrivilegeEscalation: false })],
  ],
  [
    `${pod}containers[web].securityContext.capabilities.drop`, withContainer({}), secured({ capabilities: { drop: ['ALL'] } }),
    [withContainer({}), secured({ capabilities: { drop: ['KILL'] } })],
  ],
  [
    `${pod}containers[web].securityContext.readOnlyRootFilesystem`, withContainer({}), secured({ readOnlyRootFilesystem: true }),
    [secured({ readOnlyRootFilesystem: false }), secured({ readOnlyRootFilesystem: true })],
  ],
  [
    `${pod}securityContext.sysctls[net.ipv4.ip_unprivileged_port_start]`,
    deployment(),
    deployment({ securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] } }),
    [deployment(), deployment({ securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '443' }] } })],
  ],
  [
    `${pod}volumes[tmp]`,
    deployment(),
    deployment({ volumes: [{ name: 'tmp', emptyDir: {} }] }),
    [deployment(), deployment({ volumes: [{ name: 'tmp', hostPath: { path: '/' } }] })],
  ],
  [
    `${pod}containers[web].volumeMounts[/tmp]`,
    withContainer({}),
    mounted('tmp', { emptyDir: {} }),
    [withContainer({}), mounted('data', { persistentVolumeClaim: { claimName: 'a' } })],
  ],
  [
    `${pod}automountServiceAccountToken`,
    deployment(),
    deployment({ automountServiceAccountToken: false }),
    [deployment({ automountServiceAccountToken: true }), deployment({ automountServiceAccountToken: false })],
  ],
  [
    `${pod}enableServiceLinks`,
    deployment(),
    deployment({ enableServiceLinks: false }),
    [deployment({ enableServiceLinks: true }), deployment({ enableServiceLinks: false })],
  ],
  [
    `${pod}containers[web].readinessProbe`,
    withContainer({}),
    withContainer({ readinessProbe: { tcpSocket: { port: 80 } } }),
    [withContainer({}), withContainer({ readinessProbe: { exec: {} } })],
  ],
  [
    `${pod}containers[web].lifecycle.preStop`,
    withContainer({}),
    withContainer({ lifecycle: { preStop: { sleep: { seconds: 5 } } } }),
    [withContainer({}), withContainer({ lifecycle: { preStop: { exec: {} } } })],
  ],
  [
    `${pod}terminationGracePeriodSeconds`,
    deployment(),
    deployment({ terminationGracePeriodSeconds: 35 }),
    [deployment({ terminationGracePeriodSeconds: 30 }), deployment({ terminationGracePeriodSeconds: 35 })],
  ],
  [
    `${pod}terminationGracePeriodSeconds`,
    deployment(),
    deployment({ terminationGracePeriodSeconds: 60 }),
    [deployment(), deployment({ terminationGracePeriodSeconds: 5 })],
  ],
  [
    `${pod}securityContext.fsGroup`,
    deployment(),
    deployment({ securityContext: { fsGroup: 1 } }),
    [deployment({ securityContext: { fsGroup: 2 } }), deployment({ securityContext: { fsGroup: 1 } })],
  ],
  [
    `${pod}securityContext.fsGroupChangePolicy`, deployment(), deployment({ securityContext: { fsGroupChangePolicy: 'OnRootMismatch' } }),
    [deployment({ securityContext: { fsGroupChangePolicy: 'Always' } }), deployment({ securityContext: { fsGroupChangePolicy: 'OnRootMismatch' } })],
  ],
  [
    `${pod}topologySpreadConstraints[a].matchLabelKeys`,
    spread({}),
    spread({ matchLabelKeys: ['pod-template-hash'] }),
    [spread({}), spread({ matchLabelKeys: ['a'] })],
  ],
  [
    'spec.template.metadata.annotations[prometheus.io/scrape]',
    deployment(),
    annotated('prometheus.io/scrape', 'true'),
    [annotated('prometheus.io/scrape', 'false'), annotated('prometheus.io/scrape', 'true')],
  ],
  [
    'spec.template.metadata.annotations[prometheus.io/port]',
    deployment(),
    annotated('prometheus.io/port', '80'),
    [annotated('prometheus.io/port', '81'), annotated('prometheus.io/port', '80')],
  ],
  [
    'spec.template.metadata.labels[cdk8s-service-patterns/workload]',
    deployment(),
    workloadLabel('deployment.web'),
    [workloadLabel('deployment.old'), workloadLabel('deployment.web')],
  ],
  [
    'spec.template.metadata.annotations[cdk8s-service-patterns/configuration]',
    deployment(),
    annotated('cdk8s-service-patterns/configuration', 'a'),
    [annotated('cdk8s-service-patterns/configuration', 'b'), annotated('cdk8s-service-patterns/configuration', 'a')],
  ],
  [
    'spec.strategy.rollingUpdate.maxUnavailable',
    deployment(),
    strategy({ maxUnavailable: 0 }),
    [strategy({ maxUnavailable: '25%' }), strategy({ maxUnavailable: 0 })],
  ],
  [
    'spec.serviceName',
    statefulSet({}),
    statefulSet({ serviceName: 'web' }),
    [statefulSet({ serviceName: 'a' }), statefulSet({ serviceName: 'web' })],
  ],
  [
    'spec.volumeClaimTemplates[a].spec.accessModes',
    claim({}),
    claim({ accessModes: ['ReadWriteOnce'] }),
    [claim({ accessModes: ['ReadWriteMany'] }), claim({ accessModes: ['ReadWriteOnce'] })],
  ],
  [
    'spec.ports[80/TCP].name',
    service(),
    service({ ports: [{ port: 80, name: 'http' }] }),
    [service({ ports: [{ port: 80, name: 'web' }] }), service({ ports: [{ port: 80, name: 'http' }] })],
  ],
  [
    `${pod}containers[web].ports[80/TCP].name`,
    withContainer({ ports: [{ containerPort: 80 }] }),
    withContainer({ ports: [{ containerPort: 80, name: 'http' }] }),
    [withContainer({ ports: [{ containerPort: 80, name: 'web' }] }), withContainer({ ports: [{ containerPort: 80, name: 'http' }] })],
  ],
  [
    `${pod}containers[web].ports[80/TCP]`,
    withContainer({}),
    withContainer({ ports: [{ containerPort: 80, name: 'http' }] }),
    [withContainer({}), withContainer({ ports: [{ containerPort: 80, name: 'http', hostPort: 80 }] })],
  ],
  [
    'ports[80/TCP].name',
    slice({}, [{ port: 80 }]),
    slice({}, [{ port: 80, name: 'http' }]),
    [slice({}, [{ port: 80, name: 'web' }]), slice({}, [{ port: 80, name: 'http' }])],
  ],
  [
    'spec.ipFamilies',
    service({ selector: {} }),
    service({ selector: undefined, ipFamilies: ['IPv6'] }),
    [service(), service({ ipFamilies: ['IPv6'] })],
  ],
  [
    'spec.ipFamilyPolicy',
    service({ selector: {} }),
    service({ selector: undefined, ipFamilyPolicy: 'PreferDualStack' }),
    [service(), service({ ipFamilyPolicy: 'PreferDualStack' })],
  ],
  [
    'automountServiceAccountToken',
    account({}),
    account({ automountServiceAccountToken: false }),
    [account({ automountServiceAccountToken: true }), account({ automountServiceAccountToken: false })],
  ],
  [
    'metadata.labels[cdk8s-service-patterns/service]',
    service(),
    service({}, { labels: { 'cdk8s-service-patterns/service': 'web' } }),
    [service(), service({}, { labels: { other: 'web' } })],
  ],
  [
    `metadata.labels[${managed}]`,
    slice({}),
    slice({ [managed]: 'cdk8s-service-patterns' }),
    [slice({ [managed]: 'other' }), slice({ [managed]: 'cdk8s-service-patterns' })],
  ],
  [
    'spec.unhealthyPodEvictionPolicy',
    budget({}),
    budget({ unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
    [budget({ unhealthyPodEvictionPolicy: 'IfHealthyBudget' }), budget({ unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
  ],
  ['spec.rules[a].http.paths[/ Prefix].path', ingress({}), ingress({ path: '/' }), [ingress({ path: '/a' }), ingress({ path: '/' })]],
  ['spec.parentRefs[a].sectionName', route({}), route({ sectionName: 'https' }), [route({ sectionName: 'http' }), route({ sectionName: 'https' })]],
  [
    'spec.listeners[http]',
    gateway(),
    gateway({ name: 'http', port: 80 }),
    [gateway({ name: 'http', port: 80 }), gateway({ name: 'http', port: 81 })],
  ],
  ['spec.egress[]', policy({ to: [] }), policy({ to: [] }, dns), [policy(), policy({ ports: [{ port: 54 }] })]],
];

test.each(INTENTS)('a default of the library is an intent: %s', (path, was, is, [otherWas, otherIs]) => {
  const reasonFor = (differences: ReturnType<typeof changes>) => differences.find(each => each.path === path)?.intent;
  expect(reasonFor(changes(was, is))).toMatch(/docs\/[\w-]+\.md/);
  expect(reasonFor(changes(otherWas, otherIs))).toBeUndefined();
  expect(changes(is, was).filter(each => each.intent)).toEqual([]);
});

describe('objects that the library adds', () => {
  const added = (kind: string, spec: Document) => object(kind === 'Service' ? 'v1' : 'policy/v1', kind, spec);
  const disruption = added('PodDisruptionBudget', { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } });
  const headless = added('Service', { clusterIP: 'None', selector: { app: 'web' } });
  const replicas = (count: number, kind = 'Deployment') => deployment({}, { replicas: count, serviceName: kind === 'StatefulSet' ? 'web' : undefined }, kind);
  const scaler = (minReplicas?: number) => object('autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas, scaleTargetRef: { kind: 'Deployment', name: 'web' } });

  test.each([
    ['a budget of two replicas', [replicas(2)], disruption],
    ['a budget of two replicas of a StatefulSet', [replicas(2, 'StatefulSet')], disruption],
    ['a budget of many replicas', [replicas(10)], added('PodDisruptionBudget', { maxUnavailable: '10%', selector: { matchLabels: { app: 'web' } } })],
    ['a budget of a scaled workload', [replicas(1), scaler(2)], disruption],
    ['the Service of a StatefulSet', [replicas(1, 'StatefulSet')], headless],
  ])('%s is an intent', (_, originals, document) => {
    expect(changes(originals, [...originals, document])).toEqual([{ path: '', was: undefined, is: document.kind, intent: expect.stringContaining('docs/') }]);
  });

  test.each([
    ['a budget of one replica', [replicas(1)], disruption],
    ['a budget of a workload that is not scaled', [replicas(2), scaler()], disruption],
    ['a budget of a DaemonSet', [replicas(2, 'DaemonSet')], disruption],
    ['a budget of other pods', [replicas(2)], added('PodDisruptionBudget', { maxUnavailable: 1, selector: { matchLabels: { app: 'other' } } })],
    ['a budget of all pods', [replicas(2)], added('PodDisruptionBudget', { maxUnavailable: 1, selector: {} })],
    [
      'a budget that allows no eviction',
      [replicas(2)],
      added('PodDisruptionBudget', { maxUnavailable: 0, selector: { matchLabels: { app: 'web' } } }),
    ],
    ['a Service with an address', [replicas(1, 'StatefulSet')], added('Service', { selector: { app: 'web' } })],
    ['a headless Service of a Deployment', [replicas(1)], headless],
    ['another object', [replicas(2)], object('v1', 'ConfigMap', undefined)],
  ])('%s is none', (_, originals, document) => {
    expect(changes(originals, [...originals, document])).toEqual([{ path: '', was: undefined, is: document.kind }]);
  });

  test('a budget of a workload that was added is none', () => {
    expect(changes([], [replicas(2), disruption]).map(each => each.intent)).toEqual([undefined, undefined]);
  });
});
