import type { Trial } from './trial';
import type { DrawnCluster } from '../../dry-run/draws/clusters';
import { declare } from '../../dry-run/draws/declarations';
import { Draw, separate } from '../../dry-run/draws/draw';
import { unenforced } from '../../dry-run/enforcement';
import { change } from '../../dry-run/updates';
import type { Document } from '../../support';
import { KUBERNETES_VERSION } from '../harness/facts';
import { PROFILE } from '../support/declare';

/** Takes the place of the namespace that is drawn most, which others use too. */
export const DRAWN_NAMESPACE = 'drawn';

const DECLARATIONS = 280;
const CHANGES = 90;
const ODDS = [0, 0.02, 0.05];
const CLUSTER: DrawnCluster = {
  profile: PROFILE,
  version: KUBERNETES_VERSION,
  families: PROFILE.ipFamilies,
  told: true,
  serviceCidrs: PROFILE.serviceCidrs,
  nodePorts: [30000, 32767],
};

/** Declarations for this cluster, those among them that a rule refuses, and declarations of which one option or none is changed. */
export function drawnTrials(seed: number): Trial[] {
  return [
    ...Array.from({ length: DECLARATIONS }, (_, index) => declaration(seed + index)),
    ...Array.from({ length: CHANGES }, (_, index) => changed(seed + index)),
  ].flat();
}

function declaration(seed: number): Trial[] {
  try {
    const { documents } = unenforced(() => declare(new Draw(separate(seed), ODDS), CLUSTER).chart);
    return [{ name: `declaration ${seed}`, live: [], documents: textsOf(documents) }];
  } catch {
    return [];
  }
}

function changed(seed: number): Trial[] {
  const drawn = change(seed, seed, CLUSTER);
  return drawn ? [{ name: `change ${seed} of ${drawn.option}`, live: textsOf(drawn.older.documents), documents: textsOf(drawn.newer.documents) }] : [];
}

/** Kinds that neither server has by itself. */
const CUSTOM = /"apiVersion":"(gateway\.networking\.k8s\.io|cilium\.io)\//;

/** A number that is more than any integer is applied as another one on each kind of processor. */
const TOO_LARGE = /:\d+e\+\d+/;

function textsOf(documents: readonly Document[]): string[] {
  return documents.map(({ metadata: { namespace, ...metadata }, ...document }) => JSON.stringify({
    ...document, metadata: { ...metadata, namespace: namespace === 'shop' ? DRAWN_NAMESPACE : namespace },
  })).filter(text => !TOO_LARGE.test(text) && !CUSTOM.test(text));
}
