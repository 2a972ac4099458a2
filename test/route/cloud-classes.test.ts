import type { Chart } from 'cdk8s';
import { web } from './support';
import {
  Backend, ExposedPods, ExposedWorkload, Exposure, ExternalService, HealthCheck, IngressController, PodSelection, Port, Route,
  RouteBackend, RouteParent, RouteTls, type ExposedWorkloadProps, type IReachable, type RouteProps,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, newChart, synth, type Document } from '../support';

const TARGETS = 'alb.ingress.kubernetes.io/target-type';
const CLASS = 'kubernetes.io/ingress.class';
const ALB = RouteParent.ingressClass('alb', { routeClass: { ingressController: IngressController.AWS_LOAD_BALANCER_CONTROLLER } });
const GCE = RouteParent.ingressClass('gce');

const route = (chart: Chart, parent: RouteParent, backend: IReachable, props: Partial<RouteProps> = {}) => (
  new Route(chart, 'route', { parents: [parent], hosts: ['shop.example.com'], backend, ...props })
);
function ingress(parent: RouteParent, backend: (chart: Chart) => IReachable, props: Partial<RouteProps> = {}): Document {
  const chart = newChart();
  route(chart, parent, backend(chart), props);
  return find(synth(chart), 'Ingress');
}
const seconds = (parent: RouteParent, props: Partial<ExposedWorkloadProps> = {}) => {
  const chart = newChart();
  route(chart, parent, web(chart, 'web', props));
  return find(synth(chart), 'Deployment').spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds;
};

