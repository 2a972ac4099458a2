import { join } from 'node:path';
import { ServerDryRunValidation } from 'kubernetes-dry-run';
import { directoryWith } from '../support';

jest.setTimeout(60_000);

const config = (name: string, data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;
const directory = directoryWith({ 'a.yaml': [config('"a\\n::error::text\\e[31m"', '{}'), config('deep', '['.repeat(400) + ']'.repeat(400)), config('b', '{c: 1}')].join('---\n') });

test('each document has its violations, and they contain no control characters', async () => {
  const violations: any[] = [];
  const logged: string[] = [];
  await new ServerDryRunValidation({ kubernetesVersion: '1.35' }).validate({
    manifests: [join(directory, 'a.yaml')],
    metadata: { 'a\n::error::text\u001b[31m': { path: 'shop\n/a' } },
    logger: { log: message => logged.push(message) },
    report: { addViolation: violation => violations.push(violation), submit: status => logged.push(status) },
  });

  expect(logged).toEqual(['failure']);
  expect(violations.map(({ violatingResources: [{ locations }] }) => locations[0])).toEqual(['metadata.name (line 1)', 'object (line 6)', expect.stringContaining('(line 11)')]);
  expect(violations[1].recommendation).toMatch(/^unreadable document: the document has more than 300 levels/);
  expect(violations[0]).toMatchObject({ fix: 'Change metadata.name where construct shop\\n/a is declared', violatingResources: [{ resourceName: 'a\\n::error::text\\u001b[31m' }] });
  expect(violations.flatMap(({ recommendation, fix }) => [recommendation, fix]).join('')).not.toMatch(/[\u0000-\u001f]/);
});
