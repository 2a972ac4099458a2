import { createHash } from 'crypto';
import * as fc from 'fast-check';

/** Where the numbers come from of which everything is drawn. */
export interface Source {
  /** What the source is for; empty where it is for everything. */
  readonly path: string;
  next(min: number, max: number): number;
  /** The source of one option. */
  of(option: string): Source;
}

const integer = (min: number, max: number) => fc.noBias(fc.integer({ min, max }));

/** A source whose numbers fast-check can shrink, and what gives the same numbers again. */
export function recorded(next: fc.GeneratorValue): { readonly source: Source; readonly replay: () => Source } {
  const numbers: number[] = [];
  const record = (min: number, max: number) => {
    numbers.push(next(integer, min, max));
    return numbers.at(-1)!;
  };
  return {
    source: ofEverything(record),
    replay: () => {
      let position = 0;
      return ofEverything(() => numbers[position++]);
    },
  };
}

function ofEverything(next: Source['next']): Source {
  const source: Source = { path: '', next, of: () => source };
  return source;
}

/** A source in which each option has numbers of its own, so that one can be changed while all others stay. */
export function separate(seed: number, changed?: string, path = ''): Source {
  const isChanged = changed !== undefined && `${path}/`.startsWith(`${changed}/`);
  const asked = new Map<string, number>();
  let position = 0;
  return {
    path,
    next: (min, max) => {
      const digest = createHash('sha256').update(`${seed}${path}#${position++}${isChanged ? ' changed' : ''}`).digest();
      return min + digest.readUIntBE(0, 6) % (max - min + 1);
    },
    of: option => {
      const count = asked.get(option) ?? 0;
      asked.set(option, count + 1);
      return separate(seed, changed, `${path}/${option}:${count}`);
    },
  };
}

const STEPS = 10_000;

/** Draws values one after the other, and notes what was drawn. Smaller numbers of the source stand for simpler values. */
export class Draw {
  /** Options that were used, as `Interface.option`. */
  public readonly used = new Set<string>();
  /** Where each option was drawn. */
  public readonly places = new Map<string, string>();
  /** Odd values that were drawn, to tell where a disagreement comes from. */
  public readonly oddities: string[] = [];
  /** Whether something was drawn that Pod Security restricted does not admit. */
  public unrestricted = false;
  private readonly oddity: number;

  /** @param odds how often a value is odd, of which one is drawn for the whole declaration */
  constructor(private source: Source, odds: readonly number[]) {
    this.oddity = this.pick(...odds);
  }

  public integer(min: number, max: number): number {
    return this.source.next(min, max);
  }

  public chance(share: number): boolean {
    return this.source.next(0, STEPS - 1) >= STEPS * (1 - share);
  }

  public pick<T>(...values: readonly T[]): T {
    return values[this.source.next(0, values.length - 1)];
  }

  public maybe<T>(share: number, draw: () => T): T | undefined {
    return this.chance(share) ? draw() : undefined;
  }

  public list<T>(min: number, max: number, draw: (index: number) => T): T[] {
    return Array.from({ length: this.integer(min, max) }, (_, index) => draw(index));
  }

  /** Whether to do something odd. */
  public odd(what: string): boolean {
    const odd = this.chance(this.oddity);
    if (odd) {
      this.oddities.push(what);
    }
    return odd;
  }

  /** What is right; seldom one of the values that no type keeps from being written, which may be right all the same. */
  public mostly<T>(what: string, right: () => T, ...odd: readonly unknown[]): T {
    if (!this.odd(what)) {
      return right();
    }
    const value = this.pick(...odd);
    const text = typeof value === 'function' ? value.name : JSON.stringify(value) ?? String(value);
    this.oddities.push(`${this.oddities.pop()} = ${text.slice(0, 100)}`);
    return value as T;
  }

  /** Some of the options that an interface declares. */
  public some<T>(owner: string, share: number, draws: { readonly [K in keyof T]: () => T[K] }): Partial<T> {
    const options = Object.entries<() => unknown>(draws).map(([name, draw]) => [name, this.option(`${owner}.${name}`, () => this.maybe(share, draw))]);
    return Object.fromEntries(options.filter(([, value]) => value !== undefined));
  }

  /** All options that an interface declares, those that can't be left out. */
  public all<T>(owner: string, draws: { readonly [K in keyof T]: () => T[K] }): T {
    return this.some(owner, 1, draws) as T;
  }

  private option<T>(name: string, draw: () => T): T {
    const outer = this.source;
    this.source = outer.of(name);
    this.places.set(this.source.path, name);
    const value = draw();
    this.source = outer;
    if (value !== undefined) {
      this.used.add(name);
    }
    return value;
  }
}
