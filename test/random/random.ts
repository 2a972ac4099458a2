import { createHash } from 'crypto';
import * as fc from 'fast-check';

/** A source of random numbers, from which all values are generated. */
export interface Source {
  /** The path of the option that the source is for, or empty for a source for everything. */
  readonly path: string;
  next(min: number, max: number): number;
  /** Returns the source for one option. */
  of(option: string): Source;
}

const integer = (min: number, max: number) => fc.noBias(fc.integer({ min, max }));

/** Returns a source whose numbers fast-check can shrink, and a function that returns another source with the same numbers. */
export function recordedSource(next: fc.GeneratorValue): { readonly source: Source; readonly replay: () => Source } {
  const numbers: number[] = [];
  const record = (min: number, max: number) => {
    numbers.push(next(integer, min, max));
    return numbers.at(-1)!;
  };
  return {
    source: sharedSource(record),
    replay: () => {
      let position = 0;
      return sharedSource(() => numbers[position++]);
    },
  };
}

function sharedSource(next: Source['next']): Source {
  const source: Source = { path: '', next, of: () => source };
  return source;
}

/** A source in which each option has its own numbers, so that one option can change while all others stay the same. */
export function sourcePerOption(seed: number, changed?: string, path = ''): Source {
  const isChanged = changed !== undefined && `${path}/`.startsWith(`${changed}/`);
  const uses = new Map<string, number>();
  let position = 0;
  return {
    path,
    next: (min, max) => {
      const digest = createHash('sha256').update(`${seed}${path}#${position++}${isChanged ? ' changed' : ''}`).digest();
      return min + digest.readUIntBE(0, 6) % (max - min + 1);
    },
    of: option => {
      const count = uses.get(option) ?? 0;
      uses.set(option, count + 1);
      return sourcePerOption(seed, changed, `${path}/${option}:${count}`);
    },
  };
}

/** A function for each option of an interface, also for an option that can be omitted: the compiler reports an option without a function. */
export type Generators<T> = { readonly [K in keyof T]-?: () => T[K] };

const STEPS = 10_000;

/**
 * Generates random values and records them. Smaller numbers of the source produce simpler values.
 *
 * Odd values are unusual values, and values of the wrong type or form. They are generated rarely, and most of them are invalid.
 */
export class Random {
  /** Options that were used, as `Interface.option`. */
  public readonly used = new Set<string>();
  /** The option at each path of the source. */
  public readonly optionsByPath = new Map<string, string>();
  /** Descriptions of the odd values that were generated, to explain a disagreement. */
  public readonly oddities: string[] = [];
  /** Whether a value was generated that Pod Security *restricted* does not admit. */
  public unrestricted = false;
  /** Whether a probe or a lifecycle action with a host was generated. */
  public hasHost = false;
  private readonly oddity: number;

  /**
   * @param odds probabilities of an odd value; one of them is selected for the whole declaration
   * @param omitted an option, as `Interface.option`, that is generated but left out, so that all others have the same values as with it
   */
  constructor(private source: Source, odds: readonly number[], private readonly omitted?: string) {
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

  public maybe<T>(share: number, generate: () => T): T | undefined {
    return this.chance(share) ? generate() : undefined;
  }

  public list<T>(min: number, max: number, generate: (index: number) => T): T[] {
    return Array.from({ length: this.integer(min, max) }, (_, index) => generate(index));
  }

  /**
   * Decides whether to generate something odd.
   *
   * @param what describes it, for the message about a disagreement
   */
  public odd(what: string): boolean {
    const odd = this.chance(this.oddity);
    if (odd) {
      this.oddities.push(what);
    }
    return odd;
  }

  /** Returns a usual value, or rarely one of the odd values. */
  public mostly<T>(what: string, usual: () => T, ...odd: readonly unknown[]): T {
    if (!this.odd(what)) {
      return usual();
    }
    const value = this.pick(...odd);
    const text = typeof value === 'function' ? value.name : JSON.stringify(value) ?? String(value);
    this.oddities.push(`${this.oddities.pop()} = ${text.slice(0, 100)}`);
    return value as T;
  }

  /**
   * Generates some of the options of an interface. If options of one interface have different shares, or depend on each other, they are generated
   * by several calls, and the last call has the type `Omit<…>`, so that the compiler reports an option that none of the calls generates.
   *
   * @param owner the interface that declares the options
   * @param share the probability of each option
   */
  public some<T>(owner: string, share: number, generators: Generators<T>): Partial<T> {
    const options = Object.entries<() => unknown>(generators).map(([name, generate]) => (
      [name, this.option(`${owner}.${name}`, () => this.maybe(share, generate))]
    ));
    return Object.fromEntries(options.filter(([, value]) => value !== undefined));
  }

  /** Generates all of the options of an interface, for options that cannot be omitted. */
  public all<T>(owner: string, generators: Generators<T>): T {
    return this.some(owner, 1, generators) as T;
  }

  private option<T>(name: string, generate: () => T): T | undefined {
    const outer = this.source;
    this.source = outer.of(name);
    this.optionsByPath.set(this.source.path, name);
    const value = generate();
    this.source = outer;
    if (value === undefined || name === this.omitted) {
      return undefined;
    }
    this.used.add(name);
    return value;
  }
}
