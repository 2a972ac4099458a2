import type { Port } from '../../port/port';

/** The combinations of protocols that a provider can support or not, in the order of the documentation. A Service can have several of them. */
export const PROTOCOL_USES = ['UDP', 'TCP and UDP', 'TCP and UDP with one number', 'SCTP'] as const;

/** @internal */
export type ProtocolUse = typeof PROTOCOL_USES[number];

/** The combinations of protocols that a Service with these ports has, other than only TCP. @internal */
export function protocolUsesOf(ports: readonly Port[]): ProtocolUse[] {
  const has = (protocol: string) => ports.some(port => port.protocol === protocol);
  const shared = sharedPorts(ports).length > 0;
  const uses: Readonly<Record<ProtocolUse, boolean>> = {
    'UDP': has('UDP') && !has('TCP'),
    'TCP and UDP': has('UDP') && has('TCP') && !shared,
    'TCP and UDP with one number': shared,
    'SCTP': has('SCTP'),
  };
  return PROTOCOL_USES.filter(use => uses[use]);
}

/** The TCP ports whose number is also that of a UDP port. @internal */
export function sharedPorts(ports: readonly Port[]): Port[] {
  return ports.filter(({ protocol, servicePort }) => protocol === 'TCP' && udpPort(ports, servicePort) !== undefined);
}

/** The UDP port with a number; undefined if there is none. @internal */
export function udpPort(ports: readonly Port[], servicePort: number): Port | undefined {
  return ports.find(port => port.protocol === 'UDP' && port.servicePort === servicePort);
}
