import type { Chart } from 'cdk8s';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { object } from './declarations';
import { execute } from './support';

/** An object: `apiVersion kind namespace/name`, and its fields. An empty namespace is that of no namespace. */
type Object = [id: string, fields?: object];

/** Two objects, the first of which needs the second one. */
interface Need {
  readonly object: Object;
  readonly needed: Object;
  /** Objects that are like the second one, and that the first one does not need. */
  readonly others?: readonly Object[];
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const SERVICE = 'v1 Service shop/web';
const backend = (service: string) => ({ spec: { rules: [{ http: { paths: [{ backend: { service: { name: service } } }] } }] } });
const route = (spec: object): Object => ['gateway.networking.k8s.io/v1 HTTPRoute shop/web', { spec }];
const webhook = { webhooks: [{ clientConfig: { service: { name: 'web', namespace: 'shop' } } }, { clientConfig: { url: 'https://example.com' } }] };
const pods = { spec: { template: { metadata: { labels: { app: 'web' } } } } };
const roleRef = (kind: string) => ({ roleRef: { kind, name: 'a' } });

const NEEDS: Record<string, Need> = {
  'an object: its Namespace': { object: ['v1 ConfigMap shop/a'], needed: ['v1 Namespace /shop'], others: [['v1 Namespace /other']] },
  'a custom resource: its CustomResourceDefinition': {
    object: ['example.com/v1 Shop shop/a'],
    needed: ['apiextensions.k8s.io/v1 CustomResourceDefinition /shops.example.com', { spec: { group: 'example.com', names: { kind: 'Shop' } } }],
    others: [
      ['apiextensions.k8s.io/v1 CustomResourceDefinition /shops.example.org', { spec: { group: 'example.org', names: { kind: 'Shop' } } }],
      ['apiextensions.k8s.io/v1 CustomResourceDefinition /orders.example.com', { spec: { group: 'example.com', names: { kind: 'Order' } } }],
    ],
  },
  'Endpoints: their Service': { object: ['v1 Endpoints shop/web'], needed: [SERVICE], others: [['v1 Service shop/a'], ['v1 Service other/web']] },
  'an EndpointSlice: its Service': {
    object: ['discovery.k8s.io/v1 EndpointSlice shop/web-1', { addressType: 'IPv4', endpoints: [], metadata: { labels: { 'kubernetes.io/service-name': 'web' } } }],
    needed: [SERVICE],
    others: [['v1 Service shop/web-1'], ['v1 Service other/web']],
  },
  'a StatefulSet: its headless Service': {
    object: ['apps/v1 StatefulSet shop/web', { spec: { serviceName: 'web' } }],
    needed: [SERVICE, { spec: { clusterIP: 'None', selector: { app: 'web' } } }],
    others: [['v1 Service shop/other', { spec: { clusterIP: 'None' } }], ['v1 Service other/web', { spec: { clusterIP: 'None' } }]],
  },
  ...Object.fromEntries(['ConfigMap', 'LimitRange', 'ResourceQuota', 'Secret', 'ServiceAccount'].map(kind => [
    `a workload: each ${kind} of its namespace`,
    { object: ['apps/v1 Deployment shop/web', pods], needed: [`v1 ${kind} shop/a`], others: [[`v1 ${kind} other/a`]] } satisfies Need,
  ])),
  'a workload: each Role of its namespace': {
    object: ['batch/v1 Job shop/web'], needed: [`${RBAC} Role shop/a`], others: [[`${RBAC} Role other/a`]],
  },
  'a workload: each RoleBinding of its namespace': {
    object: ['batch/v1 Job shop/web'], needed: [`${RBAC} RoleBinding shop/a`, roleRef('Role')], others: [[`${RBAC} RoleBinding other/a`, roleRef('Role')]],
  },
  'a workload: each NetworkPolicy of its namespace': {
    object: ['apps/v1 DaemonSet shop/web'], needed: ['networking.k8s.io/v1 NetworkPolicy shop/a'], others: [['networking.k8s.io/v1 NetworkPolicy other/a']],
  },
  'a workload: each CiliumNetworkPolicy of its namespace': { object: ['v1 Pod shop/web'], needed: ['cilium.io/v2 CiliumNetworkPolicy shop/a'] },
  'a workload: each ClusterRole': { object: ['batch/v1 CronJob shop/web'], needed: [`${RBAC} ClusterRole /a`] },
  'a workload: each ClusterRoleBinding': { object: ['apps/v1 ReplicaSet shop/web'], needed: [`${RBAC} ClusterRoleBinding /a`, roleRef('ClusterRole')] },
  'a workload: each PriorityClass': { object: ['apps/v1 StatefulSet shop/web'], needed: ['scheduling.k8s.io/v1 PriorityClass /a', { value: 1 }] },
  'a workload: each RuntimeClass': { object: ['v1 ReplicationController shop/web'], needed: ['node.k8s.io/v1 RuntimeClass /a', { handler: 'runc' }] },
  'a workload: each StorageClass': { object: ['apps/v1 Deployment shop/web'], needed: ['storage.k8s.io/v1 StorageClass /a', { provisioner: 'example.com/a' }], others: [['v1 PersistentVolumeClaim shop/a']] },
  'a Secret with a token: its ServiceAccount': {
    object: ['v1 Secret shop/a', { metadata: { annotations: { 'kubernetes.io/service-account.name': 'web' } } }],
    needed: ['v1 ServiceAccount shop/web'],
    others: [['v1 ServiceAccount shop/other'], ['v1 ServiceAccount other/web']],
  },
  'a RoleBinding: its Role': {
    object: [`${RBAC} RoleBinding shop/a`, roleRef('Role')],
    needed: [`${RBAC} Role shop/a`],
    others: [[`${RBAC} Role shop/b`], [`${RBAC} ClusterRole /a`]],
  },
  'a RoleBinding: its ClusterRole': {
    object: [`${RBAC} RoleBinding shop/a`, roleRef('ClusterRole')],
    needed: [`${RBAC} ClusterRole /a`],
    others: [[`${RBAC} Role shop/a`]],
  },
  'a ClusterRoleBinding: its ClusterRole': {
    object: [`${RBAC} ClusterRoleBinding /a`, roleRef('ClusterRole')],
    needed: [`${RBAC} ClusterRole /a`],
    others: [[`${RBAC} ClusterRole /b`]],
  },
  'an Ingress: the Service of a path': {
    object: ['networking.k8s.io/v1 Ingress shop/web', backend('web')], needed: [SERVICE], others: [['v1 Service shop/a'], ['v1 Service other/web']],
  },
  'an Ingress: the Service of the default backend': {
    object: ['networking.k8s.io/v1 Ingress shop/web', { spec: { defaultBackend: { service: { name: 'web' } } } }], needed: [SERVICE],
  },
  'an Ingress: the resource of the default backend': {
    object: ['networking.k8s.io/v1 Ingress shop/web', { spec: { defaultBackend: { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'web' } } } }],
    needed: ['example.com/v1 Bucket shop/web'],
  },
  'an Ingress: its certificate': {
    object: ['networking.k8s.io/v1 Ingress shop/web', { spec: { tls: [{ secretName: 'tls' }] } }], needed: ['v1 Secret shop/tls'], others: [['v1 Secret other/tls']],
  },
  'an Ingress: its class': {
    object: ['networking.k8s.io/v1 Ingress shop/web', { spec: { ingressClassName: 'nginx' } }],
    needed: ['networking.k8s.io/v1 IngressClass /nginx'],
    others: [['networking.k8s.io/v1 IngressClass /other']],
  },
  'a route: its Gateway': {
    object: route({ parentRefs: [{ name: 'public' }] }),
    needed: ['gateway.networking.k8s.io/v1 Gateway shop/public'],
    others: [['gateway.networking.k8s.io/v1 Gateway other/public'], ['gateway.networking.k8s.io/v1 Gateway shop/other']],
  },
  'a route: its Gateway in another namespace': {
    object: route({ parentRefs: [{ name: 'public', namespace: 'other' }] }), needed: ['gateway.networking.k8s.io/v1 Gateway other/public'],
  },
  'a route: its Service': { object: route({ rules: [{ backendRefs: [{ name: 'web' }] }] }), needed: [SERVICE], others: [['v1 Service other/web']] },
  'a route: the Service of a mirror': { object: route({ rules: [{ filters: [{ requestMirror: { backendRef: { name: 'web' } } }] }] }), needed: [SERVICE] },
  'a route: the Service of a mirror for one backend': {
    object: route({ rules: [{ backendRefs: [{ name: 'a', filters: [{ requestMirror: { backendRef: { name: 'web' } } }] }] }] }), needed: [SERVICE],
  },
  'a route: each ReferenceGrant': { object: route({}), needed: ['gateway.networking.k8s.io/v1beta1 ReferenceGrant other/a'] },
  'a Gateway: its class': {
    object: ['gateway.networking.k8s.io/v1 Gateway shop/public', { spec: { gatewayClassName: 'traefik' } }],
    needed: ['gateway.networking.k8s.io/v1 GatewayClass /traefik'],
    others: [['gateway.networking.k8s.io/v1 GatewayClass /other']],
  },
  'a Gateway: its certificate': {
    object: ['gateway.networking.k8s.io/v1 Gateway shop/public', { spec: { listeners: [{ tls: { certificateRefs: [{ name: 'tls' }] } }, {}] } }],
    needed: ['v1 Secret shop/tls'],
    others: [['v1 Secret shop/other']],
  },
  'a BackendTLSPolicy: its Service': {
    object: ['gateway.networking.k8s.io/v1 BackendTLSPolicy shop/web', { spec: { targetRefs: [{ group: '', kind: 'Service', name: 'web' }] } }], needed: [SERVICE],
  },
  'a BackendTLSPolicy: its certificates': {
    object: ['gateway.networking.k8s.io/v1 BackendTLSPolicy shop/web', { spec: { validation: { caCertificateRefs: [{ kind: 'ConfigMap', name: 'ca' }] } } }],
    needed: ['v1 ConfigMap shop/ca'],
    others: [['v1 Secret shop/ca']],
  },
  'a HorizontalPodAutoscaler: its workload': {
    object: ['autoscaling/v2 HorizontalPodAutoscaler shop/web', { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } } }],
    needed: ['apps/v1 Deployment shop/web'],
    others: [['apps/v1 Deployment shop/other'], ['apps/v1 StatefulSet shop/web'], ['apps/v1 Deployment other/web']],
  },
  'a webhook: its Service': {
    object: ['admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration /a', webhook], needed: [SERVICE], others: [['v1 Service other/web']],
  },
  'a mutating webhook: its Service': { object: ['admissionregistration.k8s.io/v1 MutatingWebhookConfiguration /a', webhook], needed: [SERVICE] },
  'an aggregated API: its Service': {
    object: ['apiregistration.k8s.io/v1 APIService /v1.example.com', { spec: { service: { name: 'web', namespace: 'shop' } } }], needed: [SERVICE],
  },
};

