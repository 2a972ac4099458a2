import type { Document } from '../document';
import type { Account } from '../read/pod';

const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

/** Whether an object is a ServiceAccount. */
export function isAccount({ apiVersion, kind }: Document): boolean {
  return apiVersion === 'v1' && kind === 'ServiceAccount';
}

/**
 * What the objects of an application say about an account.
 *
 * @param namespace undefined if the objects have none
 */
export function accountNamed(name: string, namespace: string | undefined, objects: readonly Document[]): Account {
  const isIn = (each: unknown) => (each ?? undefined) === namespace;
  const account = objects.find(object => isAccount(object) && object.metadata.name === name && isIn(object.metadata.namespace));
  const subjects = objects.filter(({ kind }) => BINDINGS.includes(kind)).flatMap(({ metadata, subjects: all }): Document[] => (
    Array.isArray(all) ? all.map(subject => ({ namespace: metadata.namespace, ...subject })) : []
  ));
  return {
    mountsToken: account?.automountServiceAccountToken !== false,
    hasRole: subjects.some(subject => subject.kind === 'ServiceAccount' && subject.name === name && isIn(subject.namespace)),
  };
}
