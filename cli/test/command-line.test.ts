import { readArguments } from '../src/command-line';

test('all options are read', () => {
  expect(readArguments(['adopt', 'a.yaml', '-', 'folder', '--out', 'src/main.ts', '--in-place', '--force', '--output', 'json', '--quiet']))
    .toEqual({ paths: ['a.yaml', '-', 'folder'], out: 'src/main.ts', inPlace: true, force: true, output: 'json', quiet: true });
  expect(readArguments(['adopt', 'a.yaml', '--out', 'main.ts', '--namespace', 'shop-1', '--kubernetes-version', '1.35']))
    .toMatchObject({ namespace: 'shop-1', kubernetesVersion: '1.35' });
  expect(readArguments(['adopt', 'a.yaml', '--out=main.ts']))
    .toEqual({ paths: ['a.yaml'], out: 'main.ts', inPlace: false, force: false, output: 'text', quiet: false });
});

test.each([[['--help'], 'help'], [['-h', 'adopt'], 'help'], [['--version'], 'version'], [['--version', '--help'], 'help']])('%p asks for the %s', (args, result) => {
  expect(readArguments(args)).toBe(result);
});

test.each<[string[], string]>([
  [[], 'no command is specified. Use adopt, or --help for an explanation.'],
  [['adapt\n'], 'there is no command "adapt\\n". Use adopt, or --help for an explanation.'],
  [['adopt', '--out', 'main.ts'], 'no manifests are specified. Specify files or folders, or - for the standard input.'],
  [['adopt', '-', '-', '--out', 'main.ts'], '- is specified more than once, but the standard input can be read only once. Specify files instead of the others.'],
  [['adopt', 'a', '--out', 'main.ts', '--output', 'xml'], '--output "xml": the format must be text or json. Use one of them.'],
  [
    ['adopt', 'a', '--out', 'main.ts', '--kubernetes-version', 'v1.35.2'],
    '--kubernetes-version "v1.35.2": the version must have the form 1.35. Specify the minor version only.',
  ],
  ...['', 'Shop', 'shop.web', '-a', 'a'.repeat(64)].map<[string[], string]>(name => [
    ['adopt', 'a', '--out', 'main.ts', `--namespace=${name}`],
    `--namespace "${name}": it must have up to 63 lowercase letters, digits and hyphens. Specify such a name.`,
  ]),
  [['adopt', 'a'], '--out is missing. Specify the file to write, such as --out main.ts.'],
  [
    ['adopt', 'a', '--out', '-'],
    '--out -: the program can consist of several files, so it cannot be written to the standard output. Specify a file such as main.ts.',
  ],
  ...['main.js', 'main', '.ts', 'src/.ts', 'main.d.ts', 'main.ts/'].map<[string[], string]>(out => [
    ['adopt', 'a', '--out', out], `--out "${out}": the name must end in .ts, and not in .d.ts. Specify a file such as main.ts.`,
  ]),
])('%p is refused', (args, message) => {
  expect(() => readArguments(args)).toThrow(new Error(message));
});

test.each([[['adopt', '--unknown\n']], [['adopt', '--out']], [['adopt', '--quiet=3']]])('%p is refused by the parser', args => {
  expect(() => readArguments(args)).toThrow(/^[^\n]+$/);
});
