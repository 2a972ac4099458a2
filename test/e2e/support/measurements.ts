import { appendFileSync } from 'fs';
import { measurementsFile, type Measurement, type Requests } from '../harness/measurements';

/**
 * Records the results of requests of the current test for the table at the end. The numbers of a test are added up.
 *
 * @param label distinguishes several measurements of the same test
 */
export function recordRequests({ sent, failed, p99 }: Requests, label?: string): void {
  write({ test: label === undefined ? currentTest() : `${currentTest()}, ${label}`, requests: { sent, failed, p99 } });
}

/** Records an observation of the current test for the table at the end. */
export function recordObservation(observation: string): void {
  write({ test: currentTest(), observation });
}

function currentTest(): string {
  return expect.getState().currentTestName!;
}

function write(measurement: Measurement): void {
  appendFileSync(measurementsFile(process.env.CLUSTER_DIRECTORY!), `${JSON.stringify(measurement)}\n`);
}
