import { Duration } from 'cdk8s';
import { ExposedWorkload, MetricTarget, Port, Scaling, ScalingMetric, type ExposedWorkloadProps } from '../../../lib';
import { eventually } from '../harness/eventually';
import { run } from '../harness/shell';
import { deployClient } from '../support/client';
import { deploy, server } from '../support/declare';
import { externalMetric, type ExternalMetric } from '../support/external-metrics';
import { get } from '../support/kubectl';
import { expectLossless } from '../support/lossless';
import { recordObservation } from '../support/measurements';
import { testNamespace } from '../support/namespace';
import { startLoad } from '../support/places';
import { isReady, podsOf } from '../support/pods';
import { podsAre } from '../support/release';

// The metric is an API of the whole cluster, which other tests would find.
const namespace = testNamespace('scaling');

/** Ten units of the metric for each pod. */
const scaling = Scaling.between(2, 6, {
  metrics: [ScalingMetric.external('queue_length', MetricTarget.averageValue('10'))],
  scaleDown: { stabilizationWindow: Duration.seconds(0) },
});

const deployServer = (name: string, props: Partial<ExposedWorkloadProps>) => deploy(namespace, chart => {
  new ExposedWorkload(chart, name, { ...server('--http=:8080'), ports: [Port.http(8080)], ...props });
});
const replicasOf = (name: string): number => get(namespace, 'deployment', name).spec.replicas;

let metric: ExternalMetric;
beforeAll(async () => {
  metric = await externalMetric('queue_length');
});
afterAll(() => metric.remove());

/** Sets the metric, and returns the seconds until the scaler has created the pods, and they are ready. */
async function scaleTo(name: string, pods: number): Promise<number> {
  const start = Date.now();
  metric.set(String(10 * pods));
  await eventually(`${name} has ${pods} ready pods`, () => {
    const found = podsOf(namespace, `deployment.${name}`).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return (found.length === pods && found.every(isReady)) || undefined;
  });
  return Math.round((Date.now() - start) / 1000);
}

test('a metric from outside of the cluster scales a workload under load, which loses no request', async () => {
  const client = deployClient(namespace);
  deployServer('web', { scaling });
  await scaleTo('web', 2);
  const load = await startLoad(client, 'http://web:8080', '--kind=new', '--connections=8', '--rate=200', '--at-least=5000');

  const up = await scaleTo('web', 5);
  const down = await scaleTo('web', 2);
  await podsAre(namespace, 'web', 2);
  recordObservation(`scaled from 2 to 5 pods within ${up} s, and back within ${down} s`);

  expectLossless(await load.stop());
});

describe('a release with a scaler instead of replicas', () => {
  /** Gives the field another owner, as docs/scaling.md describes. */
  const handOver = (name: string) => run('kubectl', ['apply', '--server-side', '--field-manager=replicas-handover', '--validate=false', '--filename=-'], JSON.stringify({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { replicas: replicasOf(name) },
  }));

  test('sets the number of pods to one, unless the field has another owner', () => {
    metric.set('30');
    for (const name of ['sudden', 'prepared']) {
      deployServer(name, { replicas: 3 });
    }
    handOver('prepared');

    const after = ['sudden', 'prepared'].map(name => {
      // The scaler of the library would soon change the number, so this release only removes the field.
      deployServer(name, {});
      return replicasOf(name);
    });

    expect(after).toEqual([1, 3]);
  });

  test('keeps the pods after the hand-over', async () => {
    deployServer('prepared', { scaling });

    expect(replicasOf('prepared')).toBe(3);
    await scaleTo('prepared', 4);
  });
});
