import type { Container, ContainerProps } from 'cdk8s-plus-28';
import { roundUp } from './quantity';

/**
 * The props of a container, changed so that cdk8s-plus can render them: without default resources, with resources in whole units, and with
 * `allowPrivilegeEscalation` for a privileged container, which cdk8s-plus sets to false by default although a privileged container requires it.
 * Lists and maps to which methods of the container add entries are copied, because several containers can be created from the same props.
 *
 * @internal
 */
export function completeProps(props: ContainerProps): ContainerProps {
  const { securityContext } = props;
  const implied = securityContext?.privileged && securityContext.allowPrivilegeEscalation === undefined;
  return {
    ...props,
    envVariables: props.envVariables && { ...props.envVariables },
    envFrom: copyOf(props.envFrom),
    volumeMounts: copyOf(props.volumeMounts),
    resources: roundUp(props.resources ?? {}),
    securityContext: implied ? { ...securityContext, allowPrivilegeEscalation: true } : securityContext,
  };
}

/** A copy of a list. A value of the wrong type is returned, because it is refused elsewhere. */
function copyOf<T>(list: T[] | undefined): T[] | undefined {
  return Array.isArray(list) ? [...list] : list;
}

/** The props from which each container was created, before they were completed. */
const DECLARED_PROPS = new WeakMap<Container, ContainerProps>();

/** Records the props of a container before they were completed. @internal */
export function recordDeclaredProps(container: Container, props: ContainerProps): Container {
  DECLARED_PROPS.set(container, props);
  return container;
}

/** The recorded props of a container. @internal */
export function declaredPropsOf(container: Container): ContainerProps | undefined {
  return DECLARED_PROPS.get(container);
}
