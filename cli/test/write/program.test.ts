import { construct, lines, scopeOf } from './scopes';
import type { Document } from '../../src/document';
import { writeProgram, type Program } from '../../src/write/program';

/** The contents of the files of a program, by their paths. */
function filesOf(program: Partial<Program>): Record<string, string> {
  const files = writeProgram({ out: 'src/main.ts', scopes: [], documents: [], ...program });
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** A ConfigMap with a name. */
function configMap(name: string, metadata: Document = {}): Document {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata } };
}

const WEB = [construct('Worker', 'web')];
/** The lines of the main file of one namespace with `WEB`. */
const LINES = 16;

test('a short program is one file, with the version of the cluster and the charts of its namespaces', () => {
  expect(filesOf({ kubernetesVersion: '1.36', scopes: [scopeOf('shop', [WEB]), scopeOf(undefined, [[construct('Worker', 'api')]])] })).toEqual({
    'main.ts': `import { App, Chart } from 'cdk8s';
import { ClusterProfile, Worker } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';

export class ShopChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    new Worker(this, 'web');
  }
}

export class ApplicationChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new Worker(this, 'api');
  }
}

const app = new App();
ClusterProfile.set(app, { kubernetesVersion: '1.36' });
new ShopChart(app, 'shop');
new ApplicationChart(app, 'application');

app.synth();
`,
  });
});

test('a program of more than 300 lines has a file for each namespace', () => {
  const scopeWith = (number: number) => scopeOf('shop', [WEB], { statements: lines(number - LINES) });

  expect(Object.keys(filesOf({ scopes: [scopeWith(300)] }))).toEqual(['main.ts']);
  expect(Object.keys(filesOf({ scopes: [scopeWith(301)] }))).toEqual(['main.ts', 'main/shop.ts']);
  const { 'main.ts': main, ...others } = filesOf({ scopes: [scopeWith(301), scopeOf('data', [WEB])] });
  expect(main).toBe(`import { App } from 'cdk8s';
import { DataChart } from './main/data';
import { ShopChart } from './main/shop';

const app = new App();
new ShopChart(app, 'shop');
new DataChart(app, 'data');

app.synth();
`);
  expect(Object.keys(others)).toEqual(['main/shop.ts', 'main/data.ts']);
  expect(others['main/data.ts']).toBe(`import { Chart } from 'cdk8s';
import { Worker } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';

export class DataChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'data' });

    new Worker(this, 'web');
  }
}
`);
});

test('a namespace of more than 300 lines has a file for each workload, unless there is only one', () => {
  const long = (id: string) => [construct('Worker', id), ...lines(200)];
  const two = filesOf({ scopes: [scopeOf('shop', [long('web'), long('api')]), scopeOf('data', [[...long('db'), ...lines(200)]])] });

  expect(Object.keys(two)).toEqual(['main.ts', 'main/shop/web.ts', 'main/shop/api.ts', 'main/shop.ts', 'main/data.ts']);
});

test('documents are included in a chart without a namespace', () => {
  const files = filesOf({ out: 'app.ts', documents: [configMap('a'), configMap('b')] });

  expect(Object.keys(files)).toEqual(['app.ts', 'app/documents.yaml']);
  expect(files['app/documents.yaml']).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n');
  expect(files['app.ts']).toBe(`import { App, Chart, Include } from 'cdk8s';
import { join } from 'path';

const app = new App();

// Objects that no construct declares
new Include(new Chart(app, 'documents'), 'include', { url: join(__dirname, 'app/documents.yaml') });

app.synth();
`);
});

test('documents of the same kind and name are in files of their own, unless they have different namespaces', () => {
  const other = { ...configMap('a'), apiVersion: 'example.com/v1' };
  const files = filesOf({ documents: [configMap('a'), other, configMap('a', { namespace: 'shop' })] });

  expect(files['main/documents.yaml'].match(/^(apiVersion|  namespace).*/gm)).toEqual(['apiVersion: v1', 'apiVersion: v1', '  namespace: shop']);
  expect(files['main/documents-2.yaml']).toContain('apiVersion: example.com/v1');
  expect(files['main.ts']).toContain(`const documents = new Chart(app, 'documents');
new Include(documents, 'include-1', { url: join(__dirname, 'main/documents.yaml') });
new Include(documents, 'include-2', { url: join(__dirname, 'main/documents-2.yaml') });
`);
});

test('the chart of the documents has another id than the namespace documents', () => {
  const files = filesOf({ scopes: [scopeOf('documents', [WEB])], documents: [configMap('a')] });

  expect(files['main.ts']).toContain("new DocumentsChart(app, 'documents');\n");
  expect(files['main.ts']).toContain("new Include(new Chart(app, 'other-documents'), 'include', ");
});
