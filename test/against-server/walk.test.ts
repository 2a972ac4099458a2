import { createHash } from 'crypto';
import { writeFileSync } from 'fs';
import { isDeepStrictEqual } from 'util';
import { Yaml } from 'cdk8s';
import type { ApiObject } from 'kubernetes-dry-run';
import { complaints } from './check';
import { dualStackServer } from './dual-stack-server';
import type { KubernetesVersion } from '../../lib/rules/versions';
import { FACTOR, minutes } from '../random/inputs';
import { messagesOf } from '../rules/broken';
import type { Document } from '../support';
import { EXEMPT } from '../walk/exemptions';
import { places, validUses } from '../walk/places';
import { Report } from '../walk/report';
import { ALL_VALUES, walk } from '../walk/walk';

/** Each place gets one of so many values, and the next place gets others. With a larger factor, all places get all values. */
const SHARE = Math.max(1, Math.floor(17 / FACTOR));

/**
 * A wrong warning for amounts above 8 PiB, whose thousandths do not fit into 64 bits (warningsForPodSpecAndMeta in pkg/api/pod/warnings.go of
 * Kubernetes 1.36).
 */
const FALSE_WARNING = /fractional byte value "\d+Pi" is invalid/;

/** What the API server does not accept as it was declared. */
function refusals(document: Document, kubernetesVersion: KubernetesVersion): string[] {
  const server = dualStackServer(kubernetesVersion);
  const [{ document: read, error } = { error: 'it is missing' }] = server.decode(Yaml.stringify(document));
  return [
    ...error === undefined && isDeepStrictEqual(read, JSON.parse(JSON.stringify(document))) ? [] : [`misread ${document.kind}: ${error ?? 'a value differs'}`],
    ...complaints(server.apply([document as ApiObject])).filter(complaint => !FALSE_WARNING.test(complaint)),
  ];
}

test.each(validUses())('%s: the smallest valid declaration is accepted', (_, use) => {
  expect(messagesOf(use())).toEqual([]);
});

test('every option that has no effect in the walk exists', () => {
  const names = places().map(({ name }) => name);

  expect(EXEMPT.filter(option => !names.includes(option))).toEqual([]);
});

test('a value has its documented effect and is accepted by the API server, or is refused by a rule that names the option', () => {
  const report = new Report();
  const unused = new Set([...places().map(({ name }) => name), ...ALL_VALUES.map(({ value }) => value)]);
  const seen = new Set<string>();
  for (const run of walk(SHARE)) {
    report.add(run);
    unused.delete(run.place);
    unused.delete(run.value);
    for (const document of run.outcome.documents ?? []) {
      const { kubernetesVersion } = run.outcome;
      const hash = createHash('sha256').update(JSON.stringify([document, kubernetesVersion])).digest('base64');
      const details = seen.has(hash) ? [] : refusals(document, kubernetesVersion!);
      seen.add(hash);
      details.forEach(detail => report.add({ ...run, outcome: { kind: 'not accepted by the API server', isFailure: true, detail } }));
    }
  }
  process.stdout.write(`${report.summary()}\n${seen.size} different documents\n`);
  process.env.WALK_FAILURES && writeFileSync(process.env.WALK_FAILURES, report.json());

  expect([...unused]).toEqual([]);
  expect(report.problems(20)).toEqual([]);
}, minutes(5));
