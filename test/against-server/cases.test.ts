import { App, Chart, Testing } from 'cdk8s';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { CASES } from './cases';
import { complaints } from './check';
import { synthWithoutRules } from './enforcement';
import { ClusterProfile } from '../../lib';
import { KUBERNETES_VERSIONS } from '../../lib/rules/versions';
import { messagesOf, type Declaration } from '../rules/broken';

function chartOf(declare: Declaration, kubernetesVersion: string): Chart {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  declare(chart);
  return chart;
}

describe.each(Object.entries(CASES))('%s', (_, { declare, rule, server }) => {
  test(rule === undefined ? 'the library synthesizes the declaration' : `the rule ${rule} refuses the declaration`, () => {
    expect(messagesOf(declare).map(message => /#([a-z-]+)$/.exec(message)![1])).toEqual(rule === undefined ? [] : [rule]);
  });

  test.each(KUBERNETES_VERSIONS)(`API server %s ${server} the documents`, version => {
    const documents = rule === undefined ? Testing.synth(chartOf(declare, version)) : synthWithoutRules(() => chartOf(declare, version)).documents;
    const answer = new ServerDryRun({ kubernetesVersion: version, podSecurity: 'restricted', serviceCidrs: ['10.96.0.0/16', 'fd00:10:96::/112'], references: false, unknownKinds: 'refuse' })
      .apply(documents as ApiObject[]);

    expect(complaints(answer, () => true).length > 0).toBe(server === 'refuses');
  });
});
