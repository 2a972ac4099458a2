import { checkFamiliesOfCluster, checkIpFamilies } from '../cluster/check-ip-families';
import type { ClusterProfile } from '../cluster/cluster-profile';
import { familyOf } from '../cluster/ip-family';
import { IpFamilyPolicy, TrafficDistribution, TrafficPolicy, type Exposure, type NodePortOptions } from '../exposure/exposure';
import { checkMeshPortNames } from '../mesh/check-mesh';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { checkAddressSyntax, checkCanonical, checkCidr, checkClusterIpRange, checkNotSpecial } from '../rules/address-checks';
import { addressRules } from '../rules/addresses';
import { exposureRules } from '../rules/exposure';
import { isQualifiedName } from '../rules/metadata';
import { isJustification, type Problems } from '../rules/rule';
import { checkServed, isAtLeast } from '../rules/versions';
import { sortedEntries } from '../values/compare-names';
import { secondsOf, showDuration } from '../values/durations';

/**
 * Reports problems with an exposure, and conflicts with its ports and with the profile of its cluster.
 *
 * @internal
 */
export function checkExposure(problems: Problems, exposure: Exposure, ports: Ports, profile: ClusterProfile): void {
  if (profile.mesh) {
    checkMeshPortNames(problems, profile.mesh, ports.all);
  }
  if (Object.keys(exposure._options).length === 0) {
    return;
  }
  checkFamilies(problems, exposure, profile);
  checkClusterIPs(problems, exposure, profile);
  checkPolicies(problems, exposure, profile);
  checkNodePorts(problems, exposure, ports, profile);
  checkLoadBalancer(problems, exposure, profile);
  checkExternalIPs(problems, exposure);
}

function checkFamilies(problems: Problems, exposure: Exposure, profile: ClusterProfile): void {
  const { ipFamilies, ipFamilyPolicy, clusterIps } = exposure._options;
  if (ipFamilies && problems.accepts(() => checkIpFamilies(problems, 'exposure.ipFamilies', ipFamilies))) {
    checkFamiliesOfCluster(problems, 'exposure.ipFamilies', ipFamilies, profile.ipFamilies);
  }
  if (ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK && Math.max(ipFamilies?.length ?? 0, clusterIps?.length ?? 0) > 1) {
    problems.report(exposureRules.families, 'exposure.ipFamilyPolicy', ipFamilyPolicy, 'Remove the second family or address, or use IpFamilyPolicy.PREFER_DUAL_STACK.');
  }
  const dual = ipFamilyPolicy === undefined ? clusterIps?.length === 2 : ipFamilyPolicy !== IpFamilyPolicy.SINGLE_STACK;
  if (dual && ipFamilies?.length === 1 && profile.ipFamilies.length !== 1) {
    problems.report(exposureRules.families, 'exposure.ipFamilies', ipFamilies, 'Set both families, the primary one first, or remove ipFamilies.');
  }
  if (ipFamilyPolicy === IpFamilyPolicy.REQUIRE_DUAL_STACK && profile.ipFamilies.length === 1) {
    problems.report(addressRules.family, 'exposure.ipFamilyPolicy', ipFamilyPolicy, `The profile has only ${profile.ipFamilies[0]}. Use IpFamilyPolicy.PREFER_DUAL_STACK, or set both families in ClusterProfile's ipFamilies.`);
  }
}

function checkClusterIPs(problems: Problems, exposure: Exposure, profile: ClusterProfile): void {
  const { clusterIps, ipFamilies } = exposure._options;
  if (!clusterIps) {
    return;
  }
  if (clusterIps.length === 0) {
    problems.report(exposureRules.emptyList, 'exposure.clusterIps', [], 'Add an address, or remove clusterIps.');
    return;
  }
  if (clusterIps.includes('None')) {
    problems.report(exposureRules.clusterIps, 'exposure.clusterIps', clusterIps, 'For a Service without a virtual address, use Exposure.headless().');
    return;
  }
  const valid = clusterIps.map((address, index) => checkAddressSyntax(problems, `exposure.clusterIps[${index}]`, address)).every(Boolean);
  if (!valid) {
    return;
  }
  const families = clusterIps.map(familyOf);
  const inOrder = ipFamilies === undefined || families.every((family, index) => (ipFamilies[index] ?? family) === family);
  if (new Set(families).size !== families.length || !inOrder) {
    problems.report(exposureRules.clusterIps, 'exposure.clusterIps', clusterIps, 'Use one address of each family, in the order of ipFamilies, or remove clusterIps.');
  }
  checkFamiliesOfCluster(problems, 'exposure.clusterIps', families, profile.ipFamilies);
  clusterIps.forEach((address, index) => {
    checkCanonical(problems, `exposure.clusterIps[${index}]`, address);
    checkClusterIpRange(problems, `exposure.clusterIps[${index}]`, address, profile.serviceCidrs);
  });
}

function checkPolicies(problems: Problems, exposure: Exposure, profile: ClusterProfile): void {
  const { trafficDistribution, sessionAffinityTimeout } = exposure._options;
  if (trafficDistribution === TrafficDistribution.PREFER_SAME_ZONE || trafficDistribution === TrafficDistribution.PREFER_SAME_NODE) {
    checkServed(problems, 'exposure.trafficDistribution', trafficDistribution, '1.34', profile._version);
  }
  if (trafficDistribution === TrafficDistribution.PREFER_CLOSE && exposure._type !== 'Headless' && isAtLeast(profile._version, '1.34')) {
    problems.report(exposureRules.preferClose, 'exposure.trafficDistribution', trafficDistribution, 'Use TrafficDistribution.PREFER_SAME_ZONE.');
  }
  const affinity = sessionAffinityTimeout && secondsOf(sessionAffinityTimeout);
  if (affinity !== undefined && !(Number.isInteger(affinity) && affinity >= 1 && affinity <= 86400)) {
    problems.report(exposureRules.sessionAffinity, 'exposure.sessionAffinityTimeout', showDuration(sessionAffinityTimeout!), 'Use a duration such as Duration.hours(3).');
  }
}

