/** How many times as many inputs as usual a random test gets. `npx projen scheduled` sets PROPERTY_FACTOR. */
export const FACTOR = Number(process.env.PROPERTY_FACTOR ?? 1);

const { PROPERTY_SEED } = process.env;

/** Whether the environment sets the seed, to repeat a failure. */
export const SEED_IS_REQUESTED = PROPERTY_SEED !== undefined;

/** The seed of random tests. It is always the same in a usual run, and new in a run with more inputs. A test that fails prints its seed. */
export const SEED = SEED_IS_REQUESTED ? Number(PROPERTY_SEED) : FACTOR > 1 ? Math.floor(Math.random() * 2 ** 31) : 1;

/** The parameters of fast-check for a test with a usual number of inputs. */
export function inputs(usual: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: usual * FACTOR, seed: SEED };
}

/** A limit for the duration of a test, in milliseconds. */
export function minutes(usual: number): number {
  return usual * 60_000 * FACTOR;
}
