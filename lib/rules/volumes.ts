import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';

/** @internal */
export const volumeRules = {
  source: {
    id: 'volume-source',
    limit: 'a volume must name its source: a ConfigMap, a Secret, a claim, a disk, a server, or a CSI driver, whose name is a DNS subdomain of at most 63 characters',
    showsValue: true,
    source: `validateVolumeSource in ${VALIDATION}; warningsForPodSpecAndMeta in pkg/api/pod/warnings.go`,
    cases: [],
    hazard: 'The API server accepts a driver name with capital letters, from 1.35 on with a warning. This rule cannot be overridden, because drivers are registered in lowercase.',
  },
  path: {
    id: 'volume-path',
    limit: 'a path on the node must not be empty or contain .., and a path on an NFS server must begin with /',
    showsValue: true,
    source: `validateHostPathVolumeSource and validateNFSVolumeSource in ${VALIDATION}`,
    cases: [],
  },
  disk: {
    id: 'volume-disk',
    limit: 'a partition must be an integer from 0 to 255, and the URI of an Azure disk must begin with /subscriptions/ for a managed disk and with https:// for a blob disk',
    showsValue: true,
    source: `validateAzureDisk, validateAWSElasticBlockStoreVolumeSource and validateGCEPersistentDiskVolumeSource in ${VALIDATION}`,
    cases: [],
  },
  mode: {
    id: 'volume-file-mode',
    limit: 'a file mode must be an integer from 0 to 0o777',
    showsValue: true,
    source: `validateConfigMapVolumeSource and validateKeyToPath in ${VALIDATION}`,
    cases: [],
  },
  item: {
    id: 'volume-item',
    limit: 'an item of a ConfigMap or Secret must have a key and a relative path that does not begin with .., does not contain .. as a directory, and does not overlap the path of another item',
    showsValue: true,
    source: `validateKeyToPath in ${VALIDATION}; warningsForOverlappingVirtualPaths in pkg/api/pod/warnings.go`,
    cases: [],
    hazard: 'The API server accepts overlapping paths with a warning, and the pod gets only one of the files or never starts. This rule cannot be overridden.',
  },
  size: {
    id: 'volume-size',
    limit: 'the size limit of an empty directory must be a number of at least 0',
    showsValue: true,
    source: `validateVolumeSource in ${VALIDATION}`,
    cases: [],
  },
  owner: {
    id: 'volume-owner',
    limit: 'pods that do not run as root must have a group (fsGroup) to write to the volume of a claim or a disk',
    showsValue: true,
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods; NewVolumeOwnership in pkg/volume/volume_linux.go; supportsFSGroup in pkg/volume/csi/csi_mounter.go',
    cases: [],
    hazard: 'The API server accepts the pods, and they cannot write to their volume: the file system of a new volume belongs to root. Some storage sets another owner, such as many NFS servers and CSI drivers with the owner in their parameters. An init container that runs as root can also set it with chown. In these cases, override the rule with SecurityExemption.volumeOwner(\'the reason\'). A mount with readOnly needs no group.',
  },
  propagation: {
    id: 'mount-propagation',
    limit: 'only a privileged container can have Bidirectional mount propagation',
    showsValue: true,
    source: `validateMountPropagation in ${VALIDATION}`,
    cases: [],
  },
} satisfies Record<string, Rule>;

/** Whether a path is relative and does not leave its directory. @internal */
export function isInnerPath(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..');
}
