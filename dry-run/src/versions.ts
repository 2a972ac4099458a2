import { join } from 'node:path';

/** The supported minor versions of Kubernetes, oldest first. */
export const KUBERNETES_VERSIONS = ['1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** A supported minor version of Kubernetes. */
export type KubernetesVersion = typeof KUBERNETES_VERSIONS[number];

/** The newest release. It emulates the three minor versions before it. */
const NEWEST: KubernetesVersion = '1.37';
const TOO_OLD_TO_EMULATE: readonly KubernetesVersion[] = ['1.33'];

/** Path of the compressed WebAssembly file that contains the server of a version. */
export function wasmFileOf(version: KubernetesVersion): string {
  return join(__dirname, '..', 'wasm', `server-${TOO_OLD_TO_EMULATE.includes(version) ? version : NEWEST}.wasm.br`);
}
