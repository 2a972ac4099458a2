import { Duration } from 'cdk8s';
import { AS_IT_RUNS, kubernetesDeployment, type Application } from './application';
import { DisruptionBudget, ExposedWorkload, HealthCheck, PodCount, Port } from '../../../lib';
import { AGENT_IMAGE } from '../harness/images';

/** A Deployment whose ports have no names. */
export const BILLING: Application = {
  name: 'billing',
  workloads: ['deployment/billing'],
  targets: [{ from: 'pod', url: 'http://billing.adopted-billing', kind: 'new' }],
  asItRuns: AS_IT_RUNS,
  declare: (chart, { env, ...pods }) => {
    new ExposedWorkload(chart, 'billing', {
      selector: { app: 'billing' },
      image: AGENT_IMAGE,
      containerName: 'app',
      args: ['serve', '--http=8080'],
      ports: [Port.http(8080, { servicePort: 80, unnamed: true, containerPortName: '' })],
      controller: kubernetesDeployment(),
      replicas: 2,
      env: { LOG_LEVEL: 'info', CURRENCY: 'EUR', ...env },
      envOrder: ['LOG_LEVEL', 'CURRENCY'],
      readiness: HealthCheck.http('/ready', { period: Duration.seconds(2) }),
      disruption: DisruptionBudget.minAvailable(PodCount.of(1), { name: 'billing-pdb' }),
      workloadMetadata: { labels: { app: 'billing' } },
      podMetadata: { labels: { team: 'payments' } },
      ...pods,
    });
  },
};
