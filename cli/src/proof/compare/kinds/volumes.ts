import { AMOUNT, CLAIM_RESOURCES } from './amounts';
import { FIELD_REF, RESOURCE_REF } from './environment';
import { METADATA } from './metadata';
import { LABEL_SELECTOR } from './selectors';
import { pullPolicyOf } from '../../../pull-policy';
import { without } from '../objects/printed';
import { Assumed } from '../tree/nodes';
import { assumed, by, type Field, SET, type Type } from '../tree/schema';

/** The mode of files: 0644 (the constants ...VolumeSourceDefaultMode in k8s.io/api/core/v1/types.go of Kubernetes 1.37). */
const MODE = assumed(0o644);

const KEYS: Field = { list: by('key', 'path') };

const DOWNWARD_FILES: Field = { list: by('path'), type: { fields: { fieldRef: { type: FIELD_REF }, resourceFieldRef: { type: RESOURCE_REF } } } };

/** A claim of a volume. Default: SetDefaults_PersistentVolumeClaimSpec. */
export const CLAIM_SPEC: Type = {
  fields: {
    accessModes: { list: SET },
    resources: { type: CLAIM_RESOURCES },
    selector: { type: LABEL_SELECTOR },
    // An empty class means that the volume has none, and no class is the default class of the cluster.
    storageClassName: { isExact: true },
    volumeMode: assumed('Filesystem'),
  },
};

/** The claims that pods create have no status and a fixed type. */
export const CLAIM_TEMPLATE: Type = {
  fields: { metadata: { type: METADATA }, spec: { type: CLAIM_SPEC } },
  complete: claim => without(claim, ['apiVersion', 'kind', 'status']),
};

const source = (fields: Readonly<Record<string, Field>>): Field => ({ type: { isWhole: true, fields } });

const PROJECTION: Type = {
  fields: {
    configMap: source({ items: KEYS }),
    downwardAPI: source({ items: DOWNWARD_FILES }),
    secret: source({ items: KEYS }),
    serviceAccountToken: source({ expirationSeconds: assumed(3600) }),
  },
};

/**
 * A volume. Defaults: SetDefaults_Volume and the functions of the sources in pkg/apis/core/v1/defaults.go, and zz_generated.defaults.go, of
 * Kubernetes 1.37.
 */
export const VOLUME: Type = {
  complete: volume => Object.values(without(volume, ['name'])).some(each => each !== null) ? volume : { ...volume, emptyDir: {} },
  fields: {
    azureDisk: source({ cachingMode: assumed('ReadWrite'), fsType: assumed('ext4'), kind: assumed('Shared') }),
    configMap: source({ defaultMode: MODE, items: KEYS }),
    downwardAPI: source({ defaultMode: MODE, items: DOWNWARD_FILES }),
    emptyDir: source({ sizeLimit: AMOUNT }),
    ephemeral: source({ volumeClaimTemplate: { type: CLAIM_TEMPLATE } }),
    image: { type: { isWhole: true, complete: image => ({ ...image, pullPolicy: image.pullPolicy || new Assumed(pullPolicyOf(image.reference)) }) } },
    iscsi: source({ iscsiInterface: assumed('default') }),
    projected: source({ defaultMode: MODE, sources: { list: SET, type: PROJECTION } }),
    rbd: source({ keyring: assumed('/etc/ceph/keyring'), pool: assumed('rbd'), user: assumed('admin') }),
    scaleIO: source({ fsType: assumed('xfs'), storageMode: assumed('ThinProvisioned') }),
    secret: source({ defaultMode: MODE, items: KEYS }),
  },
};
