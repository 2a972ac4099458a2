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
  readonly sides: Readonly<Record<string, SideResults>>;
}

/** Compares the sides of a row, and then measures them alternately. */
export function measureRow({ id, baseline, prepare, ...row }: Row, rounds = row.rounds): RowResults {
  const directory = mkdtempSync(join(tmpdir(), 'cdk8s-service-patterns-bench-'));
  try {
    // This also runs each side once, so that the files are in the disk cache.
    const sides = prepare(directory);
    const measured = Array.from({ length: rounds }, (_, index) => round(sides, index));
    return { id, baseline, rounds, sides: Object.fromEntries(sides.map(({ name }) => [name, results(measured, name, baseline)])) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Every second round has the reverse order, so that a machine that becomes slower does not favor the side that comes first. */
function round(sides: readonly Side[], index: number): Map<string, Sample> {
  const ordered = index % 2 === 0 ? sides : [...sides].reverse();
  return new Map(ordered.map(side => [side.name, side.measure()]));
}

function results(rounds: readonly Map<string, Sample>[], side: string, baseline: string): SideResults {
  const byMetric = (valueOf: (metric: Metric, samples: Map<string, Sample>) => number) => {
    return Object.fromEntries(METRICS.map(metric => [metric, statistic(rounds.map(samples => valueOf(metric, samples)))])) as Record<Metric, Statistic>;
  };
  return {
    values: byMetric((metric, samples) => samples.get(side)![metric]),
    ratios: byMetric((metric, samples) => samples.get(side)![metric] / samples.get(baseline)![metric]),
  };
}
