import type { AdditionalContainer } from '../../container/additional-container';
import type { ContainerImage } from '../../container/container-image';
import type { ContainerOptions } from '../../container/container-options';
import type { ContainerRole } from '../../container/container-role';
import type { Port } from '../../port/port';
import type { PortList, ProbedPorts, Ports } from '../../port/ports';
import type { ContainerSecurityOptions } from '../../security/security-options';
import { sortedEntries } from '../../values/compare-names';
import type { UnmountedVolume } from '../../volume/pod-volumes';
import type { VolumeSource } from '../../volume/volume-source';
import type { WorkloadOptions } from '../workload-options';

/** A container of a declaration: the workload's own container or another one. */
export interface DeclaredContainer {
  readonly role: ContainerRole;
  /** Prefix of its properties in messages: empty for the workload's own container, such as `sidecars[0].` for others. */
  readonly prefix: string;
  readonly name: string;
  /** The property that sets the name, for messages. */
  readonly nameField: string;
  readonly options: ContainerOptions & ContainerImage;
  /** The security options of the container; undefined for the workload's own container if it has those of the workload. */
  readonly security?: ContainerSecurityOptions;
  /** The property with these options, for messages. */
  readonly securityField: string;
  /** Whether these options are specified, even if they are empty. */
  readonly specifiesSecurity: boolean;
  readonly ports: ProbedPorts;
}

/** The name of the workload's own container. */
export type OwnName = Pick<DeclaredContainer, 'name' | 'nameField'>;

/** The containers of a declaration that have ports, in the order of their ports. */
const WITH_PORTS = ['additionalContainers', 'sidecars'] as const;

/**
 * The ports of the containers of a declaration, for `Ports`.
 *
 * @param ports the ports of the workload's own container
 * @internal
 */
export function portLists(ports: readonly Port[] | undefined, options: WorkloadOptions): PortList[] {
  const others = WITH_PORTS.flatMap(property => (options[property] ?? []).map((container, index) => ({
    field: `${property}[${index}].ports`,
    ports: container.ports,
    listener: 'container' as const,
  })));
  return [{ field: 'ports', ports, listener: 'container' }, ...others];
}

/**
 * The containers of a declaration, in the order in which the pod lists them.
 *
 * @param own the name of the workload's own container
 * @internal
 */
export function declaredContainers(options: WorkloadOptions & ContainerImage, own: OwnName, ports: Ports): DeclaredContainer[] {
  const { additionalContainers = [], sidecars = [], initContainers = [] } = options;
  const other = (role: ContainerRole, property: string, firstList: number) => (container: AdditionalContainer, index: number): DeclaredContainer => {
    const prefix = `${property}[${index}].`;
    const { name, security = {} } = container;
    const fields = { nameField: `${prefix}name`, securityField: `${prefix}security`, specifiesSecurity: container.security !== undefined };
    return { role, prefix, name, ...fields, options: container, security, ports: ports.ofList(firstList + index) };
  };
  const security = options.security?.container;
  const fields = { securityField: security ? 'security.container' : 'security', specifiesSecurity: security !== undefined };
  return [
    { role: 'own', prefix: '', ...own, ...fields, options, security, ports: ports.ofList(0) },
    ...additionalContainers.map(other('additional', 'additionalContainers', 1)),
    // an init container has no ports
    ...initContainers.map(other('init', 'initContainers', Infinity)),
    ...sidecars.map(other('sidecar', 'sidecars', 1 + additionalContainers.length)),
  ];
}

/** Whether a container is an init container of the pod. Sidecars are init containers that do not terminate. @internal */
export function isInitContainer({ role }: DeclaredContainer): boolean {
  return role === 'init' || role === 'sidecar';
}

/**
 * The volumes that a pod has also without a mount: block devices, those of the option, and those with files of environment variables.
 *
 * @internal
 */
export function unmountedVolumes(volumes: readonly VolumeSource[] = [], containers: readonly DeclaredContainer[]): UnmountedVolume[] {
  // Sorted by name, so that the order of the volumes does not depend on that of the map
  const ofFiles = containers.flatMap(({ prefix, options }) => sortedEntries(options.envValueFrom).flatMap(([name, { _file }]) => (
    _file ? [{ field: `${prefix}envValueFrom['${name}'].source`, source: _file.source }] : []
  )));
  const devices = containers.flatMap(({ prefix, options }) => (options.devices ?? []).map(({ path, source }, index) => (
    { field: `${prefix}devices[${index}].source`, source, path }
  )));
  return [...devices, ...volumes.map((source, index) => ({ field: `volumes[${index}]`, source })), ...ofFiles];
}
