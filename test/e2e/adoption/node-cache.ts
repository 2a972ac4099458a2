import { Duration } from 'cdk8s';
import { AS_IT_RUNS, asTheImage, type Application } from './application';
import {
  Controller, EnvVarSource, ExposedWorkload, Exposure, HealthCheck, PodCount, Port, Rollout, Toleration, TrafficPolicy, VolumeSource,
} from '../../../lib';
import { AGENT_IMAGE } from '../harness/images';

/** A DaemonSet whose container does not list its port. */
export const NODE_CACHE: Application = {
  name: 'node-cache',
  workloads: ['daemonset/node-cache'],
  targets: [{ from: 'pod', url: 'http://cache.adopted-node-cache', kind: 'new' }],
  asItRuns: { ...AS_IT_RUNS, security: asTheImage({ droppedCapabilities: ['ALL'], readOnlyRootFilesystem: true }) },
  declare: (chart, pods) => {
    new ExposedWorkload(chart, 'node-cache', {
      name: 'cache',
      workloadName: 'node-cache',
      selector: { 'k8s-app': 'node-cache' },
      image: AGENT_IMAGE,
      args: ['serve', '--http=:8080'],
      ports: [Port.http(8080, { servicePort: 80, listed: false })],
      exposure: Exposure.clusterIp({ internalTrafficPolicy: TrafficPolicy.LOCAL }),
      controller: Controller.daemonSet({ rollout: Rollout.rollingUpdate({ maxSurge: PodCount.of(1), maxUnavailable: PodCount.of(0) }) }),
      envValueFrom: { NODE_NAME: EnvVarSource.podField('spec.nodeName') },
      mounts: [{ path: '/cache', source: VolumeSource.emptyDir({ volumeName: 'cache', sizeLimit: '64Mi' }) }],
      placement: { tolerations: [Toleration.all()] },
      readiness: HealthCheck.tcp({ period: Duration.seconds(2) }),
      workloadMetadata: { labels: { 'k8s-app': 'node-cache' } },
      ...pods,
    });
  },
};
