import type { Trial } from './trial';
import { synthWithoutRules } from '../../against-server/enforcement';
import { change } from '../../against-server/updates';
import type { RandomCluster } from '../../random/clusters';
import { declare } from '../../random/declarations';
import { Random, sourcePerOption } from '../../random/random';
import type { Document } from '../../support';
import { KUBERNETES_VERSION } from '../harness/facts';
import { PROFILE } from '../support/declare';

/** Replaces the namespace `shop` of generated declarations, which other tests use. */
export const GENERATED_NAMESPACE = 'generated';

const DECLARATIONS = 280;
const CHANGES = 90;
const ODDS = [0, 0.02, 0.05];
const CLUSTER: RandomCluster = {
  profile: PROFILE,
  version: KUBERNETES_VERSION,
  families: PROFILE.ipFamilies,
  hasNetworkFacts: true,
  serviceCidrs: PROFILE.serviceCidrs,
  nodePorts: [30000, 32767],
};

/** Declarations for this cluster, including those that a rule refuses, and declarations with at most one changed option. */
export function generatedTrials(seed: number): Trial[] {
  return [
    ...Array.from({ length: DECLARATIONS }, (_, index) => declaration(seed + index)),
    ...Array.from({ length: CHANGES }, (_, index) => changed(seed + index)),
  ].flat();
}

function declaration(seed: number): Trial[] {
  try {
    const { documents } = synthWithoutRules(() => declare(new Random(sourcePerOption(seed), ODDS), CLUSTER).chart);
    return [{ name: `declaration ${seed}`, live: [], documents: textsOf(documents) }];
  } catch {
    return [];
  }
}

function changed(seed: number): Trial[] {
  const generated = change(seed, seed, CLUSTER);
  return generated
    ? [{ name: `change ${seed} of ${generated.option}`, live: textsOf(generated.older.documents), documents: textsOf(generated.newer.documents) }]
    : [];
}

/** Kinds that neither server has built in. */
const CUSTOM = /"apiVersion":"(gateway\.networking\.k8s\.io|cilium\.io|monitoring\.coreos\.com|keda\.sh)\//;

/** A number beyond the range of integers is converted differently on each processor architecture. */
const TOO_LARGE = /:\d+e\+\d+/;

function textsOf(documents: readonly Document[]): string[] {
  return documents.map(({ metadata: { namespace, ...metadata }, ...document }) => JSON.stringify({
    ...document, metadata: { ...metadata, namespace: namespace === 'shop' ? GENERATED_NAMESPACE : namespace },
  })).filter(text => !TOO_LARGE.test(text) && !CUSTOM.test(text));
}
