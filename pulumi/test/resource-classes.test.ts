import * as k8s from '@pulumi/kubernetes';
import { Chart, Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Backend, ClusterProfile, Controller, EndpointsApi, ExternalService, Gateway, Isolation, NetworkPolicyProvider, Port, Route, RouteBackend,
  RouteBackendTls, RouteParent,
} from 'cdk8s-service-patterns';
import { object, shop, web } from './declarations';
import { execute } from './support';
import { resourceClass, resourceType } from '../src/resources/resource-class';

/** All classes of resources that @pulumi/kubernetes exports, with their types. */
const CLASSES: [type: string, type: any][] = Object.values(k8s as any).flatMap((group: any) => Object.values(group ?? {}))
  .flatMap((version: any) => Object.values(version ?? {}))
  .filter((member: any) => member?.__pulumiType !== undefined)
  .map((member: any) => [member.__pulumiType, member]);

test('each class of @pulumi/kubernetes is found by the apiVersion and kind in its type', () => {
  const others = CLASSES.filter(([type, member]) => {
    const [, apiVersion, kind] = type.split(':');
    return resourceClass({ apiVersion: apiVersion.replace(/^core\//, ''), kind }) !== member;
  });

  expect(CLASSES.length).toBeGreaterThan(400);
  expect(others.map(([type]) => type)).toEqual([]);
});

test.each([
  ['v1', 'Service', 'kubernetes:core/v1:Service'],
  ['apps/v1', 'Deployment', 'kubernetes:apps/v1:Deployment'],
  ['networking.k8s.io/v1', 'Ingress', 'kubernetes:networking.k8s.io/v1:Ingress'],
])('the type of %s %s is %s', (apiVersion, kind, type) => {
  expect(resourceType({ apiVersion, kind })).toBe(type);
});

test.each([
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['networking.istio.io/v1', 'Gateway'],
  // The first labels of these groups are names of modules that have the same versions and kinds.
  ['networking.example.com/v1', 'Ingress'],
  ['autoscaling.k8s.io/v1', 'VerticalPodAutoscaler'],
  ['apps.example.com/v1', 'Deployment'],
  ['networking.k8s.io/v9', 'Ingress'],
  ['networking.k8s.io/v1', 'Unknown'],
  ['constructor/v1', 'Ingress'],
])('%s %s is a custom resource', (apiVersion, kind) => {
  expect(resourceClass({ apiVersion, kind })).toBe(k8s.apiextensions.CustomResource);
});

test('each kind that the library creates is registered with its own type', async () => {
  const { messages, names } = await execute(() => {
    shop(chart => {
      const routeClasses = { nginx: { namespace: 'nginx' }, traefik: { namespace: 'traefik' } };
      ClusterProfile.set(chart, { networkPolicyProvider: NetworkPolicyProvider.CILIUM, routeClasses });
      Isolation.enable(chart);
      const deployment = web(chart);
      web(new Chart(chart, 'state', { namespace: 'state' }), { controller: Controller.statefulSet() });
      web(new Chart(chart, 'agent', { namespace: 'agent' }), { controller: Controller.daemonSet() });
      const ports = [Port.tcp(5432)];
      const endpointsApi = EndpointsApi.BOTH;
      new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports, endpointsApi });
      deployment.connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), ports }));
      const target = web(new Chart(chart, 'billing', { namespace: 'billing' }), { ports: [Port.https(8443)] });
      const parents = [RouteParent.gateway(new Gateway(chart, 'public', { className: 'traefik' }))];
      const backends = [RouteBackend.of(target, { tls: RouteBackendTls.system({ hostname: 'web.internal' }) })];
      new Route(chart, 'gateway', { parents, hosts: ['a.example.com'], rules: [{ backends }] });
      new Route(chart, 'ingress', { parents: [RouteParent.ingressClass('nginx')], hosts: ['b.example.com'], backend: deployment });
    });
  });

  expect(messages).toEqual([]);
  expect([...new Set(names().map(name => name.split(' ')[0]))].sort()).toEqual([
    'kubernetes:apps/v1:DaemonSet',
    'kubernetes:apps/v1:Deployment',
    'kubernetes:apps/v1:StatefulSet',
    'kubernetes:cilium.io/v2:CiliumNetworkPolicy',
    'kubernetes:core/v1:Endpoints',
    'kubernetes:core/v1:Service',
    'kubernetes:discovery.k8s.io/v1:EndpointSlice',
    'kubernetes:gateway.networking.k8s.io/v1:BackendTLSPolicy',
    'kubernetes:gateway.networking.k8s.io/v1:Gateway',
    'kubernetes:gateway.networking.k8s.io/v1:HTTPRoute',
    'kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant',
    'kubernetes:networking.k8s.io/v1:Ingress',
    'kubernetes:networking.k8s.io/v1:NetworkPolicy',
  ]);
});

