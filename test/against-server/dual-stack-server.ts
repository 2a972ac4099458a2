import { ServerDryRun } from 'kubernetes-dry-run';
import { CUSTOM_RESOURCES } from './custom-resources';
import type { KubernetesVersion } from '../../lib/rules/versions';

const servers = new Map<KubernetesVersion, ServerDryRun>();

/** The API server of a dual-stack cluster with a version of Kubernetes, in which Secrets and other references need not exist. */
export function dualStackServer(kubernetesVersion: KubernetesVersion): ServerDryRun {
  if (!servers.has(kubernetesVersion)) {
    servers.set(kubernetesVersion, new ServerDryRun({
      kubernetesVersion, serviceCidrs: ['10.96.0.0/16', 'fd00:10:96::/112'], references: false, unknownKinds: 'refuse', crds: CUSTOM_RESOURCES,
    }));
  }
  return servers.get(kubernetesVersion)!;
}
