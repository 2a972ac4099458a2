import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { failureOf } from './support';
import { Assertions, ExposedPods, ExposedWorkload, Exposure, PodSelection, Port, Route, RouteParent } from '../../lib';
import { MINIMAL, newChart } from '../support';

const EXTERNAL = { externalIPs: ['192.0.2.10'], ports: [{ port: 80 }] };

function service(scope: Construct, id: string, spec: object): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Service', metadata: { name: id.toLowerCase() }, spec });
}

function deployment(scope: Construct, id: string): kplus.Deployment {
  return new kplus.Deployment(scope, id, { containers: [{ image: 'old:1', portNumber: 80 }] });
}

/** A construct of the program. */
function group(chart: Chart): Construct {
  return new Construct(chart, 'group');
}

const paths = (scope: IConstruct, listed: IConstruct[]) => failureOf(() => Assertions.onlyPublic(scope, listed)).split('\n').map(line => line.split(':')[0]);

describe('what is in the list can be public', () => {
  test.each<[string, string, (chart: Chart) => IConstruct[]]>([
    ['an object of cdk8s', 'shop/svc', chart => [service(chart, 'svc', EXTERNAL)]],
    ['an object of cdk8s with the id of those of cdk8s-plus', 'shop/Resource', chart => [service(chart, 'Resource', EXTERNAL)]],
    ['an object of cdk8s, or the construct around it', 'shop/group/svc', chart => [service(group(chart), 'svc', EXTERNAL).node.scope!]],
    ['an object of cdk8s that selects pods', 'shop/old', chart => [service(chart, 'svc', { ...EXTERNAL, selector: deployment(chart, 'old').matchLabels })]],
    ['the pods of an object of cdk8s', 'shop/pod', chart => [new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', spec: { hostNetwork: true } })]],
    ['an object in a workload', 'shop/web/svc', chart => [service(new ExposedWorkload(chart, 'web', MINIMAL), 'svc', EXTERNAL)]],
    ['a workload, for an object in it', 'shop/web/svc', chart => [service(new ExposedWorkload(chart, 'web', MINIMAL), 'svc', EXTERNAL).node.scope!]],
    ['the Service of a workload', 'shop/web', chart => [new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort() }).service]],
    ['the Deployment of a workload', 'shop/web', chart => [new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort() }).workload]],
    ['a Service of cdk8s-plus', 'shop/old', chart => [deployment(chart, 'old').exposeViaService({ serviceType: kplus.ServiceType.LOAD_BALANCER })]],
    ['the workload of a Service of cdk8s-plus', 'shop/old', chart => [deployment(chart, 'old').exposeViaService({ serviceType: kplus.ServiceType.LOAD_BALANCER }).node.scope!]],
    ['an Ingress of cdk8s-plus', 'shop/old', chart => [deployment(chart, 'old').exposeViaService().exposeViaIngress('/')]],
    ['ExposedPods', 'shop/old', chart => [
      new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment(chart, 'old')), ports: [Port.http(80)], exposure: Exposure.nodePort() }),
    ]],
    ['a route', 'shop/web', chart => [
      new Route(chart, 'route', { parents: [RouteParent.ingressClass('nginx')], hosts: ['a.example.com'], backend: new ExposedWorkload(chart, 'web', MINIMAL) }),
    ]],
    ['the Service that a route leads to', 'shop/web', chart => {
      const web = new ExposedWorkload(chart, 'web', MINIMAL);
      new Route(chart, 'route', { parents: [RouteParent.ingressClass('nginx')], hosts: ['a.example.com'], backend: web });
      return [web.service];
    }],
  ])('%s', (_, path, declare) => {
    const chart = newChart();
    const listed = declare(chart);

    expect(paths(chart, [])).toEqual([path]);
    expect(paths(chart, listed)).toEqual(['']);
    expect(paths(chart, [chart])).toEqual(['']);
  });

  test('but a construct with pods does not stand for other pods to which an object in it leads', () => {
    const chart = newChart();
    const [first, second] = ['first', 'second'].map(id => deployment(chart, id));
    const ingress = first.exposeViaService().exposeViaIngress('/');
    second.exposeViaService().exposeViaIngress('/second', { ingress });

    expect(paths(chart, [first])).toEqual(['shop/second']);
    expect(paths(chart, [ingress])).toEqual(['']);
  });
});

test('a Service in the scope is public, although its pods are not in the scope', () => {
  const app = new App();
  const [shop, other] = ['shop', 'other'].map(id => new Chart(app, id, { namespace: 'shop' }));
  service(shop, 'svc', { ...EXTERNAL, selector: deployment(other, 'old').matchLabels });

  expect(paths(shop, [])).toEqual(['other/old']);
  expect(paths(other, [])).toEqual(['other/old']);
});

test('the message about a policy of cdk8s-plus names the path of its construct', () => {
  const chart = newChart();
  const db = deployment(chart, 'db');
  new kplus.NetworkPolicy(chart, 'np', { metadata: { name: 'allow' }, selector: db, ingress: { rules: [{ peer: deployment(chart, 'web') }] } });

  expect(failureOf(() => Assertions.onlyCallers(db, []))).toContain("shop/db: 'shop/web' can call it, because of NetworkPolicy 'allow' (shop/np).");
});
