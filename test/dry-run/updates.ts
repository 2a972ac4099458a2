import { Testing } from 'cdk8s';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import type { DrawnCluster } from './draws/clusters';
import { declare, type Drawn } from './draws/declarations';
import { Draw, separate } from './draws/draw';
import { factsOf } from './judgement';
import type { Document } from '../support';

/** What became of a declaration that was applied, changed in one option, and applied again. */
export interface Update {
  /** What differs: `Interface.option`, or nothing. */
  readonly option: string;
  /** Fields of which the server says that they can't be changed so. */
  readonly refused: readonly { readonly field: string; readonly message: string }[];
}

/** A declaration, and another one that differs from it in one option, or in none. */
export interface Change {
  readonly option: string;
  readonly older: Version;
  readonly newer: Version;
}

interface Version {
  readonly drawn: Drawn;
  readonly draw: Draw;
  readonly documents: Document[];
}

function version(seed: number, cluster?: DrawnCluster, changed?: string): Version | undefined {
  const draw = new Draw(separate(seed, changed), [0]);
  try {
    const drawn = declare(draw, cluster);
    return { drawn, draw, documents: Testing.synth(drawn.chart) };
  } catch {
    return undefined;
  }
}

/**
 * Draws a declaration and a change of it.
 *
 * @param choice which of the options differs, if one does
 * @param cluster the cluster that it is for, unless any will do
 * @returns nothing where one of them does not synthesize, or nothing comes of the difference
 */
export function change(seed: number, choice: number, cluster?: DrawnCluster): Change | undefined {
  const older = version(seed, cluster);
  const places = [...older?.draw.places ?? []].filter(([, option]) => !option.startsWith('ClusterProfileProps.'));
  const [place, option = 'nothing'] = choice % 4 === 0 ? [] : places[choice % places.length] ?? [];
  const newer = place === undefined ? older : version(seed, cluster, place);
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
  const unrestricted = older.draw.unrestricted || newer.draw.unrestricted;
  const server = new ServerDryRun({ ...factsOf(older.drawn, { unrestricted }), references: false });
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
