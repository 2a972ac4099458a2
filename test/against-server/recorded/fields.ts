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
export class NotDeclarable extends Error {
  constructor(public readonly reason: Reason, public readonly field: string) {
    super(`${field}: ${reason}`);
  }
}

/** Reads an object field by field, and records which fields were read. */
export class Fields {
  private readonly unread: Set<string>;

  constructor(private readonly object: Json, private readonly path = '') {
    this.unread = new Set(Object.keys(object ?? {}));
  }

  /** Reads the value of a field. */
  public read(name: string): any {
    this.unread.delete(name);
    return this.object?.[name];
  }

  /** Reads the object in a field. A missing object is read as an empty one. */
  public readObject<T>(name: string, reader: (fields: Fields) => T): T {
    const fields = new Fields(this.read(name) ?? {}, this.pathOf(name));
    const result = reader(fields);
    fields.expectAllRead();
    return result;
  }

  /** Reads each object of a list. A missing list is read as an empty one. */
  public readList<T>(name: string, reader: (fields: Fields, index: number) => T): T[] {
    return ((this.read(name) ?? []) as Json[]).map((item, index) => {
      const fields = new Fields(item, this.pathOf(`${name}[${index}]`));
      const result = reader(fields, index);
      fields.expectAllRead();
      return result;
    });
  }

  /** Reads a field that the library generates. The field must be missing or have one of the generated values. */
  public expect(name: string, ...values: unknown[]): void {
    const value = this.read(name);
    if (value !== undefined && !values.some(expected => isDeepStrictEqual(expected, value))) {
      throw this.notDeclarable('a value that the library generates', name);
    }
  }

  public has(name: string): boolean {
    return this.object?.[name] !== undefined;
  }

  public notDeclarable(reason: Reason, name: string): NotDeclarable {
    return new NotDeclarable(reason, this.pathOf(name));
  }

  /** Throws if a field was not read, because no declaration can set it. */
  public expectAllRead(): void {
    for (const name of this.unread) {
      throw this.notDeclarable('a field that no declaration can set', name);
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
    throw new NotDeclarable('a value that cdk8s or cdk8s-plus refuses', field);
  }
}

/** A copy of an object without the keys whose value is undefined. */
export function withoutUndefined<T extends Json>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
