import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from '../server/widgets';
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
  'none.json': '{"apiVersion": "v1", "kind": "List", "items": []}',
  'partly/empty.yaml': '',
  'partly/config.yaml': CONFIG,
  'blank/a.yaml': '',
  'blank/b.yaml': '\n',
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
    expect(stdout).toMatch(/^unmatched\.yaml:1: Service default\/unmatched\n {2}warning: spec\.selector: .* \[service-selects-none\]\n\nKubernetes 1\.37: 1 object, 0 refused, 0 errors, 1 warning\n1 warning is about objects that are not in the manifests, but may exist\. --context PATH looks them up in other files\.\n$/);
    expect(dryRun(['unmatched.yaml', '--no-references']).stdout).toContain('0 warnings');
  });

  test('an empty file among others is reported', () => {
    expect(dryRun(['empty.yaml', 'config.yaml'])).toMatchObject({ status: 0, stderr: 'empty.yaml: the file contains no objects\n' });
  });
});

describe('--context', () => {
  const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: unmatched}}\nspec: {containers: [{name: main, image: a}]}\n';
  write(directory, {
    'repository/deep/pod.yaml': POD,
    'repository/deep/broken.yaml': PORT_0,
    'repository/chart/templates/template.yaml': 'name: {{ .Values.name }}\n{{- if true }}\n',
    'repository/chart/values.yaml': 'replicas: 3\n',
    'repository/node_modules/a/pod.yaml': 'a: [\n',
  });

  test('looks references up in files that are not checked, with their subdirectories', () => {
    expect(dryRun(['unmatched.yaml', '--context', 'repository'])).toEqual({
      status: 0,
      stdout: `Kubernetes ${NEWEST}: 1 object, 0 refused, 0 errors, 0 warnings\n`,
      stderr: expect.stringMatching(/^--context: 1 document cannot be read and is left out: repository.chart.templates.template\.yaml:1: .*\n$/),
    });
  });

  test('reads a path that is in node_modules itself', () => {
    write(directory, { 'node_modules/chart/manifests/pod.yaml': POD });

    expect(dryRun(['unmatched.yaml', '--context', 'node_modules/chart']).stdout).toContain('0 warnings');
    expect(dryRun(['unmatched.yaml', '--context', 'node_modules/chart/manifests/pod.yaml']).stdout).toContain('0 warnings');
  });

  test('must exist', () => {
    expect(dryRun(['unmatched.yaml', '--context', 'missing'])).toMatchObject({ status: 2, stderr: expect.stringContaining('missing: no such file or directory') });
  });
});

test('what is certain comes first: refusals, dropped fields, errors of findings, warnings', () => {
  const objects = [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'warning' }, spec: { selector: { app: 'a' }, ports: [{ port: 80 }] } },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'a'.repeat(53) }, spec: { selector: { matchLabels: { app: 'b' } }, template: { metadata: { labels: { app: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } } } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'dropped' }, dota: { a: 'b' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'Refused' } },
  ];
  write(directory, { 'ranked.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) });
  const { stdout } = dryRun(['--field-validation', 'Ignore', 'ranked.json']);

  expect(stdout.match(/^ranked.*$/gm)).toEqual([
    'ranked.json:1: ConfigMap default/Refused refused', 'ranked.json:1: ConfigMap default/dropped', `ranked.json:1: StatefulSet default/${'a'.repeat(53)}`, 'ranked.json:1: Service default/warning',
  ]);
  expect(JSON.parse(dryRun(['--field-validation', 'Ignore', '-o', 'json', 'ranked.json']).stdout).findings.map(({ rule }: { rule: string }) => rule))
    .toEqual(['pod-refused', 'statefulset-name-length', 'service-selects-none']);
});

test('objects that two files have in common are reported once', () => {
  write(directory, { 'copies/a.yaml': `${CONFIG}---\n${UNMATCHED}`, 'copies/b.yaml': `${CONFIG}---\n${UNMATCHED}` });
  const { stdout } = dryRun(['copies']);

  expect(stdout.match(/.*\[document-repeated\]/g)).toEqual([
    `  warning: ConfigMap "settings", Service "unmatched" occur in ${join('copies', 'a.yaml')} and again in ${join('copies', 'b.yaml')} with the same content. Remove one of the two manifests of each object. [document-repeated]`,
  ]);
});

