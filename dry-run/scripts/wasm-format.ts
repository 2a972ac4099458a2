/** A section of a WebAssembly module: https://webassembly.github.io/spec/core/binary/modules.html#sections */
export interface Section {
  readonly id: number;
  readonly content: Uint8Array;
}

export enum SectionId { CUSTOM = 0, IMPORT = 2, MEMORY = 5, GLOBAL = 6, EXPORT = 7, DATA = 11, DATA_COUNT = 12 }

export enum ValueType { I32 = 0x7f, I64 = 0x7e }

/** What an import or export is. */
export enum Kind { MEMORY = 2, GLOBAL = 3 }

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const CONSTANT = { [ValueType.I32]: 0x41, [ValueType.I64]: 0x42 };
const END = 0x0b;

/** Reads the sections of a module. */
export function readSections(module: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let at = HEADER.length; at < module.length;) {
    const id = module[at];
    const size = readUnsigned(module, at + 1);
    sections.push({ id, content: module.subarray(size.next, size.next + size.value) });
    at = size.next + size.value;
  }
  return sections;
}

/** Writes a module with these sections. */
export function writeModule(sections: readonly Section[]): Buffer {
  return Buffer.concat([Buffer.from(HEADER), ...sections.flatMap(({ id, content }) => [Buffer.from([id, ...unsigned(content.length)]), content])]);
}

/** Reads the entries of a section, each with a function that returns the position after it. */
export function readVector<T>(content: Uint8Array, read: (at: number) => { readonly value: T; readonly next: number }): T[] {
  const values: T[] = [];
  const count = readUnsigned(content, 0);
  for (let at = count.next; values.length < count.value;) {
    const { value, next } = read(at);
    values.push(value);
    at = next;
  }
  return values;
}

/** A section that is a list. */
export function vector(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from(unsigned(entries.length)), ...entries]);
}

export function readUnsigned(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++];
    value += byte % 0x80 * factor;
    if (byte < 0x80) {
      return { value, next: at };
    }
  }
}

/** An unsigned number in the encoding LEB128. */
export function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [0x80 + value % 0x80, ...unsigned(Math.floor(value / 0x80))];
}

/** A name of an import or export. It must be shorter than 128 bytes. */
export function named(name: string): number[] {
  return [name.length, ...Buffer.from(name)];
}

/** An expression with a constant value. */
export function constant(type: ValueType, value: number | bigint): number[] {
  return [CONSTANT[type], ...signed(BigInt(value)), END];
}

/** A signed number in the encoding LEB128. */
function signed(value: bigint): number[] {
  const low = Number(BigInt.asUintN(7, value));
  return -64n <= value && value < 64n ? [low] : [0x80 + low, ...signed((value - BigInt(low)) / 0x80n)];
}
