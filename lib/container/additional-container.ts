import type { ContainerImage } from './container-image';
import type { ContainerOptions } from './container-options';
import type { Port } from '../port/port';
import type { ContainerSecurityOptions } from '../security/security-options';

/**
 * A container next to the workload's own container: a sidecar or an additional container.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2', // listens on 127.0.0.1 only
 *   ports: [],
 *   sidecars: [{
 *     name: 'proxy',
 *     image: 'registry.example.com/oauth2-proxy:7',
 *     args: ['--upstream=http://127.0.0.1:8080'],
 *     ports: [Port.http(4180, { servicePort: 80 })],
 *   }],
 * });
 */
export interface AdditionalContainer extends ContainerOptions, ContainerImage {
  /** Name of the container, a DNS label that no other container of the pod has. */
  readonly name: string;

  /**
   * Ports on which the container listens. The Service of the workload offers them, in the same way as the ports of the workload's own container. All
   * containers of a pod share its network, so each port number can be used by one container only.
   *
   * @default - none
   */
  readonly ports?: Port[];

  /**
   * User and group of the processes, and exemptions from the security defaults. The exemptions of the workload do not apply to this container, but a
   * profile of the workload does unless this container has another one.
   *
   * @default - the security defaults, and the user and group of the pods
   */
  readonly security?: ContainerSecurityOptions;
}
