import type { ContainerRestart } from './container-restart';
import type { ContainerRole } from './container-role';
import { RestartAction, type RestartRule } from './restart-rule';
import { containerRules } from '../rules/containers';
import type { Problems } from '../rules/rule';
import { checkServed, isAtLeast, type KubernetesVersion } from '../rules/versions';
import { isInt32 } from '../values/numbers';

/**
 * The first versions in which the gates ContainerRestartRules and RestartAllContainersOnContainerExits are on by default: pkg/features/kube_features.go
 * of Kubernetes 1.35, 1.36 and 1.37. The second one also lets sidecars have rules: `validateInitContainerRestartPolicy` in
 * pkg/apis/core/validation/validation.go.
 */
const RESTART_RULES = '1.35';
const RESTART_ALL_CONTAINERS = '1.36';

/**
 * The limits of `validateContainerRestartPolicy` in pkg/apis/core/validation/validation.go (Kubernetes 1.35, 1.36 and 1.37). Exit codes are a set of 32-bit
 * integers: `ContainerRestartRuleOnExitCodes` in staging/src/k8s.io/api/core/v1/types.go.
 */
const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;
const MIN_EXIT_CODE = -(2 ** 31);

/** What determines which restart policies a container can have. */
export interface RestartContext {
  readonly role: ContainerRole;
  readonly version: KubernetesVersion;
}

/**
 * Reports problems with the restart policy of a container.
 *
 * @param field `restart`, with the path of the container if it is not the workload's own
 * @internal
 */
export function checkRestart(problems: Problems, field: string, restart: ContainerRestart, { role, version }: RestartContext): void {
  const { _policy: policy, _rules: rules } = restart;
  // API servers of all versions accept the policy Always of a sidecar
  if (role !== 'sidecar') {
    checkServed(problems, field, policy, RESTART_RULES, version);
  } else if (rules.length > 0) {
    checkServed(problems, `${field}.rules`, rules.length, RESTART_ALL_CONTAINERS, version);
  }
  if (role === 'init' && policy === 'Always') {
    const fix = 'With this policy it does not terminate before the other containers start. Move it to sidecars, or use ContainerRestart.onFailure().';
    problems.report(containerRules.restart, field, policy, fix);
  } else if (role === 'sidecar' && policy !== 'Always') {
    const fix = 'Move it to additionalContainers or initContainers, or remove restart. With rules, use ContainerRestart.always({ rules: […] }).';
    problems.report(containerRules.restart, field, policy, fix);
  }
  if (rules.length > MAX_RULES) {
    problems.report(containerRules.restart, `${field}.rules`, rules.length, 'Use one rule for all exit codes with the same action.');
  }
  rules.forEach((rule, index) => checkRule(problems, `${field}.rules[${index}]`, rule, version));
}

function checkRule(problems: Problems, field: string, { _operator, _exitCodes: codes, _action }: RestartRule, version: KubernetesVersion): void {
  // older versions that have no rules were reported with the policy
  if (_action === RestartAction.RESTART_ALL_CONTAINERS && isAtLeast(version, RESTART_RULES)) {
    checkServed(problems, `${field}.action`, _action, RESTART_ALL_CONTAINERS, version);
  }
  if (_operator === 'In' && codes.length === 0) {
    problems.report(containerRules.restart, `${field}.exitCodes`, codes, 'Use RestartRule.onExitCodes([42]), or RestartRule.exceptExitCodes([]) for each exit.');
  }
  if (codes.length > MAX_EXIT_CODES) {
    problems.report(containerRules.restart, `${field}.exitCodes`, codes.length, 'Use RestartRule.exceptExitCodes with the other exit codes.');
  }
  const seen = new Set<number>();
  codes.forEach((code, index) => {
    if (!isInt32(code, MIN_EXIT_CODE)) {
      problems.report(containerRules.restart, `${field}.exitCodes[${index}]`, code, 'Use an integer such as 42.');
    } else if (seen.has(code)) {
      problems.report(containerRules.restart, `${field}.exitCodes[${index}]`, code, 'Remove the duplicate.');
    }
    seen.add(code);
  });
}
