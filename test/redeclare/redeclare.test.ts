import { App, Chart, Testing } from 'cdk8s';
import { ServerDryRun } from 'kubernetes-dry-run';
import { updateInPlace } from './in-place';
import { manifestFiles } from './manifests';
import { meaningOf } from './meaning';
import { redeclare } from './workload';
import { ClusterProfile } from '../../lib';
import { NEWEST_KUBERNETES, find, type Document } from '../support';

const dryRun = new ServerDryRun({ kubernetesVersion: NEWEST_KUBERNETES, serviceCidrs: ['10.96.0.0/16', 'fd00:10:96::/112'], references: false });

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

  test('the manifests can be updated in place, and the running pods keep all ports', () => {
    expect(updateInPlace(dryRun, { workload, services }, documents)).toMatchObject({ wasAccepted: true, refusals: [], lostPorts: [] });
  });
});

describe('an update in place', () => {
  const workload: Document = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [{
            name: 'server', image: 'registry.example.com/web:1.4.2', ports: [{ containerPort: 8080 }], env: [{ name: 'B', value: '' }, { name: 'A', value: '' }],
          }],
        },
      },
    },
  };
  const service = (spec: object): Document => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ...spec } });
  const live = { workload, services: [service({ ports: [{ port: 80, targetPort: 8080 }] })] };

  test('of a declaration replaces no pod', () => {
    const chart = Testing.chart();
    redeclare(chart, live);

    expect(updateInPlace(dryRun, live, Testing.synth(chart))).toEqual({ wasAccepted: true, refusals: [], lostPorts: [], replacesPods: false });
  });

  test.each<[string, Document, string]>([
    ['a name that the containers do not have', service({ ports: [{ port: 80, targetPort: 'http' }] }), 'none'],
    ['labels that the pods do not have', service({ selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] }), 'none'],
    ['another number', service({ ports: [{ port: 80, targetPort: 9090 }] }), '9090'],
    ['another number of the Service', service({ ports: [{ port: 8080, targetPort: 8080 }] }), 'none'],
  ])('loses a port if its Service refers to %s', (_, document, is) => {
    expect(updateInPlace(dryRun, live, [workload, document]).lostPorts).toEqual([`web:80/TCP: 8080 -> ${is}`]);
  });

  test('is refused with another selector', () => {
    const other = { ...workload, spec: { ...workload.spec, selector: { matchLabels: { app: 'api' } } } };

    expect(updateInPlace(dryRun, live, [other, ...live.services]).refusals.join()).toContain('Deployment web: spec.selector');
  });
});
