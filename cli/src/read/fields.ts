import { enumerationMember } from '../code/enumerations';
import type { Document } from '../document';

/** A field that no option of a declaration expresses. */
export interface UnknownField {
  /** The path for a person, such as `spec.template.spec.containers[0].windowsOptions`. */
  readonly path: string;
  /** The path in a JSON patch. */
  readonly pointer: string;
  /** The value; undefined if a JSON patch cannot set it. */
  readonly value?: unknown;
  /** Why no option expresses the field, if the field is not simply unknown. */
  readonly reason?: string;
}

/** Reads a Kubernetes object field by field, and records the fields that no option of a declaration expresses. */
export class Fields {
  /** Reads a whole object, and records the fields that cannot be expressed in `unknown`. */
  public static readAll<T>(object: Document, unknown: UnknownField[], reader: (fields: Fields) => T): T {
    const fields = new Fields(object, [], unknown);
    const result = reader(fields);
    fields.reportUnread();
    return result;
  }

  private readonly unread: Set<string>;

  /**
   * @param path the keys and indices that lead to the object
   * @param unknown the fields that were not read, for all inner objects
   */
  private constructor(
    private readonly object: Document, private readonly path: readonly (string | number)[], private readonly unknown: UnknownField[],
  ) {
    if (typeof object !== 'object' || object === null || Array.isArray(object)) {
      throw new UnreadableField(`${pathText(path)} is not an object`);
    }
    this.unread = new Set(Object.entries(object).filter(([, value]) => value !== null && value !== undefined).map(([name]) => name));
  }

  /** Whether all fields have been read. */
  public get isEmpty(): boolean {
    return this.unread.size === 0;
  }

  /** Whether a field is set. */
  public has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  /** Reads the value of a field. Null is read as a field that is not set. */
  public read<T = any>(name: string): T | undefined {
    this.unread.delete(name);
    return this.value(name) as T | undefined;
  }

  /** Reads the number in a field. A text is reported, because the API server refuses it. */
  public readNumber(name: string): number | undefined {
    const value = this.read(name);
    if (value !== undefined && typeof value !== 'number') {
      this.report(name, 'the value is not a number');
      return undefined;
    }
    return value;
  }

  /**
   * Reads a field whose option is an enumeration of the library. A value that the enumeration does not have is reported.
   *
   * @param implied a value that means the same as a field that is not set, so that it is not written
   */
  public readMember<Name extends Parameters<typeof enumerationMember>[0]>(
    name: string, enumeration: Name, implied?: string,
  ): NonNullable<ReturnType<typeof enumerationMember<Name>>> | undefined {
    const value = this.read(name);
    if (value === undefined || value === implied) {
      return undefined;
    }
    const member = enumerationMember(enumeration, value);
    if (member === undefined) {
      this.report(name);
    }
    return member as never;
  }

  /** Reads a list whose option is a list of members of an enumeration. If the enumeration does not have all values, the field is reported. */
  public readMembers<Name extends Parameters<typeof enumerationMember>[0]>(
    name: string, enumeration: Name,
  ): NonNullable<ReturnType<typeof enumerationMember<Name>>>[] | undefined {
    const members = this.readValues(name)?.map(value => enumerationMember(enumeration, value));
    if (members?.includes(undefined)) {
      this.report(name);
    }
    return members?.filter(member => member !== undefined) as NonNullable<ReturnType<typeof enumerationMember<Name>>>[] | undefined;
  }

  /** Reads the object in a field; undefined if there is none. */
  public readObject<T>(name: string, reader: (fields: Fields) => T): T | undefined {
    const value = this.read(name);
    return value === undefined ? undefined : this.inner(value, [name], reader);
  }

  /** Reads each object of a list; undefined if there is none. */
  public readList<T>(name: string, reader: (fields: Fields, index: number) => T): T[] | undefined {
    const values = this.readValues(name);
    return values?.length ? values.map((value, index) => this.inner(value, [name, index], fields => reader(fields, index))) : undefined;
  }

  /** Reads the values of a list; undefined if there is none. */
  public readValues(name: string): unknown[] | undefined {
    const values = this.read(name);
    if (values !== undefined && !Array.isArray(values)) {
      throw new UnreadableField(`${pathText([...this.path, name])} is not a list`);
    }
    return values;
  }

  /** Reads a text; undefined if there is none. */
  public readText(name: string): string | undefined {
    const text = this.read(name);
    if (text !== undefined && typeof text !== 'string') {
      throw new UnreadableField(`${pathText([...this.path, name])} is not a text`);
    }
    return text;
  }

  /** Reads the values of a list as texts; undefined if there is none. */
  public readTexts(name: string): string[] | undefined {
    return this.readValues(name)?.map(String);
  }

  /** Reads a map whose values are texts. Null is read as an empty text, as the API server does. */
  public readMap(name: string): Record<string, string> | undefined {
    const map = this.read<Document>(name);
    if (map === undefined) {
      return undefined;
    }
    if (typeof map !== 'object' || Array.isArray(map)) {
      throw new UnreadableField(`${pathText([...this.path, name])} is not a map`);
    }
    return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value ?? '')]));
  }

  /** Reads a field that a declaration expresses only by one of these values. */
  public expect(name: string, ...values: unknown[]): void {
    const value = this.read(name);
    if (value !== undefined && !values.includes(value)) {
      this.report(name);
    }
  }

  /** Records that a field, or its value, cannot be expressed. */
  public report(name: string, reason?: string): void {
    this.reportValue([name], this.value(name), reason);
  }

  /** Records that a field of an inner object cannot be expressed. A patch can set it to the value. */
  public reportValue(names: readonly string[], value: unknown, reason?: string): void {
    const path = [...this.path, ...names];
    this.unknown.push({ path: pathText(path), pointer: pointerTo(path), value, reason });
  }

  private value(name: string): unknown {
    return Object.hasOwn(this.object, name) ? this.object[name] ?? undefined : undefined;
  }

  private inner<T>(value: Document, names: readonly (string | number)[], reader: (fields: Fields) => T): T {
    const fields = new Fields(value, [...this.path, ...names], this.unknown);
    const all = fields.unread.size;
    const result = reader(fields);
    // A patch can only add to an object that the declaration generates.
    if (all > 0 && fields.unread.size === all && names.length === 1) {
      this.report(String(names[0]));
    } else {
      fields.reportUnread();
    }
    return result;
  }

  private reportUnread(): void {
    this.unread.forEach(name => this.report(name));
  }
}

/** The value of a field has another type than the API defines, so that the object cannot be read. */
export class UnreadableField extends Error {}

function pathText(path: readonly (string | number)[]): string {
  return path.map((part, index) => typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`).join('') || 'the document';
}

function pointerTo(path: readonly (string | number)[]): string {
  return path.map(part => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** A copy of an object without the keys whose value is undefined. */
export function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** An object, or undefined if it has no keys. */
export function unlessEmpty<T extends object>(object: T): T | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}

/** A value, unless it is the one that Kubernetes has for a field that is not set. */
export function unlessDefault<T>(value: T | undefined, implied: T): T | undefined {
  return value === implied ? undefined : value;
}
