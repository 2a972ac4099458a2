import { checkAutomountFromAccount, checkCreatedAccount } from './check-created-account';
import { checkExistingTemplate } from './check-existing-template';
import { checkPodNetwork } from './check-network';
import { checkPodResources } from '../../container/check-resources';
import { checkPolicyOptions } from '../../isolation/check-policy';
import { isEnvName } from '../../rules/containers';
import { isDnsSubdomain } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import { withoutAssignment } from '../../rules/show';
import type { KubernetesVersion } from '../../rules/versions';
import { workloadRules } from '../../rules/workloads';
import { checkSecurity } from '../../security/check-security';
import { isInt32 } from '../../values/numbers';
import type { Controller } from '../controller';
import type { WorkloadOptions } from '../workload-options';

/** Reports problems with the pods of a workload. Their containers are checked one by one. @internal */
export function checkWorkload(problems: Problems, props: WorkloadOptions, controller: Controller, version: KubernetesVersion): void {
  checkReplicas(problems, props.replicas, controller);
  props.injectedVariables?.forEach((name, index) => {
    if (!isEnvName(name)) {
      problems.report(workloadRules.envName, `injectedVariables[${index}]`, withoutAssignment(name), "Use a name such as 'AWS_ROLE_ARN'.");
    }
  });
  checkPodResources(problems, props.podResources, version);
  checkSecurity(problems, 'security', props.security);
  if (props.podNetwork ?? props.podNamespaces ?? props.security?.sysctls) {
    checkPodNetwork(problems, props, controller);
  }
  if (props.existingTemplate) {
    checkExistingTemplate(problems, props.existingTemplate, props.enableServiceLinks);
  }
  checkServiceAccount(problems, props.serviceAccount);
  if (props.automountFromServiceAccount) {
    checkAutomountFromAccount(problems, props);
  }
  if (props.createServiceAccount === true || props.serviceAccountMetadata || props.serviceAccountName !== undefined) {
    checkCreatedAccount(problems, props);
  }
  checkPullSecrets(problems, props.imagePullSecrets);
  if (props.networkPolicyName !== undefined || props.networkPolicyMetadata) {
    checkPolicyOptions(problems, props);
  }
}

function checkPullSecrets(problems: Problems, secrets: WorkloadOptions['imagePullSecrets'] = []): void {
  secrets.forEach(({ name }, index) => {
    if (!isDnsSubdomain(name)) {
      problems.report(workloadRules.pullSecret, `imagePullSecrets[${index}].name`, name, "Use a name such as 'registry'.");
    } else if (secrets.slice(0, index).some(other => other.name === name)) {
      problems.report(workloadRules.pullSecret, `imagePullSecrets[${index}].name`, name, 'Remove the duplicate.');
    }
  });
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

function checkServiceAccount(problems: Problems, serviceAccount: WorkloadOptions['serviceAccount']): void {
  if (serviceAccount && !isDnsSubdomain(serviceAccount.name)) {
    problems.report(workloadRules.serviceAccount, 'serviceAccount.name', serviceAccount.name, "Use a name such as 'orders'.");
  }
}
