import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'cdk8s';
import { appModel, type AppModel, type AppShape } from '../bench/app-model';
import { readDocuments, requireEqual } from '../bench/compare/compare';
import * as apiObjects from '../bench/sides/api-objects';
import * as cdk8sPlus from '../bench/sides/cdk8s-plus';
import * as floor from '../bench/sides/floor';
import * as ours from '../bench/sides/ours';
import * as plain from '../bench/sides/plain';

// The sides import the library as an application does, by its name.
jest.mock('cdk8s-service-patterns', () => jest.requireActual('../lib'), { virtual: true });

let directory: string;
beforeEach(() => directory = mkdtempSync(join(tmpdir(), 'cdk8s-service-patterns-')));
afterEach(() => rmSync(directory, { recursive: true }));

function documentsOf(side: string, write: (output: string) => void): any[] {
  const output = mkdtempSync(join(directory, `${side}-`));
  write(output);
  return readDocuments(output);
}

function synthesized(side: string, model: AppModel, declare: (app: App, model: AppModel) => void): any[] {
  return documentsOf(side, outdir => {
    const app = new App({ outdir });
    declare(app, model);
    app.synth();
  });
}

const SHAPES: readonly [string, AppShape, number][] = [
  ['one chart', { layout: 'one chart', size: 3 }, 9],
  ['charts with equal names', { layout: 'a chart each', size: 3, equalNames: true }, 9],
  ['charts with different names', { layout: 'a chart each', size: 3 }, 9],
  ['connections', { layout: 'one chart', size: 3, connected: true }, 9],
  ['isolation', { layout: 'a chart each', size: 3, connected: true, isolated: true }, 12],
  ['routes', { layout: 'one chart', size: 3, routed: true }, 13],
];

test.each(SHAPES)('all sides of the benchmark write equivalent documents: %s', (_, shape, count) => {
  const model = appModel(shape);
  const expected = synthesized('cdk8s-plus', model, cdk8sPlus.declare);

  expect(expected).toHaveLength(count);
  requireEqual('ours', synthesized('ours', model, ours.declare), expected);
  requireEqual('floor', synthesized('floor', model, (app, each) => floor.declare(app, each, { constructs: 1, validations: 2 })), expected);
  requireEqual('api-objects', synthesized('api-objects', model, apiObjects.declare), expected);
  requireEqual('plain', documentsOf('plain', output => plain.write(output, model)), expected);
});

describe('the comparison of documents', () => {
  const model = appModel({ layout: 'a chart each', size: 2, connected: true, isolated: true });
  const documents = () => synthesized('cdk8s-plus', model, cdk8sPlus.declare);
  const find = (all: any[], kind: string) => all.find(document => document.kind === kind);

  test.each<[string, (all: any[]) => void, RegExp]>([
    ['a missing document', all => all.pop(), /instead of/],
    ['another value', all => find(all, 'Deployment').spec.replicas = 3, /spec\/replicas is 3 instead of 2/],
    ['a missing value that is not a default', all => delete find(all, 'Deployment').spec.template.spec.enableServiceLinks, /enableServiceLinks is undefined/],
    ['another port', all => find(all, 'Service').spec.ports[0].targetPort = 8081, /targetPort is 8081 instead of 8080/],
    ['a selector of other pods', all => find(all, 'Service').spec.selector = { 'cdk8s-service-patterns/workload': 'deployment.web-1' }, /spec\/selector/],
    ['a rule that is missing', all => find(all, 'NetworkPolicy').spec.egress.pop(), /spec\/egress/],
  ])('reports %s', (_, change, message) => {
    const changed = documents();
    change(changed);

    expect(() => requireEqual('changed', changed, documents())).toThrow(message);
  });

  test('refuses two documents with the same kind, namespace and name', () => {
    const all = documents();

    expect(() => requireEqual('doubled', [...all, all[0]], all)).toThrow('two documents have the same kind, namespace and name');
  });
});