describe('an object whose kind has no definition', () => {
  const WIDGET = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 40}\n';
  write(directory, { 'widget.yaml': WIDGET, 'crds/widgets.json': JSON.stringify(definition), 'invalid-crd.yaml': `---\n${JSON.stringify({ ...definition, metadata: { name: 'a' } })}\n` });

  test('passes with a warning, and the summary counts it', () => {
    const { status, stdout } = dryRun(['widget.yaml']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^widget\.yaml:1: Widget a\n {2}warning: No CustomResourceDefinition .* \[definition-missing\]\n\n.*: 1 object, 0 refused, 0 errors, 1 warning, 1 without a definition\n$/);
  });

  test('is refused or ignored with --unknown-kinds', () => {
    expect(dryRun(['--unknown-kinds', 'refuse', 'widget.yaml'])).toMatchObject({ status: 1, stdout: expect.stringContaining('no matches for kind "Widget"') });
    expect(dryRun(['--unknown-kinds', 'ignore', 'widget.yaml'])).toMatchObject({ status: 0, stdout: expect.stringContaining('0 warnings, 1 without a definition') });
  });

  test('is checked with the definitions of --crds, which are not in the output', () => {
    expect(dryRun(['--crds', 'crds', 'widget.yaml'])).toMatchObject({ status: 1, stdout: expect.stringMatching(/spec: .*too big[^]*1 object, 1 refused, 1 error, 0 warnings\n$/) });
  });

  test('is not checked if a definition is invalid', () => {
    expect(dryRun(['--crds', 'invalid-crd.yaml', 'widget.yaml'])).toEqual({
      status: 2, stdout: '', stderr: expect.stringMatching(/^kubernetes-dry-run: invalid-crd\.yaml:2: the CustomResourceDefinition is invalid: metadata\.name: /),
    });
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
      `Kubernetes ${NEWEST}: 4 objects, 1 refused, 3 errors, 2 warnings`,
      '2 warnings are about objects that are not in the manifests, but may exist. --context PATH looks them up in other files.', '',
    ]);

    const { findings } = JSON.parse(dryRun(['jobs', '--pod-security', 'restricted', '-o', 'json']).stdout);
    expect(findings.map(({ rule, file, line, document }: any) => [rule, file.slice(-6), line, document])).toEqual([
      ['pod-refused', 'a.yaml', 3, 1], ['pod-refused', 'b.yaml', 6, 3], ['priority-class-missing', 'a.yaml', 3, 1], ['priority-class-missing', 'b.yaml', 6, 3],
    ]);
  });

  test('an object without a kind is refused', () => {
    expect(dryRun(['no-kind.json'])).toMatchObject({ status: 1, stdout: expect.stringMatching(/^no-kind\.json:1: object "a" without a kind refused\n {2}error: kind: /) });
  });

  test('a change to an immutable live object is refused', () => {
    expect(dryRun(['other', '--live', 'live'])).toMatchObject({ status: 1, stdout: expect.stringContaining('immutable') });
    expect(dryRun(['other']).status).toBe(0);
  });

  test('the last line contains the number of live objects, even if there are none', () => {
    expect(dryRun(['config.yaml', '--live', 'list.yaml', '--live', 'folder']).stdout).toMatch(/ 0 errors, \d+ warnings?, compared with 4 live objects\n$/);
    expect(dryRun(['config.yaml', '--live', 'none.json']).stdout).toBe(`Kubernetes ${NEWEST}: 1 object, 0 refused, 0 errors, 0 warnings, compared with 0 live objects\n`);
  });

  test('an empty file among live objects is reported', () => {
    expect(dryRun(['config.yaml', '--live', 'partly'])).toMatchObject({ stderr: `${join('partly', 'empty.yaml')}: the file contains no objects\n`, stdout: expect.stringContaining('compared with 1 live object\n') });
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
    ['a format that does not exist', ['--output', 'xml', 'config.yaml'], '--output "xml": the format must be text or json. Use one of them.'],
    ['an option that does not exist', ['--verbose', 'config.yaml'], "Unknown option '--verbose'"],
    ['a format with a line feed', ['--output', 'x\n::error::', 'config.yaml'], '--output "x\\n::error::": the format'],
    ['an option with a line feed', ['--verbose\n::error::', 'config.yaml'], "Unknown option '--verbose\\n::error::'"],
    ['a timeout that is not a number', ['--timeout', 'x', 'config.yaml'], 'timeout "x": the value must be a positive number of seconds.'],
    ['no timeout', ['--timeout', '', 'config.yaml'], 'timeout "": the value must be a positive number of seconds.'],
    ['the standard input for two purposes', ['--crds', '-', '-'], '- is specified more than once, but the standard input can be read only once.'],
    ['live objects from an empty file', ['--live', 'none.json', '--live', 'empty.yaml', 'config.yaml'], 'empty.yaml: no live objects are in the file, so nothing would be compared. Check that the command that writes it has succeeded'],
    ['live objects from a directory with empty files', ['--live', 'blank', 'config.yaml'], `${join('blank', 'a.yaml')}, ${join('blank', 'b.yaml')}: no live objects are in the file`],
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
