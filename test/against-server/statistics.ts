import type { CheckResult } from './check';

type Outcome = CheckResult['outcome'];

/** Counts the outcomes of declarations and the options that they used. */
export class Statistics {
  private readonly outcomes = new Map<Outcome, number>();
  private readonly options = new Map<string, number>();
  private count = 0;

  public add({ outcome, random }: CheckResult): void {
    this.count++;
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    random.used.forEach(option => this.options.set(option, (this.options.get(option) ?? 0) + 1));
  }

  /** The share of the declarations with an outcome, from 0 to 1. */
  public share(outcome: Outcome): number {
    return (this.outcomes.get(outcome) ?? 0) / this.count;
  }

  public uses(option: string): number {
    return this.options.get(option) ?? 0;
  }

  /** A table with one line for the outcomes and one line for each option. */
  public table(options: readonly string[]): string {
    const outcomes = [...this.outcomes.keys()].map(outcome => `${percent(this.share(outcome))} ${outcome}`).join(', ');
    const rows = options.map(option => `${percent(this.uses(option) / this.count).padStart(7)}  ${option}`);
    return `${[`${this.count} declarations: ${outcomes}`, ...rows].join('\n')}\n`;
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
