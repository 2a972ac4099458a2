import type { IConstruct } from 'constructs';
import type { Exposure } from './exposure';
import type { Reservation } from '../manifest/unique-in-cluster';
import { exposureRules } from '../rules/exposure';
import { describe, type Rule } from '../rules/rule';

/**
 * What an exposure fixes although the cluster would allocate it: cluster IPs, and node ports, each of which is one Service's for all protocols.
 *
 * @internal
 */
export function allocationReservations(declaration: IConstruct, exposure: Exposure): Reservation[] {
  const { nodePorts = {}, healthCheckNodePort, clusterIps = [] } = exposure._options;
  const reservation = (key: string, rule: Rule, field: string, value: unknown): Reservation => ({
    key,
    construct: declaration,
    message: path => describe(rule, field, value, `'${path}' has it too. Give another one, or leave it to the cluster.`),
  });
  const numbers = new Map(Object.entries(nodePorts).map(([name, nodePort]) => [nodePort, `exposure.nodePorts['${name}']`]));
  if (healthCheckNodePort !== undefined) {
    numbers.set(healthCheckNodePort, 'exposure.healthCheckNodePort');
  }
  return [
    ...Array.from(numbers, ([nodePort, field]) => reservation(`node port ${nodePort}`, exposureRules.nodePortTaken, field, nodePort)),
    ...clusterIps.map((address, index) => reservation(address, exposureRules.clusterIpTaken, `exposure.clusterIps[${index}]`, address)),
  ];
}
