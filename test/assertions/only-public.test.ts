import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Assertions, Backend, ClusterProfile, Controller, ExposedPods, ExposedWorkload, Exposure, ExternalService, Gateway, LoadBalancerProvider,
  PodSelection, Port, Route, RouteParent, Worker, type ExposedWorkloadProps,
} from '../../lib';
import { MINIMAL, newChart } from '../support';

const CHART = { namespace: 'shop' };

function workload(chart: Chart, id: string, options: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, id, { ...MINIMAL, ...options });
}

function ingress(chart: Chart, spec: object): ApiObject {
  return new ApiObject(chart, 'ingress', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'ingress' }, spec });
}

/** The reasons for which something else than `allowed` is public, by path. */
function reasons(declare: (chart: Chart) => void, allowed: string[] = []): string[] {
  const chart = newChart(CHART);
  declare(chart);
  try {
    Assertions.onlyPublic(chart, allowed.map(id => chart.node.findChild(id)));
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map(line => (
      line.replace('it can be reached from outside of the cluster, because ', '').replace(' Remove this way in, or add the declaration to the list of Assertions.onlyPublic.', '')
    ));
  }
}

test.each<[string, (chart: Chart) => void, string]>([
  ['a load balancer', chart => workload(chart, 'web', { exposure: Exposure.loadBalancer() }), "shop/web: Service 'web' has the type LoadBalancer."],
  ['a node port', chart => workload(chart, 'web', { exposure: Exposure.nodePort() }), "shop/web: Service 'web' has the type NodePort."],
  ['external IPs', chart => workload(chart, 'web', {
    exposure: Exposure.clusterIp({ externalIps: { addresses: ['192.0.2.10'], justification: 'router' } }),
  }), "shop/web: Service 'web' has external IPs."],
  ['a route of an Ingress', chart => new Route(chart, 'route', {
    parents: [RouteParent.ingressClass('nginx')], hosts: ['shop.example.com'], backend: workload(chart, 'web'),
  }), "shop/web: Ingress 'route' (shop/route) leads to the Service 'web'."],
  ['a route of a Gateway', chart => new Route(chart, 'route', {
    parents: [RouteParent.gateway(new Gateway(chart, 'public', { className: 'istio' }))],
    hosts: ['shop.example.com'],
    backend: workload(chart, 'web'),
  }), "shop/web: HTTPRoute 'route' (shop/route) leads to the Service 'web'."],
  ['a port of the node', chart => new Worker(chart, 'agent', {
    image: 'agent:1', ports: [Port.http(9100, { hostPort: 9100 })], controller: Controller.daemonSet(),
  }), "shop/agent: the pods of DaemonSet 'agent' have the port 9100 of their node."],
  ['the default backend of an Ingress of the program', chart => {
    workload(chart, 'web');
    ingress(chart, { defaultBackend: { service: { name: 'web', port: { number: 8080 } } } });
  }, "shop/web: Ingress 'ingress' (shop/ingress) leads to the Service 'web'."],
  ['a Service of cdk8s-plus', chart => new kplus.Service(chart, 'public', {
    metadata: { name: 'public' }, type: kplus.ServiceType.NODE_PORT, selector: workload(chart, 'web'), ports: [{ port: 80 }],
  }), "shop/web: Service 'public' (shop/public) has the type NodePort."],
  ['a type in a JSON patch', chart => ApiObject.of(workload(chart, 'web').service).addJsonPatch(JsonPatch.add('/spec/type', 'NodePort')),
    "shop/web: Service 'web' has the type NodePort."],
  ['ExposedPods of a workload', chart => new ExposedPods(chart, 'public', {
    selector: workload(chart, 'web'), ports: [Port.http(8080)], exposure: Exposure.nodePort(),
  }), "shop/web: Service 'public' (shop/public) has the type NodePort."],
  ['pods of a workload of cdk8s-plus', chart => new ExposedPods(chart, 'public', {
    selector: PodSelection.of(new kplus.Deployment(chart, 'old', { containers: [{ image: 'old:1' }] })), ports: [Port.http(80)], exposure: Exposure.nodePort(),
  }), "shop/old: Service 'public' (shop/public) has the type NodePort."],
  ['a route to a backend outside the cluster', chart => new Route(chart, 'route', {
    parents: [RouteParent.ingressClass('nginx')],
    hosts: ['shop.example.com'],
    backend: new ExternalService(chart, 'legacy', { backend: Backend.addresses('10.20.0.11'), ports: [Port.http(80)] }),
  }), "shop/legacy: Ingress 'route' (shop/route) leads to the Service 'legacy'."],
  ['a Service of the program without pods', chart => new kplus.Service(chart, 'other', {
    metadata: { name: 'other' }, type: kplus.ServiceType.LOAD_BALANCER, selector: kplus.Pods.select(chart, 'all', { labels: { app: 'other' } }), ports: [{ port: 80 }],
  }), "shop/other: Service 'other' has the type LoadBalancer."],
])('%s is a way in from outside', (_, declare, expected) => {
  expect(reasons(declare)).toEqual([expected]);
});

