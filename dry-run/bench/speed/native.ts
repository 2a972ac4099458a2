import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { CONFIG_MAP, documents } from './documents';
import type { Measures } from './measures';
import { peakMemory } from './memory';
import { OPTIONS, PAIRS } from './options';
import type { ApiObject } from '../../lib';
import { go } from '../../scripts/go';
import { SERVER } from '../../scripts/server';
import { TARGETS, selection } from '../../scripts/targets';

const CLUSTER = { ...OPTIONS, nodePortRange: '30000-32767', serviceCidrs: ['10.96.0.0/12'] };

/** Compiles the server for this machine, and returns the path of the program. */
export function buildNative(directory: string): string {
  const program = join(directory, `server${process.platform === 'win32' ? '.exe' : ''}`);
  const target = TARGETS.find(({ modfile }) => modfile === 'go.mod')!;
  go(['-C', SERVER, 'build', ...selection(target, target.modfile), '-o', program, '.']);
  return program;
}

/** Measures the same server, compiled for this machine. */
export async function measureNative(program: string): Promise<Measures> {
  const all = documents(PAIRS);
  const start = performance.now();
  const server = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout, crlfDelay: Infinity })[Symbol.asyncIterator]();

  async function timed(objects: readonly ApiObject[], from = performance.now()): Promise<number> {
    server.stdin.write(`${JSON.stringify({ cluster: CLUSTER, apply: { fieldValidation: 'Strict', documents: objects, live: [] } })}\n`);
    const { results } = JSON.parse((await lines.next()).value);
    if (!results.every(({ accepted }: { accepted: boolean }) => accepted)) {
      throw new Error('the server must accept all measured objects');
    }
    return performance.now() - from;
  }

  try {
    return { startUp: await timed([CONFIG_MAP], start), first: await timed(all), second: await timed(all), memory: peakMemory(server.pid!) };
  } finally {
    server.stdin.end();
  }
}
