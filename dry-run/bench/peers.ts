/**
 * How often this package and checkers of schemas agree with real API servers, on the objects of test/apiserver. Needs Go and Python, whose
 * package managers get the other tools into the user's cache.
 *
 * usage: projen peers [--list]    (--list: also names the cases that a tool gets wrong)
 */
import { agreement, percentage, type Agreement } from './peers/agreement';
import { needsMoreThanObject, recordedCases } from './peers/cases';
import { DRY_RUN } from './peers/dry-run';
import { KUBECONFORM } from './peers/kubeconform';
import { KUBECTL_VALIDATE, KUBECTL_VALIDATE_BUILT_IN } from './peers/kubectl-validate';

const VERSIONS = ['1.33', '1.34', '1.35', '1.36'];
const TOOLS = [DRY_RUN, KUBECONFORM, KUBECTL_VALIDATE, KUBECTL_VALIDATE_BUILT_IN];

const cases = recordedCases();
const sayable = cases.filter(each => !needsMoreThanObject(each));
const lists = process.argv.includes('--list');

console.log(`${cases.length} cases; ${cases.length - sayable.length} of them depend on what is in the cluster already or on the namespace's Pod Security,`);
console.log('of which checkers of schemas are told the object alone: the last column is without these.\n');
console.log('| Tool | Kubernetes | Wrongly accepted | Wrongly refused | Agreement | Of the object alone |');
console.log('| --- | --- | ---: | ---: | ---: | ---: |');
for (const tool of TOOLS) {
  for (const version of VERSIONS) {
    const verdicts = tool.judge(cases, version);
    const all = agreement(verdicts, version);
    const alone = agreement(new Map([...verdicts].filter(([each]) => sayable.includes(each))), version);
    console.log(`| ${tool.name} | ${version} | ${all.wronglyAccepted.length} | ${all.wronglyRefused.length} | ${percentage(all)} | ${percentage(alone)} |`);
    if (lists) {
      console.log(namesOf(all));
    }
  }
}

function namesOf({ wronglyAccepted, wronglyRefused }: Agreement): string {
  const ids = (list: Agreement['wronglyAccepted']) => list.map(({ id }) => id).join(' ') || 'none';
  return `accepted: ${ids(wronglyAccepted)}\nrefused: ${ids(wronglyRefused)}`;
}
