import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';

/** @internal */
export const volumeRules = {
  source: {
    id: 'volume-source',
    limit: 'a volume must name its source: a ConfigMap, a Secret or a claim, whose name is a DNS subdomain, a disk, a server, an image, or a CSI driver, whose name is a DNS subdomain of at most 63 characters; and a volume that combines sources or files must have at least one',
    showsValue: true,
    source: `validateVolumeSource in ${VALIDATION}; warningsForPodSpecAndMeta in pkg/api/pod/warnings.go`,
    cases: [],
    hazard: 'The API server accepts a driver name with capital letters, from 1.35 on with a warning; names that no ConfigMap, Secret or claim can have; and volumes without sources or files. This rule cannot be overridden.',
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
    limit: 'an item of a ConfigMap or Secret must have a key, and each file of a volume a relative path that does not begin with .., does not contain .. as a directory, and does not overlap the path of another file',
    showsValue: true,
    source: `validateKeyToPath, validateDownwardAPIVolumeFile and validateProjectionSources in ${VALIDATION}; warningsForOverlappingVirtualPaths in pkg/api/pod/warnings.go`,
    cases: [],
    hazard: 'The API server accepts overlapping paths with a warning, and the pod gets only one of the files or never starts. This rule cannot be overridden.',
  },
  size: {
    id: 'volume-size',
    limit: 'the size limit of an empty directory must be a quantity of at least 0, such as 256Mi',
    showsValue: true,
    source: `validateVolumeSource in ${VALIDATION}`,
    cases: [],
  },
  podField: {
    id: 'volume-pod-field',
    limit: 'a file of the Downward API must have metadata.name, metadata.namespace, metadata.uid, metadata.labels or metadata.annotations, one label or annotation, or a request or limit of a container, whose divisor is 1 or one unit',
    showsValue: true,
    source: `validateDownwardAPIVolumeFile in ${VALIDATION}`,
    cases: [],
  },
  expiration: {
    id: 'volume-expiration',
    limit: 'a token must expire after 10 minutes to 2^32 seconds, and a certificate after 1 hour to 91 days, or to 24 hours if its signer belongs to Kubernetes',
    showsValue: true,
    source: `validateProjectionSources in ${VALIDATION}`,
    cases: [],
  },
  certificate: {
    id: 'volume-certificate',
    limit: 'the certificates of a volume must name a ClusterTrustBundle, or a signer as a domain and a path such as example.com/pods, and a certificate of the pod must have the path of at least one file',
    showsValue: true,
    source: `validateProjectionSources in ${VALIDATION}; ValidateSignerName in core/validation/names.go`,
    cases: [],
  },
  claimReference: {
    id: 'volume-claim-reference',
    limit: 'VolumeSource.volumeClaim must have the name of a claim in volumeClaims of the StatefulSet',
    showsValue: true,
    source: `ValidateVolumeMounts in ${VALIDATION}; https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates`,
    cases: [],
  },
  block: {
    id: 'volume-block',
    limit: 'a container cannot mount the volume of a claim with VolumeMode.BLOCK, which has no file system',
    showsValue: true,
    source: 'createVolumeSpec in pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go',
    cases: [],
    hazard: 'The API server accepts the pods, and the kubelet does not start their containers. This rule cannot be overridden.',
  },
  device: {
    id: 'block-device',
    limit: 'a block device must be a claim or an ephemeral volume, with VolumeMode.BLOCK, at a path without .. that neither another device nor a mount of the container has; and a container cannot have a volume twice, or as a device and as a mount',
    showsValue: true,
    source: `ValidateVolumeDevices in ${VALIDATION}; createVolumeSpec in pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go`,
    cases: [],
    hazard: 'The API server accepts the volume of a claim with a file system, and the kubelet does not start the container. This rule cannot be overridden.',
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
  recursiveReadOnly: {
    id: 'mount-recursive-read-only',
    limit: 'recursiveReadOnly requires readOnly: true, and no propagation of mounts',
    showsValue: true,
    source: `validateMountRecursiveReadOnly in ${VALIDATION}`,
    cases: [],
  },
} satisfies Record<string, Rule>;

/** Whether a path is relative and does not leave its directory. @internal */
export function isInnerPath(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').includes('..');
}
