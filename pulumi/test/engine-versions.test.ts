import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDER_VERSION } from './engine/harness/build';

const required = (module: string, path: string) => (
  new RegExp(`\\s${path} (v\\S+)`).exec(readFileSync(join(__dirname, 'engine', 'go', module, 'go.mod'), 'utf-8'))![1]
);

test('the tests with the engine build the provider of the installed @pulumi/kubernetes', () => {
  expect(PROVIDER_VERSION).toBe(JSON.parse(readFileSync(require.resolve('@pulumi/kubernetes/package.json'), 'utf-8')).version);
});

test('the engine and the provider require the same version of Pulumi', () => {
  expect(required('cli', 'github.com/pulumi/pulumi/pkg/v3')).toBe(required('provider', 'github.com/pulumi/pulumi/pkg/v3'));
});
