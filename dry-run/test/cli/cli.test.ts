import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEWEST, PACKAGE, UNSUPPORTED, directoryWith, runNode, write, type Outcome } from '../support';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {level: info}\n';
const PORT_0 = '# The port is wrong.\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 0}]}\n';
const UNMATCHED = 'apiVersion: v1\nkind: Service\nmetadata: {name: unmatched}\nspec: {selector: {app: unmatched}, ports: [{port: 80}]}\n';
const MIGRATION = 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\n'
  + 'spec: {template: {spec: {restartPolicy: Never, priorityClassName: high, containers: [{name: main, image: "main:1"}]}}}\n';

jest.setTimeout(60_000);

const COMMAND = join(PACKAGE, 'bin', 'kubernetes-dry-run');

const directory = directoryWith({
  'config.yaml': CONFIG,
  'port.yaml': PORT_0,
  'unmatched.yaml': UNMATCHED,
  'malformed.yaml': `${CONFIG}---\na: [\n`,
  'empty.yaml': '\n',
  'no-kind.json': '{"apiVersion": "v1", "metadata": {"name": "a"}}',
  'list.yaml': 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n',
  'folder/a.yaml': CONFIG,
  'folder/b.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "b"}}',
  'folder/notes.txt': 'no manifest',
  'folder/below/c.yml': PORT_0,
  'live/nothing/notes.txt': 'no manifest',
  'live/config.yaml': `${CONFIG}immutable: true\n`,
  'jobs/a.yaml': `a: [\n---\n${MIGRATION}`,
  'jobs/b.yaml': `${CONFIG}---\n${MIGRATION}`,
  'other/config.yaml': CONFIG.replace('info', 'debug'),
});

function dryRun(args: readonly string[], input?: string): Outcome {
  return runNode(directory, [COMMAND, ...args], input);
}

describe('exit code 0', () => {
  test('accepted objects are summed up in one line', () => {
    expect(dryRun(['config.yaml'])).toEqual({ status: 0, stdout: `Kubernetes ${NEWEST}: 1 object, 0 refused, 0 errors, 0 warnings\n`, stderr: '' });
  });

  test('the standard input is read', () => {
    expect(dryRun(['-'], CONFIG).status).toBe(0);
  });

  test('the manifests of a directory are read', () => {
    expect(dryRun(['folder']).stdout).toContain('2 objects, 0 refused');
  });

  test('the objects of a List are read', () => {
    expect(dryRun(['list.yaml']).stdout).toContain('2 objects, 0 refused');
  });

  test('a warning is printed', () => {
    const { status, stdout } = dryRun(['unmatched.yaml']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^unmatched\.yaml:1: Service default\/unmatched\n {2}warning: spec\.selector: .* \[service-selects-none\]\n\nKubernetes 1\.37: 1 object, 0 refused, 0 errors, 1 warning\n$/);
    expect(dryRun(['unmatched.yaml', '--no-references']).stdout).toContain('0 warnings');
  });

  test('an empty file among others is reported', () => {
    expect(dryRun(['empty.yaml', 'config.yaml'])).toMatchObject({ status: 0, stderr: 'empty.yaml: the file contains no objects\n' });
  });
});

