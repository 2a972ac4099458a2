const PAUSE_MS = 100;

/**
 * Calls a function until its result is not undefined, and returns the result.
 *
 * @param what the expected condition, for the error message after a timeout
 */
export async function eventually<T>(what: string, seconds: number, poll: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  do {
    try {
      const result = await poll();
      if (result !== undefined) {
        return result;
      }
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  } while (Date.now() < end);
  throw new Error(`${what}: this did not happen within ${seconds} seconds${last instanceof Error ? `: ${last.message}` : ''}`);
}
