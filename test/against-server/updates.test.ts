import { App, Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import type { ApiObject } from 'kubernetes-dry-run';
import { dualStackServer } from './dual-stack-server';
import { IMMUTABLE } from './immutable';
import { stored, update } from './updates';
import { ClusterProfile } from '../../lib';
import { KUBERNETES_VERSIONS, isAtLeast } from '../../lib/rules/versions';
import { inputs, minutes } from '../random/inputs';
import { publicOptions } from '../random/public-options';
import type { Declaration } from '../rules/broken';
import type { Document } from '../support';

const PARAMETERS = inputs(300);

function synth(declare: Declaration, kubernetesVersion: string): Document[] {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  declare(chart);
  return Testing.synth(chart);
}

describe.each(Object.entries(IMMUTABLE))('%s cannot be changed', (option, { fields, before, after, since = KUBERNETES_VERSIONS[0] }) => {
  test('the doc comment states that the option cannot be changed, and describes what to do', () => {
    const { doc } = publicOptions().find(({ name }) => name === option)!;

    expect(doc).toMatch(/(cannot be changed|be recreated|recreate the (Service|StatefulSet)).*: delete .*, then apply\./);
  });

  test.each(KUBERNETES_VERSIONS.filter(version => isAtLeast(version, since)))('API server %s refuses the change', version => {
    const server = dualStackServer(version);
    const live = stored(server, synth(before, version));
    const refused = server.apply(synth(after, version) as ApiObject[], { live }).results.flatMap(({ causes }) => causes.map(({ field }) => field));

    expect(refused).not.toEqual([]);
    expect(refused.filter(field => !fields.test(field))).toEqual([]);
  });
});

test('any other option of an applied declaration can be changed, and an unchanged declaration can be applied again', () => {
  let changed = 0;
  fc.assert(fc.property(fc.nat(), fc.nat(), (seed, choice) => {
    const updated = update(seed, choice);
    changed += updated === undefined ? 0 : 1;
    const refused = updated?.refused.filter(({ field }) => !IMMUTABLE[updated.option]?.fields.test(field)) ?? [];

    expect(refused.length === 0 ? [] : [
      `Add ${updated!.option} to IMMUTABLE in test/against-server/immutable.ts, and describe in its doc comment how to change it`, ...refused,
    ]).toEqual([]);
  }), PARAMETERS);

  expect(changed).toBeGreaterThan(PARAMETERS.numRuns / 5);
}, minutes(4));
