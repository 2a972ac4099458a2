import type { IConstruct } from 'constructs';
import { defaultsOf } from './complete-options';
import { mergeOptions } from './merge-options';
import { originsOf } from './option-origins';
import { partsOf, typeAt } from './option-path';
import { isSet } from '../options/set-options';
import type { Origins } from '../rules/rule';
import type { WorkloadOptions } from '../workload/workload-options';

/**
 * What messages about types say about keys of maps that are null or undefined. Such a key is refused, because it may be missing by mistake. If a default
 * has the key, the program can also mean to leave the default out.
 *
 * @param own the options as the program has passed them, which can have any type
 * @internal
 */
export function unsetKeysOf(construct: IConstruct, own: unknown): Origins {
  return {
    of: field => {
      const parts = partsOf(field);
      const ignoredDefaults = [at(own, ['ignoredDefaults'])].flat().filter(path => typeof path === 'string');
      const isKey = typeAt(parts.slice(0, -1))?.startsWith('{') && !isSet(at(own, parts));
      const kept = isKey && mergeOptions(defaultsOf(construct) ?? {}, { ignoredDefaults } as WorkloadOptions);
      if (!kept || !isSet(at(kept, parts))) {
        return { fix: '' };
      }
      const { note, fix } = originsOf(construct, { ignoredDefaults }).of(field, '');
      return { fix: ` The ${note} sets it.${fix}` };
    },
  };
}

function at(value: unknown, parts: readonly string[]): unknown {
  return parts.reduce((outer: any, part) => typeof outer === 'object' && outer !== null && Object.hasOwn(outer, part) ? outer[part] : undefined, value);
}
