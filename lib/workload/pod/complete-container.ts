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
    envFrom: props.envFrom && [...props.envFrom],
    volumeMounts: props.volumeMounts && [...props.volumeMounts],
    resources: roundUp(props.resources ?? {}),
    securityContext: implied ? { ...securityContext, allowPrivilegeEscalation: true } : securityContext,
  };
}

/** The props of a container for which cdk8s-plus generates defaults. */
type DeclaredProps = Pick<ContainerProps, 'imagePullPolicy' | 'resources' | 'startup' | 'securityContext'>;

/** The property of a container with these props, as they were before they were completed. It needs less memory than a map of containers. */
const DECLARED_PROPS = Symbol('declaredProps');

/** Records the props of a container before they were completed. @internal */
export function recordDeclaredProps(container: Container, { imagePullPolicy, resources, startup, securityContext }: ContainerProps): Container {
  const value: DeclaredProps = { imagePullPolicy, resources, startup, securityContext };
  return Object.defineProperty(container, DECLARED_PROPS, { value });
}

/** The recorded props of a container. @internal */
export function declaredPropsOf(container: Container): DeclaredProps | undefined {
  return (container as Container & { [DECLARED_PROPS]?: DeclaredProps })[DECLARED_PROPS];
}
