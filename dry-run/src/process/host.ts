/**
 * The process that runs the API server's code. It decompresses the WebAssembly file that its argument names, and runs it with the stdin,
 * stdout and stderr of this process. The process exits at the end of its stdin.
 */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { Wasi } from './wasi';

// TypeScript declares these types only for browsers.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: any };
};

// One large chunk: by default, the output is concatenated from chunks of 16 KiB.
const CHUNK_BYTES = 256 * 1024 * 1024;

const wasi = new Wasi(['server']);
const server = new WebAssembly.Module(brotliDecompressSync(readFileSync(process.argv[2]), { chunkSize: CHUNK_BYTES }));
wasi.run(new WebAssembly.Instance(server, wasi.imports).exports);
