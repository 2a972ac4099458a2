import { Container, type ContainerProps, type ContainerResources } from 'cdk8s-plus-28';
import { checkLifecycle, checkProbes } from './check-actions';
import { checkContainerResources } from './check-container-resources';
import { checkMounts } from './check-volumes';
import { checkEnv } from '../../environment/check-rendered-variables';
import { DECLARED_ENV, envFieldsOf } from '../../environment/env-fields';
import { containerRules, checkNul, checkNulInList, isSeccompProfile } from '../../rules/containers';
import { checkPortNumber, isContainerPortName } from '../../rules/ports';
import type { Problems } from '../../rules/rule';
import { securityRules } from '../../rules/security';
import { shown } from '../../rules/show';
import { isInt32 } from '../../values/numbers';
import { completeProps, declaredPropsOf } from '../pod/complete-container';

/** The role of a container in its pod. Ports, probes and resources of the workload's own container are checked as declared. */
export type ContainerRole = 'own' | 'additional' | 'init';

const SECCOMP_FIX = "Use a profile such as { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'profiles/audit.json' }.";

/** A container as cdk8s-plus renders it. */
type RenderedContainer = ReturnType<Container['_toKube']>;

/**
 * Reports problems with the props of a container that is not created yet.
 *
 * @param field prefix of the names of its properties in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkContainerProps(problems: Problems, field: string, props: ContainerProps, role: ContainerRole): void {
  const { seccompProfile } = props.securityContext ?? {};
  const hook = (['lifecycle', 'readiness', 'liveness', 'startup'] as const).find(name => props[name]);
  if (role === 'init' && !props.restartPolicy && hook) {
    problems.report(containerRules.initContainer, `${field}${hook}`, props[hook], 'Remove it, or move the container to sidecars.');
    return;
  }
  if (role !== 'own' && seccompProfile && !isSeccompProfile(seccompProfile)) {
    problems.report(securityRules.seccomp, `${field}securityContext.seccompProfile.localhostProfile`, seccompProfile.localhostProfile, SECCOMP_FIX);
    return;
  }
  // cdk8s-plus omits the ports 0 and NaN
  const port = (['port', 'portNumber'] as const).find(name => props[name] !== undefined && !props[name]);
  if (port) {
    checkPortNumber(problems, `${field}${port}`, props[port]!);
  }
  const created = tryCreate(completeProps(props));
  if (created instanceof Error) {
    const name = field === '' ? 'container' : field.replace(/\.$/, '');
    problems.report(containerRules.rendering, name, shown(props.name), `The error is: ${created.message.replace(/\.*$/, '')}. Correct the options of the container.`);
  } else {
    checkContainer(problems, field, created.container, created.rendered, role, props.resources);
  }
}

/** The container that cdk8s-plus creates and renders, or the error that it throws. */
function tryCreate(props: ContainerProps): { readonly container: Container; readonly rendered: RenderedContainer } | Error {
  try {
    const container = new Container(props);
    return { container, rendered: container._toKube() };
  } catch (error) {
    return error as Error;
  }
}

/** Like `checkContainerProps`, for a container that exists. @internal */
export function checkContainer(
  problems: Problems, field: string, container: Container, rendered: RenderedContainer, role: ContainerRole,
  resources = (declaredPropsOf(container) ?? container).resources as ContainerResources | undefined,
): void {
  const isDeclaration = role === 'own' && field === '';
  checkEnv(problems, isDeclaration ? DECLARED_ENV : envFieldsOf(field, role === 'own' ? 'env' : 'envVariables'), container.env._toKube());
  checkLifecycle(problems, `${field}lifecycle`, rendered.lifecycle);
  checkMounts(problems, `${field}volumeMounts`, container.mounts, rendered.securityContext?.privileged === true);
  if (role !== 'own') {
    checkNulInList(problems, `${field}command`, rendered.command);
    checkNulInList(problems, `${field}args`, rendered.args);
    checkNul(problems, `${field}workingDir`, rendered.workingDir);
    checkProbes(problems, field, rendered, container.portNumber);
    checkPorts(problems, `${field}ports`, rendered.ports ?? []);
    checkContainerResources(problems, field, resources);
    checkSecurityContext(problems, `${field}securityContext`, rendered.securityContext);
  }
}

function checkPorts(problems: Problems, field: string, ports: NonNullable<RenderedContainer['ports']>): void {
  ports.forEach(({ containerPort, name, hostPort, hostIp }, index) => {
    checkPortNumber(problems, `${field}[${index}].number`, containerPort);
    if (name && !isContainerPortName(name)) {
      problems.report(containerRules.portName, `${field}[${index}].name`, name, "Use a name such as 'metrics'.");
    }
    if (hostPort) {
      checkPortNumber(problems, `${field}[${index}].hostPort`, hostPort);
    } else if (hostIp) {
      problems.report(containerRules.hostPort, `${field}[${index}].hostIp`, hostIp, 'Remove it, or also set hostPort.');
    }
  });
}

function checkSecurityContext(problems: Problems, field: string, context: RenderedContainer['securityContext']): void {
  for (const [name, id] of Object.entries({ user: context?.runAsUser, group: context?.runAsGroup })) {
    if (id !== undefined && !isInt32(id, 0)) {
      problems.report(securityRules.userId, `${field}.${name}`, id, 'Use an ID such as 1000.');
    }
  }
  if (context?.privileged && context.allowPrivilegeEscalation === false) {
    problems.report(containerRules.privileged, `${field}.allowPrivilegeEscalation`, false, 'Remove it, or remove privileged.');
  }
}
