import { appProtocolOf } from './app-protocol';
import { Mesh } from '../cluster/mesh';
import type { Json } from '../manifest/manifest';
import type { Port } from '../port/port';

const OPAQUE_PORTS = 'config.linkerd.io/opaque-ports';

/** Ports that Linkerd takes for opaque where a pod says nothing; the annotation replaces them (`proxy.opaquePorts` of its chart). */
const DEFAULT_OPAQUE_PORTS = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];

/**
 * Annotations of a Service by which Linkerd knows the ports whose protocol it can't detect. It reads the appProtocol of ports with a cluster
 * IP alone, and one that the user has said may be another.
 *
 * @param numberOf the number that the Service offers
 * @see https://linkerd.io/2/features/protocol-detection/#marking-ports-as-opaque
 * @internal
 */
export function opaqueService(
  mesh: Mesh | undefined, ports: readonly Port[], headless: boolean, numberOf: (port: Port) => number,
): Record<string, string> {
  const opaque = ports.filter(isOpaque);
  const unread = opaque.some(port => headless || appProtocolOf(port, mesh) !== 'linkerd.io/opaque');
  const needed = mesh === Mesh.LINKERD && (unread || ports.some(isWronglyOpaque));
  return needed ? { [OPAQUE_PORTS]: list(opaque.map(numberOf)) } : {};
}

/**
 * As `opaqueService`, for the pods behind it.
 *
 * @param containers all containers, of which others than the declared ports may be opaque by default
 * @internal
 */
export function opaquePods(ports: readonly Port[], containers: readonly Json[]): Record<string, string> {
  const opaque = ports.filter(isOpaque).map(({ number }) => number);
  const listed = containers.flatMap(container => container.ports ?? []).map(({ containerPort }: Json) => containerPort as number);
  const others = listed.filter(number => DEFAULT_OPAQUE_PORTS.includes(number) && ports.every(port => port.number !== number));
  const needed = opaque.length > 0 || ports.some(isWronglyOpaque);
  return needed ? { [OPAQUE_PORTS]: list([...opaque, ...others]) } : {};
}

function isOpaque({ kind }: Port): boolean {
  return kind === 'tcp';
}

/** Whether Linkerd would not look at a port although it can tell what it speaks. */
function isWronglyOpaque({ kind, protocol, number, servicePort }: Port): boolean {
  return protocol === 'TCP' && kind !== 'tcp' && [number, servicePort].some(each => DEFAULT_OPAQUE_PORTS.includes(each));
}

function list(numbers: readonly number[]): string {
  return [...new Set(numbers)].sort((a, b) => a - b).join(',');
}
