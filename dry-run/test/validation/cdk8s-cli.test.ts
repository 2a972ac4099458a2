import { readFileSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { PACKAGE, ROOT, directoryWith, runNode, write, type Outcome } from '../support';

/** A cdk8s application. */
const MAIN = `
const { ApiObject, App, Chart, JsonPatch } = require('cdk8s');
const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });
const web = { metadata: { name: 'web' } };
const service = new ApiObject(shop, 'service', { apiVersion: 'v1', kind: 'Service', ...web, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } });
const deployment = new ApiObject(shop, 'deployment', { apiVersion: 'apps/v1', kind: 'Deployment', ...web, spec: {
  selector: { matchLabels: { app: 'web' } },
  template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1', ports: [{ containerPort: 80 }] }] } },
} });
const config = new ApiObject(shop, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
// PATCH
app.synth();
`;
const BROKEN = MAIN.replace('// PATCH', `
service.addJsonPatch(JsonPatch.replace('/spec/ports/0/port', 0));
config.addJsonPatch(JsonPatch.add('/dota', {}));
`);

jest.setTimeout(60_000);

// cdk8s-cli requires the separator of the system.
const PLUGIN = ['.', 'node_modules', 'kubernetes-dry-run'].join(sep);
const MANIFEST = join('dist', 'shop.k8s.yaml');
// cdk8s-cli requires the exact version.
const { version: VERSION } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf-8'));

const directory = directoryWith({ 'main.js': MAIN });
symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'), 'junction');

function synth(main: string, properties: object): Outcome {
  const validation = { package: PLUGIN, version: VERSION, class: 'ServerDryRunValidation', properties };
  // JSON is YAML.
  write(directory, { 'main.js': main, 'cdk8s.yaml': JSON.stringify({ language: 'typescript', app: 'node main.js', validations: [validation] }) });
  return runNode(directory, [join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth']);
}

test('accepted manifests pass, without a warning of Node.js', () => {
  const { status, stdout, stderr } = synth(MAIN, { kubernetesVersion: '1.35' });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Validations ended succesfully');
  expect(stdout).toMatch(/Status\s+│ success/);
  expect(stdout).toMatch(/Objects\s+│ 3/);
});

test('a refusal fails, and is listed with rule, object, line and construct', () => {
  const { status, stdout, stderr } = synth(BROKEN, { kubernetesVersion: '1.35' });

  expect(status).toBe(2);
  expect(stderr).toBe('Validation failed. See above reports for details\n');
  expect(stdout).toMatch(/Status\s+│ failure/);
  expect(stdout).toContain('FieldValueInvalid (1 occurrences)');
  expect(stdout).toContain([
    '    - Construct Path: shop/config',
    `    - Manifest Path: ${MANIFEST}`,
    '    - Resource Name: settings',
    '    - Locations:',
    '      > dota (line 32)',
    '',
    '  Recommendation: ConfigMap shop/settings: dota: unknown field "dota"',
    '  How to fix: Change dota where construct shop/config is declared',
  ].join('\n'));
});

test('an object whose name two constructs use is not assigned to the wrong construct', () => {
  const { stdout } = synth(BROKEN, { kubernetesVersion: '1.35' });

  expect(stdout).toContain([
    '    - Construct Path: N/A',
    `    - Manifest Path: ${MANIFEST}`,
    '    - Resource Name: Service/web',
  ].join('\n'));
  expect(stdout).toContain('How to fix: Change spec.ports[0].port where the construct of this Service (2 objects are named web, and the construct of the last one is shop/deployment) is declared');
});

test('findings that are errors fail, and warnings are logged', () => {
  const { status, stdout } = synth(MAIN.replace('// PATCH', "service.addJsonPatch(JsonPatch.replace('/spec/selector/app', 'wbe'));"), { kubernetesVersion: '1.35', podSecurity: 'restricted' });

  expect(status).toBe(2);
  expect(stdout).toMatch(/Recommendation: Deployment shop\/web: .*allowPrivilegeEscalation/);
  expect(stdout).toContain('warning: Service shop/web: spec.selector: ');
});

test('a version that YAML reads as a number is accepted', () => {
  expect(synth(MAIN, { kubernetesVersion: 1.35 }).status).toBe(0);
});

test('an invalid property fails, and the report says how to fix it', () => {
  const { status, stdout } = synth(MAIN, { kubernetesVersion: '1.30' });

  expect(status).toBe(2);
  expect(stdout).toContain("Recommendation: kubernetesVersion \"1.30\": the value is not supported. Use one of '1.33'");
  expect(stdout).toContain('How to fix: Correct the properties of ServerDryRunValidation in cdk8s.yaml');
});

describe('the property live', () => {
  const labels = { app: 'web' };
  const containers = [{ name: 'web', image: 'registry.example.com/web:1', ports: [{ name: 'http', containerPort: 80 }] }];
  const live = [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop', uid: 'a' }, spec: { selector: labels, ports: [{ port: 80, targetPort: 'http' }] } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', uid: 'b', labels }, spec: { containers }, status: { phase: 'Running' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'old', namespace: 'shop', annotations: { 'meta.helm.sh/release-name': 'a' } } },
  ];
  write(directory, { 'live/below/objects.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: live }), 'config.json': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'older' } }) });

  test('makes the manifests updates, in which running pods must not leave a Service', () => {
    const main = MAIN.replace('// PATCH', "service.addJsonPatch(JsonPatch.add('/spec/ports/0/targetPort', 'web')); deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/ports/0/name', 'web'));");
    const { status, stdout } = synth(main, { kubernetesVersion: '1.35', live: 'live' });

    expect(status).toBe(2);
    expect(stdout).toMatch(/Recommendation: Service shop\/web: spec\.ports\[0\]\.targetPort: The targetPort of port 80 changes from "http" to "web", so the only ready pod of Pod "web"/);
    expect(synth(main, { kubernetesVersion: '1.35' }).status).toBe(0);
  });

  test('can be a list, and findings about live objects are logged', () => {
    const { status, stdout } = synth(MAIN, { kubernetesVersion: '1.35', live: ['live', 'config.json'] });

    expect(status).toBe(0);
    expect(stdout).toMatch(/warning: live ConfigMap shop\/old: ConfigMap "old" is live and not in the manifests/);
    expect(stdout).toMatch(/warning: live ConfigMap older: ConfigMap "older" is live/);
  });

  test('must exist, and the report says how to create it', () => {
    const { status, stdout } = synth(MAIN, { kubernetesVersion: '1.35', live: 'missing.yaml' });

    expect(status).toBe(2);
    expect(stdout).toContain('live "missing.yaml": the path does not exist. Create it with kubectl get ');
  });

  test('must not be an empty file', () => {
    write(directory, { 'empty.yaml': '' });
    const { status, stdout } = synth(MAIN, { kubernetesVersion: '1.35', live: 'empty.yaml' });

    expect(status).toBe(2);
    expect(stdout).toContain('empty.yaml: no live objects are in the file, so nothing would be compared.');
  });

  test.each([[7, 'a number'], [[''], 'an empty one'], [{ path: 'live' }, 'an object']])('must be a path or a list of paths, and not %j', (value, type) => {
    expect(synth(MAIN, { kubernetesVersion: '1.35', live: value }).stdout).toContain(`live: a path must be a text that is not empty, not ${type}.`);
  });
});
