import { Testing } from 'cdk8s';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { dryRunOptions } from './check';
import type { RandomCluster } from '../random/clusters';
import { declare, type GeneratedDeclaration } from '../random/declarations';
import { Random, sourcePerOption } from '../random/random';
import type { Document } from '../support';

/** The result of applying a declaration, changing one option, and applying it again. */
export interface Update {
  /** The option that differs, as `Interface.option`, or `nothing`. */
  readonly option: string;
  /** Fields whose change the server refuses. */
  readonly refused: readonly { readonly field: string; readonly message: string }[];
}

/** A declaration, and a newer version of it that differs in at most one option. */
export interface Change {
  readonly option: string;
  readonly older: Version;
  readonly newer: Version;
}

interface Version {
  readonly generated: GeneratedDeclaration;
  readonly random: Random;
  readonly documents: Document[];
}

function version(seed: number, cluster?: RandomCluster, changed?: string): Version | undefined {
  const random = new Random(sourcePerOption(seed, changed), [0]);
  try {
    const generated = declare(random, cluster);
    return { generated, random, documents: Testing.synth(generated.chart) };
  } catch {
    return undefined;
  }
}

/**
 * Generates a declaration and a change of it.
 *
 * @param choice selects the option that differs, if any
 * @param cluster the cluster that the declaration is for, by default a random one
 * @returns undefined if one of the versions does not synthesize, or if the option makes no difference in the documents
 */
export function change(seed: number, choice: number, cluster?: RandomCluster): Change | undefined {
  const older = version(seed, cluster);
  const paths = [...older?.random.optionsByPath ?? []].filter(([, option]) => !option.startsWith('ClusterProfileProps.'));
  const [path, option = 'nothing'] = choice % 4 === 0 ? [] : paths[choice % paths.length] ?? [];
  const newer = path === undefined ? older : version(seed, cluster, path);
  const differ = newer === older || JSON.stringify(older?.documents) !== JSON.stringify(newer?.documents);
  return older && newer && differ ? { option, older, newer } : undefined;
}

/** Applies the two versions of a change one after the other. */
export function update(seed: number, choice: number): Update | undefined {
  const changed = change(seed, choice);
  if (changed === undefined) {
    return undefined;
  }
  const { option, older, newer } = changed;
  const unrestricted = older.random.unrestricted || newer.random.unrestricted;
  const server = new ServerDryRun({ ...dryRunOptions(older.generated, { unrestricted }), references: false, unknownKinds: 'refuse' });
  const live = stored(server, older.documents).filter(object => newer.documents.some(other => isSame(object, other)));
  const { results } = server.apply(newer.documents as ApiObject[], { live });
  return { option, refused: results.flatMap(({ causes }) => causes) };
}

/** The objects that a cluster would hold after documents were applied. */
export function stored(server: ServerDryRun, documents: readonly Document[]): ApiObject[] {
  return server.apply(documents as ApiObject[]).results.map(result => result.stored!);
}

function isSame(a: ApiObject, b: Document): boolean {
  return a.kind === b.kind && a.metadata?.name === b.metadata.name;
}
