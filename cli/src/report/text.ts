import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Difference, FieldChange, ObjectReport, Remark, ReplacedPods, Report, UpdateReport } from './report';
import { count, DOCUMENT, summaryOf } from './summary';
import { differencesOf, isByIntent } from './verdict';
import { escaped } from '../escaped';

/** How many objects of a group are named, how many fields of a pod template, and how long a value can be. */
const MAX_OBJECTS = 5;
const MAX_FIELDS = 8;
const MAX_VALUE = 120;

/** What the text depends on, in addition to the report. */
export interface TextOptions {
  /** The folder of the main file. */
  readonly folder: string;
  readonly inPlace: boolean;
}

/** The report as text, for people. */
export function textReport(report: Report, { folder, inPlace }: TextOptions): string {
  const differences = differencesOf(report);
  const documents = report.objects.filter(({ declaredAs }) => declaredAs === DOCUMENT);
  const sections = [
    section('Files', report.files.map(({ path, lines }) => `${join(folder, path)}: ${count(lines, 'line')}`)),
    section('Objects', report.objects.filter(({ declaredAs }) => declaredAs !== DOCUMENT).map(object => `${titleOf(object)}: ${object.declaredAs}`)),
    section('Documents that are kept as they are', documentLines(documents)),
    section('Secrets in the documents', secretLines(documents)),
    section('Fields that a patch sets', report.objects.flatMap(object => object.patches.map(patch => `${titleOf(object)}: ${patch}`))),
    section('Differences', differences.filter(difference => !isByIntent(difference, inPlace)).map(differenceLine)),
    section('Defaults that the library adds', intentLines(differences.filter(difference => isByIntent(difference, inPlace)))),
    updateSection(report.update, inPlace),
    section('Errors of the TypeScript compiler', report.typeErrors),
    section('Problems in the input', report.inputProblems),
    section('Hints', report.hints ?? []),
    `${escaped(summaryOf(report, inPlace))}\n`,
  ];
  return sections.filter(text => text !== '').join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map(line => `  ${escaped(line)}\n`).join('')}`;
}

function titleOf(object: ObjectReport): string {
  return `${object.kind} ${nameOf(object)}`;
}

function nameOf({ namespace, name }: ObjectReport): string {
  return `${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The reasons that several objects have are shown once, with a line for each kind. */
function documentLines(objects: readonly ObjectReport[]): string[] {
  return [...groupsOf(objects, ({ why = [] }) => why.join('\n')).values()].flatMap(group => {
    const [{ why = [] }] = group;
    return group.length === 1 ? linesOfOne(group[0], why) : [...why, ...linesOfKinds(group)];
  });
}

function linesOfOne(object: ObjectReport, why: readonly string[]): string[] {
  const title = `${titleOf(object)} (${object.source})`;
  return why.length === 1 ? [`${title}: ${why[0]}`] : [title, ...why.map(reason => `  ${reason}`)];
}

function linesOfKinds(objects: readonly ObjectReport[]): string[] {
  return [...groupsOf(objects, ({ kind }) => kind)].map(([kind, group]) => `  ${kind} (${group.length}): ${group.map(nameOf).join(', ')}`);
}

function secretLines(documents: readonly ObjectReport[]): string[] {
  const names = documents.filter(({ kind }) => kind === 'Secret').map(nameOf);
  return names.length === 0 ? [] : [
    `${names.join(', ')}: the values are written as they are, and not encrypted. Decide whether to commit the documents, see docs/adopting.md#secrets`,
  ];
}

function differenceLine({ object, path, was, is, intent }: Difference): string {
  const reason = intent === undefined ? '' : ` (${intent})`;
  if (path === '') {
    return `${object}: ${was === undefined ? 'is added' : is === undefined ? 'is not declared' : 'is another object'}${reason}`;
  }
  return `${object}: ${path}: ${changeText({ path, was, is })}${reason}`;
}

function changeText({ was, is }: FieldChange): string {
  return `${hasOtherOrder(was, is) ? 'the order of the list: ' : ''}${valueText(was)} → ${valueText(is)}`;
}

function hasOtherOrder(was: unknown, is: unknown): boolean {
  return Array.isArray(was) && Array.isArray(is) && isDeepStrictEqual([...was].sort(), [...is].sort());
}

function valueText(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE)}…`;
}

/** One line for each reason, with the objects. */
function intentLines(differences: readonly Difference[]): string[] {
  return [...groupsOf(differences, ({ intent }) => intent!)].map(([intent, group]) => {
    const objects = [...new Set(group.map(({ object }) => object))];
    return `${intent}: ${count(group.length, 'field')} of ${namesOf(objects)}`;
  });
}

/** The values by their keys, in the order in which the keys occur first. */
function groupsOf<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  values.forEach(value => groups.set(keyOf(value), [...groups.get(keyOf(value)) ?? [], value]));
  return groups;
}

function namesOf(names: readonly string[]): string {
  const others = names.length - MAX_OBJECTS;
  return others <= 0 ? names.join(', ') : `${names.slice(0, MAX_OBJECTS).join(', ')} and ${count(others, 'other')}`;
}

function updateSection(update: UpdateReport | undefined, inPlace: boolean): string {
  if (update === undefined) {
    return section('Update of the running application', [
      'was not checked, because the package kubernetes-dry-run is not installed. Install it: npm install --save-dev kubernetes-dry-run',
    ]);
  }
  const { kubernetesVersion, accepted, refusals, lostPorts, replacedPods, findings, notJudged } = update;
  return section('Update of the running application', [
    `the API server of Kubernetes ${kubernetesVersion} ${accepted ? `accepts ${notJudged.length > 0 ? 'all that was checked' : 'it'}` : 'refuses it:'}`,
    ...refusals.map(refusal => `  ${remarkText(refusal)}`),
    ...lostPorts.map(port => `a port is lost: ${port}`),
    ...replacedPods.length === 0 ? ['no pods are replaced'] : inPlace ? replacedLines(replacedPods)
      : [`the pods of ${namesOf(replacedPods.map(({ object }) => object))} are replaced`],
    ...findings.map(remarkText),
    ...notJudged.map(reason => `not checked: ${reason}`),
  ]);
}

/** In place, pods that are replaced are unexpected, so that the fields are named. */
function replacedLines(replacedPods: readonly ReplacedPods[]): string[] {
  return [
    `the pods of ${count(replacedPods.length, 'workload')} are replaced, because these fields of the pod template change:`,
    ...replacedPods.flatMap(({ object, fields }) => {
      const others = fields.length - MAX_FIELDS;
      const lines = fields.slice(0, MAX_FIELDS).map(field => `  ${object}: ${field.path}: ${changeText(field)}`);
      return others <= 0 ? lines : [...lines, `  ${object}: and ${count(others, 'other field')}`];
    }),
  ];
}

function remarkText({ object, field, message }: Remark): string {
  return [object, field, message].filter(part => part !== undefined && part !== '').join(': ');
}
