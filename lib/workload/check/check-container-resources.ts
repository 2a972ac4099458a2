import type { ContainerResources } from 'cdk8s-plus-28';
import { resourceRules } from '../../rules/resources';
import type { Problems } from '../../rules/rule';
import { isAmount, kibibytesOf } from '../pod/quantity';

/**
 * Reports requests and limits of a container of cdk8s-plus that are no amounts, and requests that are greater than their limit.
 *
 * @param field prefix of `resources` in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkContainerResources(problems: Problems, field: string, resources?: ContainerResources): void {
  const { cpu, memory, ephemeralStorage } = resources ?? {};
  const pairs = {
    cpu: [coresOf(cpu?.request?.amount), coresOf(cpu?.limit?.amount)],
    memory: [memory?.request, memory?.limit].map(size => size && kibibytesOf(size)),
    ephemeralStorage: [ephemeralStorage?.request, ephemeralStorage?.limit].map(size => size && kibibytesOf(size)),
  };
  for (const [name, [request, limit]] of Object.entries(pairs)) {
    const wrong = [request, limit].find(amount => amount !== undefined && !isAmount(amount));
    if (wrong !== undefined) {
      problems.report(resourceRules.limit, `${field}resources.${name}`, wrong, 'Use a positive amount.');
    } else if (request !== undefined && limit !== undefined && request > limit) {
      problems.report(resourceRules.limit, `${field}resources.${name}.request`, request, `The limit is ${limit}. Increase the limit, or remove it.`);
    }
  }
}

function coresOf(amount: string | undefined): number | undefined {
  return amount === undefined ? undefined : amount.endsWith('m') ? numberIn(amount.slice(0, -1)) / 1000 : numberIn(amount);
}

/** The decimal number in a text. The API server refuses other texts, such as an empty one or `0x1F`, that JavaScript reads as numbers. */
function numberIn(text: string): number {
  return /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$|^Infinity$/.test(text) ? Number(text) : NaN;
}