function create(chart: Chart, [id, fields = {}]: Object, index: number): void {
  const [apiVersion, kind, qualified] = id.split(' ');
  const [namespace, name] = qualified.split('/');
  const { metadata, ...rest } = fields as any;
  object(chart, apiVersion, kind, `${name}-${index}`, { metadata: { ...metadata, name, namespace: namespace || undefined }, ...rest });
}

function nameOf([id]: Object, component: string): string {
  const [namespace, name] = id.split(' ')[2].split('/');
  return [component, ...namespace ? [namespace] : [], name].join('/');
}

function typeOf([id]: Object): string {
  const [apiVersion, kind] = id.split(' ');
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

test.each(Object.entries(NEEDS))('%s', async (_, { object: first, needed, others = [] }) => {
  const { messages, find } = await execute(() => {
    new Cdk8sComponent('a', {}, chart => [first, ...others, needed].forEach((one, index) => create(chart, one, index)));
  });

  expect(messages).toEqual([]);
  expect(find(typeOf(first), nameOf(first, 'a')).dependencies).toEqual([`${typeOf(needed)} ${nameOf(needed, 'a')}`]);
});

test.each(Object.entries(NEEDS))('%s of an earlier component', async (_, { object: first, needed, others = [] }) => {
  const { messages, find } = await execute(() => {
    new Cdk8sComponent('a', {}, chart => [...others, needed].forEach((one, index) => create(chart, one, index)));
    new Cdk8sComponent('b', {}, chart => create(chart, first, 0));
  });

  expect(messages).toEqual([]);
  expect(find(typeOf(first), nameOf(first, 'b')).dependencies).toEqual([`${typeOf(needed)} ${nameOf(needed, 'a')}`]);
});

