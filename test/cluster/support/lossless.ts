import { figure } from './figures';
import type { LoadSummary } from './places';

/** Fails where a request of a load did, and notes what it measured. */
export function expectLossless(what: string, summary: LoadSummary): void {
  note(what, summary);

  expect({ failed: summary.failed, errors: summary.errors }).toEqual({ failed: 0, errors: {} });
}

/** Notes what a load measured. */
export function note(what: string, { sent, failed, p99 }: LoadSummary): void {
  figure(what, `${sent} requests, ${failed} failed, p99 ${p99.toFixed(1)} ms`);
}
