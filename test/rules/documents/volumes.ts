import { claim, deployment, mounting, statefulSet, type Json } from './builders';
import { refused, refusedWithMessage, hazard, hazardWithWarning, since, type Documents } from './table';

const VOLUME = 'spec.template.spec.volumes[0]';
const holding = (source: Json) => deployment({ pod: { volumes: [{ name: 'data', ...source }] } });
const items = (...list: object[]) => holding({ configMap: { name: 'site', items: list } });
const DEVICES = 'spec.template.spec.containers[0].volumeDevices';
const BLOCK = { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Block', resources: { requests: { storage: '1Gi' } } } } } };
const device = (volumeDevices: Json[], source: Json = BLOCK) => deployment({ container: { volumeDevices }, pod: { volumes: [{ name: 'data', ...source }] } });
const PROJECTED = `${VOLUME}.projected.sources[0]`;
const projecting = (source: Json) => holding({ projected: { sources: [source] } });
const CERTIFICATE = { signerName: 'example.com/pods', keyType: 'ED25519', credentialBundlePath: 'tls.pem' };
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
      hazard(`${VOLUME}.configMap.name`, 'validateConfigMapVolumeSource in pkg/apis/core/validation/validation.go', holding({ configMap: { name: 'Settings' } })),
      hazardWithWarning(`${VOLUME}.projected.sources`, 'warningsForOverlappingVirtualPaths in pkg/api/pod/warnings.go', 'no sources provided', holding({ projected: { sources: [{}] } })),
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
  'volume-pod-field': {
    refused: [
      refused(`${VOLUME}.downwardAPI.fieldRef.fieldPath`, holding({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] } })),
      refused(`${VOLUME}.downwardAPI.resourceFieldRef.containerName`, holding({ downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } })),
    ],
  },
  'volume-expiration': {
    refused: [
      refused(`${PROJECTED}.serviceAccountToken.expirationSeconds`, projecting({ serviceAccountToken: { path: 'a', expirationSeconds: 599 } })),
      refused(`${PROJECTED}.serviceAccountToken.expirationSeconds`, projecting({ serviceAccountToken: { path: 'a', expirationSeconds: 2 ** 32 + 1 } })),
      since('1.37', refused(`${PROJECTED}.podCertificate.maxExpirationSeconds`, projecting({ podCertificate: { ...CERTIFICATE, maxExpirationSeconds: 3599 } }))),
    ],
  },
  'volume-certificate': {
    refused: [
      since('1.37', refused(`${PROJECTED}.podCertificate.signerName`, projecting({ podCertificate: { ...CERTIFICATE, signerName: 'pods' } }))),
      since('1.37', refused(`${PROJECTED}.podCertificate`, projecting({ podCertificate: { ...CERTIFICATE, credentialBundlePath: undefined } }))),
      since('1.37', refused(`${PROJECTED}.clusterTrustBundle.name`, projecting({ clusterTrustBundle: { name: 'CA', path: 'a' } }))),
    ],
  },
  'volume-claim-reference': {
    refused: [
      refused('spec.template.spec.containers[0].volumeMounts[0].name', deployment({ container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] } })),
    ],
  },
  'volume-block': {
    hazards: [
      hazard('spec.volumeClaimTemplates[0].spec.volumeMode', 'createVolumeSpec in pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go', statefulSet({
        container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] }, spec: { volumeClaimTemplates: [claim('data', { volumeMode: 'Block' })] },
      })),
    ],
  },
  'block-device': {
    refused: [
      refused(`${DEVICES}[0].name`, device([{ name: 'data', devicePath: '/dev/a' }], { emptyDir: {} })),
      refused(`${DEVICES}[0].devicePath`, device([{ name: 'data', devicePath: '' }])),
      refused(`${DEVICES}[0].devicePath`, device([{ name: 'data', devicePath: '/dev/../a' }])),
      refused(`${DEVICES}[1].name`, device([{ name: 'data', devicePath: '/dev/a' }, { name: 'data', devicePath: '/dev/b' }])),
    ],
    hazards: [
      hazard('spec.volumeClaimTemplates[0].spec.volumeMode', 'createVolumeSpec in pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go', statefulSet({
        container: { volumeDevices: [{ name: 'data', devicePath: '/dev/a' }] }, spec: { volumeClaimTemplates: [claim('data', {})] },
      })),
    ],
  },
  'volume-size': {
    refused: [
      refused(`${VOLUME}.emptyDir.sizeLimit`, holding({ emptyDir: { sizeLimit: '-1Mi' } })),
      refusedWithMessage('quantities must match the regular expression', holding({ emptyDir: { sizeLimit: '1e+21Mi' } })),
    ],
  },
  'mount-recursive-read-only': {
    refused: [
      refused('spec.template.spec.containers[0].volumeMounts.recursiveReadOnly', mounting({ emptyDir: {} }, { recursiveReadOnly: 'Enabled' })),
    ],
  },
  'mount-propagation': {
    refused: [
      refused('spec.template.spec.containers[0].volumeMounts.mountPropagation', mounting({ emptyDir: {} }, { mountPropagation: 'Bidirectional' })),
    ],
  },
};
