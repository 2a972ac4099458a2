/**
 * Runs kube-score and checkov for the first example of the README and for all examples. Fails if there is a finding that docs/linters.md does not explain.
 * Requires the output of `projen compile`, Python and Go.
 *
 * usage: ts-node test/linters/main.ts
 */
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { explainedIn, problemsOf } from './findings';
import { checkov, kubeScore } from './linters';
import { INSTALL, copyExample, examples, packLibrary, removeDirectory, runNpm, synthExample } from '../../scripts/synth-example';

const ROOT = join(__dirname, '..', '..');
const README = 'README.md';

/** The first program of the README. */
function firstProgram(): string {
  return /```ts nofixture\n([^]*?)```/.exec(readFileSync(join(ROOT, README), 'utf-8'))![1];
}

function main(): void {
  const directory = mkdtempSync(join(tmpdir(), 'linters-'));
  try {
    copyFileSync(join(ROOT, 'examples', 'httpd', 'package.json'), join(directory, 'package.json'));
    runNpm(directory, [...INSTALL, packLibrary(directory).tarball]);
    const ofReadme = copyExample('httpd', join(directory, 'readme'));
    writeFileSync(join(ofReadme, 'main.ts'), firstProgram());
    const copies = [[README, ofReadme], ...examples().map(example => [example, copyExample(example, directory)])];
    const findings = copies.flatMap(([source, copy]) => {
      const file = join(directory, `${source}.yaml`);
      writeFileSync(file, Object.values(synthExample(copy).files).join('---\n'));
      const found = [...kubeScore(file, source), ...checkov(file, source)];
      const count = (linter: string) => found.filter(finding => finding.linter === linter).length;
      console.log(`${source}: kube-score ${count('kube-score')} critical, checkov ${count('checkov')} failed`);
      return found;
    });
    const problems = problemsOf(findings, explainedIn(readFileSync(join(ROOT, 'docs', 'linters.md'), 'utf-8')));
    problems.forEach(problem => console.error(problem));
    console.log(`${findings.length} findings, ${problems.length} problems`);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } finally {
    removeDirectory(directory);
  }
}

main();
