import { checkContainerProps } from './check-container';
import { checkDeclaredRequests, type RequestContext } from './check-requests';
import { checkResources } from '../../container/check-resources';
import { checkRestart } from '../../container/check-restart';
import { checkEnvironment } from '../../environment/check-environment';
import { toEnvironment } from '../../environment/environment';
import { checkHealthChecks } from '../../health/check-health-checks';
import { checkNul, checkNulInList } from '../../rules/containers';
import { isDnsLabel, nameRules, proposeLabel } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import { checkText } from '../../rules/text';
import { isImage, workloadRules } from '../../rules/workloads';
import { checkContainerSecurity } from '../../security/check-security';
import type { DeclaredContainer } from '../pod/declared-containers';

/** Reports problems with a container of a declaration. @internal */
export function checkDeclaredContainer(problems: Problems, container: DeclaredContainer, requests: RequestContext): void {
  const { role, prefix, options, security, securityField, ports } = container;
  if (!isImage(options.image)) {
    problems.report(workloadRules.image, `${prefix}image`, options.image, "Use an image such as 'registry.example.com/web:1.4.2'.");
  }
  for (const field of ['command', 'args'] as const) {
    options[field]?.forEach((text, index) => checkText(problems, `${prefix}${field}[${index}]`, text));
    checkNulInList(problems, `${prefix}${field}`, options[field]);
  }
  checkNul(problems, `${prefix}workingDir`, options.workingDir);
  checkNul(problems, `${prefix}terminationMessage.path`, options.terminationMessage?.path);
  checkEnvironment(problems, prefix, options, requests.version);
  checkResources(problems, prefix, options.resources);
  if (options.restart) {
    checkRestart(problems, `${prefix}restart`, options.restart, { role, version: requests.version });
  }
  checkRenderedParts(problems, prefix, options);
  checkHealthChecks(problems, prefix, options, ports);
  checkDeclaredRequests(problems, prefix, options, ports, requests);
  if (security) {
    checkContainerSecurity(problems, securityField, security, requests.security);
  }
}

/** Reports problems with the properties that cdk8s-plus renders. */
function checkRenderedParts(problems: Problems, prefix: string, options: DeclaredContainer['options']): void {
  const { image } = options;
  // the names of volumes are checked with the volumes
  const { envVariables = {}, envFrom } = toEnvironment(options, () => '');
  if (envFrom || Object.keys(envVariables).length > 0) {
    checkContainerProps(problems, prefix, { image, envFrom, envVariables });
  }
}

/**
 * Reports names of containers that are not valid, and containers with the same name.
 *
 * @param isOwnChecked whether the name of the workload's own container is that of an object, whose name has been checked
 * @internal
 */
export function checkContainerNames(problems: Problems, containers: readonly DeclaredContainer[], isOwnChecked: boolean): void {
  containers.forEach(({ role, name, nameField }, index) => {
    const isOwn = role === 'own';
    if (!isDnsLabel(name) && !(isOwn && isOwnChecked)) {
      problems.report(nameRules.containerName, nameField, name, isOwn ? `Set containerName: '${proposeLabel(name)}'.` : `Use '${proposeLabel(name)}'.`);
    } else if (containers.slice(0, index).some(other => other.name === name)) {
      problems.report(nameRules.containerNameDuplicate, nameField, name, 'Rename one of the two containers.');
    }
  });
}
