import { list } from '../fields';
import { named } from '../inventory';
import { describeSelector, selects, type Requirement } from '../selectors';
import { readyOf, type Running } from './running-pods';

/** The labels that at least one of the pods lacks, for a message. */
export function missing(requirements: readonly Requirement[], pods: readonly Running[]): string {
  return describeSelector(requirements.filter(requirement => pods.some(({ labels }) => !selects([requirement], labels))));
}

/** A number with its noun, for a message. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The form of a word that fits the number of ready pods. */
export function verb(groups: readonly Running[], one: string, many: string): string {
  return readyOf(groups) === 1 ? one : many;
}

/** The workloads of pods, and the revisions from which the pods are known, for a message. */
export function workloads(groups: readonly Running[]): string {
  return list([...new Set(groups.map(({ workload, from }) => from === undefined ? named(workload) : `${named(workload)} (${named(from)})`))]);
}

/** Some of the ready pods of a Service, for a message. */
export function share(some: readonly Running[], all: readonly Running[]): string {
  return readyOf(some) === readyOf(all)
    ? `${readyOf(all) === 1 ? 'the only ready pod' : `all ${readyOf(all)} ready pods`} of ${workloads(some)}`
    : `${readyOf(some)} of ${plural(readyOf(all), 'ready pod')}, of ${workloads(some)},`;
}
