import { appendFileSync } from 'fs';
import { figuresFile, type Figure } from '../harness/figures';

/** Notes what a test measured, for the table at the end. */
export function figure(test: string, measured: string): void {
  appendFileSync(figuresFile(process.env.CLUSTER_DIRECTORY!), `${JSON.stringify({ test, measured } satisfies Figure)}\n`);
}
