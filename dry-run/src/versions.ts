import { join } from 'node:path';

/** Minor versions of Kubernetes whose API server can be asked, oldest first. */
export const KUBERNETES_VERSIONS = ['1.33', '1.34', '1.35', '1.36', '1.37'] as const;

export type KubernetesVersion = typeof KUBERNETES_VERSIONS[number];

/** A release emulates the three minor versions before it. */
const NEWEST: KubernetesVersion = '1.37';
const TOO_OLD_TO_EMULATE: readonly KubernetesVersion[] = ['1.33'];

/** Path of the compressed WebAssembly file that has the server of a version. */
export function wasmFileOf(version: KubernetesVersion): string {
  return join(__dirname, '..', 'wasm', `server-${TOO_OLD_TO_EMULATE.includes(version) ? version : NEWEST}.wasm.br`);
}
