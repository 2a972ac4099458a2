import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_VERSIONS, ServerDryRun, type KubernetesVersion } from 'kubernetes-dry-run';
import { ROOT } from '../support';

jest.setTimeout(120_000);

/** What real servers answered to an object: see `test/apiserver` of the repository. */
interface RecordedCase {
  readonly id: string;
  readonly area: string;
  readonly verdict: Readonly<Record<string, 'accept' | 'reject'>>;
  readonly error?: Readonly<Record<string, string>>;
  /** Whether the verdict depends on what else is in the cluster. */
  readonly clusterFact?: boolean;
  readonly existing?: object;
  readonly updateTo?: object | string;
}

const CASES = readFileSync(join(ROOT, 'test', 'apiserver', 'cases.json'), 'utf-8').split('\n')
  .filter(line => line.startsWith('{'))
  .map(line => line.replace(/,$/, ''))
  .map(line => ({ ...JSON.parse(line) as RecordedCase, text: textOf(line, 'object')!, updateText: textOf(line, 'updateTo') }));

/** The object at a key of a line, as it is written there: 80.0 is not 80. */
function textOf(line: string, key: string): string | undefined {
  const start = line.indexOf(`"${key}": {`);
  if (start < 0) {
    return undefined;
  }
  const from = start + key.length + 4;
  for (let end = line.indexOf('}', from); end >= 0; end = line.indexOf('}', end + 1)) {
    try {
      JSON.parse(line.slice(from, end + 1));
      return line.slice(from, end + 1);
    } catch {
      continue;
    }
  }
  throw new Error(`no object at ${key} in ${line}`);
}

/** Where 1.37 names another field, or a nearer one, than the version it emulates. */
const OTHER_FIELD: Readonly<Record<string, string>> = {
  P13: 'spec.podManagementPolicy',
  P21: 'spec.volumeClaimTemplates',
  R31: 'spec.template.spec.shareProcessNamespace',
};

function answer(version: KubernetesVersion, { area, existing, updateTo, text, updateText }: typeof CASES[number]) {
  const dryRun = new ServerDryRun({
    kubernetesVersion: version,
    podSecurity: area.startsWith('PSS') ? 'restricted' : 'privileged',
    serviceCidrs: ['10.96.0.0/16'],
    references: false,
  });
  const live = [...existing ? [existing as any] : [], ...updateTo ? [text] : []];
  return dryRun.apply([updateText ?? text], { live }).results[0];
}

/** The field that the server's message begins with. */
function fieldOf(error: string): string | undefined {
  return /^\[?((?:metadata|spec|subsets|endpoints|ports|addressType|data)[^\s:{]*)(?:\{[^}]*\})?: /.exec(error)?.[1];
}

const recorded = KUBERNETES_VERSIONS.filter(version => version in CASES[0].verdict);

test('four versions are recorded', () => {
  expect(recorded).toEqual(['1.33', '1.34', '1.35', '1.36']);
  expect(CASES).toHaveLength(453);
});

describe.each(recorded)('what a server %s answered', version => {
  const answers = new Map(CASES.map(each => [each, () => answer(version, each)] as const));

  test('is what the dry run answers', () => {
    const disagreements = CASES.filter(({ clusterFact }) => !clusterFact).flatMap(each => {
      const { accepted, causes } = answers.get(each)!();
      return accepted === (each.verdict[version] === 'accept') ? [] : [{ id: each.id, accepted, causes }];
    });

    expect(disagreements).toEqual([]);
  });

  test('names the fields that the dry run names', () => {
    const refused = CASES.filter(({ clusterFact, verdict }) => !clusterFact && verdict[version] === 'reject');
    const others = refused.flatMap(each => {
      const field = fieldOf(each.error?.[version] ?? each.error?.all ?? '');
      const fields = answers.get(each)!().causes.map(cause => cause.field.replace(/\{[^}]*\}$/, ''));
      return field === undefined || fields.includes(field) || fields.includes(OTHER_FIELD[each.id]) ? [] : [{ id: each.id, field, fields }];
    });

    expect(others).toEqual([]);
  });
});
