import type { Container } from 'cdk8s-plus-28';
import { mayComeFrom, positionOfReference, referencesIn, type EnvSource, type EnvVariable } from './env-order';
import { containerRules, isVariableName, missingFix } from '../rules/containers';
import type { Problems } from '../rules/rule';
import { hidden } from '../rules/show';

/** The variables of a container as cdk8s-plus renders them. */
type RenderedEnv = ReturnType<Container['env']['_toKube']>;

const INJECTED_FIX = 'If a webhook adds the variable, list it in injectedVariables.';

/**
 * The variables of the Service `kubernetes`, which each container has, also with `enableServiceLinks: false`: `getServiceEnvVarMap` in
 * pkg/kubelet/kubelet_pods.go (Kubernetes 1.37).
 */
const OF_API_SERVER = /^KUBERNETES_(SERVICE|PORT)(_|$)/;

/** The parts of a container in which the kubelet replaces references, and its variables, as they are rendered. */
export interface ReferringContainer {
  readonly env?: readonly EnvVariable[];
  readonly envFrom?: readonly EnvSource[];
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly volumeMounts?: readonly { readonly subPathExpr?: string }[];
}

/**
 * Reports references to variables that do not exist, or, in the value of a variable, are not defined before it: the kubelet leaves them as literal text, and
 * does not start a container with one in a path of a volume.
 *
 * @param fields the properties, as messages name them: that of the variables, and a prefix for the others
 * @param injected the names of variables that an admission webhook adds
 * @internal
 */
export function checkReferences(
  problems: Problems, fields: { readonly values: string; readonly prefix: string }, container: ReferringContainer, injected: readonly string[] = [],
): void {
  const { env = [], envFrom = [], volumeMounts = [] } = container;
  const positions = new Map(env.map(({ name }, index) => [name, index]));
  const existsOutside = (name: string) => mayComeFrom(envFrom, name) || OF_API_SERVER.test(name) || injected.includes(name);
  const exists = (name: string, before = env.length) => (positions.get(name) ?? before) < before || existsOutside(name);
  const report = (field: string, text: unknown, isUnknown: (name: string) => boolean) => {
    const unknown = [...referencesIn(text)].find(isUnknown);
    if (unknown !== undefined) {
      const value = hidden(text, `'$(' at position ${positionOfReference(text as string, unknown)}`);
      problems.report(containerRules.reference, field, value, positions.has(unknown) ? laterFix(unknown) : `${missingFix(unknown)} ${INJECTED_FIX}`);
    }
  };
  env.forEach(({ name: variable, value }, index) => {
    report(`${fields.values}['${variable}']`, value, name => isVariableName(name) && !exists(name, index));
  });
  for (const property of ['command', 'args'] as const) {
    container[property]?.forEach((text, index) => {
      report(`${fields.prefix}${property}[${index}]`, text, name => isVariableName(name) && !exists(name));
    });
  }
  volumeMounts.forEach(({ subPathExpr }) => report(`${fields.prefix}mounts`, subPathExpr, name => !exists(name)));
}

function laterFix(name: string): string {
  return `The variable ${name} is not defined before this one. Define it at the beginning of the list, or write $$(…) instead of $(…) if the text is not a reference.`;
}

/**
 * Reports references in the command of a lifecycle action or a health check to variables that the kubelet does not replace there. In a lifecycle action it
 * replaces none. In a health check, it replaces variables with the value that the manifest contains: one from a Secret or a field is empty, one from
 * `envFrom` is unknown, and references in the value stay: `runHookHandler` in pkg/kubelet/lifecycle/handlers.go and `ExpandContainerCommandOnlyStatic` in
 * pkg/kubelet/container/helpers.go (Kubernetes 1.37).
 *
 * @internal
 */
export function checkActionReferences(problems: Problems, field: string, env: RenderedEnv, command: unknown, kind: 'lifecycle' | 'probe'): void {
  const variables = new Map(env.variables?.map(({ name, value }) => [name, value]));
  const isReplaced = (name: string) => kind === 'probe' && typeof variables.get(name) === 'string' && referencesIn(variables.get(name)).size === 0;
  const isReference = (name: string) => variables.has(name) || isVariableName(name);
  for (const [index, text] of (Array.isArray(command) ? command : []).entries()) {
    const lost = [...referencesIn(text)].find(name => isReference(name) && !isReplaced(name));
    if (lost !== undefined) {
      const value = hidden(text, `'$(' at position ${positionOfReference(text, lost)}`);
      problems.report(containerRules.actionReference, `${field}.command[${index}]`, value, "Let a shell read the variable, such as ['sh', '-c', 'drain \"$QUEUE\"'].");
    }
  }
}
