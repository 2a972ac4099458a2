import type { javascript } from 'projen';

/** Makes the linter refuse calls that work only on some of the systems that the tests run on: Linux, macOS and Windows. */
export function requirePortableCode(eslint: javascript.Eslint): void {
  eslint.addRules({
    'no-restricted-syntax': ['error', {
      selector: "CallExpression[callee.name=/^(spawn|exec|execFile)(Sync)?$/] > Literal:first-child[value!='go']",
      message: 'Windows has no such program, or has it as a .cmd file. Run Node.js with process.execPath, and programs of npm with npmCommand (scripts/npm-command.ts).',
    }, {
      selector: "CallExpression[callee.name='symlinkSync'][arguments.length<3]",
      message: "Pass 'junction' as the type: other symbolic links need privileges on Windows.",
    }],
  });
}

/** Allows such calls in files that run only on Linux. */
export function allowLinuxCode(eslint: javascript.Eslint, files: string): void {
  eslint.addOverride({ files: [files], rules: { 'no-restricted-syntax': 'off' } });
}
