import { setFlagsFromString } from 'node:v8';
import { Kind, SectionId, ValueType, constant, named, readSections, readUnsigned, readVector, unsigned, vector, writeModule, type Section } from './wasm-format';
import { MEMORY_IMPORT, emptyMemory } from '../src/process/memory';
import { Wasi } from '../src/process/wasi';
import { Instance, Module, type ProgramMemory } from '../src/process/webassembly';

const GLOBAL_NAME = 'snapshot-global-';
const MUTABLE = 1;
/** The sections that are not necessary to run a module whose memory is imported. */
const OMITTED = [SectionId.CUSTOM, SectionId.DATA, SectionId.DATA_COUNT];

/** A program that has been initialized. It must not be initialized again. */
export interface Snapshot {
  /** The module without data. Its globals have the values that the initialization left. */
  readonly module: Buffer;
  /** The memory that the initialization left, up to the last byte that is not zero. */
  readonly memory: Buffer;
}

/** Initializes a library. */
export function snapshot(library: Uint8Array): Snapshot {
  const sections = withImportedMemory(readSections(library));
  const types = globalTypes(sections.find(({ id }) => id === SectionId.GLOBAL)!.content);
  const names = types.map((_, index) => `${GLOBAL_NAME}${index}`);
  const memory = emptyMemory();
  const exportsOfGlobals = names.map((name, index) => Buffer.from([...named(name), Kind.GLOBAL, ...unsigned(index)]));
  const exports = initialize(memory, writeModule(replace(sections, SectionId.EXPORT, content => appended(content, ...exportsOfGlobals))));
  const globals = types.map((type, index) => Buffer.from([type, MUTABLE, ...constant(type, exports[names[index]].value)]));
  const initialized = replace(sections, SectionId.GLOBAL, () => vector(globals)).filter(({ id }) => !OMITTED.includes(id));
  return { module: writeModule(initialized), memory: usedPart(memory) };
}

/** Runs the initialization of a module, and returns its exports. */
function initialize(memory: ProgramMemory, module: Uint8Array): any {
  // V8 would take longer to optimize the module than the initialization takes.
  ['--liftoff-only', '--wasm-lazy-compilation', '--wasm-lazy-validation'].forEach(flag => setFlagsFromString(flag));
  const wasi = new Wasi(memory);
  const { exports } = new Instance(new Module(module), wasi.imports);
  wasi.initialize(exports);
  return exports;
}

/** Replaces the memory of a module by an import. */
function withImportedMemory(sections: readonly Section[]): Section[] {
  const limits = [0, 0];
  const memory = Buffer.from([...named(MEMORY_IMPORT.module), ...named(MEMORY_IMPORT.name), Kind.MEMORY, ...limits]);
  return replace(sections.filter(({ id }) => id !== SectionId.MEMORY), SectionId.IMPORT, content => appended(content, memory));
}

function replace(sections: readonly Section[], id: SectionId, change: (content: Uint8Array) => Uint8Array): Section[] {
  return sections.map(section => section.id === id ? { id, content: change(section.content) } : section);
}

/** The types of the globals in a section. */
function globalTypes(content: Uint8Array): ValueType[] {
  return readVector(content, at => {
    const type: ValueType = content[at];
    if (!(type in ValueType)) {
      throw new Error(`a global has the type ${type}, which a snapshot does not support`);
    }
    // A type, whether the global is mutable, and an expression: an instruction, its number, and the end.
    return { value: type, next: readUnsigned(content, at + 3).next + 1 };
  });
}

/** A list with more entries. */
function appended(content: Uint8Array, ...entries: readonly Uint8Array[]): Buffer {
  const count = readUnsigned(content, 0);
  return Buffer.concat([Buffer.from(unsigned(count.value + entries.length)), content.subarray(count.next), ...entries]);
}

/** The memory up to the last byte that is not zero. */
function usedPart({ buffer }: ProgramMemory): Buffer {
  const words = new BigUint64Array(buffer);
  let end = words.length;
  while (words[end - 1] === 0n) {
    end--;
  }
  return Buffer.from(buffer, 0, end * BigUint64Array.BYTES_PER_ELEMENT);
}
