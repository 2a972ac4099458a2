const PAUSE_MS = 100;

/**
 * How long `eventually` waits: it gives up only when both limits are exceeded. Most attempts run kubectl or send a request, which takes longer on a
 * slow machine, so the number of attempts extends the time there. No test is about these limits.
 */
const LIMIT = { seconds: 180, attempts: 500 } as const;

/**
 * Calls a function until its result is not undefined, and returns the result.
 *
 * @param what the expected condition, for the error message
 */
export async function eventually<T>(what: string, attempt: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  let last: unknown;
  for (let attempts = 1; attempts <= LIMIT.attempts || seconds() < LIMIT.seconds; attempts++) {
    try {
      const result = await attempt();
      if (result !== undefined) {
        return result;
      }
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`${what}: this did not happen within ${seconds()} seconds${last instanceof Error ? `: ${last.message}` : ''}`);
}
