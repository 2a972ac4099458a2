import { readWhole } from './read-whole';
import type { Adopted, Scope } from './scope';
import type { Code } from '../code/expression';
import type { Document } from '../document';
import type { InputDocument } from '../input/read-input';
import { readServiceAccount } from '../read/service-account';

/** Fields with the name of the account of pods. The second one is an older name. Custom resources have the same fields. */
const FIELDS = ['serviceAccountName', 'serviceAccount'];

/** Declares a ServiceAccount as the option `createServiceAccount` of the only workload that uses it. */
export function adoptAccount({ object }: InputDocument, scope: Scope): Adopted {
  const { name } = object.metadata;
  if (name === 'default') {
    return { why: ['All pods of the namespace without another account use it.'] };
  }
  const users = scope.documents.map(each => each.object).filter(({ spec, template }) => usesAccount([spec, template], name));
  const titles = users.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  if (users.length !== 1) {
    return { why: [users.length === 0 ? 'No pods of these manifests use it.' : `${inShort(titles)} use it, and an account is created with one workload.`] };
  }
  const declared = scope.workloads.find(({ workload }) => workload === users[0]);
  if (!declared) {
    return { why: [`${titles[0]}, which uses it, stays a document.`] };
  }
  const { workload, options, mode, id } = declared;
  const refused = scope.refused.get(object) ?? scope.refused.get(workload);
  if (refused) {
    return { why: refused };
  }
  const determinesToken = options.automountFromServiceAccount !== undefined;
  const whole = readWhole(object, fields => readServiceAccount(fields, { implied: workload.metadata.name, determinesToken, mode }));
  if ('why' in whole) {
    return whole;
  }
  delete options.serviceAccount;
  Object.assign(options, whole.read as unknown as Record<string, Code>);
  scope.belonging.push({ id, option: 'createServiceAccount', objects: [object] });
  return { declaredAs: `option createServiceAccount of ${id}` };
}

/** The names of objects, or those of the first and the number of others. */
function inShort(titles: readonly string[]): string {
  return titles.length <= 3 ? titles.join(' and ') : `${titles.slice(0, 2).join(', ')} and ${titles.length - 2} other objects`;
}

/** Whether a value has a field with the account. */
function usesAccount(value: Document, name: string): boolean {
  return typeof value === 'object' && value !== null
    && Object.entries(value).some(([key, each]) => FIELDS.includes(key) && each === name || usesAccount(each, name));
}
