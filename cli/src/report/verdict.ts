import type { Difference, Report } from './report';

/** All differences of a report. */
export function differencesOf({ objects }: Report): Difference[] {
  return objects.flatMap(({ differences }) => differences);
}

/**
 * Whether a difference is a default that the library adds. With `--in-place`, no default excuses a difference in a pod template, which would
 * replace the pods.
 */
export function isByIntent({ intent, path }: Difference, inPlace: boolean): boolean {
  return intent !== undefined && !(inPlace && /^spec\.template(?:[.[]|$)/.test(path));
}

/**
 * Whether the declaration means the same as the input: the exit code is 0. Pods can be replaced nevertheless, because the order of a list or the place of a
 * setting changes.
 */
export function isSame(report: Report, inPlace: boolean): boolean {
  const { update, typeErrors, inputProblems } = report;
  return typeErrors.length === 0 && inputProblems.length === 0 && differencesOf(report).every(difference => isByIntent(difference, inPlace))
    && (update === undefined || (update.accepted && update.lostPorts.length === 0));
}
