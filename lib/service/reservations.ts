import type { IConstruct } from 'constructs';
import type { Reservation } from '../cluster/unique-in-cluster';
import type { Exposure } from '../exposure/exposure';
import { exposureRules } from '../rules/exposure';
import { describe, type Rule } from '../rules/rule';
import { sortedEntries } from '../values/compare-names';

const NONE: readonly Reservation[] = [];

/**
 * The values of an exposure that only one Service of the cluster can have: cluster IPs, and node ports, which one Service has for all protocols.
 *
 * @internal
 */
export function allocationReservations(declaration: IConstruct, exposure: Exposure): readonly Reservation[] {
  const { nodePorts, healthCheckNodePort, clusterIps = [] } = exposure._options;
  if (nodePorts === undefined && healthCheckNodePort === undefined && clusterIps.length === 0) {
    return NONE;
  }
  const reservation = (key: string, rule: Rule, field: string, value: unknown): Reservation => ({
    key,
    construct: declaration,
    message: path => describe(rule, field, value, `'${path}' has the same value. Use another value, or remove it to have one allocated.`),
  });
  const numbers = new Map(sortedEntries(nodePorts).map(([name, nodePort]) => [nodePort, `exposure.nodePorts['${name}']`]));
  if (healthCheckNodePort !== undefined) {
    numbers.set(healthCheckNodePort, 'exposure.healthCheckNodePort');
  }
  return [
    ...Array.from(numbers, ([nodePort, field]) => reservation(`node port ${nodePort}`, exposureRules.nodePortTaken, field, nodePort)),
    ...clusterIps.map((address, index) => reservation(address, exposureRules.clusterIpTaken, `exposure.clusterIps[${index}]`, address)),
  ];
}
