import { adoptInPlace, adoptWithDefaults } from './adoption/adopted';
import { namespaceOf, type Application } from './adoption/application';
import { BILLING } from './adoption/billing';
import { CATALOG } from './adoption/catalog';
import { check, checkByCommand, type Verdict } from './adoption/check';
import { LEDGER } from './adoption/ledger';
import { Live } from './adoption/live';
import { NODE_CACHE } from './adoption/node-cache';
import {
  applyWritten, declareAsItRuns, declareAsNew, declareWith, deployClientOf, releaseUnderLoad, takeOverServerSide, waitUntilSettled, writtenObjects,
  type Clients, type Release,
} from './adoption/releases';
import { SHOP } from './adoption/shop';
import { deployClient } from './support/client';
import { deployController } from './support/controller';
import { get } from './support/kubectl';
import { expectLossless } from './support/lossless';
import { recordObservation } from './support/measurements';
import { createNamespace, deleteNamespace, testNamespace } from './support/namespace';
import { isReady } from './support/pods';
import { waitForScalers } from './support/scalers';
import { provideVolumes } from './support/volumes';
import { WORKLOAD_LABEL } from '../../lib/workload/pod/identity';

const APPLICATIONS = [BILLING, CATALOG, LEDGER, NODE_CACHE, SHOP];
const BY_NAME = APPLICATIONS.map(application => [application.name, application] as const);

// Each pod of the ledger has a claim.
provideVolumes(2);
const clientNamespace = testNamespace('adopting');

let clients: Clients;
beforeAll(async () => {
  const { address } = await deployController();
  clients = { pod: deployClient(clientNamespace), ingress: address };
  for (const application of APPLICATIONS) {
    await createNamespace(namespaceOf(application), 'privileged');
    applyWritten(application);
  }
  for (const application of APPLICATIONS) {
    const written = writtenObjects(application).map(object => ({ ...object, metadata: { ...object.metadata, namespace: namespaceOf(application) } }));
    await waitForScalers(written);
    await waitUntilSettled(namespaceOf(application), written);
    deployClientOf(application);
  }
});
afterAll(() => APPLICATIONS.forEach(application => deleteNamespace(namespaceOf(application))));

describe('declared with another selector', () => {
  test.each(BY_NAME)('%s is refused by the check, before anything is applied', (_, application) => {
    const live = Live.read(namespaceOf(application));
    const documents = declareAsNew(application);
    const { passed, refusals } = check(documents, live);

    expect(passed).toBe(false);
    for (const workload of application.workloads) {
      const refusal = refusals.find(each => each.toLowerCase().startsWith(`${workload} `));
      expect(refusal).toMatch(/immutable|forbidden/);
    }
    recordObservation(refusals[0].slice(0, 150));
  });

  test('the command refuses it too', () => {
    const { code, output } = checkByCommand(declareAsNew(BILLING), Live.read(namespaceOf(BILLING)));

    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('field is immutable') });
  });
});

describe('adopted in place by the command, from what kubectl prints', () => {
  let releases: Record<string, Release>;
  beforeAll(async () => {
    releases = await releaseUnderLoad(APPLICATIONS, clients, (_, live) => adoptInPlace(live));
  });

  test.each(BY_NAME)('%s loses no request, and keeps all objects and pods', (name, application) => expectKept(application, releases[name]));
});

describe('declared again with the same pods', () => {
  let releases: Record<string, Release>;
  beforeAll(async () => {
    releases = await releaseUnderLoad(APPLICATIONS, clients, application => declareAsItRuns(application));
  });

  test.each(BY_NAME)('%s loses no request, and keeps all objects and pods', (name, application) => expectKept(application, releases[name]));

  test('the command accepts it', () => {
    const { documents, before } = releases[CATALOG.name];

    expect(checkByCommand(documents, before)).toMatchObject({ code: 0 });
  });
});

describe('adopted by the command with the defaults of the library, from the files', () => {
  let releases: Record<string, Release>;
  beforeAll(async () => {
    releases = await releaseUnderLoad(APPLICATIONS, clients, adoptWithDefaults);
  });

  test.each(BY_NAME)('%s replaces its pods in one rolling update, and loses no request', (name, application) => {
    const { documents, before, after } = releases[name];

    expectReplaced(workloadsOf(application), application, releases[name]);
    expect(Object.keys(after.uidsOf(documents))).toEqual(expect.arrayContaining(Object.keys(after.uidsOf(writtenObjects(application)))));
    expect(after.uidsOf(writtenObjects(application))).toEqual(before.uidsOf(writtenObjects(application)));
  });
});

