import type { RecordedCase, Verdict } from './cases';

/** The comparison of a tool's verdicts with the verdicts of the real server. */
export interface Agreement {
  readonly of: number;
  readonly wronglyAccepted: readonly RecordedCase[];
  readonly wronglyRefused: readonly RecordedCase[];
}

export function agreement(verdicts: ReadonlyMap<RecordedCase, Verdict>, version: string): Agreement {
  const wrong = [...verdicts].filter(([each, verdict]) => verdict !== each.verdict[version]);
  const withVerdict = (wanted: Verdict) => wrong.filter(([, verdict]) => verdict === wanted).map(([each]) => each);
  return { of: verdicts.size, wronglyAccepted: withVerdict('accept'), wronglyRefused: withVerdict('reject') };
}

/** The agreement in percent, rounded down, so that it is 100 only if all verdicts agree. */
export function percentage({ of, wronglyAccepted, wronglyRefused }: Agreement): string {
  const agreed = of - wronglyAccepted.length - wronglyRefused.length;
  return `${(Math.floor(1000 * agreed / of) / 10).toFixed(1)} %`;
}
