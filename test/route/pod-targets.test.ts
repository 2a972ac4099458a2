import type { Chart } from 'cdk8s';
import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, Gateway, LoadBalancerProvider, PodSelection, Port,
  Route, RouteBackend, RouteParent, type ExposedWorkloadProps, type IReachable, type RouteClass,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, MINIMAL, newChart, synth } from '../support';

const LABELS = { app: 'web' };
const ports = [Port.http(8080)];
const routeClass: RouteClass = { podTargets: true };
const ALB = RouteParent.ingressClass('alb', { routeClass });

const web = (chart: Chart, props: Partial<ExposedWorkloadProps> = {}) => (
  new ExposedWorkload(chart, 'web', { ...MINIMAL, podMetadata: { labels: LABELS }, ...props })
);
const route = (chart: Chart, backend: IReachable, parent = ALB) => (
  new Route(chart, 'route', { parents: [parent], hosts: ['shop.example.com'], backend })
);
const byLabel = (chart: Chart) => kplus.Pods.select(chart, 'pods', { labels: LABELS });

/** The shutdown delay of the only Deployment. The grace period is 30 seconds longer. */
function secondsWith(declare: (chart: Chart) => void): number {
  const chart = newChart();
  declare(chart);
  const { containers: [{ lifecycle: { preStop: { sleep: { seconds } } } }], terminationGracePeriodSeconds } = find(synth(chart), 'Deployment').spec.template.spec;
  expect(terminationGracePeriodSeconds).toBe(seconds + 30);
  return seconds;
}

test.each<[string, (chart: Chart, selector: kplus.IPodSelector) => IReachable]>([
  ['ExposedPods', (chart, selector) => new ExposedPods(chart, 'other', { selector: PodSelection.of(selector), ports })],
  ['an ExternalService', (chart, selector) => new ExternalService(chart, 'other', { backend: Backend.pods(PodSelection.of(selector)), ports })],
  ['an existing Service', chart => ExternalService.fromServiceName(chart, 'other', 'other', { ports, podLabels: LABELS })],
])('a route to load balancers with pods as targets changes the delay of the pods behind %s, also if these are declared before the workload', (_, declare) => {
  expect(secondsWith(chart => route(chart, declare(chart, web(chart))))).toBe(30);
  expect(secondsWith(chart => {
    route(chart, declare(chart, byLabel(chart)));
    web(chart);
  })).toBe(30);
});

test('all backends of a route count, and those with the same labels in an existing Service only if its pods are known', () => {
  const backend = (chart: Chart, id: string, podLabels?: Record<string, string>) => (
    ExternalService.fromServiceName(chart, id, id, { ports, podLabels })
  );

  expect(secondsWith(chart => new Route(chart, 'route', {
    parents: [RouteParent.gatewayNamed('public', { routeClass })],
    rules: [{ backends: [RouteBackend.of(backend(chart, 'first')), RouteBackend.of(web(chart))] }],
  }))).toBe(30);
  expect(secondsWith(chart => {
    web(chart);
    route(chart, backend(chart, 'unknown'));
    new Route(chart, 'other', { parents: [ALB], hosts: ['api.example.com'], backend: backend(chart, 'api', { app: 'api' }) });
  })).toBe(5);
});

test.each<[number, string, (chart: Chart) => RouteParent]>([
  [5, 'an IngressClass', () => RouteParent.ingressClass('traefik')],
  [5, 'a Gateway', chart => gateway(chart, 'traefik')],
  [5, 'a Gateway whose class is not known', () => RouteParent.gatewayNamed('public')],
  [30, 'an IngressClass with pods as targets', () => ALB],
  [30, 'a Gateway of a class with pods as targets', chart => gateway(chart, 'alb', routeClass)],
  [30, 'a Gateway that is declared elsewhere, with pods as targets', () => RouteParent.gatewayNamed('public', { routeClass })],
  [40, 'a Gateway of GKE', chart => gateway(chart, 'gke-l7-global-external-managed')],
  [5, 'a Gateway whose class has a name like those of GKE, but other targets', chart => gateway(chart, 'gke-l7-proxy', { podTargets: false })],
  [5, 'a Gateway whose class only contains the name of one of GKE', chart => gateway(chart, 'not-gke-l7-rilb')],
])('the delay is %d seconds behind %s', (seconds, _, parent) => {
  expect(secondsWith(chart => route(chart, web(chart), parent(chart)))).toBe(seconds);
});

