import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { METRICS, type Metric, type Sample } from './sample';
import { statistic, type Statistic } from './statistics';
import type { Row, Side } from '../rows/row';

/** What was measured of a side: the values, and their ratios to the baseline in the same round. */
export interface SideResults {
  readonly values: Readonly<Record<Metric, Statistic>>;
  readonly ratios: Readonly<Record<Metric, Statistic>>;
}

export interface RowResults {
  readonly id: string;
  readonly baseline: string;
  readonly rounds: number;
  readonly workloads?: number;
  readonly objects?: number;
  readonly sides: Readonly<Record<string, SideResults>>;
  /** Why sides are missing, by name. */
  readonly missing?: Readonly<Record<string, string>>;
}

/** The median of the CPU time for each workload of a row, in milliseconds; undefined if the row has no workloads or not this side. */
export function perWorkload({ workloads, sides }: RowResults, side: string): number | undefined {
  return workloads !== undefined && side in sides ? sides[side].values.user.median / workloads : undefined;
}

/** Compares the sides of a row, and then measures them alternately. */
export async function measureRow({ id, baseline, workloads, objects, prepare }: Row, rounds: number): Promise<RowResults> {
  const directory = mkdtempSync(join(tmpdir(), 'cdk8s-service-patterns-bench-'));
  try {
    // This also runs each side once, so that the files are in the disk cache.
    const { sides, missing } = prepare(directory);
    const measured = await measureRounds(sides, rounds);
    const bySide = sides.map(({ name }) => [name, results(measured, name, baseline)] as const);
    return { id, baseline, rounds, workloads, objects, missing, sides: Object.fromEntries(bySide) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureRounds(sides: readonly Side[], rounds: number): Promise<Map<string, Sample>[]> {
  const measured: Map<string, Sample>[] = [];
  try {
    for (let index = 0; index < rounds; index++) {
      measured.push(await round(sides, index));
    }
    return measured;
  } finally {
    sides.forEach(side => side.close?.());
  }
}

/** Every second round has the reverse order, so that a machine that becomes slower does not favor the side that comes first. */
async function round(sides: readonly Side[], index: number): Promise<Map<string, Sample>> {
  const samples = new Map<string, Sample>();
  for (const side of index % 2 === 0 ? sides : [...sides].reverse()) {
    samples.set(side.name, await side.measure());
  }
  return samples;
}

function results(rounds: readonly Map<string, Sample>[], side: string, baseline: string): SideResults {
  const byMetric = (valueOf: (metric: Metric, samples: Map<string, Sample>) => number) => {
    const entries = METRICS.map(metric => [metric, statistic(rounds.map(samples => valueOf(metric, samples)))]);
    return Object.fromEntries(entries) as Record<Metric, Statistic>;
  };
  return {
    values: byMetric((metric, samples) => samples.get(side)![metric]),
    ratios: byMetric((metric, samples) => samples.get(side)![metric] / samples.get(baseline)![metric]),
  };
}
