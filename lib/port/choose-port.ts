import { Protocol } from 'cdk8s-plus-28';
import type { Port } from './port';
import type { ProbedPorts } from './ports';

/** Kinds of port that an HTTP request prefers to other TCP ports. @internal */
export const HTTP_KINDS: readonly string[] = ['http', 'https'];

/** The TCP ports that a health check or a lifecycle action can use, in the order in which they are chosen. @internal */
export function tcpPorts(ports: ProbedPorts): Port[] {
  const { all, exposed } = ports;
  return [...exposed, ...all.filter(port => !exposed.includes(port))].filter(isTcp);
}

/** The TCP ports of these kinds, or all TCP ports if there are none, in the order in which they are chosen. @internal */
export function candidatesOf(ports: ProbedPorts, kinds: readonly string[]): Port[] {
  const all = tcpPorts(ports);
  const preferred = all.filter(port => kinds.includes(port.kind));
  return preferred.length > 0 ? preferred : all;
}

/** @internal */
export function isTcp(port: Port): boolean {
  return port.protocol === Protocol.TCP;
}
