import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { devNull } from 'os';
import { delimiter, join } from 'path';

/** Path of kubectl-validate, if it is on PATH. */
export const KUBECTL_VALIDATE = (process.env.PATH ?? '').split(delimiter).map(directory => join(directory, 'kubectl-validate')).find(existsSync);

/** What kubectl-validate finds wrong with manifests, by the schemas that it has built in; nothing where it accepts them. */
export function refusalOf(path: string): string {
  // Without a kubeconfig no cluster is asked.
  const { status, stdout, stderr } = spawnSync(KUBECTL_VALIDATE!, [path, '--version', '1.30'], { encoding: 'utf-8', maxBuffer: 64 * 1024 * 1024, env: { ...process.env, KUBECONFIG: devNull } });
  return status === 0 ? '' : `${stdout}${stderr}`;
}
