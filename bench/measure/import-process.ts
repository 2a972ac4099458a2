/**
 * A process that loads modules, and prints what this used as JSON.
 *
 * usage: node import-process.js MODULE...
 */
import { createRequire } from 'module';
import { performance } from 'perf_hooks';
import type { Sample } from './sample';

const load = createRequire(__filename);
const [cpu, start] = [process.cpuUsage(), performance.now()];
process.argv.slice(2).forEach(name => load(name));
const sample: Sample = {
  user: process.cpuUsage(cpu).user / 1000,
  wall: performance.now() - start,
  memory: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(sample));
