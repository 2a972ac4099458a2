import { appProtocolInMesh } from './app-protocol';
import { isLinkerd } from './mesh-properties';
import type { Mesh } from '../cluster/mesh';
import type { Json } from '../manifest/manifest';
import type { Port } from '../port/port';

const OPAQUE_PORTS = 'config.linkerd.io/opaque-ports';

/** Ports that Linkerd treats as opaque if a pod has no annotation. The annotation replaces this list (`proxy.opaquePorts` of Linkerd's chart). */
const DEFAULT_OPAQUE_PORTS = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];

/**
 * Annotations of a Service that list the ports whose protocol Linkerd cannot detect. They are needed because Linkerd reads `appProtocol` only
 * from Services with a cluster IP, and because the user may have set another `appProtocol`.
 *
 * @param numberOf returns the port number that the Service offers
 * @see https://linkerd.io/2/features/protocol-detection/#marking-ports-as-opaque
 * @internal
 */
export function opaqueService(
  mesh: Mesh | undefined, ports: readonly Port[], headless: boolean, numberOf: (port: Port) => number,
): Record<string, string> {
  if (!isLinkerd(mesh)) {
    return {};
  }
  const opaque = ports.filter(isOpaque);
  const ignored = opaque.some(port => headless || appProtocolInMesh(port, mesh) !== 'linkerd.io/opaque');
  return ignored || ports.some(isWronglyOpaque) ? { [OPAQUE_PORTS]: list(opaque.map(numberOf)) } : {};
}

/**
 * The same annotation for the pods behind the Service.
 *
 * @param containers all containers: a port that only another container declares may be opaque by default
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

/** Whether a port is opaque by default although Linkerd can detect its protocol. */
function isWronglyOpaque({ kind, protocol, number, servicePort }: Port): boolean {
  return protocol === 'TCP' && kind !== 'tcp' && [number, servicePort].some(each => DEFAULT_OPAQUE_PORTS.includes(each));
}

function list(numbers: readonly number[]): string {
  return [...new Set(numbers)].sort((a, b) => a - b).join(',');
}