/** An object of the program. */
function object(chart: Chart, kind: string, spec?: object, apiVersion = 'v1'): ApiObject {
  return new ApiObject(chart, `${kind}-${chart.node.children.length}`, { apiVersion, kind, metadata: { name: kind.toLowerCase() }, spec });
}

describe('objects of the program', () => {
  const GATEWAY = 'gateway.networking.k8s.io/v1';
  const MIRROR = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'db', port: 8080 } } };

  test.each<[string, object[], string]>([
    ['backends', [{ backendRefs: [{ name: 'web', port: 8080 }] }], 'web'],
    ['a mirror of a rule', [{ filters: [MIRROR, { type: 'URLRewrite' }] }], 'db'],
    ['a mirror of a backend', [{ backendRefs: [{ kind: 'Other', name: 'other', filters: [MIRROR] }] }], 'db'],
    ['a backend with its namespace', [{ backendRefs: [{ name: 'db', namespace: 'shop' }] }], 'db'],
  ])('a route leads to %s', (_, rules, expected) => {
    expect(reasons(chart => {
      ['web', 'db'].forEach(id => workload(chart, id));
      object(chart, 'HTTPRoute', { rules }, GATEWAY);
    })).toEqual([`shop/${expected}: HTTPRoute 'httproute' (shop/HTTPRoute-2) leads to the Service '${expected}'.`]);
  });

  test('an Ingress that leads to a Service outside of the app is public itself', () => {
    expect(reasons(chart => ingress(chart, { rules: [{ host: 'a.example.com' }, { http: { paths: [{ backend: { service: { name: 'other' } } }, {}] } }] })))
      .toEqual(["shop/ingress: Ingress 'ingress' leads to the Service 'other'."]);
  });

  test.each<[string, (pod: object) => object]>([
    ['CronJob', pod => ({ jobTemplate: { spec: { template: { spec: pod } } } })],
    ['Job', pod => ({ template: { metadata: { labels: { app: 'import' } }, spec: pod } })],
    ['Pod', pod => pod],
  ])('a %s can be on the network of its node', (kind, specOf) => {
    const pod = { hostNetwork: true, initContainers: [{ name: 'init' }], containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] };

    expect(reasons(chart => object(chart, kind, specOf(pod)))).toEqual([`shop/${kind}-0: the pods of ${kind} '${kind.toLowerCase()}' are on the network of their node.`]);
  });

  test.each<[string, (chart: Chart) => void, string]>([
    ['a Worker on each node', chart => new Worker(chart, 'agent', { image: 'agent:1', controller: Controller.daemonSet(), podNetwork: { hostNetwork: true } }), "shop/agent: the pods of DaemonSet 'agent'"],
    ['a DaemonSet of cdk8s-plus', chart => new kplus.DaemonSet(chart, 'old', { metadata: { name: 'old' }, hostNetwork: true, containers: [{ image: 'old:1' }] }), "shop/old: the pods of DaemonSet 'old'"],
    ['a DaemonSet of cdk8s', chart => object(chart, 'DaemonSet', { template: { spec: { hostNetwork: true, containers: [{ name: 'a', image: 'a:1' }] } } }, 'apps/v1'), "shop/DaemonSet-0: the pods of DaemonSet 'daemonset'"],
    ['a ReplicationController', chart => object(chart, 'ReplicationController', { template: { spec: { hostNetwork: true } } }), "shop/ReplicationController-0: the pods of ReplicationController 'replicationcontroller'"],
    ['a workload with a JSON patch', chart => {
      ApiObject.of(workload(chart, 'web').workload).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true), JsonPatch.remove('/spec/template/spec/containers/0/ports'));
    }, "shop/web: the pods of Deployment 'web'"],
  ])('%s is public on the network of its node, although no container lists a port', (_, declare, expected) => {
    expect(reasons(declare)).toEqual([`${expected} are on the network of their node.`]);
    expect(reasons(declare, [expected.slice('shop/'.length, expected.indexOf(':'))])).toEqual([]);
  });

  test.each(['Pod', 'CronJob', 'Service', 'Ingress', 'HTTPRoute'])('a %s without a spec is no way in', kind => {
    expect(reasons(chart => object(chart, kind))).toEqual([]);
  });

  test('a Service without a selector leads to its own backends', () => {
    expect(reasons(chart => object(chart, 'Service', { type: 'NodePort' }))).toEqual(["shop/Service-0: Service 'service' has the type NodePort."]);
  });
});

