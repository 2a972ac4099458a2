import { isDeepStrictEqual } from 'util';
import type { Json } from './cases';

/** Why no declaration says what a document says. */
export type Reason =
  | 'another kind of object'
  | 'an update of an object'
  | 'two objects at once'
  | 'a number that JavaScript writes otherwise'
  | 'a field that no declaration has'
  | 'types and factories leave no place for it'
  | 'the library writes it'
  | 'a security default that only an exemption lifts'
  | 'cdk8s or cdk8s-plus refuses the value';

/** Thrown where a document says what no declaration can. */
export class Unwritable extends Error {
  constructor(public readonly reason: Reason, public readonly field: string) {
    super(`${field}: ${reason}`);
  }
}

/** Reads an object field by field, and knows which fields nobody has read. */
export class Fields {
  private readonly unread: Set<string>;

  constructor(private readonly object: Json, private readonly path = '') {
    this.unread = new Set(Object.keys(object ?? {}));
  }

  /** The value of a field. */
  public take(name: string): any {
    this.unread.delete(name);
    return this.object?.[name];
  }

  /** Reads the object in a field; an absent one is empty. */
  public read<T>(name: string, reader: (fields: Fields) => T): T {
    const fields = new Fields(this.take(name) ?? {}, this.pathOf(name));
    const result = reader(fields);
    fields.done();
    return result;
  }

  /** Reads each object of a list; an absent one is empty. */
  public readAll<T>(name: string, reader: (fields: Fields, index: number) => T): T[] {
    return ((this.take(name) ?? []) as Json[]).map((item, index) => {
      const fields = new Fields(item, this.pathOf(`${name}[${index}]`));
      const result = reader(fields, index);
      fields.done();
      return result;
    });
  }

  /** Takes a field whose value the library chooses: absent, or one of those that it writes. */
  public expect(name: string, ...values: unknown[]): void {
    const value = this.take(name);
    if (value !== undefined && !values.some(expected => isDeepStrictEqual(expected, value))) {
      throw this.unwritable('the library writes it', name);
    }
  }

  public has(name: string): boolean {
    return this.object?.[name] !== undefined;
  }

  public unwritable(reason: Reason, name: string): Unwritable {
    return new Unwritable(reason, this.pathOf(name));
  }

  /** Ends the reading: what is left over can't be said. */
  public done(): void {
    for (const name of this.unread) {
      throw this.unwritable('a field that no declaration has', name);
    }
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

/** Makes a value of cdk8s or cdk8s-plus, which check some of theirs by themselves. */
export function valueOf<T>(field: string, make: () => T): T {
  try {
    return make();
  } catch {
    throw new Unwritable('cdk8s or cdk8s-plus refuses the value', field);
  }
}

/** Leaves out what is not said. */
export function said<T extends Json>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
