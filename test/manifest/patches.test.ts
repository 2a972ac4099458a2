import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Backend, Controller, EndpointsApi, ExposedWorkload, ExternalService, Port } from '../../lib';
import { MINIMAL, type Document } from '../support';

/** Synthesizes as `cdk8s synth` does, and reads the files that it writes. */
function synthToFiles(declare: (chart: Chart) => void): Document[] {
  const outdir = mkdtempSync(join(tmpdir(), 'patches-'));
  try {
    const app = new App({ outdir });
    declare(new Chart(app, 'shop', { namespace: 'shop' }));
    app.synth();
    return readdirSync(outdir).flatMap(file => parseAllDocuments(readFileSync(join(outdir, file), 'utf-8')).map(document => document.toJS()));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** A declaration for each kind of object that the library creates. */
function declareAll(chart: Chart): void {
  new ExposedWorkload(chart, 'deployment', MINIMAL);
  new ExposedWorkload(chart, 'stateful', { ...MINIMAL, controller: Controller.statefulSet() });
  new ExposedWorkload(chart, 'daemon', { ...MINIMAL, controller: Controller.daemonSet() });
  new ExternalService(chart, 'addresses', {
    backend: Backend.addresses('10.20.0.11', '2001:db8::11'), ports: [Port.tcp(5432)], endpointsApi: EndpointsApi.BOTH,
  });
  new ExternalService(chart, 'hostname', { backend: Backend.hostname('db.example.com') });
}

function objectsOf(chart: Chart): ApiObject[] {
  return chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

test('the patched objects include every kind', () => {
  const kinds = synthToFiles(declareAll).map(document => document.kind);

  expect([...new Set(kinds)].sort()).toEqual(['DaemonSet', 'Deployment', 'EndpointSlice', 'Endpoints', 'Service', 'StatefulSet']);
});

test('JSON patches reach every object, including patches of unknown fields', () => {
  const patch = [
    JsonPatch.add('/spec', { ofTheFuture: { deeply: ['nested', { and: 'kept' }] } }),
    JsonPatch.add('/metadata/annotations', { patched: 'yes' }),
    JsonPatch.add('/ofTheFuture', 1),
  ];
  const documents = synthToFiles(chart => {
    declareAll(chart);
    objectsOf(chart).forEach(object => object.addJsonPatch(...patch));
  });

  expect(documents).toHaveLength(12);
  for (const document of documents) {
    expect(document.spec).toEqual({ ofTheFuture: { deeply: ['nested', { and: 'kept' }] } });
    expect(document.metadata.annotations).toEqual({ patched: 'yes' });
    expect(document.ofTheFuture).toBe(1);
  }
});

test('metadata that is added later reaches every object', () => {
  const documents = synthToFiles(chart => {
    declareAll(chart);
    objectsOf(chart).forEach(object => {
      object.metadata.addLabel('later', 'label');
      object.metadata.addAnnotation('later', 'annotation');
      object.metadata.addFinalizers('example.com/finalizer');
    });
  });

  for (const { metadata } of documents) {
    expect(metadata).toMatchObject({ labels: { later: 'label' }, annotations: { later: 'annotation' }, finalizers: ['example.com/finalizer'] });
  }
});

test.each([
  ['/spec/template/spec/containers/0/lifecycle', { preStop: { sleep: { seconds: 5 } } }],
  ['/spec/template/spec/terminationGracePeriodSeconds', 30],
  ['/spec/template/spec/hostUsers', false],
  ['/spec/template/spec/resources', { limits: { memory: '1Gi' } }],
  ['/spec/progressDeadlineSeconds', 600],
  ['/spec/strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }],
])('%s of a Deployment can be patched, even if the field is newer than 1.28 or has its default value', (path, value) => {
  const documents = synthToFiles(chart => ApiObject.of(new ExposedWorkload(chart, 'web', MINIMAL)).addJsonPatch(JsonPatch.add(path, value)));
  const deployment = documents.find(document => document.kind === 'Deployment')!;

  expect(path.split('/').slice(1).reduce((node: any, key) => node[key], deployment)).toEqual(value);
});

test.each([
  ['/spec/trafficDistribution', 'PreferClose'],
  ['/spec/ports/0/targetPort', 'another'],
  ['/spec/type', 'ClusterIP'],
])('%s of a Service can be patched', (path, value) => {
  const documents = synthToFiles(chart => ApiObject.of(new ExposedWorkload(chart, 'web', MINIMAL).service).addJsonPatch(JsonPatch.add(path, value)));
  const service = documents.find(document => document.kind === 'Service')!;

  expect(path.split('/').slice(1).reduce((node: any, key) => node[key], service)).toEqual(value);
});
