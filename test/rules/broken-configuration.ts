import { ServiceAccount } from 'cdk8s-plus-28';
import { web, type Broken } from './broken';
import { ImmutableConfigMap, ImmutableSecret } from '../../lib';

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
  'service-account-created': {
    begins: 'createServiceAccount true',
    declare: chart => web(chart, { createServiceAccount: true, serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'web') }),
    fixed: chart => web(chart, { createServiceAccount: true }),
  },
};
