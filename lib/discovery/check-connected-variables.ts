import type { Container } from 'cdk8s-plus-28';
import { cyclesOf, mayComeFrom, referencesIn } from '../environment/env-order';
import { containerRules, isVariableName, missingFix } from '../rules/containers';
import type { Problems } from '../rules/rule';
import { hidden } from '../rules/show';

/** The names of the variables for the Services of the namespace, which pods of cdk8s-plus have: pkg/kubelet/envvars/envvars.go (Kubernetes 1.37). */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?)?)$/;

/**
 * Reports variables of connections that refer to variables which do not exist or are defined later, or to each other, and other variables that refer to later
 * variables of connections. cdk8s-plus renders the variables of its containers in the order in which they were added, and the kubelet replaces only
 * references to variables that it has already read.
 *
 * @param names the variables of connections
 * @param containers containers whose variables this library does not put into an order
 * @internal
 */
export function checkConnectedVariables(problems: Problems, names: readonly string[], containers: readonly Container[]): void {
  for (const { name, env } of names.length > 0 ? containers : []) {
    const { variables = [], from = [] } = env._toKube();
    const cycles = cyclesOf(variables, from).filter(cycle => cycle.some(variable => names.includes(variable)));
    const inCycle = new Set(cycles.flat());
    cycles.forEach(cycle => {
      const fix = `Remove a reference, or write $$(${cycle[1]}) if it is not a reference.`;
      problems.report(containerRules.envCycle, `containers['${name}'].envVariables`, cycle.join(' -> '), fix);
    });
    const order = variables.map(variable => variable.name);
    variables.forEach(({ name: variable, value }, index) => {
      const ofConnection = names.includes(variable);
      const isLate = (other: string) => (ofConnection || names.includes(other)) && order.indexOf(other) > index && !mayComeFrom(from, other);
      const isUnknown = (other: string) => isVariableName(other) && !SERVICE_LINK.test(other) && !order.includes(other) && !mayComeFrom(from, other);
      const unknown = ofConnection ? [...referencesIn(value)].find(isUnknown) : undefined;
      const late = [...referencesIn(value)].find(isLate);
      if (unknown !== undefined) {
        problems.report(containerRules.reference, `containers['${name}'].envVariables['${variable}']`, hidden(value), missingFix(unknown));
      } else if (late && !inCycle.has(variable)) {
        const [added, time] = ofConnection ? [late, 'before'] : [variable, 'after'];
        const fix = `It refers to ${late}, which was added later. Add ${added} to the container '${name}' ${time} the call of connectTo.`;
        problems.report(containerRules.reference, `containers['${name}'].envVariables['${variable}']`, hidden(value), fix);
      }
    });
  }
}
