import type { Json } from './builders';
import { refused, refusedWithMessage, type Documents } from './table';

const map = (kind: 'ConfigMap' | 'Secret', fields: Json, name = 'settings') => ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, ...fields });

/** Documents for the rules about ConfigMaps and Secrets. */
export const CONFIGURATION_DOCUMENTS: Documents = {
  'map-name': {
    refused: [
      refused('metadata.name', map('ConfigMap', {}, 'Settings')),
      refused('metadata.name', map('Secret', {}, 's'.repeat(254))),
    ],
  },
  'map-key': {
    refused: [
      refused('data[mode of operation]', map('ConfigMap', { data: { 'mode of operation': 'fast' } })),
      refused('binaryData[..a]', map('ConfigMap', { binaryData: { '..a': '' } })),
      refused('data[.]', map('Secret', { data: { '.': '' } })),
      refused('data[mode]', map('ConfigMap', { data: { mode: 'fast' }, binaryData: { mode: '' } })),
    ],
  },
  'map-content': {
    refused: [
      refusedWithMessage('illegal base64 data', map('Secret', { data: { PASSWORD: 'open sesame' } })),
      refusedWithMessage('illegal base64 data', map('ConfigMap', { binaryData: { logo: 'a' } })),
      // the cause refers to the whole object
      refused('[]', map('ConfigMap', { data: { text: 'x'.repeat(1024 * 1024 + 1) } })),
      refused('data', map('Secret', { stringData: { text: 'x'.repeat(1024 * 1024 + 1) } })),
    ],
  },
};
