import type { Difference, FieldChange, ObjectReport, Remark, Report } from './report';
import type { Document } from '../document';

/** What is shown instead of a value of a Secret. */
export const HIDDEN = '(hidden)';

/** Shorter texts are words that occur in other places too, so that hiding them would hide names, and tell that they are values. */
const MIN_LENGTH = 6;

/**
 * The report without values of Secrets: those of differences, and those that messages and fields of other objects contain.
 *
 * @param objects the objects that were read
 */
export function withoutSecrets(report: Report, objects: readonly Document[]): Report {
  const secrets = secretsOf(objects);
  const clean = (text: string) => secrets.reduce((result, secret) => result.replaceAll(secret, HIDDEN), text);
  const cleanRemark = <T extends Remark>(remark: T): T => ({ ...remark, message: clean(remark.message) });
  const { update } = report;
  return {
    ...report,
    typeErrors: report.typeErrors.map(clean),
    objects: report.objects.map(object => withoutValues(object, clean)),
    ...update === undefined ? {} : {
      update: {
        ...update,
        refusals: update.refusals.map(cleanRemark),
        findings: update.findings.map(cleanRemark),
        replacedPods: update.replacedPods.map(({ object, fields }) => ({ object, fields: fields.map(field => withCleanValues(field, clean)) })),
        notJudged: update.notJudged.map(clean),
      },
    },
  };
}

function withoutValues(object: ObjectReport, clean: (text: string) => string): ObjectReport {
  return {
    ...object,
    ...object.why === undefined ? {} : { why: object.why.map(clean) },
    differences: object.differences.map(difference => isOfSecret(difference) ? hidden(difference) : withCleanValues(difference, clean)),
  };
}

function isOfSecret({ object }: Difference): boolean {
  return object.startsWith('Secret ');
}

function hidden(difference: Difference): Difference {
  const { was, is } = difference;
  return { ...difference, was: was === undefined ? undefined : HIDDEN, is: is === undefined ? undefined : HIDDEN };
}

/** A changed field of an object that can have the values of a Secret too. */
function withCleanValues<T extends FieldChange>(field: T, clean: (text: string) => string): T {
  const cleanValue = (value: unknown) => value === undefined ? undefined
    : JSON.parse(JSON.stringify(value, (_, each) => typeof each === 'string' ? clean(each) : each));
  return { ...field, was: cleanValue(field.was), is: cleanValue(field.is) };
}

/** The values of Secrets, encoded and as texts, the longest first: one can be part of another. */
function secretsOf(objects: readonly Document[]): string[] {
  const values = objects.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Secret').flatMap(({ data, stringData }) => [
    ...textsOf(data).flatMap(text => [text, Buffer.from(text, 'base64').toString('utf-8')]), ...textsOf(stringData),
  ]);
  const lines = values.flatMap(value => [value, JSON.stringify(value).slice(1, -1), ...value.split('\n')]);
  return [...new Set(lines.map(line => line.trim()))].filter(line => line.length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
}

function textsOf(map: unknown): string[] {
  return Object.values(Object(map ?? {})).filter(value => typeof value === 'string');
}
