/** The WebAssembly API of Node.js. TypeScript declares its types only for browsers. */
interface Api {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: any };
  readonly Memory: new (size: { readonly initial: number }) => ProgramMemory;
}

/** The memory of a program. Its buffer is another one after the memory has grown. */
export interface ProgramMemory {
  readonly buffer: ArrayBuffer;
}

export const { Module, Instance, Memory }: Api = (globalThis as any).WebAssembly;
