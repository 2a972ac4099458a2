import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_VERSIONS } from 'kubernetes-dry-run';
import { ROOT } from '../support';

/** An object, and the answers of real servers: see `test/against-server/recorded` in the repository. */
export interface RecordedCase {
  readonly id: string;
  readonly area: string;
  readonly verdict: Readonly<Record<string, 'accept' | 'reject'>>;
  readonly error?: Readonly<Record<string, string>>;
  /** Whether the verdict depends on other objects in the cluster. */
  readonly clusterFact?: boolean;
  /** The object as it is written, because 80.0 is not 80. */
  readonly text: string;
  /** An object that exists before the object is applied. */
  readonly existingText?: string;
  /** The update of the object, if the verdict is about an update. */
  readonly updateText?: string;
}

export const RECORDED: readonly RecordedCase[] = readFileSync(join(ROOT, 'test', 'against-server', 'recorded', 'cases.json'), 'utf-8').split('\n')
  .filter(line => line.startsWith('{'))
  .map(line => line.replace(/,$/, ''))
  .map(line => ({
    ...JSON.parse(line), text: textOf(line, 'object'), existingText: textOf(line, 'existing'), updateText: textOf(line, 'updateTo'),
  }));

/** The supported versions whose answers are recorded, oldest first. */
export const RECORDED_VERSIONS = KUBERNETES_VERSIONS.filter(version => version in RECORDED[0].verdict);

/** The object at a key of a line. */
function textOf(line: string, key: string): string | undefined {
  const start = line.indexOf(`"${key}": {`);
  if (start < 0) {
    return undefined;
  }
  const from = start + key.length + 4;
  for (let end = line.indexOf('}', from); end >= 0; end = line.indexOf('}', end + 1)) {
    try {
      JSON.parse(line.slice(from, end + 1));
      return line.slice(from, end + 1);
    } catch {
      continue;
    }
  }
  throw new Error(`no object at ${key} in ${line}`);
}
