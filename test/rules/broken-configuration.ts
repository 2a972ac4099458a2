import { JsonPatch, type Chart } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import { web, type Broken } from './broken';
import { EnvVarSource, ImmutableConfigMap, ImmutableSecret } from '../../lib';

function patched({ apiObject }: ImmutableConfigMap, path: string): void {
  apiObject.addJsonPatch(JsonPatch.add(path, path === '/data/MODE' ? 'safe' : { team: 'shop' }));
}

/** Declares a workload that reads a key of a map with the key `MODE`. */
function readsKey(chart: Chart, key: string): unknown {
  const { configMapName } = new ImmutableConfigMap(chart, 'settings', { data: { MODE: 'fast' } });
  return web(chart, { envValueFrom: { MODE: EnvVarSource.configMapKey(configMapName, key) } });
}

/** A declaration for each rule about ConfigMaps, Secrets and service accounts. */
export const BROKEN_CONFIGURATIONS: Record<string, Broken> = {
  'map-name': {
    begins: 'name "Settings"',
    declare: chart => new ImmutableConfigMap(chart, 'web', { name: 'Settings' }),
    fixed: chart => new ImmutableConfigMap(chart, 'web', { name: 'settings' }),
  },
  'map-key': {
    begins: 'data "mode of operation"',
    declare: chart => new ImmutableConfigMap(chart, 'web', { data: { 'mode of operation': 'fast' } }),
    fixed: chart => new ImmutableConfigMap(chart, 'web', { data: { 'mode-of-operation': 'fast' } }),
  },
  'map-content': {
    begins: "data['PASSWORD'] (",
    declare: chart => new ImmutableSecret(chart, 'web', { data: { PASSWORD: 'open sesame' } }),
    fixed: chart => new ImmutableSecret(chart, 'web', { stringData: { PASSWORD: 'open sesame' } }),
  },
  'map-retain': {
    begins: "metadata.annotations['helm.sh/resource-policy'] \"delete\"",
    declare: chart => new ImmutableConfigMap(chart, 'web', { retain: true, metadata: { annotations: { 'helm.sh/resource-policy': 'delete' } } }),
    fixed: chart => new ImmutableConfigMap(chart, 'web', { retain: true }),
  },
  'map-patched': {
    begins: 'apiObject "ConfigMap web-',
    declare: chart => patched(new ImmutableConfigMap(chart, 'web', { data: { MODE: 'fast' } }), '/data/MODE'),
    fixed: chart => patched(new ImmutableConfigMap(chart, 'web', { data: { MODE: 'fast' } }), '/metadata/annotations'),
  },
  'map-missing-key': {
    begins: "containers['web'].env['MODE'] \"mode\"",
    declare: chart => readsKey(chart, 'mode'),
    fixed: chart => readsKey(chart, 'MODE'),
  },
  'service-account-created': {
    begins: 'createServiceAccount true',
    declare: chart => web(chart, { createServiceAccount: true, serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'web') }),
    fixed: chart => web(chart, { createServiceAccount: true }),
  },
};
