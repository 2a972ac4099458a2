import type { IConstruct } from 'constructs';
import { readerIn, type DefaultsKind } from '../app/defaults-readers';
import { defaultsRules } from '../rules/defaults';
import type { Problems } from '../rules/rule';

/** The rule of each kind of defaults, and what messages call the defaults. */
const KINDS = {
  WorkloadDefaults: { rule: defaultsRules.alreadyRead, defaults: 'the defaults' },
  DefaultsVersion: { rule: defaultsRules.versionAlreadyRead, defaults: 'the version' },
} as const;

/** Reports that defaults can no longer be set for a scope, because they have been read for a construct in it. @internal */
export function checkNotRead(problems: Problems, scope: IConstruct, kind: DefaultsKind): void {
  const reader = readerIn(scope, kind);
  if (!reader) {
    return;
  }
  const { rule, defaults } = KINDS[kind];
  const path = reader.construct.node.path;
  const name = path === '' ? 'the app' : `'${path}'`;
  const fix = reader.reading === 'call' ? `${kind}.of has read ${defaults} of ${name}. Call ${kind}.set before ${kind}.of.`
    : reader.construct === scope ? `${name} has read ${defaults} when it was declared. Set ${defaults} on a scope around ${name}, above the line that creates it.`
      : `${name} has read ${defaults}. Move this call above the line that creates ${name}.`;
  problems.report(rule, `${kind}.set`, path === '' ? 'app' : path, fix);
}
