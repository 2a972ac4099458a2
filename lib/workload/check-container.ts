import { Container, SeccompProfileType, type ContainerProps, type ContainerResources, type SeccompProfile } from 'cdk8s-plus-28';
import { checkLifecycle, checkProbes } from './check-actions';
import { checkEnv } from './check-env';
import { checkResources } from './check-resources';
import { checkMounts, isInnerPath } from './check-volumes';
import { completed, saidOf } from './complete-container';
import { containerRules } from '../rules/containers';
import { checkPortNumber, isContainerPortName } from '../rules/ports';
import type { Problems } from '../rules/rule';
import { isInt32 } from '../rules/values';
import { workloadRules } from '../rules/workloads';

/** Which of the containers of a pod one is; the workload's own has ports, probes and resources that are checked as they were declared. */
export type ContainerRole = 'own' | 'beside' | 'init';

/** What cdk8s-plus writes of a container. */
type Written = ReturnType<Container['_toKube']>;

/**
 * Notes what is wrong with a container that is about to be made.
 *
 * @param field what its properties are called before their names: nothing, or the place of the container with a dot
 * @internal
 */
export function checkContainerProps(problems: Problems, field: string, props: ContainerProps, role: ContainerRole): void {
  const { seccompProfile } = props.securityContext ?? {};
  const hook = (['lifecycle', 'readiness', 'liveness', 'startup'] as const).find(name => props[name]);
  if (role === 'init' && !props.restartPolicy && hook) {
    problems.report(containerRules.initContainer, `${field}${hook}`, props[hook], 'Leave it out, or put the container into sidecars.');
    return;
  }
  if (role !== 'own' && seccompProfile && !isSeccompProfile(seccompProfile)) {
    problems.report(workloadRules.seccomp, `${field}securityContext.seccompProfile`, seccompProfile, "Write it like { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'profiles/audit.json' }.");
    return;
  }
  const container = made(completed(props));
  if (container) {
    checkContainer(problems, field, container, role, props.resources);
  }
}

/** The container as cdk8s-plus makes it; nothing where it refuses, which it says by itself when the workload is made. */
function made(props: ContainerProps): Container | undefined {
  try {
    const container = new Container(props);
    container._toKube();
    return container;
  } catch {
    return undefined;
  }
}

/** Whether a profile has a path where it needs one, and there alone. @internal */
export function isSeccompProfile({ type, localhostProfile }: SeccompProfile): boolean {
  const local = type === SeccompProfileType.LOCALHOST;
  return Object.values(SeccompProfileType).includes(type) && local === Boolean(localhostProfile) && isInnerPath(localhostProfile ?? '');
}

/** As `checkContainerProps`, for one that was made. @internal */
export function checkContainer(
  problems: Problems, field: string, container: Container, role: ContainerRole,
  resources = (saidOf(container) ?? container).resources as ContainerResources | undefined,
): void {
  const written = container._toKube();
  const variables = `${field}${role === 'own' ? 'env' : 'envVariables'}`;
  checkEnv(problems, { variables, sources: `${field}envFrom` }, container.env._toKube());
  checkLifecycle(problems, `${field}lifecycle`, written.lifecycle);
  checkMounts(problems, `${field}volumeMounts`, container.mounts, written.securityContext?.privileged === true);
  if (role !== 'own') {
    checkProbes(problems, field, written, container.portNumber);
    checkPorts(problems, `${field}ports`, written.ports ?? []);
    checkResources(problems, field, resources);
    checkSecurityContext(problems, `${field}securityContext`, written.securityContext);
  }
}

function checkPorts(problems: Problems, field: string, ports: NonNullable<Written['ports']>): void {
  ports.forEach(({ containerPort, name, hostPort, hostIp }, index) => {
    checkPortNumber(problems, `${field}[${index}].number`, containerPort);
    if (name && !isContainerPortName(name)) {
      problems.report(containerRules.portName, `${field}[${index}].name`, name, "Write it like 'metrics'.");
    }
    if (hostPort) {
      checkPortNumber(problems, `${field}[${index}].hostPort`, hostPort);
    } else if (hostIp) {
      problems.report(containerRules.hostPort, `${field}[${index}].hostIp`, hostIp, 'Leave it out, or give hostPort too.');
    }
  });
}

function checkSecurityContext(problems: Problems, field: string, context: Written['securityContext']): void {
  for (const [name, id] of Object.entries({ user: context?.runAsUser, group: context?.runAsGroup })) {
    if (id !== undefined && !isInt32(id, 0)) {
      problems.report(workloadRules.userId, `${field}.${name}`, id, 'Write it like 1000.');
    }
  }
  if (context?.privileged && context.allowPrivilegeEscalation === false) {
    problems.report(containerRules.privileged, `${field}.allowPrivilegeEscalation`, false, 'Leave it out, or leave privileged out.');
  }
}
