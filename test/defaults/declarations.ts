import { App, Chart, type ChartProps } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import {
  Backend, ClusterProfile, Controller, DefaultsVersion, EnvFromSource, ExposedPods, ExposedWorkload, Exposure, ExternalService, Gateway, HealthCheck,
  Metrics, PodSelection, Port, Route, RouteParent, Scaling, ScalingMetric, Spread, Worker,
} from '../../lib';
import { MINIMAL, synth, type Document } from '../support';

const IMAGE = 'registry.example.com/web:1';

/** The smallest declarations of each construct, by what they show. */
const DECLARATIONS: Readonly<Record<string, (chart: Chart) => unknown>> = {
  'a Deployment': chart => new ExposedWorkload(chart, 'web', MINIMAL),
  'a Deployment with two replicas': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: 2 }),
  'a Deployment with ten replicas': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: 10 }),
  'a Deployment with a ConfigMap': chart => {
    const settings = new ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { LOG_LEVEL: 'info' } });
    return new ExposedWorkload(chart, 'web', { ...MINIMAL, envFrom: [EnvFromSource.configMap(settings.name)] });
  },
  'a Deployment with health checks': chart => new ExposedWorkload(chart, 'web', {
    ...MINIMAL, readiness: HealthCheck.http('/healthz'), liveness: HealthCheck.http('/healthz'), startup: HealthCheck.http('/healthz'),
  }),
  'a Deployment with a sidecar': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, sidecars: [{ name: 'proxy', image: IMAGE }] }),
  'a Deployment that is spread': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, placement: { spread: Spread.PREFERRED } }),
  'a Deployment with a service account': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, createServiceAccount: true }),
  'a Deployment with a scaler': chart => new ExposedWorkload(chart, 'web', {
    ...MINIMAL, resources: { requests: { cpu: '1' } }, scaling: Scaling.between(2, 12, { metrics: [ScalingMetric.cpu(70)] }),
  }),
  'a Deployment with annotations for Prometheus': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, metrics: Metrics.annotations({ port: 'http' }) }),
  'a Deployment with a ServiceMonitor': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, metrics: Metrics.serviceMonitor({ port: 'http' }) }),
  'an isolated Deployment': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, isolate: true }),
  'a Deployment behind a load balancer': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer() }),
  'a Deployment with node ports': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }) }),
  'a Deployment with a headless Service': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.headless() }),
  'a StatefulSet': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller: Controller.statefulSet() }),
  'a StatefulSet with three replicas and a volume claim': chart => new ExposedWorkload(chart, 'web', {
    ...MINIMAL,
    replicas: 3,
    controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', mountPath: '/data', storage: '1Gi' }] }),
    security: { user: 1000 },
  }),
  'a DaemonSet': chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller: Controller.daemonSet() }),
  'a Worker': chart => new Worker(chart, 'mailer', { image: IMAGE }),
  'a Worker as a StatefulSet': chart => new Worker(chart, 'mailer', { image: IMAGE, controller: Controller.statefulSet() }),
  'a Worker as a DaemonSet': chart => new Worker(chart, 'mailer', { image: IMAGE, controller: Controller.daemonSet() }),
  'a Service for existing pods': chart => new ExposedPods(chart, 'pods', { selector: PodSelection.labels({ app: 'web' }), ports: [Port.http(8080)] }),
  'a backend with addresses': chart => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] }),
  'a backend with a host name': chart => new ExternalService(chart, 'mail', { backend: Backend.hostname('mail.example.com'), ports: [Port.tcp(587)] }),
  'a route of an Ingress': chart => new Route(chart, 'route', {
    parents: [RouteParent.ingressClass('nginx')], hosts: ['shop.example.com'], backend: new ExposedWorkload(chart, 'web', MINIMAL),
  }),
  'a route of a Gateway': chart => new Route(chart, 'route', {
    parents: [RouteParent.gateway(new Gateway(chart, 'public', { className: 'traefik' }))],
    hosts: ['shop.example.com'],
    backend: new ExposedWorkload(chart, 'web', MINIMAL),
  }),
};

/** The documents of each declaration with a version of the defaults. */
export function documentsOf(version: DefaultsVersion, props: ChartProps = { namespace: 'shop' }): Record<string, Document[]> {
  return Object.fromEntries(Object.entries(DECLARATIONS).map(([name, declare]) => {
    const app = new App();
    ClusterProfile.set(app, { cluster: 'production', monitorLabels: {} });
    DefaultsVersion.set(app, version);
    const chart = new Chart(app, 'shop', props);
    declare(chart);
    return [name, synth(chart)];
  }));
}
