import type { Document } from '../../../document';
import { amountOf } from '../objects/quantity';
import { assumed, SET, type Type } from '../tree/schema';

/** Default: SetDefaults_ObjectFieldSelector in pkg/apis/core/v1/defaults.go of Kubernetes 1.37. */
export const FIELD_REF: Type = { isWhole: true, fields: { apiVersion: assumed('v1') } };

/** A divisor of 0 means 1 (ExtractContainerResourceValue in k8s.io/component-helpers/resource of Kubernetes 1.37). */
export const RESOURCE_REF: Type = {
  isWhole: true,
  fields: { divisor: assumed('1', { convert: each => amountOf(each) === '0m' ? undefined : amountOf(each) }) },
};

/** A variable that `environment` completed. */
export const ENV_VAR: Type = {
  fields: {
    value: assumed('', { isExact: true }),
    expands: { list: SET },
    valueFrom: { type: { isWhole: true, fields: { fieldRef: { type: FIELD_REF }, resourceFieldRef: { type: RESOURCE_REF } } } },
  },
};

/** A source of variables. The last source with a name counts, so their order has a meaning. */
export const ENV_FROM: Type = {};

/**
 * Variables with the names of the variables that their values refer to, `$(NAME)`, and that are declared before them: only these are expanded
 * (third_party/forked/golang/expansion/expand.go and makeEnvironmentVariables in pkg/kubelet/kubelet_pods.go of Kubernetes 1.37). The order of variables
 * has no other meaning.
 */
export function environment(variables: readonly Document[]): Document[] {
  const names = variables.map(({ name }) => name);
  return variables.map((variable, index) => {
    const expands = referencesIn(variable.value).filter(name => names.indexOf(name) !== -1 && names.indexOf(name) < index);
    return expands.length === 0 ? variable : { ...variable, expands };
  });
}

/** The names of the variables to which a value refers. `$$` is a dollar sign. */
function referencesIn(value: unknown): string[] {
  return [...String(value ?? '').matchAll(/\$\$|\$\(([^)]*)\)/g)].flatMap(([, name]) => name === undefined ? [] : [name]);
}
