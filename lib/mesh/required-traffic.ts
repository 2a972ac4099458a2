import { propertiesOf } from './mesh-properties';
import type { Mesh } from '../cluster/mesh';
import type { MeshPeer } from '../cluster/mesh-options';

/** The TCP traffic that a mesh needs in addition to the declared traffic, in one direction. */
export interface RequiredTraffic {
  /** Pods and addresses that exchange traffic with every pod in the mesh. */
  readonly peers: readonly MeshPeer[];
  /** Ports that must be open between pods for which TCP traffic is declared. */
  readonly tunnelPorts: readonly number[];
}

/**
 * The traffic that the network policies of pods in a mesh must allow in addition to the declared traffic. Meshes also need DNS and the declared
 * ports, which are not included here because policies always allow them.
 *
 * @internal
 */
export function requiredTraffic(mesh: Mesh | undefined, direction: 'ingress' | 'egress'): RequiredTraffic {
  const properties = propertiesOf(mesh);
  return { peers: properties?.[direction] ?? [], tunnelPorts: properties?.tunnelPorts ?? [] };
}
