import { appendFileSync } from 'fs';
import { figuresFile, type Figure, type Requests } from '../harness/figures';

/**
 * Notes what became of requests of the test that runs, for the table at the end. What is noted of one test is added up.
 *
 * @param of which of several things that the test measures
 */
export function counted({ sent, failed, p99 }: Requests, of?: string): void {
  write({ test: of === undefined ? currentTest() : `${currentTest()}, ${of}`, requests: { sent, failed, p99 } });
}

/** Notes in words what the test that runs has seen. */
export function seen(words: string): void {
  write({ test: currentTest(), seen: words });
}

function currentTest(): string {
  return expect.getState().currentTestName!;
}

function write(figure: Figure): void {
  appendFileSync(figuresFile(process.env.CLUSTER_DIRECTORY!), `${JSON.stringify(figure)}\n`);
}
