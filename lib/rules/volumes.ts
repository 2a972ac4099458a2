import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';

/** @internal */
export const volumeRules = {
  source: {
    id: 'volume-source',
    limit: 'a volume says where it comes from: the name of a config map, secret, claim or disk, the host of a server, or a driver, which is a DNS subdomain of at most 63 characters',
    source: `validateVolumeSource in ${VALIDATION}; warningsForPodSpecAndMeta in pkg/api/pod/warnings.go`,
    cases: [],
    hazard: 'A driver in capital letters the server takes, from 1.35 on with a warning. There is no way to insist: drivers are registered in lower case.',
  },
  path: {
    id: 'volume-path',
    limit: 'a path on the node has no .. in it, and a path of an NFS server starts with /',
    source: `validateHostPathVolumeSource and validateNFSVolumeSource in ${VALIDATION}`,
    cases: [],
  },
  disk: {
    id: 'volume-disk',
    limit: 'a partition is a number from 0 to 255, and an Azure disk has a URI that begins with /subscriptions/ where it is managed and with https:// where it is a blob',
    source: `validateAzureDisk, validateAWSElasticBlockStoreVolumeSource and validateGCEPersistentDiskVolumeSource in ${VALIDATION}`,
    cases: [],
  },
  mode: {
    id: 'volume-file-mode',
    limit: 'the mode of files is a whole number from 0 to 0o777',
    source: `validateConfigMapVolumeSource and validateKeyToPath in ${VALIDATION}`,
    cases: [],
  },
  item: {
    id: 'volume-item',
    limit: 'an item of a config map or secret has a key and a relative path, which does not begin with .. and leads through no file of another item',
    source: `validateKeyToPath in ${VALIDATION}; warningsForOverlappingVirtualPaths in pkg/api/pod/warnings.go`,
    cases: [],
    hazard: 'The server takes paths that overlap, with a warning, and the pod has one of the files or never starts. There is no way to insist.',
  },
  size: {
    id: 'volume-size',
    limit: 'the size of an empty directory is not negative',
    source: `validateVolumeSource in ${VALIDATION}`,
    cases: [],
  },
  propagation: {
    id: 'mount-propagation',
    limit: 'only a privileged container passes mounts on to the node',
    source: `validateMountPropagation in ${VALIDATION}`,
    cases: [],
  },
} satisfies Record<string, Rule>;
