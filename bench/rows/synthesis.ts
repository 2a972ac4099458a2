import { mkdirSync, rmSync } from 'fs';
import { join } from 'path';
import { BASELINE, type Row, type Side } from './row';
import type { AppShape } from '../app-model';
import { readDocuments, requireEqual } from '../compare/compare';
import { runSide } from '../measure/run-compiled';
import type { SideName, SideResult } from '../measure/side-process';
import type { Surplus } from '../sides/floor';

const SIDES: readonly SideName[] = ['cdk8s-plus', 'ours', 'floor', 'api-objects', 'plain'];

/** The sides write documents of the same form at each size, so a part of a large app shows whether they are equal. */
const COMPARED = 20;

/** A row for the declaration and synthesis of an app. */
export function synthesisRow(id: string, shape: AppShape, rounds: number): Row {
  return { id, baseline: BASELINE, rounds, prepare: directory => prepare(shape, directory) };
}

function prepare(shape: AppShape, directory: string): Side[] {
  const surplus = compareSides({ ...shape, size: Math.min(shape.size, COMPARED) }, directory);
  return SIDES.map(side => ({
    name: side,
    measure: () => inDirectory(directory, output => runSide({ side, shape, directory: output, surplus })).synthesis,
  }));
}

/** Compares what all sides write. Returns how many more constructs and validations this library has for each chart. */
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

function surplusOf(ours: SideResult, baseline: SideResult, { layout, size }: AppShape): Surplus {
  const charts = layout === 'one chart' ? 1 : size;
  const perChart = (more: number) => Math.max(0, Math.round(more / charts));
  return { constructs: perChart(ours.constructs - baseline.constructs), validations: perChart(ours.validations - baseline.validations) };
}

/** Calls a function with an empty directory, which is removed afterwards. */
function inDirectory<T>(parent: string, use: (directory: string) => T): T {
  const directory = join(parent, 'output');
  mkdirSync(directory);
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