function checkNodePorts(problems: Problems, exposure: Exposure, ports: Ports, profile: ClusterProfile): void {
  const { nodePorts, allocateLoadBalancerNodePorts } = exposure._options;
  const taken = new Map<number, Port[]>();
  for (const { name, nodePort, port } of inOrderOfPorts(nodePorts, ports)) {
    const field = `exposure.nodePorts['${name}']`;
    if (!port) {
      const known = ports.exposed.map(exposed => `'${exposed.name}'`).join(', ');
      problems.report(exposureRules.nodePortName, field, nodePort, known ? `Use the name of an exposed port: ${known}.` : 'The Service exposes no port. Remove nodePorts.');
      continue;
    }
    checkNodePort(problems, field, nodePort, profile);
    const others = taken.get(nodePort) ?? [];
    const other = others.find(({ servicePort, protocol }) => servicePort !== port.servicePort || protocol === port.protocol);
    if (other) {
      problems.report(exposureRules.nodePortDuplicate, field, nodePort, `The port '${other.name}' has the same node port. Use another number, or remove it to have one allocated.`);
    }
    taken.set(nodePort, [...others, port]);
  }
  if (allocateLoadBalancerNodePorts === false && nodePorts && Object.keys(nodePorts).length > 0) {
    problems.report(exposureRules.nodePortsUnallocated, 'exposure.nodePorts', nodePorts, 'Remove nodePorts or allocateLoadBalancerNodePorts.');
  }
}

/** The node ports in the order of the ports, because some languages iterate over a map in a different order in each run of a program. */
function inOrderOfPorts(nodePorts: NodePortOptions['nodePorts'], { exposed }: Ports): { readonly name: string; readonly nodePort: number; readonly port?: Port }[] {
  const names = exposed.map(({ name }) => name);
  const position = (name: string) => names.includes(name) ? names.indexOf(name) : names.length;
  return Object.entries(nodePorts ?? {})
    .sort(([a], [b]) => position(a) - position(b) || (a < b ? -1 : 1))
    .map(([name, nodePort]) => ({ name, nodePort, port: exposed.find(port => port.name === name) }));
}

/** Reports a node port outside the range from which the API server of the cluster allocates node ports. @internal */
export function checkNodePort(problems: Problems, field: string, nodePort: number, profile: ClusterProfile): void {
  const [from, to] = profile.nodePortRange.split('-').map(Number);
  if (!Number.isInteger(nodePort) || nodePort < from || nodePort > to) {
    problems.report(exposureRules.nodePort, field, nodePort, `Use a number from ${from} to ${to}, remove it to have one allocated, or set ClusterProfile's nodePortRange.`);
  }
}

function checkLoadBalancer(problems: Problems, exposure: Exposure, profile: ClusterProfile): void {
  const { sourceRanges, loadBalancerClass, loadBalancerIp, healthCheckNodePort, externalTrafficPolicy, nodePorts } = exposure._options;
  if (loadBalancerIp !== undefined && checkAddressSyntax(problems, 'exposure.loadBalancerIp', loadBalancerIp)) {
    checkCanonical(problems, 'exposure.loadBalancerIp', loadBalancerIp);
  }
  if (sourceRanges?.length === 0) {
    problems.report(exposureRules.emptyList, 'exposure.sourceRanges', [], 'Add a range, or remove sourceRanges to accept all clients.');
  }
  sourceRanges?.forEach((range, index) => checkCidr(problems, `exposure.sourceRanges[${index}]`, range));
  if (loadBalancerClass !== undefined && !isQualifiedName(loadBalancerClass)) {
    problems.report(exposureRules.loadBalancerClass, 'exposure.loadBalancerClass', loadBalancerClass, "Use a class such as 'service.k8s.aws/nlb'.");
  }
  if (healthCheckNodePort !== undefined) {
    checkNodePort(problems, 'exposure.healthCheckNodePort', healthCheckNodePort, profile);
    const taken = sortedEntries(nodePorts).find(([, nodePort]) => nodePort === healthCheckNodePort);
    if (taken) {
      const fix = `The port '${taken[0]}' has the same node port. Use another number, or remove it to have one allocated.`;
      problems.report(exposureRules.nodePortDuplicate, 'exposure.healthCheckNodePort', healthCheckNodePort, fix);
    }
    if (externalTrafficPolicy !== TrafficPolicy.LOCAL) {
      problems.report(exposureRules.healthCheckNodePort, 'exposure.healthCheckNodePort', healthCheckNodePort, 'Remove it, or set externalTrafficPolicy: TrafficPolicy.LOCAL.');
    }
  }
}

function checkExternalIPs(problems: Problems, exposure: Exposure): void {
  const { externalIps } = exposure._options;
  if (!externalIps) {
    return;
  }
  const { addresses = [], justification } = externalIps;
  addresses.forEach((address, index) => {
    const field = `exposure.externalIps.addresses[${index}]`;
    return checkAddressSyntax(problems, field, address) && checkNotSpecial(problems, field, address) && checkCanonical(problems, field, address);
  });
  if (addresses.length === 0) {
    problems.report(exposureRules.emptyList, 'exposure.externalIps.addresses', [], 'Add an address, or remove externalIps.');
  }
  if (!isJustification(justification)) {
    problems.report(exposureRules.externalIps, 'exposure.externalIps.justification', justification, "Write the reason, such as 'the edge router forwards these addresses to the nodes'.");
  }
}
