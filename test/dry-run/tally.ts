import type { Judgement } from './judgement';

type Outcome = Judgement['outcome'];

/** Counts what became of declarations, and which options they used. */
export class Tally {
  private readonly outcomes = new Map<Outcome, number>();
  private readonly options = new Map<string, number>();
  private count = 0;

  public add({ outcome, draw }: Judgement): void {
    this.count++;
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    draw.used.forEach(option => this.options.set(option, (this.options.get(option) ?? 0) + 1));
  }

  /** Part of the declarations that came to this, from 0 to 1. */
  public share(outcome: Outcome): number {
    return (this.outcomes.get(outcome) ?? 0) / this.count;
  }

  public uses(option: string): number {
    return this.options.get(option) ?? 0;
  }

  /** One line for the outcomes, one for each option. */
  public table(options: readonly string[]): string {
    const outcomes = [...this.outcomes.keys()].map(outcome => `${percent(this.share(outcome))} ${outcome}`).join(', ');
    const rows = options.map(option => `${percent(this.uses(option) / this.count).padStart(7)}  ${option}`);
    return `${[`${this.count} declarations: ${outcomes}`, ...rows].join('\n')}\n`;
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
