import { appendFileSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, sep } from 'path';
import { installExample, packLibrary, removeDirectory, synthExample } from '../../scripts/synth-example';

jest.setTimeout(180_000);

const DRY_RUN = join(__dirname, '..', '..', 'dry-run');
// cdk8s-cli requires the exact version.
const { version: VERSION } = JSON.parse(readFileSync(join(DRY_RUN, 'package.json'), 'utf-8'));
const VALIDATIONS = `validations:
  - package: ${['.', 'node_modules', 'kubernetes-dry-run'].join(sep)}
    version: ${VERSION}
    class: ServerDryRunValidation
    properties:
      kubernetesVersion: '1.35'
      podSecurity: restricted
`;

let directory: string;
let httpd: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'validated-'));
  httpd = installExample('httpd', packLibrary(directory).tarball, directory);
  symlinkSync(DRY_RUN, join(httpd, 'node_modules', 'kubernetes-dry-run'), 'junction');
  appendFileSync(join(httpd, 'cdk8s.yaml'), VALIDATIONS);
});

afterAll(() => removeDirectory(directory));

test('an example passes the validation that its cdk8s.yaml configures', () => {
  expect(synthExample(httpd).documents.map(({ kind }) => kind).sort()).toEqual(['Deployment', 'Service']);
});

test('an error that a patch causes is reported with object, field and construct', () => {
  const main = readFileSync(join(httpd, 'main.ts'), 'utf-8');
  writeFileSync(join(httpd, 'main.ts'), main
    .replace("from 'cdk8s';", "from 'cdk8s';\nimport { ApiObject, JsonPatch } from 'cdk8s';")
    .replace('new ExposedWorkload', 'const web = new ExposedWorkload')
    .replace('app.synth();', "ApiObject.of(web.service).addJsonPatch(JsonPatch.replace('/spec/ports/0/port', 0));\napp.synth();"));

  expect(() => synthExample(httpd)).toThrow(
    /exit code 2[^]*Recommendation: Service default\/httpd: spec\.ports\[0\]\.port: Invalid value: 0.*\n *How to fix: .* construct .*httpd\/httpd\//,
  );
});
