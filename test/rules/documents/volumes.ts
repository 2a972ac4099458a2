import { claim, deployment, mounting, statefulSet, type Json } from './builders';
import { refused, refusedWithMessage, hazard, hazardWithWarning, type Documents } from './table';

const VOLUME = 'spec.template.spec.volumes[0]';
const holding = (source: Json) => deployment({ pod: { volumes: [{ name: 'data', ...source }] } });
const items = (...list: object[]) => holding({ configMap: { name: 'site', items: list } });
const AZURE = { diskName: 'data', kind: 'Managed' };

/** Documents for the rules about volumes. */
export const VOLUME_DOCUMENTS: Documents = {
  'volume-source': {
    refused: [
      refused(`${VOLUME}.configMap.name`, holding({ configMap: { name: '' } })),
      refused(`${VOLUME}.secret.secretName`, holding({ secret: { secretName: '' } })),
      refused(`${VOLUME}.persistentVolumeClaim.claimName`, holding({ persistentVolumeClaim: { claimName: '' } })),
      refused(`${VOLUME}.nfs.server`, holding({ nfs: { server: '', path: '/data' } })),
      refused(`${VOLUME}.awsElasticBlockStore.volumeID`, holding({ awsElasticBlockStore: { volumeID: '' } })),
      refused(`${VOLUME}.persistentDisk.pdName`, holding({ gcePersistentDisk: { pdName: '' } })),
      refused(`${VOLUME}.azureDisk.diskName`, holding({ azureDisk: { ...AZURE, diskName: '', diskURI: '/subscriptions/1/data' } })),
      refused(`${VOLUME}.csi.driver`, holding({ csi: { driver: 'no_driver' } })),
      refused(`${VOLUME}.csi.driver`, holding({ csi: { driver: 'd'.repeat(64) } })),
    ],
    hazards: [
      hazard(`${VOLUME}.csi.driver`, 'ValidateCSIDriverName in pkg/apis/core/validation/validation.go', holding({ csi: { driver: 'CSI.example.com' } })),
    ],
  },
  'volume-owner': {
    hazards: [
      hazard(VOLUME, 'only the kubelet reads the owner of files', mounting({ persistentVolumeClaim: { claimName: 'data' } })),
      hazard('spec.volumeClaimTemplates', 'only the kubelet reads the owner of files', statefulSet({
        container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] }, spec: { volumeClaimTemplates: [claim('data')] },
      })),
    ],
  },
  'volume-path': {
    refused: [
      refused(`${VOLUME}.hostPath.path`, holding({ hostPath: { path: '/var/../etc' } })),
      refused(`${VOLUME}.hostPath.path`, holding({ hostPath: { path: '' } })),
      refused(`${VOLUME}.nfs.path`, holding({ nfs: { server: 'nfs.example.com', path: 'data' } })),
    ],
  },
  'volume-disk': {
    refused: [
      refused(`${VOLUME}.awsElasticBlockStore.partition`, holding({ awsElasticBlockStore: { volumeID: 'vol-1', partition: 256 } })),
      refused(`${VOLUME}.persistentDisk.partition`, holding({ gcePersistentDisk: { pdName: 'data', partition: -1 } })),
      refused(`${VOLUME}.azureDisk.diskURI`, holding({ azureDisk: { ...AZURE, diskURI: 'https://example.com/data.vhd' } })),
      refused(`${VOLUME}.azureDisk.diskURI`, holding({ azureDisk: { ...AZURE, kind: 'Dedicated', diskURI: '/subscriptions/1/data' } })),
    ],
  },
  'volume-file-mode': {
    refused: [
      refused(`${VOLUME}.configMap.defaultMode`, holding({ configMap: { name: 'site', defaultMode: 0o1000 } })),
      refused(`${VOLUME}.secret.defaultMode`, holding({ secret: { secretName: 'login', defaultMode: -1 } })),
      refused(`${VOLUME}.configMap.items[0].mode`, items({ key: 'a', path: 'a', mode: 0o1000 })),
    ],
  },
  'volume-item': {
    refused: [
      refused(`${VOLUME}.configMap.items[0].key`, items({ key: '', path: 'a' })),
      refused(`${VOLUME}.configMap.items[0].path`, items({ key: 'a', path: '/a' })),
      refused(`${VOLUME}.configMap.items[0].path`, items({ key: 'a', path: '../a' })),
      refused(`${VOLUME}.configMap.items[0].path`, items({ key: 'a', path: '..a' })),
      refused(`${VOLUME}.configMap.items[0].path`, items({ key: 'a', path: '' })),
    ],
    hazards: [
      hazardWithWarning(`${VOLUME}.configMap.items[1].path`, 'warningsForOverlappingVirtualPaths in pkg/api/pod/warnings.go', 'overlapping paths',
        items({ key: 'a', path: 'site' }, { key: 'b', path: 'site' })),
    ],
  },
  'volume-size': {
    refused: [
      refused(`${VOLUME}.emptyDir.sizeLimit`, holding({ emptyDir: { sizeLimit: '-1Mi' } })),
      refusedWithMessage('quantities must match the regular expression', holding({ emptyDir: { sizeLimit: '1e+21Mi' } })),
    ],
  },
  'mount-propagation': {
    refused: [
      refused('spec.template.spec.containers[0].volumeMounts.mountPropagation', mounting({ emptyDir: {} }, { mountPropagation: 'Bidirectional' })),
    ],
  },
};
