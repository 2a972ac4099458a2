import { App, Chart, Testing } from 'cdk8s';
import { dualStackServer } from './dual-stack-server';
import { ClusterProfile } from '../../lib';
import { updateInPlace } from '../redeclare/in-place';
import { manifestFiles } from '../redeclare/manifests';
import { redeclare } from '../redeclare/workload';
import { NEWEST_KUBERNETES, newChart, synth, type Document } from '../support';

const dryRun = dualStackServer(NEWEST_KUBERNETES);

test.each(manifestFiles())('$file can be declared again in place, and the running pods keep all ports', ({ workload, services }) => {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion: NEWEST_KUBERNETES });
  const chart = new Chart(app, 'chart');
  redeclare(chart, { workload, services });

  expect(updateInPlace(dryRun, { workload, services }, Testing.synth(chart))).toMatchObject({ wasAccepted: true, refusals: [], lostPorts: [] });
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
    const chart = newChart({});
    redeclare(chart, live);

    expect(updateInPlace(dryRun, live, synth(chart))).toEqual({ wasAccepted: true, refusals: [], lostPorts: [], replacesPods: false });
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