describe('an Ingress of the AWS Load Balancer Controller', () => {
  test.each<[string, (chart: Chart) => IReachable]>([
    ['an ExposedWorkload', chart => web(chart)],
    ['a headless ExposedWorkload', chart => web(chart, 'web', { ports: [Port.http(8080)], exposure: Exposure.headless() })],
    ['ExposedPods', chart => new ExposedPods(chart, 'pods', { selector: PodSelection.of(web(chart).workload), ports: [Port.http(8080)] })],
    ['an ExternalService with pods', chart => new ExternalService(chart, 'pods', { backend: Backend.pods(PodSelection.of(web(chart).workload)), ports: [Port.http(8080)] })],
  ])('makes pods the targets for %s without node ports', (_, backend) => {
    expect(ingress(ALB, backend).metadata.annotations).toEqual({ [TARGETS]: 'ip' });
  });

  test('has no annotation if the user has set one, if the Service has node ports, or if the controller is not known', () => {
    const annotated = (target: string) => ({ serviceMetadata: { annotations: { [TARGETS]: target } } });

    expect(ingress(ALB, chart => web(chart), { metadata: { annotations: { [TARGETS]: 'ip' } } }).metadata.annotations).toEqual({ [TARGETS]: 'ip' });
    expect(ingress(ALB, chart => web(chart, 'web', annotated('ip'))).metadata.annotations).toBeUndefined();
    expect(ingress(ALB, chart => web(chart, 'web', { exposure: Exposure.nodePort() })).metadata.annotations).toBeUndefined();
    expect(ingress(ALB, chart => ExternalService.fromServiceName(chart, 'web', 'web', { ports: [Port.http(8080)] })).metadata.annotations).toBeUndefined();
    expect(ingress(RouteParent.ingressClass('alb'), chart => web(chart)).metadata.annotations).toBeUndefined();
  });

  test('refuses nodes as targets of a Service without node ports', () => {
    const declare = (exposure: Exposure, justification?: string) => (chart: Chart) => {
      new Route(chart, 'route', {
        parents: [ALB], metadata: { annotations: { [TARGETS]: 'instance' } }, rules: [{ backends: [RouteBackend.of(web(chart, 'web', { exposure }), { justification })] }],
      });
    };
    expect(messagesOf(declare(Exposure.clusterIp()))).toEqual([expect.stringMatching(/^shop\/route: rules\[0\]\.backends\[0\] "ClusterIP".*#route-node-targets$/)]);
    expect(messagesOf(declare(Exposure.nodePort()))).toEqual([]);
    expect(messagesOf(declare(Exposure.clusterIp(), 'the IngressClassParams make pods the targets'))).toEqual([]);
  });

  test('gives pods the longer shutdown delay where it makes them the targets, and refuses addresses outside the cluster', () => {
    expect(seconds(ALB)).toBe(30);
    expect(seconds(ALB, { exposure: Exposure.nodePort() })).toBe(5);
    const outside = (exposure: Exposure) => messagesOf(chart => (
      route(chart, ALB, new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.http(8080)], exposure }))
    ));
    expect(outside(Exposure.clusterIp())).toEqual([expect.stringMatching(/#route-outside$/)]);
    expect(outside(Exposure.nodePort())).toEqual([]);
  });

  test('sends gRPC, HTTP/2 and TLS to backends with its annotations', () => {
    const annotations = (port: Port) => ingress(ALB, chart => web(chart, 'web', { ports: [port], exposure: Exposure.nodePort() })).metadata.annotations;

    expect(annotations(Port.grpc(9090))).toEqual({ 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC' });
    expect(annotations(Port.h2c(8080))).toEqual({ 'alb.ingress.kubernetes.io/backend-protocol-version': 'HTTP2' });
    expect(annotations(Port.https(8443))).toEqual({ 'alb.ingress.kubernetes.io/backend-protocol': 'HTTPS' });
  });
});

describe('an Ingress of GKE', () => {
  test.each(['gce', 'gce-internal', 'gce-regional-external'])('has the class %s in the annotation, and not in the field', className => {
    const { metadata, spec } = ingress(RouteParent.ingressClass(className), chart => web(chart), { tls: RouteTls.secret('shop-tls') });

    expect(metadata.annotations).toEqual({ [CLASS]: className });
    expect(spec.ingressClassName).toBeUndefined();
  });

  test('can have another class, and another controller can have a class of the same name', () => {
    const of = (name: string, ingressController: IngressController) => {
      const { metadata, spec } = ingress(RouteParent.ingressClass(name, { routeClass: { ingressController } }), chart => web(chart));
      return [metadata.annotations, spec.ingressClassName];
    };
    expect(of('edge', IngressController.GKE)).toEqual([{ [CLASS]: 'edge' }, undefined]);
    expect(of('gce', IngressController.HAPROXY)).toEqual([undefined, 'gce']);
  });

  test('refuses the annotation of the user', () => {
    const metadata = { annotations: { [CLASS]: 'gce' } };

    expect(messagesOf(chart => route(chart, GCE, web(chart), { metadata }))).toEqual([expect.stringMatching(/#route-annotation$/)]);
  });

  test('gives pods the longer shutdown delay where only pods can be the targets', () => {
    expect(seconds(GCE)).toBe(40);
    expect(seconds(GCE, { exposure: Exposure.nodePort() })).toBe(5);
    const neg = (value: string) => ({ annotations: { 'cloud.google.com/neg': value } });
    expect(seconds(GCE, { exposure: Exposure.nodePort(), serviceMetadata: neg('{"ingress": false}') })).toBe(5);
    ['gce-internal', 'gce-regional-external'].forEach(className => {
      expect(seconds(RouteParent.ingressClass(className), { exposure: Exposure.nodePort() })).toBe(40);
      // the controller ignores the annotation for these classes
      expect(seconds(RouteParent.ingressClass(className), { exposure: Exposure.nodePort(), serviceMetadata: neg('{"ingress": false}') })).toBe(40);
    });
  });

  describe('and its health check', () => {
    const ports = [Port.http(8080), Port.http(9000, { name: 'admin', exposed: false })];
    type Props = Partial<ExposedWorkloadProps>;
    const checked = (readiness?: HealthCheck, parent = GCE, props: Props = {}, justification?: string) => messagesOf(chart => {
      const backends = [RouteBackend.of(web(chart, 'web', { ports, readiness, ...props }), { justification })];
      new Route(chart, 'route', { parents: [parent], rules: [{ backends }] });
    });
    const refused = [expect.stringMatching(/^shop\/route: rules\[0\]\.backends\[0\]\.port "http": .*#route-gke-health-check$/)];

    test.each([
      ['of another port', HealthCheck.http('/ready', { port: 'admin' })],
      ['with headers', HealthCheck.http('/ready', { headers: { accept: 'text/plain' } })],
    ])('refuse a readiness check %s', (_, readiness) => {
      expect(checked(readiness)).toEqual(refused);
      expect(checked(readiness, RouteParent.ingressClass('nginx'))).toEqual([]);
      expect(checked(readiness, GCE, { serviceMetadata: { annotations: { 'cloud.google.com/backend-config': '{"default": "web"}' } } })).toEqual([]);
      expect(checked(readiness, GCE, {}, 'the path / answers with 200')).toEqual([]);
    });

    test('accept readiness checks of the port, and those that do not use HTTP', () => {
      [HealthCheck.http('/ready'), HealthCheck.http('/ready', { headers: { Host: 'shop' } }), HealthCheck.tcp(), undefined].forEach(readiness => (
        expect(checked(readiness)).toEqual([])
      ));
    });

    test('depend on the readiness check of the pods also behind ExposedPods', () => {
      expect(messagesOf(chart => {
        const { workload }: ExposedWorkload = web(chart, 'web', { ports, readiness: HealthCheck.http('/ready', { port: 'admin' }) });
        route(chart, GCE, new ExposedPods(chart, 'pods', { selector: PodSelection.of(workload), ports: [Port.http(8080)] }));
      })).toEqual([expect.stringMatching(/#route-gke-health-check$/)]);
    });
  });
});
