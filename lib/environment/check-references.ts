import type { Container } from 'cdk8s-plus-28';
import { mayComeFrom, referencesIn } from './env-order';
import { REFERENCE_FIX, containerRules, isVariableName } from '../rules/containers';
import type { Problems } from '../rules/rule';
import { hidden } from '../rules/show';

/** The variables of a container as cdk8s-plus renders them. */
type RenderedEnv = ReturnType<Container['env']['_toKube']>;

/** Names that are hardly those of programs, so that `$(NAME)` in an argument is no command substitution of a shell. */
const CONVENTIONAL_NAME = /^[A-Z_][A-Z0-9_]*$/;

/**
 * The variables of the Service `kubernetes`, which each container has, also with `enableServiceLinks: false`: `getServiceEnvVarMap` in
 * pkg/kubelet/kubelet_pods.go (Kubernetes 1.37).
 */
const OF_API_SERVER = /^KUBERNETES_(SERVICE|PORT)(_|$)/;

/** Texts of a container in which the kubelet replaces references. */
export interface ReferringTexts {
  /** The values of variables, by the name of the variable. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly subPaths?: readonly string[];
}

/**
 * Reports references to variables that do not exist: the kubelet leaves them as literal text, and does not start a container with one in a path of a volume.
 *
 * @param fields the properties, as messages name them: that of the variables, and a prefix for the others
 * @internal
 */
export function checkReferences(
  problems: Problems, fields: { readonly values: string; readonly prefix: string }, env: RenderedEnv, texts: ReferringTexts,
): void {
  const variables = new Set(env.variables?.map(({ name }) => name));
  const existsOutside = (name: string) => mayComeFrom(env.from ?? [], name) || OF_API_SERVER.test(name);
  const exists = (name: string) => variables.has(name) || existsOutside(name);
  const report = (field: string, text: unknown, isUnknown: (name: string) => boolean) => {
    const unknown = [...referencesIn(text)].find(isUnknown);
    if (unknown !== undefined) {
      problems.report(containerRules.reference, field, hidden(text, `'$(' at position ${positionOf(text as string, unknown)}`), REFERENCE_FIX);
    }
  };
  // A reference of a variable to itself stands for the value of a source
  const existsBefore = (variable: string, name: string) => name === variable ? existsOutside(name) : exists(name);
  texts.values.forEach((value, variable) => {
    report(`${fields.values}['${variable}']`, value, name => isVariableName(name) && !existsBefore(variable, name));
  });
  for (const property of ['command', 'args'] as const) {
    texts[property]?.forEach((text, index) => {
      report(`${fields.prefix}${property}[${index}]`, text, name => CONVENTIONAL_NAME.test(name) && !exists(name));
    });
  }
  texts.subPaths?.forEach(text => report(`${fields.prefix}volumeMounts`, text, name => !exists(name)));
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
  const isReference = (name: string) => variables.has(name) || CONVENTIONAL_NAME.test(name);
  for (const [index, text] of (Array.isArray(command) ? command : []).entries()) {
    const lost = [...referencesIn(text)].find(name => isReference(name) && !isReplaced(name));
    if (lost !== undefined) {
      const value = hidden(text, `'$(' at position ${positionOf(text, lost)}`);
      problems.report(containerRules.actionReference, `${field}.command[${index}]`, value, "Let a shell read the variable, such as ['sh', '-c', 'drain \"$QUEUE\"'].");
    }
  }
}

/** The position of a reference, counted from 1 in characters. */
function positionOf(text: string, name: string): number {
  const index = [...text.matchAll(/\$\$|\$\(([^)]*)\)/g)].find(match => match[1] === name)!.index;
  return Array.from(text.slice(0, index)).length + 1;
}
