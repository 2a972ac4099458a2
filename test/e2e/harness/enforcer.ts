import { join } from 'path';
import type { Credentials } from './credentials';
import type { Supervisor } from './supervisor';

/** The file with the versions of the objects that the enforcer has converted to rules, by namespace and UID. */
export function inForceFile(directory: string): string {
  return join(directory, 'in-force.json');
}

/** Starts the program that enforces NetworkPolicies on the node. */
export function startEnforcer(supervisor: Supervisor, directory: string, enforcer: string, credentials: Credentials): void {
  supervisor.start('enforcer', enforcer, [`--kubeconfig=${credentials.kubeconfig('enforcer')}`, `--in-force=${inForceFile(directory)}`]);
}
