import { enforcesRestricted, type RecordedCase } from './cases';
import type { Tool } from './tool';
import { ServerDryRun, type KubernetesVersion } from '../../lib';

/** The setting of the recorded servers. */
const SERVICE_CIDRS = ['10.96.0.0/16'];

export const DRY_RUN: Tool = {
  name: 'kubernetes-dry-run',
  judge: (cases, version) => new Map(cases.map(each => [each, accepts(each, version as KubernetesVersion) ? 'accept' : 'reject'])),
};

function accepts({ area, live, text }: RecordedCase, kubernetesVersion: KubernetesVersion): boolean {
  const dryRun = new ServerDryRun({
    kubernetesVersion,
    podSecurity: enforcesRestricted(area) ? 'restricted' : 'privileged',
    serviceCidrs: SERVICE_CIDRS,
    references: false,
  });
  return dryRun.apply([text], { live: live === undefined ? [] : [live] }).results[0].accepted;
}
