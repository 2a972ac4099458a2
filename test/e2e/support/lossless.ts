import { recordRequests } from './measurements';
import type { LoadSummary } from './places';

/**
 * Fails if a request of a load failed.
 *
 * @param label distinguishes several loads of the same test
 */
export function expectLossless(summary: LoadSummary, label?: string): void {
  recordRequests(summary, label);

  expect(lossOf(summary)).toBe('no request failed');
}

/** The failed requests, and the two causes that no manifest can prevent. */
function lossOf({ sent, failed, errors, firstFailure, lastFailure, longestPause, slowestChange }: LoadSummary): string {
  return failed === 0 ? 'no request failed' : [
    `${failed} of ${sent} requests failed from ${firstFailure} to ${lastFailure}: ${JSON.stringify(errors)}.`,
    `kube-proxy needed up to ${slowestChange} seconds to apply a change of endpoints: if this is more than the shutdown delay, it sent requests to pods`,
    `that had ended. The client did not run for up to ${longestPause} milliseconds, which do not count as a timeout.`,
  ].join(' ');
}
