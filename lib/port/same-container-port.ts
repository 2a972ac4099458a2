import { Protocol, type ContainerPort } from 'cdk8s-plus-28';

/** Whether two ports are one port of a container. @internal */
export function sameContainerPort(a: ContainerPort, b: ContainerPort): boolean {
  return a.number === b.number && (a.protocol ?? Protocol.TCP) === (b.protocol ?? Protocol.TCP);
}
