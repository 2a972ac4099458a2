import { checkClaimTemplate } from './check-claim';
import { checkFiles, checkItems, checkMode } from './check-files';
import { checkProjected } from './check-projected';
import type { SourceNames } from './source-names';
import type { Json } from '../manifest/manifest';
import { isDnsSubdomain } from '../rules/names';
import { bytesFix, isQuantity } from '../rules/quantities';
import type { Problems } from '../rules/rule';
import { checkServed, type KubernetesVersion } from '../rules/versions';
import { volumeRules } from '../rules/volumes';
import { isImage } from '../rules/workloads';

const MAX_PARTITION = 255;
const MAX_DRIVER_NAME = 63;

/** The first version in which the gate ImageVolume is on by default: pkg/features/kube_features.go of Kubernetes 1.37. */
const IMAGE_VOLUMES = '1.35';

/**
 * Reports problems with the source of a volume.
 *
 * @param field the property with the volume
 * @param source the source in the form of the API
 * @internal
 */
export function checkSource(problems: Problems, field: string, source: Json, names: SourceNames, version: KubernetesVersion): void {
  checkNames(problems, field, source, names);
  checkPaths(problems, field, source);
  checkDisks(problems, field, source);
  const { configMap, secret, downwardAPI, projected, emptyDir, ephemeral, image } = source;
  checkMode(problems, `${field}.defaultMode`, (configMap ?? secret ?? downwardAPI ?? projected)?.defaultMode);
  checkItems(problems, (configMap ?? secret)?.items ?? [], (index, key) => `${field}.${names.item(index, key)}`);
  if (downwardAPI) {
    checkFiles(problems, `${field}.files`, downwardAPI.items);
  }
  if (projected) {
    checkProjected(problems, `${field}.sources`, projected.sources, version);
  }
  if (ephemeral) {
    checkClaimTemplate(problems, field, ephemeral.volumeClaimTemplate, version);
  }
  if (image) {
    checkServed(problems, field, image.reference, IMAGE_VOLUMES, version);
  }
  const size = emptyDir?.sizeLimit;
  if (size !== undefined && !isSize(size)) {
    problems.report(volumeRules.size, `${field}.sizeLimit`, size, isQuantity(size) ? "Use a size such as '256Mi'." : bytesFix(size));
  }
}

function isSize(size: string): boolean {
  return isQuantity(size) && !size.startsWith('-');
}

/** Reports names that are empty, and names that no object of the cluster can have. */
function checkNames(problems: Problems, field: string, source: Json, names: SourceNames): void {
  const { configMap, secret, persistentVolumeClaim, csi } = source;
  const objects = {
    ...configMap && { [names.configMap]: configMap.name },
    ...secret && { [names.secret]: secret.secretName },
    ...persistentVolumeClaim && { [names.claim]: persistentVolumeClaim.claimName },
    ...csi?.nodePublishSecretRef && { secretName: csi.nodePublishSecretRef.name },
  };
  for (const [name, value] of Object.entries(objects)) {
    if (!isDnsSubdomain(value)) {
      problems.report(volumeRules.source, `${field}.${name}`, value, "Use the name of an object, such as 'settings'.");
    }
  }
  const required = {
    server: source.nfs?.server,
    volumeId: source.awsElasticBlockStore?.volumeID,
    pdName: source.gcePersistentDisk?.pdName,
    diskName: source.azureDisk?.diskName,
    diskUri: source.azureDisk?.diskURI,
  };
  for (const [name, value] of Object.entries(required)) {
    if (value === '') {
      problems.report(volumeRules.source, `${field}.${name}`, value, `Set ${name}, which must not be empty.`);
    }
  }
  const driver = csi?.driver;
  if (driver !== undefined && !(driver.length <= MAX_DRIVER_NAME && isDnsSubdomain(driver))) {
    problems.report(volumeRules.source, `${field}.driver`, driver, "Use a name such as 'csi.example.com'.");
  }
  if (source.image && !isImage(source.image.reference)) {
    problems.report(volumeRules.source, `${field}.reference`, source.image.reference, "Use an image such as 'registry.example.com/models:3'.");
  }
}

function checkPaths(problems: Problems, field: string, { hostPath, nfs }: Json): void {
  if (hostPath && (!hostPath.path || String(hostPath.path).split('/').includes('..'))) {
    problems.report(volumeRules.path, `${field}.path`, hostPath.path, "Use a path such as '/var/log'.");
  }
  if (nfs && !String(nfs.path).startsWith('/')) {
    problems.report(volumeRules.path, `${field}.path`, nfs.path, "Use a path such as '/exports/data'.");
  }
}

function checkDisks(problems: Problems, field: string, { awsElasticBlockStore, gcePersistentDisk, azureDisk }: Json): void {
  const { partition } = awsElasticBlockStore ?? gcePersistentDisk ?? {};
  if (partition !== undefined && !(Number.isInteger(partition) && partition >= 0 && partition <= MAX_PARTITION)) {
    problems.report(volumeRules.disk, `${field}.partition`, partition, 'Use a number such as 1, or omit it to mount the whole disk.');
  }
  const scheme = azureDisk?.kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (azureDisk && azureDisk.diskURI !== '' && !azureDisk.diskURI.startsWith(scheme)) {
    const other = scheme === 'https://' ? ', or set kind: kplus.AzureDiskPersistentVolumeKind.MANAGED' : '';
    problems.report(volumeRules.disk, `${field}.diskUri`, azureDisk.diskURI, `Use a URI such as '${scheme}…'${other}.`);
  }
}
