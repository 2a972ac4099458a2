/**
 * The process that runs the API server's code: decompresses the WebAssembly file named by its argument and runs it on this process's
 * stdin, stdout and stderr. It ends when its stdin does.
 */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { Wasi } from './wasi';

// TypeScript has these types among those of browsers only.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: any };
};

// In one piece: by default the output is put together from pieces of 16 KiB.
const CHUNK_BYTES = 256 * 1024 * 1024;

const wasi = new Wasi(['server']);
const server = new WebAssembly.Module(brotliDecompressSync(readFileSync(process.argv[2]), { chunkSize: CHUNK_BYTES }));
wasi.run(new WebAssembly.Instance(server, wasi.imports).exports);
