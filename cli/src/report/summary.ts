import type { Difference, ObjectReport, Report } from './report';
import { differencesOf, isByIntent } from './verdict';

/** The kinds that have pods. */
const WORKLOADS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/** How an object is declared that no construct of the library declares. */
export const DOCUMENT = 'document';

/** The beginning of `declaredAs` of an object that is left out, because a controller of the cluster creates it, for example. */
export const NOT_DECLARED = 'not declared';

/** The whole report in one sentence: `12 workloads, 12 Services: all mean the same; 3 documents are kept as they are.` */
export function summaryOf(report: Report, inPlace: boolean): string {
  const { objects, update, typeErrors, inputProblems } = report;
  const read = objects.filter(({ source }) => source !== '');
  const documents = read.filter(({ declaredAs }) => declaredAs === DOCUMENT).length;
  const omitted = read.filter(({ declaredAs }) => declaredAs.startsWith(NOT_DECLARED)).length;
  const declared = read.filter(({ declaredAs }) => declaredAs !== DOCUMENT && !declaredAs.startsWith(NOT_DECLARED));
  const parts = [
    declared.length > 0 ? `${kindsOf(declared)}: ${meaning(declared.length, differencesOf(report), inPlace)}` : undefined,
    documents > 0 ? `${count(documents, 'document')} ${documents === 1 ? 'is kept as it is' : 'are kept as they are'}` : undefined,
    omitted > 0 ? `${count(omitted, 'object')} ${omitted === 1 ? 'is' : 'are'} not declared` : undefined,
    update !== undefined && update.refusals.length > 0 ? `the API server refuses ${count(new Set(update.refusals.map(({ object }) => object)).size, 'object')}` : undefined,
    update !== undefined && update.lostPorts.length > 0 ? `${count(update.lostPorts.length, 'port')} ${update.lostPorts.length === 1 ? 'is' : 'are'} lost` : undefined,
    inPlace && update !== undefined && update.replacedPods.length > 0 ? `the pods of ${count(update.replacedPods.length, 'workload')} are replaced` : undefined,
    typeErrors.length > 0 ? 'the program does not type-check' : undefined,
    inputProblems.length > 0 ? `${count(inputProblems.length, 'problem')} in the input` : undefined,
  ];
  return `${parts.filter(part => part !== undefined).join('; ')}.`;
}

/** A number with its noun: `1 document` or `2 documents`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function kindsOf(objects: readonly ObjectReport[]): string {
  const workloads = objects.filter(({ kind }) => WORKLOADS.includes(kind)).length;
  const services = objects.filter(({ kind }) => kind === 'Service').length;
  const others = objects.length - workloads - services;
  return [[workloads, 'workload'], [services, 'Service'], [others, workloads + services > 0 ? 'other object' : 'object']]
    .flatMap(([number, noun]) => number === 0 ? [] : [count(number as number, noun as string)]).join(', ');
}

function meaning(declared: number, differences: readonly Difference[], inPlace: boolean): string {
  const different = new Set(differences.filter(difference => !isByIntent(difference, inPlace)).map(({ object }) => object)).size;
  if (different > 0) {
    return `${different} ${different === 1 ? 'differs' : 'differ'}`;
  }
  const all = declared === 1 ? 'means' : 'all mean';
  return `${all} the same${differences.length > 0 ? ', apart from defaults that the library adds' : ''}`;
}
