import { kubectl } from './kubectl';
import { eventually } from '../harness/eventually';

/** A namespace for the tests of a file, which enforces Pod Security *restricted*, made before and deleted after them. */
export function testNamespace(name: string): string {
  beforeAll(() => createNamespace(name));
  afterAll(() => deleteNamespace(name));
  return name;
}

/** Makes a namespace that enforces Pod Security *restricted*, in which pods can be made. */
export async function createNamespace(name: string): Promise<void> {
  kubectl('create', 'namespace', name);
  kubectl('label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted');
  await eventually(`namespace ${name} has its service account`, 30, () => kubectl('--namespace', name, 'get', 'serviceaccount', 'default'));
}

/** Deletes a namespace, which takes a while; its addresses and node ports are free at once, for whoever asks for the same. */
export function deleteNamespace(name: string): void {
  kubectl('--namespace', name, 'delete', 'services', '--all');
  kubectl('delete', 'namespace', name, '--wait=false');
}
