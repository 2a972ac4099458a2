import type { Broken } from './broken';
import { BROKEN_CONTAINERS } from './broken-containers';
import { BROKEN_BACKENDS, BROKEN_CLUSTERS, BROKEN_EXPOSURES } from './broken-services';
import { BROKEN_WORKLOADS } from './broken-workloads';

/** For each rule, by its id, the smallest declaration that breaks it. */
export const BROKEN_DECLARATIONS: Readonly<Record<string, Broken>> = {
  ...BROKEN_WORKLOADS,
  ...BROKEN_CONTAINERS,
  ...BROKEN_EXPOSURES,
  ...BROKEN_BACKENDS,
  ...BROKEN_CLUSTERS,
};
