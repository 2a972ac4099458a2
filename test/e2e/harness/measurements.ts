import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** The results of requests. */
export interface Requests {
  readonly sent: number;
  readonly failed: number;
  /** The 99th percentile of the durations of successful requests, in milliseconds. */
  readonly p99: number;
}

/** A measurement of a test. */
export interface Measurement {
  /** The name of the test, and a label if the test has several measurements. */
  readonly test: string;
  readonly requests?: Requests;
  /** A further observation, as text. */
  readonly observation?: string;
}

/** The file to which tests write their measurements, one on each line. */
export function measurementsFile(directory: string): string {
  return join(directory, 'measurements.jsonl');
}

/** Prints the measurements as a table with one row for each test. */
export function printMeasurements(file: string): void {
  const measurements: Measurement[] = existsSync(file) ? readFileSync(file, 'utf-8').trim().split('\n').map(line => JSON.parse(line)) : [];
  const rows = new Map<string, Measurement[]>();
  measurements.forEach(measurement => rows.set(measurement.test, [...rows.get(measurement.test) ?? [], measurement]));
  console.log(row(['requests', 'failed', 'p99 ms'], 'test: observations'));
  rows.forEach((parts, test) => {
    const requests = parts.flatMap(part => part.requests ?? []);
    const sum = (key: 'sent' | 'failed') => requests.reduce((total, each) => total + each[key], 0);
    const numbers = requests.length > 0 ? [sum('sent'), sum('failed'), Math.max(...requests.map(({ p99 }) => p99)).toFixed(1)] : ['', '', ''];
    console.log(row(numbers, [test, ...parts.flatMap(part => part.observation ?? [])].join(': ')));
  });
}

function row(numbers: readonly (string | number)[], test: string): string {
  return [...numbers.map(number => String(number).padStart(8)), ` ${test}`].join(' ');
}
