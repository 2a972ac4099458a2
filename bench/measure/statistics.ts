/** The median of some values, and their spread. */
export interface Statistic {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The median and the spread of some values. */
export function statistic(values: readonly number[]): Statistic {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
