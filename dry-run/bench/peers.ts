/**
 * Measures how often this package and schema checkers agree with real API servers, for the objects in test/against-server/recorded. Needs Python. The
 * package managers of Go and Python install the other tools in the user's cache.
 *
 * usage: projen peers [--list]    (--list also prints the cases that a tool gets wrong)
 */
import { agreement, percentage, type Agreement } from './peers/agreement';
import { needsMoreThanObject, recordedCases, recordedVersions } from './peers/cases';
import { DRY_RUN } from './peers/dry-run';
import { KUBECONFORM } from './peers/kubeconform';
import { KUBECTL_VALIDATE, KUBECTL_VALIDATE_BUILT_IN } from './peers/kubectl-validate';

const TOOLS = [DRY_RUN, KUBECONFORM, KUBECTL_VALIDATE, KUBECTL_VALIDATE_BUILT_IN];

const cases = recordedCases();
const objectOnly = cases.filter(each => !needsMoreThanObject(each));
const lists = process.argv.includes('--list');

console.log(`${cases.length} cases; ${cases.length - objectOnly.length} of them depend on existing objects or on the Pod Security level of the namespace.`);
console.log('Schema checkers get only the object, so the last column excludes these cases.\n');
console.log('| Tool | Kubernetes | Wrongly accepted | Wrongly refused | Agreement | Agreement on single objects |');
console.log('| --- | --- | ---: | ---: | ---: | ---: |');
for (const tool of TOOLS) {
  for (const version of recordedVersions(cases)) {
    const verdicts = tool.judge(cases, version);
    const all = agreement(verdicts, version);
    const single = agreement(new Map([...verdicts].filter(([each]) => objectOnly.includes(each))), version);
    console.log(`| ${tool.name} | ${version} | ${all.wronglyAccepted.length} | ${all.wronglyRefused.length} | ${percentage(all)} | ${percentage(single)} |`);
    if (lists) {
      console.log(namesOf(all));
    }
  }
}

function namesOf({ wronglyAccepted, wronglyRefused }: Agreement): string {
  const ids = (list: Agreement['wronglyAccepted']) => list.map(({ id }) => id).join(' ') || 'none';
  return `accepted: ${ids(wronglyAccepted)}\nrefused: ${ids(wronglyRefused)}`;
}
