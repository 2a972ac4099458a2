import { hasPassed, refusedResult, type ApplyResult, type DryRunAnswer } from '../answer';
import { reindexed } from '../finding';
import { DocumentError } from '../input/document-error';
import type { Manifest } from '../input/manifests';
import { escaped } from '../messages/escaped';
import type { ServerDryRun } from '../server-dry-run';

/**
 * Reads the documents of a file.
 *
 * @throws Error with the file, and the line if it is known, if the server stops
 */
export function decodeFile(dryRun: ServerDryRun, file: string, content: Uint8Array): Manifest[] {
  try {
    return dryRun.decode(content).map(document => ({ ...document, file }));
  } catch (error) {
    if (error instanceof DocumentError) {
      throw errorAt({ file, line: error.position }, error.reason);
    }
    throw new Error(`${escaped(file)}: ${(error as Error).message}`);
  }
}

/** The objects that exist in the cluster, and those that are only looked up. */
interface Existing {
  readonly live?: readonly Manifest[];
  readonly context?: readonly Manifest[];
}

/**
 * The server's answer. A document that cannot be read is not sent to the server and counts as refused.
 *
 * @throws Error with the file and the line if a live object cannot be read, or if the server stops because of a document
 */
export function applyManifests(dryRun: ServerDryRun, documents: readonly Manifest[], { live = [], context = [] }: Existing = {}): DryRunAnswer {
  const unreadable = live.find(({ error }) => error !== undefined);
  if (unreadable) {
    throw errorAt(unreadable, unreadable.error!);
  }
  const indexes = [...documents.keys()].filter(index => documents[index].json !== undefined);
  const answer = answerTo(dryRun, indexes.map(index => documents[index]), { live, context });
  const answered = answer.results[Symbol.iterator]();
  const results = documents.map(({ error, warnings }) => error === undefined ? withWarnings(answered.next().value!, warnings) : refusedResult(error));
  const findings = reindexed(answer.findings, indexes);
  return { passed: hasPassed(results, findings), results, findings };
}

function answerTo(dryRun: ServerDryRun, documents: readonly Manifest[], { live, context }: Required<Existing>): DryRunAnswer {
  const textsOf = (list: readonly Manifest[]) => list.map(({ json }) => json!);
  try {
    return dryRun.apply(textsOf(documents), { live: textsOf(live), context: textsOf(context), files: documents.map(({ file }) => file) });
  } catch (error) {
    const place = error instanceof DocumentError ? { documents, live, context }[error.list as string]?.[error.position] : undefined;
    throw place ? errorAt(place, (error as DocumentError).reason) : error;
  }
}

function errorAt({ file, line }: Pick<Manifest, 'file' | 'line'>, reason: string): Error {
  return new Error(`${escaped(file)}:${line}: ${reason}`);
}

function withWarnings(result: ApplyResult, warnings: readonly string[] = []): ApplyResult {
  return { ...result, warnings: [...warnings, ...result.warnings] };
}
