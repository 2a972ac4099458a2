import type { Broken } from './broken';
import { BROKEN_CONFIGURATIONS } from './broken-configuration';
import { BROKEN_CONNECTIONS } from './broken-connections';
import { BROKEN_CONTAINERS } from './broken-containers';
import { BROKEN_DEFAULTS } from './broken-defaults';
import { BROKEN_DISRUPTIONS } from './broken-disruption';
import { BROKEN_ISOLATION } from './broken-isolation';
import { BROKEN_LOAD_BALANCERS } from './broken-load-balancers';
import { BROKEN_MESH } from './broken-mesh';
import { BROKEN_METRICS } from './broken-metrics';
import { BROKEN_PLACEMENTS } from './broken-placement';
import { BROKEN_POD_NETWORKS } from './broken-pod-network';
import { BROKEN_GATEWAYS, BROKEN_ROUTES } from './broken-routes';
import { BROKEN_SCALINGS } from './broken-scaling';
import { BROKEN_SELECTORS } from './broken-selectors';
import { BROKEN_BACKENDS, BROKEN_CLUSTERS, BROKEN_EXPOSURES } from './broken-services';
import { BROKEN_VOLUMES } from './broken-volumes';
import { BROKEN_WORKLOADS } from './broken-workloads';

/** For each rule, by its id, the smallest declaration that breaks it. */
export const BROKEN_DECLARATIONS: Readonly<Record<string, Broken>> = {
  ...BROKEN_WORKLOADS,
  ...BROKEN_DEFAULTS,
  ...BROKEN_CONTAINERS,
  ...BROKEN_CONFIGURATIONS,
  ...BROKEN_PLACEMENTS,
  ...BROKEN_SELECTORS,
  ...BROKEN_DISRUPTIONS,
  ...BROKEN_SCALINGS,
  ...BROKEN_POD_NETWORKS,
  ...BROKEN_VOLUMES,
  ...BROKEN_EXPOSURES,
  ...BROKEN_LOAD_BALANCERS,
  ...BROKEN_BACKENDS,
  ...BROKEN_CLUSTERS,
  ...BROKEN_ROUTES,
  ...BROKEN_GATEWAYS,
  ...BROKEN_MESH,
  ...BROKEN_METRICS,
  ...BROKEN_CONNECTIONS,
  ...BROKEN_ISOLATION,
};

/** The declaration that breaks a rule. */
export function brokenDeclaration(id: string): Broken {
  const broken = BROKEN_DECLARATIONS[id];
  if (broken === undefined) {
    throw new Error(`Add the smallest declaration that breaks the rule '${id}' to a file test/rules/broken-*.ts.`);
  }
  return broken;
}
