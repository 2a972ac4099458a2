import { ContainerRestartPolicy, type ContainerProps } from 'cdk8s-plus-28';
import { checkContainerProps } from './check-container';
import { checkRollout } from './check-rollout';
import { checkVolumes } from './check-volumes';
import { checkPodResources, checkResources } from '../../container/check-resources';
import { checkEnvironment } from '../../environment/check-environment';
import { toEnvironment } from '../../environment/environment';
import { checkNul, checkNulInList, isEnvName } from '../../rules/containers';
import { checkContainerNames, isDnsSubdomain } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import { withoutAssignment } from '../../rules/show';
import { checkText } from '../../rules/text';
import type { KubernetesVersion } from '../../rules/versions';
import { checkSeconds, isImage, workloadRules } from '../../rules/workloads';
import { checkSecurity } from '../../security/check-security';
import { podSecurityOf } from '../../security/pod-security';
import { secondsOf } from '../../values/durations';
import { isInt32 } from '../../values/numbers';
import type { Controller } from '../controller';
import type { WorkloadPodProps } from '../workload-props';

/** Kubernetes' default of `progressDeadlineSeconds`. */
const DEFAULT_DEADLINE = 600;

/**
 * Reports problems with the pods of a workload and their controller.
 *
 * @param containerName name of the workload's own container; it is the name of the Service, which is checked elsewhere
 * @internal
 */
export function checkWorkload(problems: Problems, props: WorkloadPodProps, controller: Controller, containerName: string, version: KubernetesVersion): void {
  checkImage(problems, 'image', props.image);
  for (const field of ['initContainers', 'sidecars'] as const) {
    props[field]?.forEach(({ image }, index) => checkImage(problems, `${field}[${index}].image`, image));
  }
  for (const field of ['command', 'args'] as const) {
    props[field]?.forEach((text, index) => checkText(problems, `${field}[${index}]`, text));
    checkNulInList(problems, field, props[field]);
  }
  checkNul(problems, 'workingDir', props.workingDir);
  checkReplicas(problems, props.replicas, controller);
  checkController(problems, controller);
  checkRollout(problems, controller);
  checkEnvironment(problems, props);
  props.injectedVariables?.forEach((name, index) => {
    if (!isEnvName(name)) {
      problems.report(workloadRules.envName, `injectedVariables[${index}]`, withoutAssignment(name), "Use a name such as 'AWS_ROLE_ARN'.");
    }
  });
  checkResources(problems, '', props.resources);
  checkPodResources(problems, props.podResources, version);
  checkSecurity(problems, 'security', props.security);
  checkServiceAccount(problems, props.serviceAccount);
  checkVolumes(problems, {
    mounts: props.volumeMounts ?? [],
    otherMounts: [...props.initContainers ?? [], ...props.sidecars ?? []].flatMap(container => container.volumeMounts ?? []),
    volumes: props.volumes ?? [],
    claims: controller._statefulSet.volumeClaims ?? [],
  });
  checkPullSecrets(problems, props.imagePullSecrets);
  checkContainers(problems, props);
  checkContainerNames(problems, containerName, [
    ...named('initContainers', props.initContainers),
    ...named('sidecars', props.sidecars),
  ]);
}

/** Reports problems with the properties of containers that have types of cdk8s-plus, or are rendered by it. */
function checkContainers(problems: Problems, props: WorkloadPodProps): void {
  const { image, lifecycle, volumeMounts, security } = props;
  const { envVariables = {}, envFrom } = toEnvironment(props);
  const { privileged } = podSecurityOf(security).ownProps;
  if (lifecycle || volumeMounts || envFrom || Object.keys(envVariables).length > 0) {
    checkContainerProps(problems, '', { image, envFrom, lifecycle, volumeMounts, envVariables, securityContext: { privileged } }, 'own');
  }
  props.initContainers?.forEach((container, index) => checkContainerProps(problems, `initContainers[${index}].`, container, 'init'));
  props.sidecars?.forEach((container, index) => {
    checkContainerProps(problems, `sidecars[${index}].`, { ...container, restartPolicy: ContainerRestartPolicy.ALWAYS }, 'init');
  });
}

function checkPullSecrets(problems: Problems, secrets: WorkloadPodProps['imagePullSecrets'] = []): void {
  secrets.forEach(({ name }, index) => {
    if (!isDnsSubdomain(name)) {
      problems.report(workloadRules.pullSecret, `imagePullSecrets[${index}].name`, name, "Use a name such as 'registry'.");
    } else if (secrets.slice(0, index).some(other => other.name === name)) {
      problems.report(workloadRules.pullSecret, `imagePullSecrets[${index}].name`, name, 'Remove the duplicate.');
    }
  });
}

function named(field: string, containers: readonly ContainerProps[] = []): { field: string; name: string }[] {
  return containers.flatMap(({ name }, index) => name === undefined ? [] : [{ field: `${field}[${index}].name`, name }]);
}

function checkImage(problems: Problems, field: string, image: string): void {
  if (!isImage(image)) {
    problems.report(workloadRules.image, field, image, "Use an image such as 'registry.example.com/web:1.4.2'.");
  }
}

function checkReplicas(problems: Problems, replicas: number | undefined, controller: Controller): void {
  if (replicas === undefined) {
    return;
  }
  if (controller._kind === 'DaemonSet') {
    problems.report(workloadRules.replicasOfDaemonSet, 'replicas', replicas, 'Remove it, or use Controller.deployment().');
  } else if (!isInt32(replicas, 0)) {
    problems.report(workloadRules.replicas, 'replicas', replicas, 'Use an integer such as 3, or omit it.');
  }
}

function checkController(problems: Problems, controller: Controller): void {
  const { minReady, progressDeadline } = { ...controller._deployment, ...controller._statefulSet, ...controller._daemonSet };
  const valid = [checkSeconds(problems, 'controller.minReady', minReady), checkSeconds(problems, 'controller.progressDeadline', progressDeadline)].every(Boolean);
  const ready = minReady ? secondsOf(minReady) : 0;
  const deadline = progressDeadline ? secondsOf(progressDeadline) : DEFAULT_DEADLINE;
  if (valid && controller._kind === 'Deployment' && ready >= deadline) {
    const [field, value] = minReady ? ['controller.minReady', ready] : ['controller.progressDeadline', deadline];
    problems.report(workloadRules.seconds, field, value, `minReady is ${ready} seconds, and progressDeadline is ${deadline} seconds. Increase progressDeadline, or decrease minReady.`);
  }
}

function checkServiceAccount(problems: Problems, serviceAccount: WorkloadPodProps['serviceAccount']): void {
  if (serviceAccount && !isDnsSubdomain(serviceAccount.name)) {
    problems.report(workloadRules.serviceAccount, 'serviceAccount.name', serviceAccount.name, "Use a name such as 'orders'.");
  }
}
