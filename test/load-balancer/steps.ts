import { read } from '../markdown';
import { CONSTANTS } from './custom-providers';
import type { LoadBalancerProvider } from '../../lib';
import { providerOf } from '../../lib/load-balancer/providers/providers';

const PAGE = 'docs/load-balancers.md';
const TESTS = 'test/load-balancer/load-balancer.test.ts';

/**
 * The steps of "Adding a provider of load balancers" (CONTRIBUTING.md) that are missing for a constant, each with the file to change. The compiler
 * and other tests report the other steps.
 */
export function missingSteps(name: string, constant: LoadBalancerProvider): string[] {
  const { title, healthCheck } = providerOf(constant);
  const { interval, failures } = healthCheck ?? {};
  const row = `| ${title} | every ${interval} seconds, ${failures} times | ${interval! * failures!} seconds |`;
  const absent = ['Which clients can connect', 'Sources'].filter(heading => !section(heading).includes(`\n| ${title} |`));
  return [
    ...CONSTANTS[name] === constant && name === constant._id.toUpperCase().replace(/-/g, '_') ? [] : [`Change the id '${constant._id}' or the name ${name} in lib/cluster/load-balancer-provider.ts: they must be the same.`],
    ...read(TESTS).includes(`settingsOf(${name}, options)`) ? [] : [`Add the annotations and fields that settings of ${name} become to ${TESTS}, with settingsOf(${name}, options).`],
    ...absent.map(heading => `Add a row for ${title} to '${heading}' in ${PAGE}.`),
    ...!healthCheck || read('docs/shutdown.md').includes(row) ? [] : [`Add the row ${row} to docs/shutdown.md.`],
  ];
}

/** The text of the page below a heading. */
function section(heading: string): string {
  return read(PAGE).split(`\n## ${heading}\n`)[1].split('\n## ')[0];
}
