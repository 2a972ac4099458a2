import { Duration } from 'cdk8s';
import { AS_IT_RUNS, asTheImage, type Application } from './application';
import {
  Controller, DisruptionBudget, ExposedPods, ExposedWorkload, Exposure, HealthCheck, LifecycleHandler, PodCount, Port, PullPolicy,
  Rollout, TargetPort,
} from '../../../lib';
import { NODE } from '../harness/facts';
import { AGENT_IMAGE } from '../harness/images';

const NODE_PORT = 30188;
const LABELS = { 'app.kubernetes.io/name': 'catalog', 'app.kubernetes.io/instance': 'catalog-prod' };

/** A Deployment with two Services: one whose ports have targets by name, and one with a node port, another port number and a target by number. */
export const CATALOG: Application = {
  name: 'catalog',
  workloads: ['deployment/catalog'],
  targets: [
    { from: 'pod', url: 'http://catalog.adopted-catalog', kind: 'keepalive' },
    { from: 'pod', url: 'grpc://catalog.adopted-catalog:9090', kind: 'grpc' },
    { from: 'outside', url: `http://${NODE.ipv4}:${NODE_PORT}`, kind: 'new' },
  ],
  asItRuns: {
    ...AS_IT_RUNS,
    security: asTheImage({ nonRoot: true, privilegeEscalation: false }),
    lifecycle: { preStop: LifecycleHandler.httpGet('/drain?delay=6s', { port: 'http' }) },
    terminationGracePeriod: Duration.seconds(45),
  },
  declare: (chart, pods) => {
    const catalog = new ExposedWorkload(chart, 'catalog', {
      selector: LABELS,
      image: AGENT_IMAGE,
      imagePullPolicy: PullPolicy.IF_NOT_PRESENT,
      containerName: 'catalog-server',
      args: ['serve', '--http=:8080', '--grpc=:9090'],
      ports: [
        Port.http(8080, { servicePort: 80, containerPortName: 'web', targetPort: TargetPort.NAME }),
        Port.grpc(9090, { targetPort: TargetPort.NAME }),
      ],
      replicas: 2,
      resources: { requests: { memory: '16Mi' }, limits: { memory: '128Mi' } },
      controller: Controller.deployment({
        revisionHistoryLimit: 3, rollout: Rollout.rollingUpdate({ maxSurge: PodCount.of(1), maxUnavailable: PodCount.of(0) }),
      }),
      readiness: HealthCheck.http('/ready', { port: 'http', period: Duration.seconds(2) }),
      liveness: HealthCheck.tcp({ port: 'grpc', byNumber: true, initialDelay: Duration.seconds(5) }),
      disruption: DisruptionBudget.none(),
      workloadMetadata: { labels: LABELS },
      serviceMetadata: { labels: { 'app.kubernetes.io/name': 'catalog' } },
      podMetadata: { annotations: { 'example.com/owner': 'search-team' } },
      ...pods,
    });
    const port = Port.http(8080, { servicePort: 8888, unnamed: true });
    new ExposedPods(chart, 'catalog-external', {
      selector: catalog, ports: [port], exposure: Exposure.nodePort({ nodePorts: { [port.name]: NODE_PORT } }),
    });
  },
};
