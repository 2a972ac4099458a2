import { checkGatewayApiVersion } from './check-gateway-api';
import { checkIpFamilies } from './check-ip-families';
import { checkLoadBalancerProvider } from './check-load-balancer-provider';
import { checkMesh } from './check-mesh';
import { checkNetworkFacts } from './check-network-facts';
import { checkRouteClass } from './check-route-class';
import type { ClusterProfileProps } from './cluster-profile-props';
import { checkCidr } from '../rules/address-checks';
import { clusterRules } from '../rules/cluster';
import { isDnsSubdomain } from '../rules/names';
import { isPortNumber } from '../rules/ports';
import type { Problems } from '../rules/rule';
import { KUBERNETES_VERSIONS, versionRules } from '../rules/versions';

/** Reports properties of a cluster that are not valid. @internal */
export function checkClusterProfile(problems: Problems, props: ClusterProfileProps): void {
  const { kubernetesVersion, clusterDomain, nodePortRange, ipFamilies, cluster } = props;
  if (kubernetesVersion !== undefined && !(KUBERNETES_VERSIONS as readonly string[]).includes(kubernetesVersion)) {
    problems.report(versionRules.known, 'kubernetesVersion', kubernetesVersion, proposeVersion(kubernetesVersion));
  }
  if (clusterDomain !== undefined && !isDnsSubdomain(clusterDomain)) {
    problems.report(clusterRules.domain, 'clusterDomain', clusterDomain, "Use a value such as 'cluster.local'.");
  }
  if (cluster === '') {
    problems.report(clusterRules.name, 'cluster', cluster, "Use a value such as 'production', or remove it.");
  }
  if (nodePortRange !== undefined) {
    const [from, to] = nodePortRange.split('-').map(Number);
    if (!/^\d+-\d+$/.test(nodePortRange) || !isPortNumber(from) || !isPortNumber(to) || from > to) {
      problems.report(clusterRules.nodePortRange, 'nodePortRange', nodePortRange, "Use a value such as '30000-32767'.");
    }
  }
  if (ipFamilies !== undefined) {
    checkIpFamilies(problems, 'ipFamilies', ipFamilies);
  }
  checkGatewayApiVersion(problems, 'gatewayApiVersion', props.gatewayApiVersion);
  Object.entries(props.routeClasses ?? {}).forEach(([name, controller]) => checkRouteClass(problems, `routeClasses['${name}']`, controller));
  checkNetworkFacts(problems, props);
  checkMesh(problems, 'mesh', props.mesh);
  checkLoadBalancerProvider(problems, 'loadBalancerProvider', props.loadBalancerProvider);
  props.serviceCidrs?.forEach((cidr, index) => checkCidr(problems, `serviceCidrs[${index}]`, cidr));
}

function proposeVersion(version: string): string {
  const minor = /^v?(1\.\d+)/.exec(version)?.[1];
  const known = (KUBERNETES_VERSIONS as readonly string[]).includes(minor ?? '');
  return known ? `Use '${minor}'.` : 'This release of the library does not support other versions: use a newer or an older release for such a cluster.';
}
