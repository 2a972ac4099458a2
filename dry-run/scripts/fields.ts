/**
 * Writes server/absent/: for each older version that the server emulates, the fields which its API types lack and those of
 * the server's own version have.
 *
 * usage: ts-node scripts/fields.ts
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER, go } from './go';

/** Releases of client-go, the newest of each minor version, the server's own first. */
const RELEASES = ['v0.37.2', 'v0.36.6', 'v0.35.10', 'v0.34.13'];

function fieldsOf(release: string): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'fields-'));
  try {
    copyFileSync(join(__dirname, '..', 'fields', 'main.go'), join(directory, 'main.go'));
    writeFileSync(join(directory, 'go.mod'), `module fields\n\ngo 1.26.0\n\nrequire k8s.io/client-go ${release}\n`);
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
