import type { Application } from './adoption/application';
import { BILLING } from './adoption/billing';
import { check, type Verdict } from './adoption/check';
import { Live } from './adoption/live';
import { NODE_CACHE } from './adoption/node-cache';
import { applyAsUsers, applyWritten, declareAsItRuns, declareAsNew, waitUntilSettled, writtenObjects } from './adoption/releases';
import { eventually } from './harness/eventually';
import { deployClient } from './support/client';
import { declare, deploy, server } from './support/declare';
import { recordObservation } from './support/measurements';
import { createNamespace, deleteNamespace } from './support/namespace';
import { call, type Place } from './support/places';
import { isReady } from './support/pods';
import { ExposedWorkload, HealthCheck, Port, TargetPort, type ExposedWorkloadProps } from '../../lib';
import type { Document } from '../support';

const namespace = 'adoption-refused';
const TIMEOUT = '--timeout=1s';

let client: Place;
beforeAll(async () => {
  await createNamespace(namespace, 'privileged');
  client = deployClient(namespace);
});
afterAll(() => deleteNamespace(namespace));

/** A release that the check refuses, of an application that runs. */
interface Refused {
  readonly name: string;
  readonly workload: string;
  readonly service: string;
  /** Runs the application. */
  readonly run: () => Document[];
  /** The release. Its pods do not become ready, so that the pods that run stay. */
  readonly release: () => Document[];
  readonly verdict: Partial<Verdict>;
  /** The release that the check accepts. */
  readonly accepted: () => Document[];
}

/** The server answers whether it is ready. The default, a check of the connection, would also find a server ready that is not. */
const READY = HealthCheck.http('/ready');

/** The second release of a server, whose pods do not become ready. */
function secondRelease(name: string, props: Pick<ExposedWorkloadProps, 'ports' | 'selector' | 'replicas'>): Document[] {
  const options = { ...server('--http=:8080', '--unready'), readiness: READY };
  return declare(namespace, chart => new ExposedWorkload(chart, name, { ...options, ...props }));
}

const billing = (targetPort: TargetPort) => secondRelease('billing', {
  selector: { app: 'billing' }, ports: [Port.http(8080, { servicePort: 80, unnamed: true, targetPort })], replicas: 2,
});
const https = (targetPort: TargetPort) => secondRelease('web', { ports: [Port.https(8080, { servicePort: 80, targetPort })] });

function runWritten(application: Application): Document[] {
  applyWritten(application, namespace);
  return writtenObjects(application);
}

const REFUSED: readonly Refused[] = [
  {
    name: 'a target by a name that the pods that run do not have',
    workload: 'deployment/billing',
    service: 'billing',
    run: () => runWritten(BILLING),
    release: () => billing(TargetPort.NAME),
    verdict: { refusals: [], errors: ['Service/billing running-pods-leave'] },
    accepted: () => billing(TargetPort.NUMBER),
  },
  {
    name: 'a renamed port',
    workload: 'deployment/web',
    service: 'web',
    run: () => deploy(namespace, chart => {
      const ports = [Port.http(8080, { servicePort: 80 })];
      new ExposedWorkload(chart, 'web', { ...server('--http=:8080'), ports, readiness: READY });
    }),
    release: () => https(TargetPort.NAME),
    verdict: { refusals: [], errors: ['Service/web running-pods-leave'] },
    accepted: () => https(TargetPort.NUMBER),
  },
  {
    name: 'another selector',
    workload: 'daemonset/node-cache',
    service: 'cache',
    run: () => runWritten(NODE_CACHE),
    release: () => declareAsNew(NODE_CACHE, namespace),
    verdict: {
      refusals: [expect.stringMatching(/^DaemonSet\/node-cache spec\.selector: .*field is immutable/)],
      errors: ['Service/cache running-pods-leave'],
    },
    accepted: () => declareAsItRuns(NODE_CACHE, namespace),
  },
];

const BY_NAME = REFUSED.map(refused => [refused.name, refused] as const);

test.each(BY_NAME)('%s is refused; if it is applied, ready pods leave the Service immediately', async (_, refused) => {
  const { workload, service, run, release, verdict, accepted } = refused;
  const url = `http://${service}`;
  await waitUntilSettled(namespace, run());
  await eventually(`${url} answers`, () => call(client, url)[0].error === undefined || undefined);
  const before = Live.read(namespace);
  const documents = release();

  expect(check(documents, before)).toMatchObject({ passed: false, ...verdict });
  const start = Date.now();
  const output = tryToApply(documents);
  const after = await eventually(`${service} has no endpoints`, () => {
    const live = Live.read(namespace);
    return live.endpoints.some(endpoint => endpoint.startsWith(`${service} `)) ? undefined : live;
  });
  const seconds = (Date.now() - start) / 1000;
  const running = after.runningPodsOf(workload).filter(({ metadata }) => metadata.name in before.podsOf(workload));
  expect(running).toHaveLength(Object.keys(before.podsOf(workload)).length);
  expect(running.map(isReady)).not.toContain(false);
  const error = await eventually('requests fail', () => call(client, url, TIMEOUT)[0].error);
  const observed = `no endpoint after ${seconds.toFixed(1)} s, ready pods: ${running.length}, requests fail: ${error}`;
  recordObservation(`applied nevertheless (${output}): ${observed}`);

  const correct = accepted();
  expect(check(correct, before)).toMatchObject({ passed: true, refusals: [], errors: [] });
  applyAsUsers(correct);
  await eventually(`${url} answers again`, () => call(client, url, TIMEOUT)[0].error === undefined || undefined);
});

/** Applies documents although the check refuses them, and returns the first line of the error of the API server. */
function tryToApply(documents: readonly Document[]): string {
  try {
    applyAsUsers(documents);
    return 'the API server accepts it';
  } catch (error) {
    return (error as Error).message.split('\n').find(line => /invalid|immutable/.test(line))!.slice(0, 150);
  }
}