test.each<[string, (chart: Chart) => void]>([
  ['a Service inside the cluster', chart => workload(chart, 'web')],
  ['a load balancer that is declared as internal', chart => {
    ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.GKE });
    workload(chart, 'web', { exposure: Exposure.loadBalancer({ internal: true }) });
  }],
  ['a headless Service', chart => workload(chart, 'web', { exposure: Exposure.headless() })],
  ['a Service with an empty selector and without external addresses', chart => {
    workload(chart, 'web');
    object(chart, 'Service', { selector: {} });
  }],
  ['a Service of Knative, and an Ingress of another group', chart => {
    object(chart, 'Service', { type: 'NodePort' }, 'serving.knative.dev/v1');
    object(chart, 'Ingress', { defaultBackend: { service: { name: 'web' } } }, 'networking.internal.knative.dev/v1alpha1');
  }],
])('%s is no way in from outside', (_, declare) => {
  expect(reasons(declare)).toEqual([]);
});

test('a listed declaration can be public, with all declarations inside of a listed construct', () => {
  const declare = (chart: Chart) => {
    workload(chart, 'web', { exposure: Exposure.loadBalancer() });
    workload(chart, 'db', { exposure: Exposure.nodePort() });
  };

  expect(reasons(declare, ['web'])).toEqual(["shop/db: Service 'db' has the type NodePort."]);
  expect(reasons(declare, ['web', 'db'])).toEqual([]);
});

test('only the declarations of the scope are verified', () => {
  const app = new App();
  const [shop, other] = ['shop', 'other'].map(id => new Chart(app, id, { namespace: id }));
  workload(other, 'web', { exposure: Exposure.nodePort() });

  expect(() => Assertions.onlyPublic(shop, [])).not.toThrow();
  expect(() => Assertions.onlyPublic(app, [])).toThrow('other/web: it can be reached from outside of the cluster');
});

test('objects of another cluster with the same labels are not behind a Service', () => {
  const app = new App();
  const [blue, green] = ['blue', 'green'].map(cluster => {
    const chart = new Chart(app, cluster, { namespace: 'shop' });
    ClusterProfile.set(chart, { cluster });
    return chart;
  });
  workload(blue, 'web', { exposure: Exposure.nodePort() });
  workload(green, 'web');

  expect(() => Assertions.onlyPublic(green, [])).not.toThrow();
});

test('the problems of the app are reported first', () => {
  const chart = newChart(CHART);
  workload(chart, 'web');
  new ApiObject(chart, 'copy', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: {} });

  expect(() => Assertions.onlyPublic(chart, [])).toThrow('object-unique');
});
