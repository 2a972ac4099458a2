import type { RecordedCase, Verdict } from './cases';

/** A tool that checks objects. */
export interface Tool {
  readonly name: string;
  /** The verdict of the tool on each case, for a version of Kubernetes. */
  judge(cases: readonly RecordedCase[], version: string): Map<RecordedCase, Verdict>;
}
