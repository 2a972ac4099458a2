import { readFileSync } from 'fs';
import { join } from 'path';
import { explainedIn, problemsOf, type Finding } from './findings';

const PAGE = `# Linters

## kube-score

| Check | |
| --- | --- |
| \`container-resources\` | the reason |

## checkov

| Check | |
| --- | --- |
| \`CKV_K8S_8\` | the reason |
`;

const RESOURCES: Finding = { linter: 'kube-score', check: 'container-resources', source: 'httpd', object: 'Deployment web' };
const LIVENESS: Finding = { linter: 'checkov', check: 'CKV_K8S_8', source: 'httpd', object: 'Deployment.web' };

test('a page explains the checks of each linter', () => {
  expect([...explainedIn(PAGE)]).toEqual([['kube-score', ['container-resources']], ['checkov', ['CKV_K8S_8']]]);
});

test('explained findings are no problem', () => {
  expect(problemsOf([RESOURCES, LIVENESS], explainedIn(PAGE))).toEqual([]);
});

test('a finding without an explanation is a problem, also if the other linter has a check with this id', () => {
  expect(problemsOf([RESOURCES, LIVENESS, { ...RESOURCES, linter: 'checkov' }], explainedIn(PAGE))).toEqual([
    'checkov container-resources: Deployment web of httpd has this finding. Correct it, or add a row with the reason to docs/linters.md.',
  ]);
});

test('an explanation without a finding is a problem', () => {
  expect(problemsOf([RESOURCES], explainedIn(PAGE))).toEqual(['checkov CKV_K8S_8: nothing has this finding. Remove its row from docs/linters.md.']);
});

test('docs/linters.md explains checks of both linters', () => {
  const explained = explainedIn(readFileSync(join(__dirname, '..', '..', 'docs', 'linters.md'), 'utf-8'));

  expect([...explained.keys()]).toEqual(['kube-score', 'checkov']);
});