describe('with the defaults of the library', () => {
  let releases: Record<string, Release>;
  beforeAll(async () => {
    releases = await releaseUnderLoad(APPLICATIONS, clients, application => declareWith(application, { env: { RELEASE: '2' } }));
  });

  test.each(BY_NAME)('%s replaces its pods in one rolling update, and loses no request', (name, application) => {
    const { documents, before, after } = releases[name];

    expectReplaced(application.workloads, application, releases[name]);
    expect(after.uidsOf(documents)).toEqual(before.uidsOf(documents));
    application.workloads.flatMap(workload => after.runningPodsOf(workload)).forEach(({ spec: { containers: [{ lifecycle, env }] } }) => {
      expect(lifecycle.preStop).toEqual({ sleep: { seconds: 5 } });
      expect(env).toContainEqual({ name: 'RELEASE', value: '2' });
    });
  });

  test.each(BY_NAME)('%s is then taken over by server-side apply without a change', (name, application) => {
    const { documents } = releases[name];
    const before = Live.read(namespaceOf(application));
    takeOverServerSide(documents);
    const after = Live.read(namespaceOf(application));

    expect(after.changedSince(before, documents)).toEqual([]);
    for (const workload of workloadsOf(application)) {
      expect(after.podsOf(workload)).toEqual(before.podsOf(workload));
      expect(after.revisionsOf(workload)).toEqual(before.revisionsOf(workload));
    }
  });
});

/** All objects exist already, no pod is replaced, and no request is lost. */
function expectKept(application: Application, { documents, before, verdict, after, loads }: Release): void {
  const written = before.uidsOf(writtenObjects(application));

  loads.forEach((summary, url) => expectLossless(summary, url));
  expect(verdict).toMatchObject({ passed: true, refusals: [], errors: [] });
  expect(Object.keys(before.uidsOf(documents)).sort()).toEqual(Object.keys(written).sort());
  expect(Object.values(written)).not.toContain(undefined);
  expect(after.uidsOf(documents)).toEqual(before.uidsOf(documents));
  for (const workload of workloadsOf(application)) {
    expect(after.podsOf(workload)).toEqual(before.podsOf(workload));
    expect(after.revisionsOf(workload)).toEqual(before.revisionsOf(workload));
  }
  expect(after.restarts).toBe(0);
  expect(after.endpoints).toEqual(before.endpoints);
  expectEndpoints(application, after);
  // The generation of a Deployment also counts changes of annotations, of which kubectl apply writes one.
  const changed = after.changedSince(before, documents);
  expect(changed.filter(object => isWorkload(object))).toEqual([]);
  const kept = `${documents.length} objects and ${after.endpoints.length} endpoints kept`;
  recordObservation(`${kept}, other fields than the template changed in: ${changed.join() || 'none'}; ${warningsOf(verdict)}`);
}

/** The pods of these workloads, and no others, are replaced by hardened ones in one rolling update, and no request is lost. */
function expectReplaced(replaced: readonly string[], application: Application, { before, verdict, after, loads, seconds }: Release): void {
  loads.forEach((summary, url) => expectLossless(summary, url));
  expect(verdict).toMatchObject({ passed: true, refusals: [], errors: [] });
  for (const workload of workloadsOf(application)) {
    const isChanged = replaced.includes(workload);
    const added = after.revisionsOf(workload).filter(revision => !before.revisionsOf(workload).includes(revision));
    const kept = Object.values(after.podsOf(workload)).filter(uid => Object.values(before.podsOf(workload)).includes(uid));
    expect({ workload, added: added.length, kept: kept.length }).toEqual(
      { workload, added: isChanged ? 1 : 0, kept: isChanged ? 0 : Object.keys(before.podsOf(workload)).length },
    );
    expect(Object.keys(after.podsOf(workload))).toHaveLength(Object.keys(before.podsOf(workload)).length);
  }
  replaced.flatMap(workload => after.runningPodsOf(workload)).forEach(pod => {
    expect(isReady(pod)).toBe(true);
    expect(pod.metadata.labels).toHaveProperty([WORKLOAD_LABEL]);
    expect(pod.spec.containers[0].securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  });
  expect(after.restarts).toBe(0);
  expectEndpoints(application, after);
  recordObservation(`at most ${seconds} s until the last old pod has ended; ${warningsOf(verdict)}`);
}

function isWorkload(object: string): boolean {
  return /^(Deployment|StatefulSet|DaemonSet)\//.test(object);
}

function warningsOf({ warnings }: Verdict): string {
  return `warnings of the check: ${warnings.join() || 'none'}`;
}

function workloadsOf(application: Application): string[] {
  return writtenObjects(application).filter(({ spec }) => spec?.template).map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`);
}

/** Each pod of an application that serves is a ready endpoint of each port of its Services. */
function expectEndpoints(application: Application, live: Live): void {
  const services = writtenObjects(application).filter(({ kind }) => kind === 'Service');
  const expected = services.flatMap(({ metadata, spec }) => {
    const pods: string[] = get(namespaceOf(application), 'pods', `--selector=${Object.entries(spec.selector).map(each => each.join('=')).join()}`)
      .items.map((pod: { metadata: { name: string } }) => pod.metadata.name);
    return pods.map(pod => ({ service: metadata.name, pod, ports: spec.ports.length }));
  });
  const found = expected.map(({ service, pod }) => ({
    service, pod, ports: live.endpoints.filter(endpoint => endpoint.startsWith(`${service} `) && endpoint.endsWith(` ${pod}`)).length,
  }));

  expect(expected.length).toBeGreaterThan(0);
  expect(found).toEqual(expected);
}
