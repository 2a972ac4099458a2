import { Duration } from 'cdk8s';
import { ExposedWorkload, HealthCheck, Port, type ExposedWorkloadProps } from '../../lib';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { deployClient } from './support/client';
import { declare, deploy, server } from './support/declare';
import { apply, get, waitForRollouts } from './support/kubectl';
import { expectLossless } from './support/lossless';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { answeredBy, call, startLoad, type Place } from './support/places';
import { control, isReady, podsOf } from './support/pods';

const namespace = testNamespace('readiness');
/** Short, so that a test soon sees a change. */
const period = Duration.seconds(1);

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
});

/** Waits until exactly these pods are ready endpoints of the Service. */
async function endpointsAre(service: string, pods: readonly Document[]): Promise<void> {
  const expected = pods.map(({ status }) => status.podIP).sort();
  await eventually(`${service} has ${expected.length} endpoints`, () => {
    const slices: Document[] = get(namespace, 'endpointslices', '--selector', `kubernetes.io/service-name=${service}`).items;
    const ready = slices.filter(({ addressType }) => addressType === 'IPv4').flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ conditions }: Document) => conditions.ready).map(({ addresses }: Document) => addresses[0]).sort();
    return JSON.stringify(ready) === JSON.stringify(expected) || undefined;
  });
}

describe.each<[string, string, Pick<ExposedWorkloadProps, 'ports' | 'readiness'>, string[]]>([
  ['HTTP', 'http://by-http:8080', { ports: [Port.http(8080)], readiness: HealthCheck.http('/ready', { period, failureThreshold: 1 }) }, ['--http=:8080']],
  ['gRPC', 'grpc://by-grpc:9090/echo', { ports: [Port.grpc(9090)], readiness: HealthCheck.grpc({ period, failureThreshold: 1 }) }, ['--grpc=:9090']],
  ['a command', 'http://by-command:8080', {
    ports: [Port.http(8080)],
    readiness: HealthCheck.exec(['/agent', 'call', 'http://127.0.0.1:8080/ready'], { period, failureThreshold: 1 }),
  }, ['--http=:8080']],
])('with a readiness check by %s', (_, url, props, flags) => {
  const name = new URL(url.replace(/^grpc/, 'http')).hostname;

  test('a pod gets no requests while it is not ready, and gets requests again when it is ready', async () => {
    deploy(namespace, chart => new ExposedWorkload(chart, name, { ...server(...flags), ...props, replicas: 2 }));
    const pods = podsOf(namespace, `deployment.${name}`);
    const [first, second] = pods;

    await control(first, 'ready', false);
    await endpointsAre(name, [second]);
    await answeredBy([second.metadata.name], client, url);
    await control(first, 'ready', true);
    await endpointsAre(name, pods);
    await answeredBy(pods.map(({ metadata }) => metadata.name), client, url);
  });
});

test('with the default readiness check by TCP, a pod gets no requests before its server listens', async () => {
  const documents = declare(namespace, chart => new ExposedWorkload(chart, 'slow', {
    ...server('--http=:8080', '--hold'), ports: [Port.http(8080)], replicas: 2,
  }));
  apply(documents);
  const running = await eventually('both pods are running', () => {
    const pods = podsOf(namespace, 'deployment.slow').filter(({ status }) => status.phase === 'Running');
    return pods.length === 2 ? pods : undefined;
  });

  expect(running.filter(isReady)).toEqual([]);
  await eventually('requests are refused', () => /refused/.test(call(client, 'http://slow:8080')[0].error ?? '') || undefined);
  await Promise.all(running.map(pod => control(pod, 'listen', true)));
  await eventually('both pods are ready', () => podsOf(namespace, 'deployment.slow').filter(isReady).length === 2 || undefined);
  await endpointsAre('slow', podsOf(namespace, 'deployment.slow'));
  await answeredBy(running.map(({ metadata }) => metadata.name), client, 'http://slow:8080');
});

test('a gRPC server with TLS never becomes ready by a gRPC check, and becomes ready by the default check', async () => {
  const ports = [Port.grpc(9090, { appProtocol: 'https' })];
  const declared = (readiness?: HealthCheck) => declare(namespace, chart => new ExposedWorkload(chart, 'sealed', { ...server('--grpcs=:9090'), ports, readiness }));
  expect(() => declared(HealthCheck.grpc())).toThrow(/probe-tls/);
  const documents = declared();
  apply(documents.map(document => document.kind === 'Deployment' ? withProbe(document, { grpc: { port: 9090 }, periodSeconds: 1 }) : document));
  const failure = await eventually('the check has failed three times', () => (
    get(namespace, 'events', '--field-selector', 'reason=Unhealthy').items
      .find(({ involvedObject, message, count }: Document) => involvedObject.name.startsWith('sealed-') && /failed to connect service/.test(message) && count >= 3)
  ));
  recordObservation(failure.message);
  expect(podsOf(namespace, 'deployment.sealed').map(isReady)).toEqual([false]);

  apply(documents);
  waitForRollouts(documents);
  const [ready] = podsOf(namespace, 'deployment.sealed');
  await eventually('the pod answers over TLS', () => call(client, 'grpcs://sealed:9090', '--insecure')[0].pod === ready.metadata.name || undefined);
});

/** A Deployment with another readiness probe of its first container. */
function withProbe(deployment: Document, readinessProbe: Document): Document {
  const { spec } = deployment;
  const [first, ...rest] = spec.template.spec.containers;
  return {
    ...deployment,
    spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers: [{ ...first, readinessProbe }, ...rest] } } },
  };
}

test('a container that fails its liveness check is restarted, and no request is lost', async () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'lively', {
    ...server('--http=:8080'),
    ports: [Port.http(8080)],
    replicas: 2,
    readiness: HealthCheck.http('/ready', { period, failureThreshold: 1 }),
    liveness: HealthCheck.http('/alive', { period, failureThreshold: 2 }),
  }));
  const [sick] = podsOf(namespace, 'deployment.lively');
  const load = await startLoad(client, 'http://lively:8080', '--kind=new', '--connections=4', '--rate=100');

  await control(sick, 'alive', false);
  await control(sick, 'ready', false);
  await eventually('the container is restarted and ready', () => {
    const pod = get(namespace, 'pod', sick.metadata.name);
    return pod.status.containerStatuses[0].restartCount >= 1 && isReady(pod) || undefined;
  });
  const summary = await load.stop();

  expectLossless(summary);
  expect(summary.sent).toBeGreaterThan(100);
});
