import { App, Chart, Testing } from 'cdk8s';
import { apply, waitForRollouts } from './kubectl';
import { ClusterProfile, EnvVarSource, IpFamily, type ClusterProfileProps, type ExposedWorkloadProps } from '../../../lib';
import type { Document } from '../../support';
import { CLUSTER_DOMAIN, HAS_IPV6, KUBERNETES_VERSION, SERVICE_CIDRS } from '../harness/facts';
import { AGENT_IMAGE } from '../harness/images';

/** The port through which a test controls a server. No Service exposes it. */
export const CONTROL_PORT = 9000;

/** The profile of this cluster for declarations. */
export const PROFILE = {
  kubernetesVersion: KUBERNETES_VERSION,
  clusterDomain: CLUSTER_DOMAIN,
  ipFamilies: HAS_IPV6 ? [IpFamily.IPV4, IpFamily.IPV6] : [IpFamily.IPV4],
  serviceCidrs: HAS_IPV6 ? [SERVICE_CIDRS.ipv4, SERVICE_CIDRS.ipv6] : [SERVICE_CIDRS.ipv4],
} as const satisfies ClusterProfileProps;

/** The output of `cdk8s synth` for declarations in a chart for this cluster. */
export function declare(namespace: string, fill: (chart: Chart) => void): Document[] {
  const app = new App();
  ClusterProfile.set(app, PROFILE);
  const chart = new Chart(app, namespace, { namespace });
  fill(chart);
  return Testing.synth(chart);
}

/** Declares and applies objects, and waits until all pods are ready. */
export function deploy(namespace: string, fill: (chart: Chart) => void): Document[] {
  const documents = declare(namespace, fill);
  apply(documents);
  waitForRollouts(documents);
  return documents;
}

/** A server whose behavior a test controls. */
export function server(...flags: string[]): Pick<ExposedWorkloadProps, 'image' | 'args' | 'envValueFrom'> {
  return {
    image: AGENT_IMAGE,
    args: ['serve', `--control=:${CONTROL_PORT}`, ...flags],
    envValueFrom: { POD_NAME: EnvVarSource.podField('metadata.name') },
  };
}
