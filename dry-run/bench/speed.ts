/**
 * Measures the speed and the memory of the package, and of the same server compiled for this machine. Both run alternately in one run, so
 * the ratios are meaningful and the milliseconds are not.
 *
 * usage: projen bench [ROUNDS]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeCommand, writeManifests } from './speed/command';
import { CONFIG_MAP, documents } from './speed/documents';
import { median, type Measures } from './speed/measures';
import { buildNative, measureNative } from './speed/native';
import { PAIRS } from './speed/options';
import { measurePackage } from './speed/package';

const START_UPS = 3;
const COMMAND_SECONDS = 2.5;
const [rounds = 5] = process.argv.slice(2).map(Number);

interface Round {
  readonly wasm: Measures;
  readonly withReferences: Measures;
  readonly native: Measures;
  readonly command: number;
  readonly commandOfOne: number;
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'kubernetes-dry-run-bench-'));
  try {
    const native = buildNative(directory);
    const [many, one] = [documents(PAIRS), [CONFIG_MAP]].map((objects, index) => {
      const manifests = join(directory, `manifests-${index}`);
      mkdirSync(manifests);
      writeManifests(manifests, objects);
      return manifests;
    });
    const round = async (): Promise<Round> => ({
      wasm: measurePackage(),
      native: await measureNative(native),
      withReferences: measurePackage(['--references']),
      command: timeCommand(many),
      commandOfOne: timeCommand(one),
    });
    // The first round is not measured: it reads the files into the disk cache.
    await round();
    const before = load();
    const measured: Round[] = [];
    while (measured.length < rounds) {
      measured.push(await round());
    }
    report(measured, before);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function report(measured: readonly Round[], before: string): void {
  const row = (title: string, wasm: (round: Round) => number, native?: (round: Round) => number, unit = 'ms') => {
    const ratio = native ? median(measured.map(round => wasm(round) / native(round))).toFixed(1) : '';
    const number = (value: (round: Round) => number) => `${Math.round(median(measured.map(value)))} ${unit}`;
    console.log(`| ${title} | ${number(wasm)} | ${native ? number(native) : ''} | ${ratio} |`);
  };
  const documentCount = 2 * PAIRS;

  console.log(`Load before and after: ${before} and ${load()}, on ${cpus().length} processors; medians of ${rounds} rounds.\n`);
  console.log('| | WebAssembly | Native | Ratio |');
  console.log('| --- | ---: | ---: | ---: |');
  row('Start-up and first object', ({ wasm }) => wasm.startUp, ({ native }) => native.startUp);
  row(`${documentCount} objects`, ({ wasm }) => wasm.first, ({ native }) => native.first);
  row('The same objects again', ({ wasm }) => wasm.second, ({ native }) => native.second);
  if (measured.every(({ wasm, native }) => wasm.memory && native.memory)) {
    row('Maximum memory', ({ wasm }) => wasm.memory!, ({ native }) => native.memory!, 'MiB');
  }
  row(`${documentCount} objects, with findings about references`, ({ withReferences }) => withReferences.first);
  row('Whole command, 1 object', ({ commandOfOne }) => commandOfOne);
  row(`Whole command, ${documentCount} files`, ({ command }) => command);

  const startUps = median(measured.map(({ wasm }) => wasm.first / wasm.startUp));
  const seconds = median(measured.map(({ command }) => command)) / 1000;
  const first = median(measured.map(({ wasm }) => wasm.first));
  console.log(`\n${Math.round(documentCount / first * 1000)} objects per second. ${documentCount} objects take ${startUps.toFixed(1)} times as long as a start-up; the target is at most ${START_UPS} times.`);
  console.log(`The whole command takes ${seconds.toFixed(1)} s; the target on an idle machine is less than ${COMMAND_SECONDS} s.`);
}

function load(): string {
  return loadavg()[0].toFixed(1);
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
