import { web, type Broken } from './broken';
import { DefaultsVersion, WorkloadDefaults } from '../../lib';

/** A declaration for each rule about defaults. */
export const BROKEN_DEFAULTS: Record<string, Broken> = {
  'workload-defaults-set': {
    begins: 'WorkloadDefaults.set {replicas}',
    declare: chart => [2, 3].forEach(replicas => WorkloadDefaults.set(chart, { replicas })),
    fixed: chart => [2, 3].forEach((replicas, index) => WorkloadDefaults.set([chart, chart.node.root][index], { replicas })),
  },
  'workload-defaults-read': {
    begins: 'WorkloadDefaults.set "shop/web"',
    declare: chart => [web(chart), WorkloadDefaults.set(chart, { replicas: 2 })],
    fixed: chart => [WorkloadDefaults.set(chart, { replicas: 2 }), web(chart)],
  },
  'ignored-default': {
    begins: 'ignoredDefaults[0] "replica"',
    declare: chart => web(chart, { ignoredDefaults: ['replica'] }),
    fixed: chart => web(chart, { ignoredDefaults: ['replicas'] }),
  },
  'defaults-version-set': {
    begins: 'DefaultsVersion.set 1',
    declare: chart => [DefaultsVersion.V1, DefaultsVersion.V2].forEach(version => DefaultsVersion.set(chart, version)),
    fixed: chart => DefaultsVersion.set(chart, DefaultsVersion.V2),
  },
  'defaults-version-read': {
    begins: 'DefaultsVersion.set "shop/web"',
    declare: chart => [web(chart), DefaultsVersion.set(chart, DefaultsVersion.V1)],
    fixed: chart => [DefaultsVersion.set(chart, DefaultsVersion.V1), web(chart)],
  },
};
