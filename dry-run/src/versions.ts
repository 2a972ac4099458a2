import { join } from 'node:path';
import { KUBERNETES_VERSIONS, RELEASES } from './kubernetes-versions';

export { KUBERNETES_VERSIONS };

/** A supported minor version of Kubernetes. */
export type KubernetesVersion = typeof KUBERNETES_VERSIONS[number];

/** Path of the compressed WebAssembly file that contains the server of a version. */
export function wasmFileOf(version: KubernetesVersion): string {
  const { release } = RELEASES.find(each => each.version === version)!;
  return join(__dirname, '..', 'wasm', `server-${release}.wasm.br`);
}
