import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The directory of the Go module that is compiled. */
export const SERVER = join(__dirname, '..', 'server');

/** The oldest version of Go that compiles the server, such as `1.26.0`. */
export const GO_VERSION = /^go (\S+)$/m.exec(readFileSync(join(SERVER, 'go.mod'), 'utf-8'))![1];
