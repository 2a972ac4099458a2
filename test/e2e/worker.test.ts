import { Duration } from 'cdk8s';
import { eventually } from './harness/eventually';
import { AGENT_IMAGE } from './harness/images';
import { CONTROL_PORT, deploy, server } from './support/declare';
import { get, kubectl } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { answeredBy, inPod } from './support/places';
import { podsOf } from './support/pods';
import { ExposedWorkload, Port, Worker } from '../../lib';
import type { Document } from '../support';

const namespace = testNamespace('worker');

beforeAll(() => deploy(namespace, chart => {
  const queue = new ExposedWorkload(chart, 'queue', {
    ...server('--tcp=:5672', '--stop=now'), ports: [Port.tcp(5672, { name: 'amqp' })], shutdownDelay: Duration.seconds(30),
  });
  const mailer = new Worker(chart, 'mailer', { ...server('--stop=now'), env: { TARGET: 'tcp://$(QUEUE_HOST):$(QUEUE_PORT)' } });
  mailer.connectTo(queue, { envPrefix: 'QUEUE' });
}));

const nameOf = (workload: string) => podsOf(namespace, workload).map(({ metadata }) => metadata.name)[0];

test('a worker reaches its target at the address in its environment, and has no Service', async () => {
  await answeredBy([nameOf('deployment.queue')], inPod(namespace, 'deployment/mailer'), 'env:TARGET');

  expect(get(namespace, 'services').items.map(({ metadata }: Document) => metadata.name)).toEqual(['queue']);
});

test('a worker stops at once, and a workload with a Service after its shutdown delay', async () => {
  const names = [nameOf('deployment.mailer'), nameOf('deployment.queue')];
  kubectl('--namespace', namespace, 'delete', 'pods', ...names, '--wait=false');
  const running = await eventually('one of the pods is gone', () => {
    const existing = get(namespace, 'pods').items.map(({ metadata }: Document) => metadata.name);
    const rest = names.filter(name => existing.includes(name));
    return rest.length < names.length ? rest : undefined;
  });

  expect(running).toEqual([names[1]]);
});

test('a Service leads to a port of a sidecar', async () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'guarded', {
    ...server('--http=127.0.0.1:8080'),
    ports: [Port.tcp(CONTROL_PORT, { name: 'control', exposed: false })],
    sidecars: [{
      name: 'proxy', image: AGENT_IMAGE, args: ['serve', '--http=:4180'], env: { POD_NAME: 'proxy' }, ports: [Port.http(4180, { servicePort: 80 })],
    }],
  }));

  await answeredBy(['proxy'], inPod(namespace, 'deployment/mailer'), 'http://guarded');
});
