import { mkdirSync, writeFileSync, existsSync } from 'fs';
import { join } from 'path';
import { eventually } from '../harness/eventually';

/** Does something once for the whole cluster: the first caller does it, and callers in other test files wait until it is done. */
export async function once(name: string, action: () => Promise<void>): Promise<void> {
  const started = join(process.env.CLUSTER_DIRECTORY!, `once-${name}`);
  const done = join(started, 'done');
  try {
    mkdirSync(started);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    await eventually(`another test file has finished ${name}`, () => existsSync(done) || undefined);
    return;
  }
  await action();
  writeFileSync(done, '');
}
