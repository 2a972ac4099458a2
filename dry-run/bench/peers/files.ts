import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedCase, Verdict } from './cases';

/** Runs a command on a directory with one file for each case. The command returns the paths of the files that it refuses. */
export function judgeFiles(cases: readonly RecordedCase[], refusedIn: (directory: string) => readonly string[]): Map<RecordedCase, Verdict> {
  const directory = mkdtempSync(join(tmpdir(), 'peers-'));
  try {
    const manifests = join(directory, 'manifests');
    mkdirSync(manifests);
    const pathOf = ({ id }: RecordedCase) => join(manifests, `${id}.json`);
    cases.forEach(each => writeFileSync(pathOf(each), each.text));
    const refused = new Set(refusedIn(manifests));
    return new Map(cases.map(each => [each, refused.has(pathOf(each)) ? 'reject' : 'accept']));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
