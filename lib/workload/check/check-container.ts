import { Container, type ContainerProps, type ContainerResources, type SeccompProfile } from 'cdk8s-plus-28';
import { checkLifecycle, checkProbes } from './check-actions';
import { checkContainerResources } from './check-container-resources';
import { checkEnv } from '../../environment/check-rendered-variables';
import { declaredEnv, envFieldsOf, type EnvFields } from '../../environment/env-fields';
import { containerRules, checkNul, checkNulInList, isSeccompProfile } from '../../rules/containers';
import { checkPortNumber, isContainerPortName } from '../../rules/ports';
import type { Problems } from '../../rules/rule';
import { securityRules } from '../../rules/security';
import { isInt32 } from '../../values/numbers';
import { checkMounts } from '../../volume/check-mounts';
import { completeProps, declaredPropsOf } from '../pod/complete-container';

const SECCOMP_FIX = "Use a profile such as { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'profiles/audit.json' }.";

/** A container as cdk8s-plus renders it. */
type RenderedContainer = ReturnType<Container['_toKube']>;

/**
 * Reports problems with the props of a declared container that is not created yet.
 *
 * @param prefix prefix of the names of its properties in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkContainerProps(problems: Problems, prefix: string, props: ContainerProps): void {
  const container = new Container(completeProps(props));
  checkDeclaredParts(problems, prefix, declaredEnv(prefix), container, container._toKube());
}

/** Like `checkContainerProps`, for a declared container that exists. @internal */
export function checkDeclaredParts(problems: Problems, prefix: string, env: EnvFields, container: Container, rendered: RenderedContainer): void {
  checkEnv(problems, env, container.env._toKube());
  if (container.mounts.length > 0) {
    checkMounts(problems, `${prefix}volumeMounts`, container.mounts, {
      privileged: rendered.securityContext?.privileged === true, oneWay: 'kplus.MountPropagation.HOST_TO_CONTAINER',
    });
  }
}

/** Like `checkDeclaredParts`, for a container that a method of cdk8s-plus has added. @internal */
export function checkAddedContainer(problems: Problems, prefix: string, container: Container, rendered: RenderedContainer): void {
  checkDeclaredParts(problems, prefix, envFieldsOf(prefix, 'envVariables'), container, rendered);
  checkLifecycle(problems, `${prefix}lifecycle`, rendered.lifecycle);
  checkNulInList(problems, `${prefix}command`, rendered.command);
  checkNulInList(problems, `${prefix}args`, rendered.args);
  checkNul(problems, `${prefix}workingDir`, rendered.workingDir);
  checkProbes(problems, prefix, rendered, container.portNumber);
  checkPorts(problems, `${prefix}ports`, rendered.ports ?? []);
  checkContainerResources(problems, prefix, (declaredPropsOf(container) ?? container).resources as ContainerResources | undefined);
  checkSecurityContext(problems, `${prefix}securityContext`, rendered.securityContext);
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
  const profile = context?.seccompProfile as SeccompProfile | undefined;
  if (profile && !isSeccompProfile(profile)) {
    problems.report(securityRules.seccomp, `${field}.seccompProfile.localhostProfile`, profile.localhostProfile, SECCOMP_FIX);
  }
  if (context?.privileged && context.allowPrivilegeEscalation === false) {
    problems.report(containerRules.privileged, `${field}.allowPrivilegeEscalation`, false, 'Remove it, or remove privileged.');
  }
}
