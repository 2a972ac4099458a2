import { App, Chart, Testing } from 'cdk8s';
import { manifestFiles } from './manifests';
import { meaningOf } from './meaning';
import { redeclare } from './workload';
import { ClusterProfile } from '../../lib';
import { NEWEST_KUBERNETES, find } from '../support';

describe.each(manifestFiles())('$file', ({ workload, services }) => {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion: NEWEST_KUBERNETES });
  const chart = new Chart(app, 'chart');
  const unknown = redeclare(chart, { workload, services });
  const documents = Testing.synth(chart);

  test('options express all fields', () => {
    expect(unknown).toEqual([]);
  });

  test('the declaration generates the same workload and Services, and no others', () => {
    const declared = find(documents, workload.kind);
    for (const original of [workload, ...services]) {
      const document = find(documents, original.kind, original.metadata.name);
      expect(meaningOf(document, declared)).toMatchObject(meaningOf(original, workload));
    }
    expect(documents).toHaveLength(1 + services.length);
  });
});
