import * as ipaddr from 'ipaddr.js';
import type { Document } from '../support';

/** One end of a connection: a pod if it has labels, otherwise an address outside the cluster. */
export interface TrafficEnd {
  readonly address: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A port of a pod or of an address, such as `8080/TCP`. */
export type PortKey = string;

type Direction = 'Ingress' | 'Egress';

/**
 * Whether policies allow a connection. The implementation follows the specification and does not use the library: Pods that a policy selects for
 * a direction are isolated in this direction. Traffic is allowed if any policy of the pod allows it. Both ends must allow it. A pod can always
 * reach itself.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function allows(policies: readonly Document[], from: TrafficEnd, to: TrafficEnd, port: PortKey): boolean {
  return from === to || (allowsAt(policies, 'Egress', from, to, port) && allowsAt(policies, 'Ingress', to, from, port));
}

function allowsAt(policies: readonly Document[], direction: Direction, own: TrafficEnd, other: TrafficEnd, port: PortKey): boolean {
  const { labels } = own;
  if (!labels) {
    return true;
  }
  const inNamespace = policies.filter(({ metadata }) => metadata.namespace === own.namespace);
  const selecting = inNamespace.filter(({ spec }) => appliesTo(direction, spec) && selects(spec.podSelector, labels));
  return selecting.length === 0 || selecting.some(policy => {
    const [rules, peers] = direction === 'Ingress' ? [policy.spec.ingress, 'from'] : [policy.spec.egress, 'to'];
    return (rules ?? []).some((rule: Document) => matchesPort(rule.ports, port) && matchesPeer(rule[peers], other, policy.metadata.namespace));
  });
}

/** A policy without policyTypes applies to ingress, and to egress if it has rules for it. */
function appliesTo(direction: Direction, { policyTypes, egress }: Document): boolean {
  return policyTypes?.includes(direction) ?? (direction === 'Ingress' || egress?.length > 0);
}

function matchesPort(ports: readonly Document[] = [], wanted: PortKey): boolean {
  return ports.length === 0 || ports.some(({ port, protocol = 'TCP' }) => `${port}/${protocol}` === wanted);
}

function matchesPeer(peers: readonly Document[] = [], end: TrafficEnd, policyNamespace: string | undefined): boolean {
  return peers.length === 0 || peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock) {
      return isWithin(end.address, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr: string) => isWithin(end.address, cidr));
    }
    const inNamespace = namespaceSelector ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': end.namespace ?? '' }) : end.namespace === policyNamespace;
    return end.labels !== undefined && inNamespace && (!podSelector || selects(podSelector, end.labels));
  });
}

function selects({ matchLabels = {}, ...others }: Document, labels: Readonly<Record<string, string>>): boolean {
  if (Object.keys(others).length > 0) {
    throw new Error(`this selector has fields that are not implemented here: ${Object.keys(others).join()}`);
  }
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

function isWithin(address: string, cidr: string): boolean {
  const [own, [network, bits]] = [ipaddr.parse(address), ipaddr.parseCIDR(cidr)];
  return own.kind() === network.kind() && own.match(network, bits);
}