function gateway(chart: Chart, className: string, facts?: RouteClass): RouteParent {
  return RouteParent.gateway(new Gateway(chart, 'public', { className, routeClass: facts }));
}

test('the cluster profile says whether the targets of a class are pods, and the provider of GKE makes the delay 40 seconds', () => {
  const secondsOn = (loadBalancerProvider: LoadBalancerProvider, edge: RouteClass) => secondsWith(chart => {
    ClusterProfile.set(chart, { loadBalancerProvider, routeClasses: { edge } });
    route(chart, web(chart), RouteParent.ingressClass('edge'));
  });
  const { AWS_LOAD_BALANCER_CONTROLLER, GKE } = LoadBalancerProvider;

  expect([secondsOn(AWS_LOAD_BALANCER_CONTROLLER, routeClass), secondsOn(GKE, routeClass), secondsOn(GKE, {})]).toEqual([30, 40, 5]);
});

test('annotations of Ingresses and their Services make pods the targets, and those of Services have precedence', () => {
  type Annotations = Record<string, string>;
  const seconds = (parent: RouteParent, ofService: Annotations, annotations: Annotations = {}) => secondsWith(chart => {
    const backend = web(chart, { serviceMetadata: { annotations: ofService } });
    return new Route(chart, 'route', { parents: [parent], metadata: { annotations }, backend });
  });
  const type = 'alb.ingress.kubernetes.io/target-type';
  const neg = 'cloud.google.com/neg';
  const [alb, gce] = [RouteParent.ingressClass('alb'), RouteParent.ingressClass('gce')];
  const named = RouteParent.gatewayNamed('public');

  expect([seconds(alb, { [type]: 'ip' }), seconds(alb, {}, { [type]: 'ip' })]).toEqual([30, 30]);
  expect([seconds(alb, { [type]: 'instance' }, { [type]: 'ip' }), seconds(alb, {}, { [type]: 'instance' }), seconds(alb, {})]).toEqual([5, 5, 5]);
  expect([seconds(gce, { [neg]: '{"ingress": true}' }), seconds(gce, { [neg]: '{"ingress": false}' })]).toEqual([40, 5]);
  expect([seconds(named, { [type]: 'ip' }), seconds(named, { [neg]: '{"ingress": true}' })]).toEqual([5, 5]);
});

test('the longest delay of Services and routes counts, and the delay of the user has precedence', () => {
  const behindBoth = (exposure: Exposure, props: Partial<ExposedWorkloadProps> = {}) => secondsWith(chart => {
    route(chart, web(chart, { exposure, ...props }), gateway(chart, 'gke-l7-rilb'));
  });
  const balanced = Exposure.loadBalancer();

  expect([behindBoth(Exposure.nodePort()), behindBoth(balanced), behindBoth(balanced, { shutdownDelay: Duration.seconds(8) })]).toEqual([40, 40, 8]);
});

test('a grace period that leaves no time after the delay is refused at synth, with the route that needs the delay', () => {
  expect(messagesOf(chart => route(chart, web(chart, { terminationGracePeriod: Duration.seconds(31) })))).toEqual([]);
  expect(messagesOf(chart => route(chart, web(chart, { terminationGracePeriod: Duration.seconds(30) })))).toEqual([
    expect.stringMatching(/^shop\/web: .+ The delay is 30 seconds by default, because 'shop\/route' leads to the pods\. .+#shutdown-grace-period$/),
  ]);
});
