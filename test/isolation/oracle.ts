import * as ipaddr from 'ipaddr.js';
import type { Document } from '../support';

/** Where traffic begins or ends: a pod, where it has labels, else an address outside. */
export interface Place {
  readonly address: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A port of a pod or of an address, as in `8080/TCP`. */
export type PortKey = string;

type Side = 'Ingress' | 'Egress';

/**
 * Whether policies let a connection through, by the words of the specification: pods that a policy selects for a direction are isolated in
 * it, and what any of their policies allows is allowed; both ends have to allow it; a pod reaches itself.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function allows(policies: readonly Document[], from: Place, to: Place, port: PortKey): boolean {
  return from === to || (allowsAt(policies, 'Egress', from, to, port) && allowsAt(policies, 'Ingress', to, from, port));
}

function allowsAt(policies: readonly Document[], side: Side, own: Place, other: Place, port: PortKey): boolean {
  const { labels } = own;
  if (!labels) {
    return true;
  }
  const near = policies.filter(({ metadata }) => metadata.namespace === own.namespace);
  const selecting = near.filter(({ spec }) => isFor(side, spec) && selects(spec.podSelector, labels));
  return selecting.length === 0 || selecting.some(policy => {
    const [rules, peers] = side === 'Ingress' ? [policy.spec.ingress, 'from'] : [policy.spec.egress, 'to'];
    return (rules ?? []).some((rule: Document) => matchesPort(rule.ports, port) && matchesPeer(rule[peers], other, policy.metadata.namespace));
  });
}

/** Where a policy does not say, it is for what comes, and for what goes where it has rules for that. */
function isFor(side: Side, { policyTypes, egress }: Document): boolean {
  return policyTypes?.includes(side) ?? (side === 'Ingress' || egress?.length > 0);
}

function matchesPort(ports: readonly Document[] = [], wanted: PortKey): boolean {
  return ports.length === 0 || ports.some(({ port, protocol = 'TCP' }) => `${port}/${protocol}` === wanted);
}

function matchesPeer(peers: readonly Document[] = [], place: Place, ownNamespace: string | undefined): boolean {
  return peers.length === 0 || peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock) {
      return isWithin(place.address, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr: string) => isWithin(place.address, cidr));
    }
    const inNamespace = namespaceSelector ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': place.namespace ?? '' }) : place.namespace === ownNamespace;
    return place.labels !== undefined && inNamespace && (!podSelector || selects(podSelector, place.labels));
  });
}

function selects({ matchLabels = {}, ...others }: Document, labels: Readonly<Record<string, string>>): boolean {
  if (Object.keys(others).length > 0) {
    throw new Error(`no part of a selector that is known here: ${Object.keys(others).join()}`);
  }
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

function isWithin(address: string, cidr: string): boolean {
  const [own, [network, bits]] = [ipaddr.parse(address), ipaddr.parseCIDR(cidr)];
  return own.kind() === network.kind() && own.match(network, bits);
}
