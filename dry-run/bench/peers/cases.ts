import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_VERSIONS } from '../../lib';

const FILE = join(__dirname, '..', '..', '..', 'test', 'against-server', 'recorded', 'cases.json');

export type Verdict = 'accept' | 'reject';

/** An object that was sent to real API servers, and the verdict of each version. */
export interface RecordedCase {
  readonly id: string;
  readonly area: string;
  /** An object that was created first: a different object, or the object before its update. */
  readonly live?: string;
  /** The object that the verdict is about. */
  readonly text: string;
  readonly verdict: Readonly<Record<string, Verdict>>;
}

/** The recorded cases, without the cases whose verdict depends on the cluster. */
export function recordedCases(): RecordedCase[] {
  return readFileSync(FILE, 'utf-8').split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => ({ line, entry: JSON.parse(line.replace(/,$/, '')) }))
    .filter(({ entry }) => !entry.clusterFact)
    .map(({ line, entry: { id, area, verdict, updateTo } }) => {
      const object = textAt(line, 'object')!;
      return { id, area, verdict, text: textAt(line, 'updateTo') ?? object, live: updateTo ? object : textAt(line, 'existing') };
    });
}

/** The supported versions whose verdicts are recorded, oldest first. */
export function recordedVersions([{ verdict }]: readonly RecordedCase[]): string[] {
  return KUBERNETES_VERSIONS.filter(version => version in verdict);
}

/** Whether the verdict depends on more than the object: on existing objects, or on the level that the namespace enforces. */
export function needsMoreThanObject({ live, area }: RecordedCase): boolean {
  return live !== undefined || enforcesRestricted(area);
}

export function enforcesRestricted(area: string): boolean {
  return area.startsWith('PSS restricted');
}

/** The object at a key of a line, as it is written there, because 80.0 is not 80. */
function textAt(line: string, key: string): string | undefined {
  const from = line.indexOf(`"${key}": {`) + key.length + 4;
  if (from < key.length + 4) {
    return undefined;
  }
  let depth = 0;
  for (const { 0: token, index } of line.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    depth += token === '{' ? 1 : token === '}' ? -1 : 0;
    if (depth === 0) {
      return line.slice(from, from + index! + 1);
    }
  }
  throw new Error(`no object at ${key} in ${line}`);
}
