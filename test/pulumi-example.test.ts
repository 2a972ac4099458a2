import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { blockBelow, examplesOf, PULUMI_PAGES } from './markdown';
import { copyExample, INSTALL, packLibrary, packPulumi, removeDirectory, runNode, runNpm } from '../scripts/synth-example';

const TSC = 'node_modules/typescript/bin/tsc';
const DATABASE = 'pulumi-nodejs:dynamic:Resource';
/** An unknown value in the resources that Pulumi passes to mocks. */
const UNKNOWN = '{"__pulumiUnknown":true}';

/** A resource as Pulumi receives it. */
interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs: any;
}

/** What an execution of a program has registered, exported and reported. */
interface Execution {
  readonly resources: readonly Resource[];
  readonly exports: Readonly<Record<string, unknown>>;
  readonly errors: readonly string[];
}

/** Executes a Pulumi program without an engine, and prints the execution. Its argument has the program, the outputs of resources by type, and whether it is a preview. */
const EXECUTE = `
  const pulumi = require('@pulumi/pulumi');
  const [program, outputs, preview] = JSON.parse(process.argv[1]);
  const execution = { resources: [], exports: {} };
  // One error can be the reason of several rejected promises.
  const errors = new Set();
  const newResource = ({ type, name, inputs }) => {
    execution.resources.push({ type, name, inputs });
    return { id: preview ? undefined : name, state: { ...inputs, ...outputs[type] } };
  };
  const main = async () => {
    await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, 'project', 'stack', preview);
    await pulumi.runtime.runInPulumiStack(async () => {
      for (const [name, output] of Object.entries(require(program))) {
        output.apply(value => { execution.exports[name] = value; });
      }
    });
    await pulumi.runtime.disconnect();
  };
  process.on('unhandledRejection', error => errors.add(error));
  process.on('exit', () => console.log(JSON.stringify({ ...execution, errors: [...errors].map(({ message }) => message) })));
  main();
`;

jest.setTimeout(180_000);

let directory: string;
let files: readonly string[];

beforeAll(() => {
  const parent = mkdtempSync(join(tmpdir(), 'pulumi-example-'));
  directory = copyExample('pulumi', parent);
  const packed = packPulumi(parent);
  files = packed.files;
  runNpm(directory, [...INSTALL, packLibrary(parent).tarball, packed.tarball]);
  // Checks the types too.
  runNode(directory, [TSC, '--outDir', 'out', '--noEmitOnError']);
}, 240_000);

afterAll(() => removeDirectory(join(directory, '..')));

function execute(program: string, outputs: Record<string, object>, preview = false): Execution {
  return JSON.parse(runNode(directory, ['-e', EXECUTE, JSON.stringify([program, outputs, preview])]));
}

/** The outputs of the resources of the example. */
function outputsWith(address?: string): Record<string, object> {
  return {
    [DATABASE]: { address },
    'kubernetes:core/v1:Service': { status: { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } } },
  };
}

/** The resources of @pulumi/kubernetes, by their types and names. */
function objectsOf({ resources }: Execution): Record<string, any> {
  const objects = resources.filter(({ type }) => type.startsWith('kubernetes:'));
  const byName = Object.fromEntries(objects.map(({ type, name, inputs }) => [`${type} ${name}`, inputs]));
  expect(Object.keys(byName)).toHaveLength(objects.length);
  return byName;
}

test('examples/pulumi: the objects are typed resources with the address of the database', () => {
  const execution = execute('./out/index.js', outputsWith('orders.db.example.com'));
  const objects = objectsOf(execution);
  const [container] = objects['kubernetes:apps/v1:Deployment shop/web'].spec.template.spec.containers;

  expect(execution.errors).toEqual([]);
  expect(Object.keys(objects).sort()).toEqual([
    'kubernetes:apps/v1:Deployment shop/web',
    'kubernetes:core/v1:Namespace shop',
    'kubernetes:core/v1:Service shop/orders-db',
    'kubernetes:core/v1:Service shop/web',
  ]);
  expect(objects['kubernetes:core/v1:Service shop/orders-db'].spec).toMatchObject({ type: 'ExternalName', externalName: 'orders.db.example.com' });
  expect(objects['kubernetes:core/v1:Service shop/web']).toMatchObject({ metadata: { namespace: 'shop' }, spec: { type: 'LoadBalancer' } });
  expect(container.env).toContainEqual({ name: 'DATABASE_TLS_SERVER_NAME', value: 'orders.db.example.com' });
  expect(execution.exports).toEqual({ host: 'lb.example.com' });
});

test('examples/pulumi: a preview in which the address is unknown has the same objects, and only the address is unknown in them', () => {
  const known = objectsOf(execute('./out/index.js', outputsWith('orders.db.example.com')));
  const preview = JSON.stringify(objectsOf(execute('./out/index.js', outputsWith(), true)));

  expect(preview).toContain(UNKNOWN);
  expect(JSON.parse(preview.replaceAll(UNKNOWN, '"orders.db.example.com"'))).toEqual(known);
});

test('examples/pulumi: an address that a rule refuses is an error, and no object of the component is registered', () => {
  const execution = execute('./out/index.js', outputsWith('https://orders.db.example.com'));

  expect(execution.errors).toEqual([expect.stringMatching(/^shop\/orders-db: backend\.hostname "https:\/\/orders\.db\.example\.com": .*\[hostname\]/)]);
  expect(Object.keys(objectsOf(execution))).toEqual(['kubernetes:core/v1:Namespace shop']);
});

test('the declaration above the error message in docs/pulumi.md produces this message', () => {
  const { outputText } = ts.transpileModule(blockBelow('docs/pulumi.md', '## Errors', 'ts'), { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  writeFileSync(join(directory, 'out', 'refused.js'), `
    const pulumi = require('@pulumi/pulumi');
    const { Backend, ExternalService, Port } = require('cdk8s-service-patterns');
    const { Cdk8sComponent } = require('cdk8s-service-patterns-pulumi');
    const rds = { address: pulumi.output('10.20.0.11:5432') };
    ${outputText}`);

  expect(execute('./out/refused.js', {}).errors).toEqual([blockBelow('docs/pulumi.md', '## Errors', 'text').trimEnd()]);
});

test('every example of the pages about Pulumi compiles with tsc --strict in a repository that contains only the packages', () => {
  const examples = PULUMI_PAGES.flatMap(examplesOf);
  const programs = examples.map(({ file }) => file.replace(/\//g, '-'));
  examples.forEach(({ program }, index) => writeFileSync(join(directory, programs[index]), program));

  expect(examples.length).toBeGreaterThan(10);
  expect(runNode(directory, [TSC, '--noEmit', '--strict', '--target', 'ES2022', '--module', 'node16', '--skipLibCheck', ...programs])).toBe('');
});

test('the tarball of cdk8s-service-patterns-pulumi contains the files that users need, and no other files', () => {
  const kinds = files.map(file => file.replace(/^lib\/([a-z-]+\/)?[a-z0-9-]+(\.d\.ts|\.js)$/, 'lib/*$2'));

  expect([...new Set(kinds)].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'lib/*.d.ts', 'lib/*.js', 'package.json']);
});
