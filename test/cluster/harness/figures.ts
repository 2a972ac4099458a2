import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** What became of requests. */
export interface Requests {
  readonly sent: number;
  readonly failed: number;
  /** 99th percentile of the times of those that succeeded, in milliseconds. */
  readonly p99: number;
}

/** What a test measured. */
export interface Figure {
  /** The test, and which of the things that it measures. */
  readonly test: string;
  readonly requests?: Requests;
  /** What it saw besides, in words. */
  readonly seen?: string;
}

/** Where tests write what they measured, a line each. */
export function figuresFile(directory: string): string {
  return join(directory, 'figures.jsonl');
}

/** Prints what the tests measured as a table, a row a test. */
export function printFigures(file: string): void {
  const figures: Figure[] = existsSync(file) ? readFileSync(file, 'utf-8').trim().split('\n').map(line => JSON.parse(line)) : [];
  const rows = new Map<string, Figure[]>();
  figures.forEach(figure => rows.set(figure.test, [...rows.get(figure.test) ?? [], figure]));
  console.log(row(['requests', 'failed', 'p99 ms'], 'test'));
  rows.forEach((parts, test) => {
    const requests = parts.flatMap(part => part.requests ?? []);
    const sum = (key: 'sent' | 'failed') => requests.reduce((total, each) => total + each[key], 0);
    const numbers = requests.length > 0 ? [sum('sent'), sum('failed'), Math.max(...requests.map(({ p99 }) => p99)).toFixed(1)] : ['', '', ''];
    console.log(row(numbers, [test, ...parts.flatMap(part => part.seen ?? [])].join(': ')));
  });
}

function row(numbers: readonly (string | number)[], test: string): string {
  return [...numbers.map(number => String(number).padStart(8)), ` ${test}`].join(' ');
}
