import { ServerDryRun, type KubernetesVersion } from 'kubernetes-dry-run';
import { RECORDED, RECORDED_VERSIONS, type RecordedCase } from './recorded';

jest.setTimeout(120_000);

/** The fields of cases for which 1.37 names a different or more specific field than the version that it emulates. */
const OTHER_FIELD: Readonly<Record<string, string>> = {
  P13: 'spec.podManagementPolicy',
  P21: 'spec.volumeClaimTemplates',
  R31: 'spec.template.spec.shareProcessNamespace',
};

function answer(version: KubernetesVersion, { area, text, existingText, updateText }: RecordedCase) {
  const dryRun = new ServerDryRun({
    kubernetesVersion: version,
    podSecurity: area.startsWith('PSS') ? 'restricted' : 'privileged',
    serviceCidrs: ['10.96.0.0/16'],
    references: false,
  });
  const live = [...existingText ? [existingText] : [], ...updateText ? [text] : []];
  return dryRun.apply([updateText ?? text], { live }).results[0];
}

/** The field at the beginning of the server's message. */
function fieldOf(error: string): string | undefined {
  return /^\[?((?:metadata|spec|subsets|endpoints|ports|addressType|data)[^\s:{]*)(?:\{[^}]*\})?: /.exec(error)?.[1];
}

test('453 answers of several versions are recorded', () => {
  expect(RECORDED_VERSIONS.length).toBeGreaterThan(1);
  expect(RECORDED.filter(({ verdict }) => RECORDED_VERSIONS.some(version => !(version in verdict)))).toEqual([]);
  expect(RECORDED).toHaveLength(453);
});

describe.each(RECORDED_VERSIONS)('the recorded answers of a server %s', version => {
  const answers = new Map(RECORDED.map(each => [each, () => answer(version, each)] as const));

  test('have the same verdicts as the dry run', () => {
    const disagreements = RECORDED.filter(({ clusterFact }) => !clusterFact).flatMap(each => {
      const { accepted, causes } = answers.get(each)!();
      return accepted === (each.verdict[version] === 'accept') ? [] : [{ id: each.id, accepted, causes }];
    });

    expect(disagreements).toEqual([]);
  });

  test('name the same fields as the dry run', () => {
    const refused = RECORDED.filter(({ clusterFact, verdict }) => !clusterFact && verdict[version] === 'reject');
    const others = refused.flatMap(each => {
      const field = fieldOf(each.error?.[version] ?? each.error?.all ?? '');
      const fields = answers.get(each)!().causes.map(cause => cause.field.replace(/\{[^}]*\}$/, ''));
      return field === undefined || fields.includes(field) || fields.includes(OTHER_FIELD[each.id]) ? [] : [{ id: each.id, field, fields }];
    });

    expect(others).toEqual([]);
  });
});
