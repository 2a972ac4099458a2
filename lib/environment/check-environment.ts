import type { EnvironmentProps } from './environment';
import type { Problems } from '../rules/rule';
import { shown } from '../rules/show';
import { checkText } from '../rules/text';
import { workloadRules } from '../rules/workloads';
import { sortedEntries } from '../values/compare-names';

/**
 * Reports texts that cannot be written, and variables that are set in both `env` and `envValueFrom`.
 *
 * @param prefix prefix of the names of properties in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkEnvironment(problems: Problems, prefix: string, { env, envValueFrom }: EnvironmentProps): void {
  // Sorted by name, so that the lines of an error do not depend on the order of the map
  for (const [name, value] of sortedEntries(env)) {
    checkText(problems, `${prefix}env['${name}']`, value);
  }
  for (const [name] of sortedEntries(envValueFrom)) {
    if (env && Object.hasOwn(env, name)) {
      problems.report(workloadRules.envValue, `${prefix}envValueFrom`, shown(name), 'It is also in env. Remove it from one of them.');
    }
  }
}
