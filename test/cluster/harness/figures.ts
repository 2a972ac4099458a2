import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** What a test measured, and what it promises. */
export interface Figure {
  readonly test: string;
  readonly measured: string;
}

/** Where tests write what they measured, a line each. */
export function figuresFile(directory: string): string {
  return join(directory, 'figures.jsonl');
}

/** Prints what the tests measured as a table. */
export function printFigures(file: string): void {
  const figures: Figure[] = existsSync(file) ? readFileSync(file, 'utf-8').trim().split('\n').map(line => JSON.parse(line)) : [];
  const width = Math.max(...figures.map(({ test }) => test.length));
  figures.forEach(({ test, measured }) => console.log(`${test.padEnd(width)}  ${measured}`));
}
