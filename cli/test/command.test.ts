import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { configMap, folderWith } from './input/folders';
import { difference, objectReport, report } from './report/reports';
import { ExitCode, runCommand } from '../src/command';
import { HELP } from '../src/command-line';
import type { Adopt, Adoption } from '../src/report/adoption';

const ADOPTION: Adoption = {
  files: [{ path: 'main.ts', content: 'new App();\n' }, { path: 'main/shop.ts', content: '' }],
  report: report({ update: undefined, objects: [objectReport()] }),
};

function run(args: readonly string[], adopt: Adopt = () => ADOPTION, stdin = '') {
  const texts = { stdout: '', stderr: '' };
  const calls: Parameters<Adopt>[] = [];
  const code = runCommand(args, {
    adopt: (...call) => {
      calls.push(call);
      return adopt(...call);
    },
    stdout: { write: text => texts.stdout += text },
    stderr: { write: text => texts.stderr += text },
    readStdin: () => Buffer.from(stdin),
  });
  return { code, calls, ...texts };
}

function command(folder: string, ...args: string[]): string[] {
  return ['adopt', folder, '--out', join(folder, 'main.ts'), ...args];
}

test('help and the version are printed', () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf-8'));

  expect(run(['--help'])).toMatchObject({ code: ExitCode.SAME, stdout: HELP, stderr: '' });
  expect(run(['--version'])).toMatchObject({ code: ExitCode.SAME, stdout: `${version}\n`, stderr: '' });
});

test('an error of the command line is printed, with exit code 2', () => {
  expect(run(['adapt'])).toMatchObject({
    code: 2, stdout: '', stderr: 'cdk8s-service-patterns-cli: there is no command "adapt". Use adopt, or --help for an explanation.\n',
  });
});

test('the objects and options are passed on, and the files and the report are written', () => {
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const { code, calls, stdout, stderr } = run(command(folder, '--in-place', '--kubernetes-version', '1.35'));

  expect(calls).toEqual([[
    [{ object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, source: `${join(folder, 'a.yaml')}:1` }],
    { inPlace: true, out: join(folder, 'main.ts'), kubernetesVersion: '1.35', onProgress: expect.any(Function) },
  ]]);
  expect(code).toBe(ExitCode.SAME);
  expect(stdout).toContain(`Files:\n  ${join(folder, 'main.ts')}: 12 lines\n`);
  expect(stdout).toMatch(/\n1 workload: means the same\.\n$/);
  expect(stderr).toBe('');
  expect(readFileSync(join(folder, 'main.ts'), 'utf-8')).toBe('new App();\n');
  expect(existsSync(join(folder, 'main', 'shop.ts'))).toBe(true);
});

test('objects without a namespace are read in the one of the option, and a hint suggests it otherwise', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {}\n';
  const folder = folderWith({ 'a.yaml': `${configMap('a')}---\n${pod}` });
  const [without, within] = [[], ['--namespace', 'shop']].map(each => run(command(folder, '--force', '--output', 'json', ...each)));

  expect(without.calls[0][0].map(({ object }) => object.metadata.namespace)).toEqual([undefined, 'shop']);
  expect(JSON.parse(without.stdout).hints).toEqual([expect.stringMatching(/run the command with --namespace shop\.$/)]);
  expect(run(command(folder, '--force')).stdout).toContain('\nHints:\n  1 object has no namespace, and others have the namespace shop.');
  expect(within.calls[0][0].map(({ object }) => object.metadata.namespace)).toEqual(['shop', 'shop']);
  expect(JSON.parse(within.stdout).hints).toEqual([]);
});

test('the standard input is read', () => {
  const folder = folderWith({});
  const { calls } = run(['adopt', '-', '--out', join(folder, 'main.ts')], undefined, configMap('input'));

  expect(calls[0][0].map(({ object }) => object.metadata.name)).toEqual(['input']);
});

