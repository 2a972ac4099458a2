import { clusterObject, configMap, container, deployment, object, secret, service, workload, type Part, type RuleCases } from './objects';
import { pod, printed } from './upgrade/live-objects';

const policy = object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec: { podSelector: {} } });
const claim = (name: string) => object('v1', 'PersistentVolumeClaim', name, { spec: { accessModes: ['ReadWriteOnce'] } });
const ports = (...list: Part[]) => service('web', { ports: list });
const withEnv = (annotations: Part = {}, image = 'nginx:1.29') => deployment('web', {
  containers: [container({ image, envFrom: [{ configMapRef: { name: 'settings' } }] })],
}, {}, { annotations });
const ownedBy = (kind: string, name: string) => ({ ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: '1', controller: true }] });

const foreign = (name: string, metadata: Part = {}) => object('v1', 'ConfigMap', name, { data: { of: name } }, printed(metadata));
const helm = (name: string): Part => ({ annotations: { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': 'shop' } });
const argo = (name: string): Part => ({ annotations: { 'argocd.argoproj.io/tracking-id': `${name}:/ConfigMap:shop/a${name}` } });
const instance = (name: string): Part => ({ labels: { 'app.kubernetes.io/instance': name } });
const MARKS: readonly Part[] = [
  helm('a'), argo('a'), { labels: { 'argocd.argoproj.io/instance': 'a' } },
  { labels: { 'kustomize.toolkit.fluxcd.io/name': 'a', 'kustomize.toolkit.fluxcd.io/namespace': 'b' } },
  { labels: { 'helm.toolkit.fluxcd.io/name': 'a', 'helm.toolkit.fluxcd.io/namespace': 'b' } },
  { annotations: { 'config.k8s.io/owning-inventory': 'a' } }, { labels: { 'kapp.k14s.io/app': '1' } }, { labels: { 'objectset.rio.cattle.io/hash': 'a' } },
  { labels: { 'olm.owner': 'a', 'olm.owner.namespace': 'b' } }, { labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } },
];
const printedClaim = (name: string, metadata: Part = {}) => object('v1', 'PersistentVolumeClaim', name, { spec: { accessModes: ['ReadWriteOnce'] } }, printed(metadata));

/** A workload whose pods have the labels of another one, and other labels. */
const like = (app: string, name: string, more: Part = {}, metadata: Part = {}, kind = 'Deployment') => workload(kind, name, {}, {
  selector: { matchLabels: { app, ...more } }, template: { metadata: { labels: { app, ...more } }, spec: { containers: [container()] } }, replicas: 3,
}, metadata);

export const removalCases: readonly RuleCases[] = [
  {
    rule: 'vanished',
    message: 'Service "web" is live and not in the manifests',
    found: { live: [service('web'), deployment('web')], documents: [deployment('web')] },
    nearMisses: {
      'still in the manifests': { live: [service('web')], documents: [service('web')] },
      'in the manifests in another API version': { live: [object('autoscaling/v1', 'HorizontalPodAutoscaler', 'a')], documents: [object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a')] },
      'created by a controller': { live: [object('apps/v1', 'ReplicaSet', 'web-1', {}, ownedBy('Deployment', 'web'))], documents: [] },
      'created by the cluster': {
        live: [
          configMap('kube-root-ca.crt'), object('v1', 'ServiceAccount', 'default'), clusterObject('v1', 'Namespace', 'kube-system'),
          secret('sh.helm.release.v1.web.v1', {}, { type: 'helm.sh/release.v1' }), clusterObject('v1', 'Node', 'a'),
          object('discovery.k8s.io/v1', 'EndpointSlice', 'a', {}, { labels: { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' } }),
          secret('tls', {}, {}, { annotations: { 'cert-manager.io/certificate-name': 'tls' } }),
          object('v1', 'Pod', 'static', {}, { annotations: { 'kubernetes.io/config.mirror': 'a' } }),
          pod('web'),
        ],
        documents: [],
      },
      'the Endpoints of a Service with a selector': { live: [service('web'), object('v1', 'Endpoints', 'web')], documents: [service('web')] },
      'a ConfigMap with a content hash in its name': { live: [configMap('settings-9mk2hb55tf', { a: '1' })], documents: [configMap('settings-2gd7fkt4c8', { a: '2' })] },
    },
  },
  {
    rule: 'vanished',
    message: '3 live objects are not in the manifests, and nothing marks their owner: ConfigMap "a", ConfigMap "b", Service "web".',
    found: { live: [foreign('a'), foreign('b'), service('web', {}, printed())], documents: [] },
    nearMisses: {
      'objects of other owners': { live: MARKS.map((mark, index) => foreign(`a${index}`, mark)), documents: [] },
      'an object of another release': { live: [foreign('a', helm('one')), foreign('b', helm('two'))], documents: [configMap('a')] },
      'an object of another application': { live: [foreign('a', argo('one')), foreign('b', argo('two'))], documents: [configMap('a')] },
      'an object of another instance': { live: [foreign('a', instance('one')), foreign('b', instance('two'))], documents: [configMap('a')] },
    },
  },
  ...[helm, argo, instance].map((mark): RuleCases => ({
    rule: 'vanished',
    message: 'ConfigMap "b" is live and not in the manifests: kubectl apply keeps it',
    found: { live: [foreign('a', mark('one')), foreign('b', mark('one')), foreign('c', mark('two'))], documents: [configMap('a')] },
    nearMisses: {},
  })),
  {
    rule: 'vanished',
    message: 'ConfigMap "a" is live and not in the manifests',
    found: { live: [foreign('a', instance('one'))], documents: [] },
    nearMisses: {},
  },
  {
    rule: 'vanished',
    message: 'ConfigMap "settings"',
    found: { live: [configMap('settings', { a: '1' })], documents: [configMap('other', { a: '2' })] },
    nearMisses: { 'a new ServiceAccount without content, which is not compared': { live: [], documents: [object('v1', 'ServiceAccount', 'a')] } },
  },
  {
    rule: 'vanished-data',
    message: 'and with it its data',
    found: { live: [claim('data')], documents: [] },
    nearMisses: {
      'the claim of a StatefulSet': {
        live: [claim('data-db-0'), workload('StatefulSet', 'db', {}, { volumeClaimTemplates: [{ metadata: { name: 'data' } }] })],
        documents: [workload('StatefulSet', 'db', {}, { volumeClaimTemplates: [{ metadata: { name: 'data' } }] })],
      },
    },
  },
  {
    rule: 'vanished-data',
    message: 'PersistentVolumeClaim "b" is live',
    found: { live: [foreign('c'), foreign('d'), printedClaim('a', helm('other')), printedClaim('b')], documents: [] },
    nearMisses: { 'a claim of another owner': { live: [printedClaim('a', helm('other'))], documents: [] } },
  },
  {
    rule: 'vanished-data',
    message: 'all its custom resources',
    found: { live: [clusterObject('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.example.com', { spec: {} })], documents: [] },
    nearMisses: {},
  },
  {
    rule: 'vanished-network-policy',
    message: 'which opens the pods to the traffic that it blocks',
    found: { live: [policy], documents: [] },
    nearMisses: { 'still in the manifests': { live: [policy], documents: [policy] } },
  },
  ...['cilium.io/v2/CiliumNetworkPolicy', 'crd.projectcalico.org/v1/NetworkPolicy', 'security.istio.io/v1/AuthorizationPolicy'].map((type): RuleCases => ({
    rule: 'vanished-network-policy',
    message: 'which opens the pods to the traffic that it blocks',
    found: { live: [object(type.slice(0, type.lastIndexOf('/')), type.slice(type.lastIndexOf('/') + 1), 'web', { spec: {} }, printed()), foreign('a'), foreign('b')], documents: [] },
    nearMisses: {},
  })),
  {
    rule: 'renamed',
    field: 'metadata.name',
    message: 'Service "web" is renamed to "site", which creates a new object: its address and its DNS name are new, and clients know the old ones. Keep the name "web" (name in cdk8s-service-patterns)',
    found: { live: [service('web', { clusterIP: '10.96.0.9', ports: [{ port: 80, nodePort: 30001 }] })], documents: [service('site', { ports: [{ port: 80 }] })] },
    nearMisses: { 'another Service': { live: [service('web')], documents: [service('web'), service('site')] } },
  },
  {
    rule: 'renamed',
    message: 'its claims are new and empty',
    found: { live: [workload('StatefulSet', 'db')], documents: [workload('StatefulSet', 'database')] },
    nearMisses: {},
  },
  {
    rule: 'renamed',
    field: 'metadata.name',
    message: 'ConfigMap "web" is renamed to "site", which creates a new object: kubectl apply keeps the old object, and GitOps tools delete it. Keep the name, or delete',
    found: { live: [configMap('web')], documents: [configMap('site')] },
    nearMisses: {},
  },
  {
    rule: 'renamed',
    field: 'metadata.name',
    message: 'Deployment "web" is live and not in the manifests, and Deployment "site" is new and selects the same pods, so the object has a new name or there are two of them: kubectl apply keeps the old object, and GitOps tools delete it. Keep the name "web" (workloadName in cdk8s-service-patterns)',
    found: { live: [deployment('web')], documents: [like('web', 'site')] },
    nearMisses: {
      'other labels': { live: [deployment('web')], documents: [deployment('site', {}, { replicas: 3 })] },
      'another namespace': { live: [deployment('web')], documents: [like('web', 'site', {}, { namespace: 'other' })] },
      'another kind': { live: [deployment('web')], documents: [like('web', 'site', {}, {}, 'StatefulSet')] },
      'it is still in the manifests': { live: [deployment('web')], documents: [deployment('web'), like('web', 'site')] },
      'the other workload is live too': { live: [deployment('web'), like('web', 'site')], documents: [like('web', 'site')] },
      'a selector of all pods, which the server refuses': { live: [deployment('web')], documents: [deployment('site', {}, { selector: {}, replicas: 3 })] },
    },
  },
  {
    rule: 'renamed',
    message: 'Deployment "web" is live and not in the manifests, and Deployment "site" is new',
    found: { live: [like('site', 'web', { tier: 'front' })], documents: [like('site', 'site')] },
    nearMisses: {},
  },
  {
    rule: 'renamed',
    message: 'Service "web" is live and not in the manifests, and Service "site" is new and selects the same pods',
    found: { live: [service('web')], documents: [service('site', { selector: { app: 'web' }, ports: [{ port: 81 }] })] },
    nearMisses: {
      'another selector': { live: [service('web')], documents: [service('site', { ports: [{ port: 81 }] })] },
      'no selector': { live: [service('web', { selector: undefined })], documents: [service('site', { selector: undefined, ports: [{ port: 81 }] })] },
      'an empty selector': { live: [service('web', { selector: {} })], documents: [service('site', { selector: {}, ports: [{ port: 81 }] })] },
      'the headless Service of the same pods': { live: [service('web', { clusterIP: 'None' })], documents: [service('site', { selector: { app: 'web' } })] },
      'another kind of object': { live: [object('example.com/v1', 'Service', 'web', { spec: { selector: { app: 'web' }, a: 1 } })], documents: [object('example.com/v1', 'Service', 'site', { spec: { selector: { app: 'web' }, a: 2 } })] },
      'a Service that becomes an external name': { live: [service('web')], documents: [service('site', { type: 'ExternalName', externalName: 'a.example.com', selector: { app: 'web' } })] },
      'a Service that was an external name': { live: [service('web', { type: 'ExternalName', externalName: 'a.example.com' })], documents: [service('site', { selector: { app: 'web' } })] },
    },
  },
  {
    rule: 'kind-changed',
    field: 'kind',
    message: 'The manifests contain Deployment "web" as a StatefulSet',
    found: { live: [deployment('web')], documents: [workload('StatefulSet', 'web')] },
    nearMisses: { 'both kinds in the manifests': { live: [deployment('web')], documents: [deployment('web'), workload('StatefulSet', 'web')] } },
  },
  {
    rule: 'service-type-lowered',
    field: 'spec.type',
    message: 'The type changes from LoadBalancer to ClusterIP, so the Service loses the load balancer and its address',
    found: { live: [service('web', { type: 'LoadBalancer' })], documents: [service('web')] },
    nearMisses: {
      'to a type with more features': { live: [service('web')], documents: [service('web', { type: 'NodePort' })] },
      'an ExternalName that changes to another type': { live: [service('web', { type: 'ExternalName', externalName: 'a.example.com' })], documents: [service('web')] },
      'an ExternalName that changes its name': { live: [service('web', { type: 'ExternalName', externalName: 'a.example.com' })], documents: [service('web', { type: 'ExternalName', externalName: 'b.example.com' })] },
    },
  },
  {
    rule: 'service-port-removed',
    field: 'spec.ports',
    message: 'The port "admin" (81) is removed',
    found: { live: [ports({ name: 'http', port: 80 }, { name: 'admin', port: 81 })], documents: [ports({ name: 'http', port: 80 })] },
    nearMisses: {
      'a port that gets a name': { live: [ports({ port: 80 })], documents: [ports({ name: 'http', port: 80 }, { name: 'admin', port: 81 })] },
      'a headless Service, where clients get the addresses of the pods': {
        live: [service('web', { clusterIP: 'None', ports: [{ port: 80 }] })], documents: [service('web', { clusterIP: 'None', ports: [] })],
      },
    },
  },
  {
    rule: 'service-port-changed',
    field: 'spec.ports[1].port',
    message: 'The number of the port "http" (80) changes to 8080',
    found: { live: [ports({ name: 'http', port: 80 })], documents: [ports({ name: 'admin', port: 81 }, { name: 'http', port: 8080 })] },
    nearMisses: { 'another targetPort': { live: [ports({ name: 'http', port: 80, targetPort: 1 })], documents: [ports({ name: 'http', port: 80, targetPort: 2 })] } },
  },
  {
    rule: 'service-node-port-changed',
    field: 'spec.ports[0].nodePort',
    message: 'changes from 30001 to 30002',
    found: { live: [ports({ port: 80, nodePort: 30001 })], documents: [ports({ port: 80, nodePort: 30002 })] },
    nearMisses: { 'an omitted node port, which stays the same': { live: [ports({ port: 80, nodePort: 30001 })], documents: [ports({ port: 80 })] } },
  },
  {
    rule: 'config-not-rolled-out',
    field: 'spec.template.spec.containers[0].envFrom[0].configMapRef.name',
    message: 'The changes in ConfigMap "settings" do not reach',
    found: { live: [withEnv(), configMap('settings', { a: '1' })], documents: [withEnv(), configMap('settings', { a: '2' })] },
    nearMisses: {
      'another pod template': { live: [withEnv(), configMap('settings', { a: '1' })], documents: [withEnv({}, 'nginx:1.30'), configMap('settings', { a: '2' })] },
      'the same data': { live: [withEnv(), configMap('settings', { a: '1', b: '2' })], documents: [withEnv(), configMap('settings', { b: '2', a: '1' })] },
      'a volume, which is updated automatically': {
        live: [deployment('web', { volumes: [{ name: 'v', configMap: { name: 'settings' } }] }), configMap('settings', { a: '1' })],
        documents: [deployment('web', { volumes: [{ name: 'v', configMap: { name: 'settings' } }] }), configMap('settings', { a: '2' })],
      },
      'a controller that restarts the pods': {
        live: [withEnv(), configMap('settings', { a: '1' })],
        documents: [withEnv({ 'reloader.stakater.com/auto': 'true' }), configMap('settings', { a: '2' })],
      },
      'a Secret that cannot be compared': {
        live: [deployment('web', { containers: [container({ envFrom: [{ secretRef: { name: 'a' } }] })] }), secret('a')],
        documents: [deployment('web', { containers: [container({ envFrom: [{ secretRef: { name: 'a' } }] })] }), secret('a', {}, { stringData: { key: 'value' } })],
      },
    },
  },
];
