import { counted } from './figures';
import type { LoadSummary } from './places';

/**
 * Fails where a request of a load did.
 *
 * @param of which of several loads of the test
 */
export function expectLossless(summary: LoadSummary, of?: string): void {
  counted(summary, of);

  expect({ failed: summary.failed, errors: summary.errors }).toEqual({ failed: 0, errors: {} });
}
