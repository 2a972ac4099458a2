/**
 * Writes server/absent/: for each older version that the server emulates, the fields that the API types of the server's own version have
 * and that the API types of the older version lack.
 *
 * usage: ts-node scripts/fields.ts
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { go } from './go';
import { GO_VERSION, SERVER } from './server';

/** The newest release of client-go for each minor version. The first one is the server's own version. */
const RELEASES = ['v0.37.2', 'v0.36.6', 'v0.35.10', 'v0.34.13'];

function fieldsOf(release: string): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'fields-'));
  try {
    copyFileSync(join(__dirname, '..', 'fields', 'main.go'), join(directory, 'main.go'));
    writeFileSync(join(directory, 'go.mod'), `module fields\n\ngo ${GO_VERSION}\n\nrequire k8s.io/client-go ${release}\n`);
    go(['-C', directory, 'mod', 'tidy']);
    return go(['-C', directory, 'run', '.']).trim().split('\n');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const [own, ...older] = RELEASES;
const all = fieldsOf(own);
for (const release of older) {
  const known = new Set(fieldsOf(release));
  const minor = release.split('.')[1];
  writeFileSync(join(SERVER, 'absent', `1.${minor}.txt`), `${all.filter(field => !known.has(field)).join('\n')}\n`);
}
