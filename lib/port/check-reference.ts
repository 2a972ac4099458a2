import type { Port } from './port';
import { TargetPort } from './port-options';
import { sameContainerPort } from './same-container-port';
import { containerRules } from '../rules/containers';
import { isContainerPortName, portRules } from '../rules/ports';
import type { Problems } from '../rules/rule';

/** Who listens on ports: a container that is also declared, pods that are declared elsewhere, or servers that are not known to be pods. */
export type Listener = 'container' | 'pods' | 'servers';

/** The context of a port. */
interface Context {
  readonly listener: Listener;
  /** Whether the port is part of a Service. */
  readonly exposed: boolean;
  /** The ports that are declared before it. */
  readonly before: readonly Port[];
  /** The name of the container port, set or derived; undefined if it has none. */
  readonly name?: string;
}

/**
 * Reports problems with the container port of a port, and with the way in which a Service refers to it.
 *
 * @internal
 */
export function checkReference(problems: Problems, field: string, port: Port, { listener, exposed, before, name }: Context): void {
  const { _containerPortName: own, _unlisted: unlisted, _target: target } = port;
  const report = (option: string, value: unknown, fix: string) => problems.report(portRules.target, `${field}.${option}`, value, fix);
  if (listener === 'servers') {
    const set = { containerPortName: own, listed: unlisted ? false : undefined, targetPort: target };
    const options = Object.entries(set).filter(([, value]) => value !== undefined);
    options.forEach(([option, value]) => report(option, value, 'The servers are not pods of the cluster. Remove it.'));
    return;
  }
  if (own !== undefined && own !== '' && !isContainerPortName(own)) {
    problems.report(containerRules.portName, `${field}.containerPortName`, own, `Use a name such as '${port._plainName}', or '' for a port without a name.`);
  }
  if (unlisted && listener === 'pods') {
    report('listed', false, 'The containers are declared elsewhere. Remove it.');
  } else if (unlisted && (own ?? '') !== '') {
    report('containerPortName', own, 'The container does not list the port, so the port has no name. Remove listed: false, or the name.');
  } else if (unlisted && port.hostPort !== undefined) {
    report('listed', false, 'A container that does not list the port has no hostPort. Remove listed: false.');
  }
  const shared = before.find(other => sameContainerPort(other, port));
  if (shared && listener === 'container' && (shared._containerPortName !== own || shared._unlisted !== unlisted)) {
    report('containerPortName', own, `The ports '${shared.name}' and '${port.name}' are one port of the container. Set the same containerPortName and listed on both.`);
  }
  if (target !== undefined && !exposed) {
    report('targetPort', target, 'No Service leads to the port. Remove it.');
  } else if (target === TargetPort.NAME && name === undefined) {
    report('targetPort', target, 'The port of the container has no name. Use TargetPort.NUMBER, or give the port a name.');
  }
}
