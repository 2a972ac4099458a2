/** A process that measures the package, and writes the measurements as JSON. With `--references`, it includes findings about references. */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { CONFIG_MAP, documents } from './documents';
import type { Measures } from './measures';
import { childrenOf, peakMemory } from './memory';
import { OPTIONS, PAIRS } from './options';

const all = documents(PAIRS);
const references = process.argv.includes('--references');

const start = performance.now();
// The package is loaded here and not above, because loading it is part of the start.
const { ServerDryRun } = createRequire(__filename)('../../lib') as typeof import('../../lib');
const dryRun = new ServerDryRun({ ...OPTIONS, references });
const startUp = timed([CONFIG_MAP], start);
const measures: Measures = { startUp, first: timed(all), second: timed(all), memory: childrenOf(process.pid).map(peakMemory)[0] };
process.stdout.write(JSON.stringify(measures));

function timed(objects: typeof all, from = performance.now()): number {
  if (!dryRun.apply(objects).passed) {
    throw new Error('the server must accept all measured objects');
  }
  return performance.now() - from;
}
