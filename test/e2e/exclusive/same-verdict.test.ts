import { readFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { KUBERNETES_VERSION } from '../harness/facts';
import { admissionTrials } from '../same-verdict/admission';
import { blockControllers, unblockControllers } from '../same-verdict/block-controllers';
import { verdicts } from '../same-verdict/comparison';
import { CUSTOM_DEFINITIONS, customResourceTrials, establishDefinitions, removeDefinitions } from '../same-verdict/custom-resources';
import { GENERATED_NAMESPACE, generatedTrials } from '../same-verdict/generated';
import { kindTrials } from '../same-verdict/kinds';
import { applyToRealServer, discoveredKinds, isLeakedNodePort } from '../same-verdict/real-server';
import { recordedTrials } from '../same-verdict/recorded';
import type { Trial } from '../same-verdict/trial';
import { PROFILE } from '../support/declare';
import { get, kubectl } from '../support/kubectl';
import { recordObservation } from '../support/measurements';
import { createNamespace, deleteNamespace } from '../support/namespace';

const { PROPERTY_SEED } = process.env;
const SEEDS = [1, PROPERTY_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(PROPERTY_SEED)];
const RESTRICTED = [GENERATED_NAMESPACE, 'other', 'rs', '1', 'n'.repeat(63)];
/** Namespaces of the objects. */
const NAMESPACES = ['default', ...RESTRICTED];

const dryRun = new ServerDryRun({ kubernetesVersion: KUBERNETES_VERSION, serviceCidrs: PROFILE.serviceCidrs, references: false });
/** Live objects that influence how other objects are validated. They are passed to the dry run. */
let liveObjects: ApiObject[];

beforeAll(async () => {
  for (const namespace of RESTRICTED) {
    await createNamespace(namespace);
  }
  for (const namespace of NAMESPACES) {
    kubectl('--namespace', namespace, 'patch', 'serviceaccount', 'default', '--patch={"automountServiceAccountToken":false}');
  }
  await blockControllers(NAMESPACES);
  liveObjects = [...get('default', 'namespaces').items, ...get('default', 'services', '--all-namespaces').items];
});

afterAll(() => {
  unblockControllers();
  RESTRICTED.forEach(deleteNamespace);
});

/** A comparison of the verdicts of both servers. */
interface Comparison {
  readonly objects: readonly string[];
  readonly accepted: number;
  readonly disagreements: readonly object[];
}

async function compare(trials: readonly Trial[]): Promise<Comparison> {
  let accepted = 0;
  const disagreements: object[] = [];
  for (const trial of trials) {
    const answers = await applyToRealServer(trial);
    const { results } = dryRun.apply(trial.documents, { live: [...liveObjects, ...trial.live] });
    for (const [index, answer] of answers.entries()) {
      const { real, dry } = verdicts(JSON.parse(trial.documents[index]), answer, results[index]);
      // All objects of the trial are deleted by now
      if (!isDeepStrictEqual(real, dry) && !await isLeakedNodePort(answer)) {
        disagreements.push({ trial: trial.name, object: trial.documents[index], real, dry });
      }
      accepted += answer.accepted ? 1 : 0;
    }
  }
  return { objects: trials.flatMap(({ documents }) => documents), accepted, disagreements };
}

function report({ objects, accepted, disagreements }: Comparison): void {
  const refused = objects.length - accepted;
  recordObservation(`${accepted} objects accepted, ${refused} refused; ${objects.length - disagreements.length} of ${objects.length} agreed`);
}

test('the dry run agrees with the API server on the recorded cases', async () => {
  const compared = await compare(recordedTrials());
  report(compared);

  expect(compared.objects).toHaveLength(453);
  expect(compared.disagreements).toEqual([]);
});

test(`the dry run agrees with the API server on randomly generated declarations and changes, with the seeds ${SEEDS.join(' and ')}`, async () => {
  const compared = await compare(SEEDS.flatMap(generatedTrials));
  report(compared);

  expect(new Set(compared.objects).size).toBeGreaterThanOrEqual(1000);
  expect(compared.disagreements).toEqual([]);
});

test('the kinds that the discovery of the API server lists are those that the dry run serves', async () => {
  const file = join(__dirname, `../../../dry-run/test/server/discovery/${KUBERNETES_VERSION}.txt`);

  // dry-run/test/server/kinds.test.ts requires that the dry run serves each kind of this file, and that there are objects of it.
  expect(readFileSync(file, 'utf-8').trim().split('\n')).toEqual(await discoveredKinds());
});

test('the dry run agrees with the API server on creations and updates of objects of each kind', async () => {
  const compared = await compare(kindTrials());
  report(compared);

  expect(compared.disagreements).toEqual([]);
});

test('the dry run agrees with the API server on what admission plugins change and refuse', async () => {
  const compared = await compare(admissionTrials());
  report(compared);

  expect(compared.disagreements).toEqual([]);
});

test('the dry run agrees with the API server on creations and updates of custom resources', async () => {
  await establishDefinitions();
  liveObjects = [...liveObjects, ...CUSTOM_DEFINITIONS];
  const compared = await compare(customResourceTrials());
  report(compared);
  removeDefinitions();

  expect(compared.disagreements).toEqual([]);
});
