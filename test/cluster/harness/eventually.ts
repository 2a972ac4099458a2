const PAUSE_MS = 100;

/**
 * Asks until the answer is not undefined, and gives it.
 *
 * @param what what is waited for, for the message where it does not come in time
 */
export async function eventually<T>(what: string, seconds: number, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  } while (Date.now() < end);
  throw new Error(`${what}: not within ${seconds} seconds${last instanceof Error ? `: ${last.message}` : ''}`);
}
