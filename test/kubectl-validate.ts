import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { devNull } from 'os';
import { delimiter, join } from 'path';

/** Path of kubectl-validate, if it is on PATH. */
export const KUBECTL_VALIDATE = (process.env.PATH ?? '').split(delimiter).map(directory => join(directory, 'kubectl-validate')).find(existsSync);

/** The errors of kubectl-validate for manifests, according to its built-in schemas. Empty if it accepts the manifests. */
export function refusalOf(path: string): string {
  // Without a kubeconfig, kubectl-validate does not connect to a cluster.
  const { status, stdout, stderr } = spawnSync(KUBECTL_VALIDATE!, [path, '--version', '1.30'], { encoding: 'utf-8', maxBuffer: 64 * 1024 * 1024, env: { ...process.env, KUBECONFIG: devNull } });
  return status === 0 ? '' : `${stdout}${stderr}`;
}
