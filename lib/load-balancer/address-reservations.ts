import type { IConstruct } from 'constructs';
import type { Sharing, SharingService } from './mapping/mapping';
import type { Reservation } from '../cluster/unique-in-cluster';
import type { LoadBalancerOptions } from '../exposure/exposure';
import { loadBalancerRules } from '../rules/load-balancers';
import { describe } from '../rules/rule';

/** A Service that a load balancer exposes, as it is at synth. */
export interface BalancedService extends SharingService {
  readonly ports: readonly { readonly port: number; readonly protocol?: string }[];
}

/**
 * The addresses of a load balancer. With each of its ports and protocols, an address belongs to one Service of the cluster. Some providers share an
 * address only among certain Services, or among none.
 *
 * @internal
 */
export function addressReservations(
  declaration: IConstruct, options: LoadBalancerOptions, service: BalancedService, sharing: Sharing | undefined,
): readonly Reservation[] {
  return addressesOf(options).flatMap(({ field, address }) => {
    const reservation = (part: string, fix: string, group?: string): Reservation => ({
      key: `load balancer address ${address}${part}`,
      construct: declaration,
      group,
      message: path => describe(loadBalancerRules.addressTaken, field, address, `'${path}' has the same address. ${fix}`),
    });
    const group = sharing?.group(service);
    return [
      ...sharing ? [reservation('', sharing.fix, group)] : [],
      ...sharing && group === undefined ? [] : service.ports.map(({ port, protocol = 'TCP' }) => (
        reservation(` ${protocol} ${port}`, `Both have the port ${port} with ${protocol}. Use another address, or another servicePort.`)
      )),
    ];
  });
}

/** The addresses and names of addresses that the options set, each with the option. */
function addressesOf(
  { addresses = [], addressNames = [], loadBalancerIp }: LoadBalancerOptions,
): { readonly field: string; readonly address: string }[] {
  return [
    ...addresses.map((address, index) => ({ field: `exposure.addresses[${index}]`, address })),
    ...addressNames.map((address, index) => ({ field: `exposure.addressNames[${index}]`, address })),
    ...loadBalancerIp === undefined ? [] : [{ field: 'exposure.loadBalancerIp', address: loadBalancerIp }],
  ];
}