/** A construct of cdk8s-plus for each kind that it creates. */
const PLUS: Record<string, (chart: Chart) => unknown> = {
  'core/v1:ConfigMap': chart => new kplus.ConfigMap(chart, 'a'),
  'core/v1:Namespace': chart => new kplus.Namespace(chart, 'a'),
  'core/v1:PersistentVolume': chart => new kplus.AwsElasticBlockStorePersistentVolume(chart, 'a', { volumeId: 'a' }),
  'core/v1:PersistentVolumeClaim': chart => new kplus.PersistentVolumeClaim(chart, 'a'),
  'core/v1:Pod': chart => new kplus.Pod(chart, 'a', { containers: [{ image: 'a' }] }),
  'core/v1:Secret': chart => new kplus.Secret(chart, 'a'),
  'core/v1:Service': chart => new kplus.Service(chart, 'a', { ports: [{ port: 80 }] }),
  'core/v1:ServiceAccount': chart => new kplus.ServiceAccount(chart, 'a'),
  'apps/v1:DaemonSet': chart => new kplus.DaemonSet(chart, 'a', { containers: [{ image: 'a' }] }),
  'apps/v1:Deployment': chart => new kplus.Deployment(chart, 'a', { containers: [{ image: 'a' }] }),
  'apps/v1:StatefulSet': chart => new kplus.StatefulSet(chart, 'a', { containers: [{ image: 'a', portNumber: 80 }] }),
  'batch/v1:CronJob': chart => new kplus.CronJob(chart, 'a', { containers: [{ image: 'a' }], schedule: Cron.daily() }),
  'batch/v1:Job': chart => new kplus.Job(chart, 'a', { containers: [{ image: 'a' }] }),
  'networking.k8s.io/v1:NetworkPolicy': chart => new kplus.NetworkPolicy(chart, 'a'),
  'networking.k8s.io/v1:Ingress': chart => {
    const service = new kplus.Service(chart, 'b', { ports: [{ port: 80 }] });
    return new kplus.Ingress(chart, 'a', { defaultBackend: kplus.IngressBackend.fromService(service) });
  },
  'rbac.authorization.k8s.io/v1:Role': chart => new kplus.Role(chart, 'a'),
  'rbac.authorization.k8s.io/v1:ClusterRole': chart => new kplus.ClusterRole(chart, 'a'),
  'rbac.authorization.k8s.io/v1:RoleBinding': chart => new kplus.RoleBinding(chart, 'a', { role: new kplus.Role(chart, 'b') }),
  'rbac.authorization.k8s.io/v1:ClusterRoleBinding': chart => new kplus.ClusterRoleBinding(chart, 'a', { role: new kplus.ClusterRole(chart, 'b') }),
  'autoscaling/v2:HorizontalPodAutoscaler': chart => {
    const resources = { cpu: { limit: kplus.Cpu.millis(100) } };
    const target = new kplus.Deployment(chart, 'b', { containers: [{ image: 'a', resources }] });
    return new kplus.HorizontalPodAutoscaler(chart, 'a', { target, maxReplicas: 2 });
  },
};

test.each(Object.entries(PLUS))('%s of cdk8s-plus is registered with its own type', async (type, declare) => {
  const { messages, names } = await execute(() => { shop(chart => { declare(chart); }); });

  expect(messages).toEqual([]);
  expect(names().map(name => name.split(' ')[0])).toContain(`kubernetes:${type}`);
  expect(resourceClass({ apiVersion: type.split(':')[0].replace('core/', ''), kind: type.split(':')[1] })).not.toBe(k8s.apiextensions.CustomResource);
});

test('a field that the class of the resource does not know fails the program', async () => {
  const { messages } = await execute(() => { shop(chart => { object(chart, 'v1', 'ConfigMap', 'a', { newField: 1 }); }); });

  expect(messages).toEqual([
    "shop/ConfigMap-a: ConfigMap shop/a: the installed version of @pulumi/kubernetes does not know 'newField'. Install a newer version.",
  ]);
});

test('fields of a custom resource are kept', async () => {
  const { find } = await execute(() => { shop(chart => { object(chart, 'example.com/v1', 'Shop', 'a', { spec: { a: 1 }, newField: [1] }); }); });

  expect(find('kubernetes:example.com/v1:Shop', 'shop/a').args).toEqual({
    apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'a', namespace: 'shop' }, spec: { a: 1 }, newField: [1],
  });
});
