import { Duration } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { AS_IT_RUNS, asTheImage, type Application } from './application';
import {
  Controller, DisruptionBudget, EnvVarSource, ExposedPods, ExposedWorkload, Exposure, HealthCheck, PodManagement, Port, TargetPort, VolumeSource,
} from '../../../lib';
import { AGENT_IMAGE } from '../harness/images';

/** A StatefulSet with a claim for each pod, whose governing Service has another name than the Service for clients. */
export const LEDGER: Application = {
  name: 'ledger',
  workloads: ['statefulset/ledger'],
  targets: [{ from: 'pod', url: 'http://ledger.adopted-ledger', kind: 'new' }],
  asItRuns: {
    ...AS_IT_RUNS,
    security: { ...asTheImage(), fsGroup: 2000 },
    shutdownDelay: Duration.seconds(8),
    terminationGracePeriod: Duration.seconds(60),
    reloadsConfiguration: true,
  },
  declare: (chart, { env, ...pods }) => {
    const config = new ConfigMap(chart, 'config', { metadata: { name: 'ledger-config' }, data: { 'ledger.conf': 'retention = 30d\n' } });
    const ledger = new ExposedWorkload(chart, 'ledger', {
      selector: { app: 'ledger', component: 'server' },
      image: AGENT_IMAGE,
      args: ['serve', '--http=:8080', '--tcp=:7946'],
      ports: [Port.http(8080, { servicePort: 80, targetPort: TargetPort.NAME }), Port.tcp(7946, { name: 'peer', exposed: false })],
      replicas: 2,
      disruption: DisruptionBudget.none(),
      controller: Controller.statefulSet({
        serviceName: 'ledger-nodes',
        podManagement: PodManagement.PARALLEL,
        volumeClaims: [{ name: 'data', storage: '1Gi', metadata: { labels: { app: 'ledger' } } }],
      }),
      env: { PEERS: 'ledger-0.ledger-nodes,ledger-1.ledger-nodes', ...env },
      envValueFrom: { POD_IP: EnvVarSource.podField('status.podIP') },
      mounts: [
        { path: '/var/lib/ledger', source: VolumeSource.volumeClaim('data') },
        { path: '/etc/ledger', source: VolumeSource.configMap(config.name, { volumeName: 'config' }), readOnly: true },
      ],
      readiness: HealthCheck.http('/ready', { period: Duration.seconds(2) }),
      security: { fsGroup: 2000 },
      workloadMetadata: { labels: { app: 'ledger' } },
      serviceMetadata: { labels: { app: 'ledger' } },
      ...pods,
    });
    new ExposedPods(chart, 'ledger-nodes', {
      selector: ledger,
      ports: [Port.tcp(7946, { name: 'peer' }), Port.http(8080)],
      exposure: Exposure.headless({ publishNotReadyAddresses: true }),
      serviceMetadata: { labels: { app: 'ledger' } },
    });
  },
};
