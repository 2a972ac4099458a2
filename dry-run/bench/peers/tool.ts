import type { RecordedCase, Verdict } from './cases';

/** Something that judges objects. */
export interface Tool {
  readonly name: string;
  /** What it says to each case, as of a version of Kubernetes. */
  judge(cases: readonly RecordedCase[], version: string): Map<RecordedCase, Verdict>;
}
