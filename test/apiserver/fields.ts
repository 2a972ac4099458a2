import { isDeepStrictEqual } from 'util';
import type { Json } from './cases';

/** Why no declaration can create a document. */
export type Reason =
  | 'a kind of object that no declaration creates'
  | 'an update of an object'
  | 'a case of two objects'
  | 'a number that JavaScript writes differently'
  | 'a field that no declaration can set'
  | 'a value that types and factories exclude'
  | 'a value that the library generates'
  | 'a security default that only an exemption disables'
  | 'a value that cdk8s or cdk8s-plus refuses';

/** Thrown if a document has a field or a value that no declaration can create. */
export class Unwritable extends Error {
  constructor(public readonly reason: Reason, public readonly field: string) {
    super(`${field}: ${reason}`);
  }
}

/** Reads an object field by field, and keeps track of the fields that are still unread. */
export class Fields {
  private readonly unread: Set<string>;

  constructor(private readonly object: Json, private readonly path = '') {
    this.unread = new Set(Object.keys(object ?? {}));
  }

  /** Reads the value of a field. */
  public take(name: string): any {
    this.unread.delete(name);
    return this.object?.[name];
  }

  /** Reads the object in a field. A missing object is read as an empty one. */
  public read<T>(name: string, reader: (fields: Fields) => T): T {
    const fields = new Fields(this.take(name) ?? {}, this.pathOf(name));
    const result = reader(fields);
    fields.done();
    return result;
  }

  /** Reads each object of a list. A missing list is read as an empty one. */
  public readAll<T>(name: string, reader: (fields: Fields, index: number) => T): T[] {
    return ((this.take(name) ?? []) as Json[]).map((item, index) => {
      const fields = new Fields(item, this.pathOf(`${name}[${index}]`));
      const result = reader(fields, index);
      fields.done();
      return result;
    });
  }

  /** Reads a field that the library generates. It must be missing or have one of the generated values. */
  public expect(name: string, ...values: unknown[]): void {
    const value = this.take(name);
    if (value !== undefined && !values.some(expected => isDeepStrictEqual(expected, value))) {
      throw this.unwritable('a value that the library generates', name);
    }
  }

  public has(name: string): boolean {
    return this.object?.[name] !== undefined;
  }

  public unwritable(reason: Reason, name: string): Unwritable {
    return new Unwritable(reason, this.pathOf(name));
  }

  /** Ends the reading. Throws if a field is unread, because no declaration can set it. */
  public done(): void {
    for (const name of this.unread) {
      throw this.unwritable('a field that no declaration can set', name);
    }
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

/** Creates a value of cdk8s or cdk8s-plus, which validate some of their values themselves. */
export function valueOf<T>(field: string, make: () => T): T {
  try {
    return make();
  } catch {
    throw new Unwritable('a value that cdk8s or cdk8s-plus refuses', field);
  }
}

/** A copy of an object without the keys whose value is undefined. */
export function withoutUndefined<T extends Json>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
