/** A fresh process that measures the package in itself, and writes what it measured as JSON. `--references`: with findings among objects. */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { CONFIG_MAP, documents } from './documents';
import type { Measures } from './measures';
import { childrenOf, peakMemory } from './memory';
import { OPTIONS, PAIRS } from './options';

const all = documents(PAIRS);
const references = process.argv.includes('--references');

const start = performance.now();
// Here and not above: that it is loaded is part of the start.
const { ServerDryRun } = createRequire(__filename)('../../lib') as typeof import('../../lib');
const dryRun = new ServerDryRun({ ...OPTIONS, references });
const startUp = timed([CONFIG_MAP], start);
const measures: Measures = { startUp, first: timed(all), second: timed(all), memory: childrenOf(process.pid).map(peakMemory)[0] };
process.stdout.write(JSON.stringify(measures));

function timed(objects: typeof all, from = performance.now()): number {
  if (!dryRun.apply(objects).passed) {
    throw new Error('what is measured has to be accepted');
  }
  return performance.now() - from;
}
