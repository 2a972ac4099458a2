import type { Container, ContainerProps } from 'cdk8s-plus-28';
import { roundUp } from './quantity';

/**
 * Props of a container as cdk8s-plus can write them: with no resources made up, those that are said in whole units, and with what being
 * privileged implies, of which cdk8s-plus says the opposite where nothing is said.
 *
 * @internal
 */
export function completed(props: ContainerProps): ContainerProps {
  const { securityContext } = props;
  const implied = securityContext?.privileged && securityContext.allowPrivilegeEscalation === undefined;
  return {
    ...props,
    resources: roundUp(props.resources ?? {}),
    securityContext: implied ? { ...securityContext, allowPrivilegeEscalation: true } : securityContext,
  };
}

/** What was said of each container that a workload has. */
const SAID = new WeakMap<Container, ContainerProps>();

/** Remembers what was said of a container before it was completed. @internal */
export function remember(container: Container, props: ContainerProps): Container {
  SAID.set(container, props);
  return container;
}

/** What was said of a container. @internal */
export function saidOf(container: Container): ContainerProps | undefined {
  return SAID.get(container);
}
