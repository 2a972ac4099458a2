import { recordRequests } from './measurements';
import type { LoadSummary } from './places';

/**
 * Fails if a request of a load failed.
 *
 * @param label distinguishes several loads of the same test
 */
export function expectLossless(summary: LoadSummary, label?: string): void {
  recordRequests(summary, label);

  expect({ failed: summary.failed, errors: summary.errors }).toEqual({ failed: 0, errors: {} });
}
