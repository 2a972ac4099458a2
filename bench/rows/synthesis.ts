import { mkdirSync } from 'fs';
import { join } from 'path';
import { inDirectory } from './directories';
import { BASELINE, type PreparedRow, type Row, type Side } from './row';
import type { AppShape } from '../app-model';
import { readDocuments, requireEqual } from '../compare/compare';
import { LiveSide } from '../measure/live-side';
import { runSide } from '../measure/run-compiled';
import type { SideName, SideResult, SideRun } from '../measure/side-process';
import type { Surplus } from '../sides/floor';

/** The sides of all rows for the declaration and synthesis. All are compared with the first one. */
const SIDES: readonly SideName[] = ['cdk8s-plus', 'ours', 'floor', 'api-objects', 'plain'];

/** A clone of another version, whose compiled library is measured too. */
export const BEFORE = process.env.BENCH_BEFORE;

/** The names of all sides of these rows. */
export const SIDE_NAMES: readonly string[] = BEFORE === undefined ? SIDES : [...SIDES, 'before'];

/** The sides write documents of the same form at each size, so a part of a large app shows whether they are equal. */
const COMPARED = 20;

/** A row for the declaration and synthesis of an app. */
export function synthesisRow(id: string, shape: AppShape, rounds: number): Row {
  return { id, baseline: BASELINE, rounds, workloads: shape.size, long: isLong(shape), prepare: directory => prepare(shape, directory) };
}

function isLong({ layout, size }: AppShape): boolean {
  return size > (layout === 'one chart' ? 1_000 : 300);
}

function prepare(shape: AppShape, directory: string): PreparedRow {
  const surplus = compareSides({ ...shape, size: Math.min(shape.size, COMPARED) }, directory);
  return {
    sides: [
      ...SIDES.map(side => liveSide(side, { side, shape, directory: join(directory, side), surplus })),
      ...BEFORE === undefined ? [] : [liveSide('before', { side: 'ours', shape, directory: join(directory, 'before') }, BEFORE)],
    ],
  };
}

/** A side whose time is measured after a warm-up, and whose memory is that of a process that declares and synthesizes the app only once. */
function liveSide(name: string, run: SideRun, clone?: string): Side {
  mkdirSync(run.directory);
  const { used: { memory } } = runSide(run, clone);
  const live = new LiveSide(run, clone);
  return { name, measure: async () => ({ ...await live.measure(), memory }), close: () => live.close() };
}

/** Compares what all sides write. Returns how many more constructs and validations this library has for each workload. */
function compareSides(shape: AppShape, directory: string): Surplus {
  const run = (side: SideName, surplus?: Surplus) => inDirectory(directory, output => {
    return { result: runSide({ side, shape, directory: output, surplus }), documents: readDocuments(output) };
  });
  const expected = run('cdk8s-plus');
  const ours = run('ours');
  const surplus = surplusOf(ours.result, expected.result, shape);
  requireEqual('ours', ours.documents, expected.documents);
  for (const side of ['floor', 'api-objects', 'plain'] as const) {
    requireEqual(side, run(side, surplus).documents, expected.documents);
  }
  return surplus;
}

function surplusOf(ours: SideResult, baseline: SideResult, { size }: AppShape): Surplus {
  const perWorkload = (more: number) => Math.max(0, Math.round(more / size));
  return { constructs: perWorkload(ours.constructs - baseline.constructs), validations: perWorkload(ours.validations - baseline.validations) };
}
