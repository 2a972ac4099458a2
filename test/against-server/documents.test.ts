import { ServerDryRun, type ApiObject, type DryRunAnswer } from 'kubernetes-dry-run';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../lib/rules/versions';
import { DOCUMENTS } from '../rules/documents';
import { alias, claim, daemonSet, deployment, endpoint, endpoints, headless, loadBalancer, outside, service, statefulSet } from '../rules/documents/builders';
import { NOT_DEMONSTRATED, HAZARDS_NOT_DEMONSTRATED } from '../rules/documents/not-demonstrated';
import { hazard, type Hazard, type Refusal } from '../rules/documents/table';

/** The field of a cause with which the server reports that it did not check the rest of a custom resource. */
const NOT_CHECKED = '<nil>';

/** The reasons why the last document is refused, and its fields that are dropped. */
function complaints({ results, findings }: DryRunAnswer): string[] {
  const { accepted, causes, droppedFields } = results[results.length - 1];
  return [...new Set([
    ...accepted ? [] : causes.filter(({ field }) => field !== NOT_CHECKED).map(({ field, message }) => field ? `cause ${field}` : `message ${message}`),
    ...droppedFields.map(field => `dropped ${field}`),
    ...findings.map(({ field }) => `finding ${field}`),
  ])];
}

function apply({ documents, cluster }: Refusal | Hazard, kubernetesVersion: KubernetesVersion): DryRunAnswer {
  const facts = { podSecurity: 'restricted', serviceCidrs: ['10.96.0.0/16'], ...cluster } as const;
  // without references, findings are only the server's answers to pods and claims
  const answer = new ServerDryRun({ kubernetesVersion, references: false, unknownKinds: 'refuse', ...facts }).apply(documents as readonly ApiObject[]);
  expect(answer.results.slice(0, -1).filter(({ accepted, droppedFields }) => !accepted || droppedFields.length > 0)).toEqual([]);
  return answer;
}

const demonstrated = Object.entries(DOCUMENTS).map(([id, { refused: refusals = [], hazards = [] }]) => ({ id, refusals, hazards }));

test('a rule has documents that demonstrate it, or a reason why there are none, but not both', () => {
  expect(demonstrated.map(({ id }) => id).filter(id => id in NOT_DEMONSTRATED)).toEqual([]);
});

test.each(demonstrated)('$id: each document applies to a version of the server, and each hazard has a field and a source', ({ id, refusals, hazards }) => {
  expect(hazards.length > 0 && id in HAZARDS_NOT_DEMONSTRATED).toBe(false);
  expect(refusals.length + hazards.length).toBeGreaterThan(0);
  expect([...refusals, ...hazards].filter(({ versions }) => versions.length === 0)).toEqual([]);
  expect(hazards.filter(({ field, source }) => !field || !source)).toEqual([]);
});

describe.each(KUBERNETES_VERSIONS)('API server %s', version => {
  const forVersion = <T extends Refusal | Hazard>(entries: readonly T[]) => entries.filter(({ versions }) => versions.includes(version));

  test('accepts the unmodified documents', () => {
    const plain = [
      service(), loadBalancer(), headless(), outside(), alias('db.example.com'), endpoint({}), endpoints([{ ip: '10.20.0.11' }]),
      deployment(), daemonSet(), statefulSet({ spec: { volumeClaimTemplates: [claim('data')] } }),
    ];
    expect(plain.flatMap(document => complaints(apply(hazard('', '', document), version)))).toEqual([]);
  });

  test.each(demonstrated.filter(({ refusals }) => forVersion(refusals).length > 0))('refuses the document of $id, or drops its field', ({ refusals }) => {
    for (const refusal of forVersion(refusals)) {
      const [complaint, ...others] = complaints(apply(refusal, version));
      const matches = refusal.by === 'message' && complaint?.startsWith('message ') && complaint.includes(refusal.field);
      expect([matches ? `message ${refusal.field}` : complaint, ...others]).toEqual([`${refusal.by} ${refusal.field}`]);
    }
  });

  test.each(demonstrated.filter(({ hazards }) => forVersion(hazards).length > 0))('accepts the hazard of $id', ({ hazards }) => {
    for (const entry of forVersion(hazards)) {
      const answer = apply(entry, version);
      const [refusals, ofPods] = [false, true].map(pods => complaints(answer).filter(complaint => complaint.startsWith('finding ') === pods));
      expect([entry.field, refusals, ofPods]).toEqual([entry.field, [], entry.withoutPods ? [expect.anything()] : []]);
      expect(answer.results.flatMap(({ warnings }) => warnings).join('\n')).toContain(entry.warning ?? '');
    }
  });
});
