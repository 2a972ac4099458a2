import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const PAUSE_MS = 100;

/**
 * Does something once for the whole cluster: the first caller does it, and callers in other test files wait until it is done, however long it
 * takes. If it fails, it fails for all of them.
 */
export async function once(name: string, action: () => Promise<void>): Promise<void> {
  const directory = join(process.env.CLUSTER_DIRECTORY!, `once-${name}`);
  const [done, failed] = [join(directory, 'done'), join(directory, 'failed')];
  if (isFirst(directory)) {
    try {
      await action();
      writeFileSync(done, '');
    } catch (error) {
      writeFileSync(failed, (error as Error).message);
      throw error;
    }
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) {
      throw new Error(`${name} has failed in another test file: ${readFileSync(failed, 'utf-8')}`);
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

/** Whether this is the first call that creates the directory. */
function isFirst(directory: string): boolean {
  return mkdirSync(directory, { recursive: true }) !== undefined;
}