test('an earlier result is replaced only with --force, and not read as input', () => {
  const folder = folderWith({ 'a.yaml': configMap('a'), 'main.ts': 'old', 'main/documents.yaml': configMap('a') });
  const refused = run(command(folder));

  expect(refused).toMatchObject({ code: ExitCode.NOT_RUN, stdout: '', calls: [] });
  expect(refused.stderr).toContain('already exist. Specify another name, or --force to replace the files.\n');
  expect(readFileSync(join(folder, 'main.ts'), 'utf-8')).toBe('old');
  expect(run(command(folder, '--force'))).toMatchObject({ code: ExitCode.SAME });
  expect(readFileSync(join(folder, 'main.ts'), 'utf-8')).toBe('new App();\n');
});

test('a document that cannot be read is a problem of the report, with exit code 1', () => {
  const folder = folderWith({ 'a.yaml': `${configMap('a')}---\nb: [\n` });
  const { code, stdout, calls } = run(command(folder));

  expect(code).toBe(ExitCode.DIFFERENT);
  expect(calls[0][0]).toHaveLength(1);
  expect(stdout).toContain(`Problems in the input:\n  ${join(folder, 'a.yaml')}:6:4: `);
  expect(stdout).toMatch(/; 1 problem in the input\.\n$/);
});

test('if nothing can be read, the problems are printed, with exit code 2, and nothing is written', () => {
  const folder = folderWith({ 'a.yaml': 'b: [\n' });
  const { code, stdout, stderr, calls } = run(command(folder));

  expect({ code, stdout, calls }).toEqual({ code: ExitCode.NOT_RUN, stdout: '', calls: [] });
  expect(stderr).toMatch(/^cdk8s-service-patterns-cli: no objects were read\.\n {2}.*a\.yaml:1:4: a list that begins with \[ is not closed\. Add the closing \], and indent all its lines\n$/);
  expect(readdirSync(folder)).toEqual(['a.yaml']);
});

test('a difference leads to exit code 1, and the files are written', () => {
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const different = report({ objects: [objectReport({ differences: [difference()] })], same: false });

  expect(run(command(folder), () => ({ ...ADOPTION, report: different })).code).toBe(ExitCode.DIFFERENT);
  expect(existsSync(join(folder, 'main.ts'))).toBe(true);
});

test.each([
  ['the differences', { ...report({ objects: [objectReport({ differences: [difference()] })] }), same: true }],
  ['the program', { ...report(), same: false }],
])('the result is the same only if %s and the report say so', (_, value) => {
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const { code, stdout } = run(command(folder, '--output', 'json'), () => ({ ...ADOPTION, report: value }));

  expect(code).toBe(ExitCode.DIFFERENT);
  expect(JSON.parse(stdout).same).toBe(false);
});

test('an error is printed, with exit code 2, and nothing is written', () => {
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const { code, stdout, stderr } = run(command(folder), () => {
    throw new Error('first\nsecond\u001b');
  });

  expect({ code, stdout, stderr }).toEqual({ code: ExitCode.NOT_RUN, stdout: '', stderr: 'cdk8s-service-patterns-cli: first\n  second\\u001b\n' });
  expect(readdirSync(folder)).toEqual(['a.yaml']);
});

test('values of Secrets are not part of the report', () => {
  const folder = folderWith({ 'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: hunter2-hunter2}\n' });
  const leaking = { ...ADOPTION, report: report({ typeErrors: ["Type '\"hunter2-hunter2\"' is wrong"] }) };

  for (const output of ['text', 'json']) {
    expect(run(command(folder, '--force', '--output', output), () => leaking).stdout).toMatch(/\(hidden\)/);
    expect(run(command(folder, '--force', '--output', output), () => leaking).stdout).not.toContain('hunter2');
  }
});

test('progress is shown on a terminal, but not with --quiet', () => {
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const shown = (...args: string[]) => {
    let text = '';
    const stderr = { isTTY: true, write: (part: string) => text += part };
    runCommand(command(folder, '--force', '--output', 'json', ...args), { adopt: () => ADOPTION, stdout: { write: part => JSON.parse(part) }, stderr });
    return text;
  };

  expect(shown()).toMatch(/^\r\u001b\[KReading .*\r\u001b\[K$/);
  expect(shown('--quiet')).toBe('');
});
