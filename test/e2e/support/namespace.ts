import { kubectl } from './kubectl';
import { eventually } from '../harness/eventually';

/** A namespace for the tests of a file, which enforces Pod Security *restricted*. It is created before the tests and deleted after them. */
export function testNamespace(name: string): string {
  beforeAll(() => createNamespace(name));
  afterAll(() => deleteNamespace(name));
  return name;
}

/** Creates a namespace that enforces Pod Security *restricted* or another level, and waits until pods can be created in it. */
export async function createNamespace(name: string, podSecurity = 'restricted'): Promise<void> {
  kubectl('create', 'namespace', name);
  kubectl('label', 'namespace', name, `pod-security.kubernetes.io/enforce=${podSecurity}`);
  await eventually(`namespace ${name} has its service account`, () => kubectl('--namespace', name, 'get', 'serviceaccount', 'default'));
}

/** Deletes the Services of a namespace, to release their addresses and node ports, and starts to delete the namespace, which takes a while. */
export function deleteNamespace(name: string): void {
  kubectl('--namespace', name, 'delete', 'services', '--all');
  kubectl('delete', 'namespace', name, '--wait=false');
}
