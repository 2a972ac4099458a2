import type { Document } from '../support';

/** Reads a Kubernetes object field by field, and records the fields that no option of a declaration expresses. */
export class Fields {
  /** Reads a whole object, and records the fields that cannot be expressed in `unknown`. */
  public static readAll<T>(object: Document, path: string, unknown: string[], reader: (fields: Fields) => T): T {
    return new Fields({ object }, path, unknown).readObject('object', reader)!;
  }

  private readonly unread: Set<string>;

  /** @param unknown the paths of the fields that were not read, for all objects of one manifest */
  constructor(private readonly object: Document | undefined, private readonly path: string, private readonly unknown: string[]) {
    this.unread = new Set(Object.entries(object ?? {}).filter(([, value]) => value !== null && value !== undefined).map(([name]) => name));
  }

  /** Whether all fields have been read. */
  public get isEmpty(): boolean {
    return this.unread.size === 0;
  }

  /** Reads the value of a field. Null is read as a field that is not set. */
  public read<T = any>(name: string): T | undefined {
    this.unread.delete(name);
    return this.object?.[name] ?? undefined;
  }

  /** Reads the object in a field; undefined if there is none. */
  public readObject<T>(name: string, reader: (fields: Fields) => T): T | undefined {
    const value = this.read(name);
    return value === undefined ? undefined : this.inner(value, name, reader);
  }

  /** Reads each object of a list; undefined if there is none. */
  public readList<T>(name: string, reader: (fields: Fields, index: number) => T): T[] | undefined {
    const values = this.read<Document[]>(name);
    return values?.length ? values.map((value, index) => this.inner(value, `${name}[]`, fields => reader(fields, index))) : undefined;
  }

  /** Reads a field that a declaration expresses only by one of these values. */
  public expect(name: string, ...values: unknown[]): void {
    const value = this.read(name);
    if (value !== undefined && !values.includes(value)) {
      this.report(`${name}=${JSON.stringify(value)}`);
    }
  }

  /** Records that a field, or a value of a field, cannot be expressed. */
  public report(name: string): void {
    this.unknown.push(`${this.path}.${name}`);
  }

  private inner<T>(value: Document, name: string, reader: (fields: Fields) => T): T {
    const fields = new Fields(value, `${this.path}.${name}`, this.unknown);
    const result = reader(fields);
    fields.unread.forEach(unread => fields.report(unread));
    return result;
  }
}

/** A copy of an object without the keys whose value is undefined. */
export function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
