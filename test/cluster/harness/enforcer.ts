import { join } from 'path';
import type { Credentials } from './credentials';
import type { Supervisor } from './supervisor';

/** File of versions of the objects that the enforcer has made rules of, by their UID. */
export function inForceFile(directory: string): string {
  return join(directory, 'in-force.json');
}

/** Starts what enforces NetworkPolicies on the node. */
export function startEnforcer(supervisor: Supervisor, directory: string, enforcer: string, credentials: Credentials): void {
  supervisor.start('enforcer', enforcer, [`--kubeconfig=${credentials.kubeconfig('enforcer')}`, `--in-force=${inForceFile(directory)}`]);
}