describe('exit code 1', () => {
  test('a refusal is reported with file, line, object and field', () => {
    const { status, stdout, stderr } = dryRun(['--kubernetes-version', '1.35', '--no-references', 'config.yaml', 'port.yaml']);

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'port.yaml:2: Service shop/web refused',
      '  error: spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive [FieldValueInvalid]',
      expect.stringContaining('spec.ports[0].targetPort'),
      '',
      'Kubernetes 1.35: 2 objects, 1 refused, 2 errors, 0 warnings',
      '',
    ]);
  });

  test('subdirectories are read with --recursive', () => {
    expect(dryRun(['-R', 'folder'])).toMatchObject({ status: 1, stdout: expect.stringContaining(`${join('folder', 'below', 'c.yml')}:2: Service shop/web refused`) });
  });

  test('a document that cannot be read does not hide the others', () => {
    const { status, stdout } = dryRun(['malformed.yaml']);

    expect(status).toBe(1);
    expect(stdout).toMatch(/^malformed\.yaml:6: unreadable document refused\n {2}error: .*yaml/);
    expect(stdout).toContain('2 objects, 1 refused');
  });

  test('objects with the same generateName are reported with their own files and lines', () => {
    const { status, stdout } = dryRun(['jobs', '--pod-security', 'restricted']);

    expect(status).toBe(1);
    expect(stdout.split('\n').filter(line => !line.startsWith(' '))).toEqual([
      expect.stringMatching(/^jobs[\\/]a\.yaml:1: unreadable document refused$/), '',
      expect.stringMatching(/^jobs[\\/]a\.yaml:3: Job default\/migrate-$/), '',
      expect.stringMatching(/^jobs[\\/]b\.yaml:6: Job default\/migrate-$/), '',
      `Kubernetes ${NEWEST}: 4 objects, 1 refused, 3 errors, 2 warnings`, '',
    ]);

    const { findings } = JSON.parse(dryRun(['jobs', '--pod-security', 'restricted', '-o', 'json']).stdout);
    expect(findings.map(({ rule, file, line, document }: any) => [rule, file.slice(-6), line, document])).toEqual([
      ['pod-refused', 'a.yaml', 3, 1], ['pod-refused', 'b.yaml', 6, 3], ['priority-class-missing', 'a.yaml', 3, 1], ['priority-class-missing', 'b.yaml', 6, 3],
    ]);
  });

  test('an object without a kind is refused', () => {
    expect(dryRun(['no-kind.json'])).toMatchObject({ status: 1, stdout: expect.stringMatching(/^no-kind\.json:1: object without a kind a refused\n {2}error: kind: /) });
  });

  test('a change to an immutable live object is refused', () => {
    expect(dryRun(['other', '--live', 'live'])).toMatchObject({ status: 1, stdout: expect.stringContaining('immutable') });
    expect(dryRun(['other']).status).toBe(0);
  });

  test('JSON output contains the answer of the library, with file and line', () => {
    const { status, stdout } = dryRun(['-o', 'json', 'config.yaml', 'port.yaml', 'unmatched.yaml']);
    const { passed, kubernetesVersion, results, findings } = JSON.parse(stdout);

    expect({ status, passed, kubernetesVersion }).toEqual({ status: 1, passed: false, kubernetesVersion: NEWEST });
    expect(results[0]).toMatchObject({ file: 'config.yaml', line: 1, kind: 'ConfigMap', name: 'settings', accepted: true, stored: { data: { level: 'info' } } });
    expect(results[1]).toMatchObject({ file: 'port.yaml', line: 2, namespace: 'shop', accepted: false, causes: [{ field: 'spec.ports[0].port' }, {}] });
    expect(findings).toContainEqual(expect.objectContaining({ file: 'unmatched.yaml', line: 1, rule: 'service-selects-none' }));
  });
});

describe('exit code 2', () => {
  test.each<[string, string[], string]>([
    ['no files', [], 'no manifests are specified. Specify files or directories, or - for the standard input.'],
    ['a file that does not exist', ['missing.yaml'], 'missing.yaml: no such file or directory'],
    ['a directory without manifests', ['live/nothing'], 'live/nothing: no file in this directory ends in .yaml, .yml, .json. Use --recursive to read its subdirectories too.'],
    ['only empty files', ['empty.yaml'], 'the files contain no objects. Specify files that contain Kubernetes manifests.'],
    ['an unsupported version', ['--kubernetes-version', '1.30', 'config.yaml'], `kubernetesVersion "1.30": ${UNSUPPORTED}`],
    ['a format that does not exist', ['--output', 'xml', 'config.yaml'], '--output xml: the format must be text or json. Use one of them.'],
    ['an option that does not exist', ['--verbose', 'config.yaml'], "Unknown option '--verbose'"],
    ['live objects that cannot be read', ['--live', 'malformed.yaml', 'config.yaml'], 'malformed.yaml:6: '],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = dryRun(args);

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`kubernetes-dry-run: ${message}`);
  });
});

test('--help and --version print the help and the version', () => {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf-8'));

  expect(dryRun(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('usage: kubernetes-dry-run'), stderr: '' });
  expect(dryRun(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('the command exits without an error message if the reader of its output stops reading', async () => {
  const many = join(directory, 'many');
  write(many, Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}.yaml`, PORT_0.replace('web', `web-${index}`)])));
  const command = spawn(process.execPath, [COMMAND, '.'], { cwd: many });
  let stderr = '';
  command.stderr.on('data', chunk => stderr += chunk);
  const [start] = await once(command.stdout, 'data');
  command.stdout.destroy();
  const [status] = await once(command, 'close');

  expect(String(start)).toMatch(/^0\.yaml:2: Service shop\/web-0 refused\n/);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
});
