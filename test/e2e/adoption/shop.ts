import { ApiObject, Duration } from 'cdk8s';
import { AS_IT_RUNS, kubernetesDeployment, type Application } from './application';
import {
  DisruptionBudget, ExposedWorkload, HealthCheck, MetricTarget, PodCount, Port, Route, RouteParent, Scaling, ScalingMetric, TargetPort, Worker,
} from '../../../lib';
import { AGENT_IMAGE } from '../harness/images';
import { ROUTE_CLASS } from '../support/controller';
import { CONTROLLER } from '../support/entry-point';

const HOST = 'adopted.example.com';

/** Two servers behind an Ingress, with an autoscaler, a budget, an account and network policies, and a caller. */
export const SHOP: Application = {
  name: 'shop',
  workloads: ['deployment/shop-web', 'deployment/shop-api'],
  targets: [
    { from: 'outside', url: `http://${HOST}`, throughIngress: true, kind: 'new' },
    { from: 'caller', url: 'http://shop-api:8081', kind: 'new' },
  ],
  callers: { app: 'shop', tier: 'reports' },
  asItRuns: AS_IT_RUNS,
  declare: (chart, { env, ...pods }) => {
    const controller = kubernetesDeployment();
    const readiness = HealthCheck.http('/ready', { period: Duration.seconds(2) });
    const api = new ExposedWorkload(chart, 'shop-api', {
      selector: { app: 'shop', tier: 'api' },
      image: AGENT_IMAGE,
      containerName: 'api',
      args: ['serve', '--http=:8081'],
      ports: [Port.http(8081, { unnamed: true, containerPortName: '' })],
      controller,
      replicas: 2,
      env,
      readiness,
      disruption: DisruptionBudget.none(),
      isolate: true,
      networkPolicyName: 'allow-callers-of-api',
      workloadMetadata: { labels: { app: 'shop', tier: 'api' } },
      ...pods,
    });
    const web = new ExposedWorkload(chart, 'shop-web', {
      selector: { app: 'shop', tier: 'web' },
      image: AGENT_IMAGE,
      containerName: 'web',
      args: ['serve', '--http=:8080'],
      ports: [Port.http(8080, { servicePort: 80, targetPort: TargetPort.NAME })],
      controller,
      env,
      resources: { requests: { cpu: '5m' } },
      readiness: HealthCheck.http('/ready', { period: Duration.seconds(2), timeout: Duration.seconds(3) }),
      scaling: Scaling.between(2, 4, { name: 'shop-web-autoscaler', metrics: [ScalingMetric.podResource('cpu', MetricTarget.utilization(80))] }),
      disruption: DisruptionBudget.maxUnavailable(PodCount.of(1), { name: 'shop-web-budget' }),
      createServiceAccount: true,
      serviceAccountName: 'shop-web-account',
      isolate: true,
      networkPolicyName: 'allow-ingress-controller',
      workloadMetadata: { labels: { app: 'shop', tier: 'web' } },
      ...pods,
      automountFromServiceAccount: undefined,
    });
    const reports = new Worker(chart, 'shop-reports', {
      ...pods,
      selector: { app: 'shop', tier: 'reports' },
      image: AGENT_IMAGE,
      containerName: 'reports',
      args: ['serve'],
      controller,
      replicas: 1,
      isolate: false,
    });
    web.connectTo(api, { variables: { API_URL: 'http://{name}:{port}' } });
    reports.connectTo(api);
    new Route(chart, 'shop', {
      parents: [RouteParent.ingressClass(ROUTE_CLASS, { routeClass: { namespace: CONTROLLER.namespace, podLabels: CONTROLLER.labels } })],
      hosts: [HOST],
      backend: web,
    });
    new ApiObject(chart, 'default-deny', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny' },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    });
  },
};
