import type { Volume } from 'cdk8s-plus-28';
import { isDnsSubdomain } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import { volumeRules } from '../../rules/volumes';

const MAX_MODE = 0o777;
const MAX_PARTITION = 255;

/** A volume as cdk8s-plus renders it. */
type RenderedVolume = ReturnType<Volume['_toKube']>;
type Item = NonNullable<NonNullable<RenderedVolume['configMap']>['items']>[number];

/** Reports problems with the source of a volume. @internal */
export function checkVolumeSource(problems: Problems, field: string, volume: RenderedVolume): void {
  checkNames(problems, field, volume);
  checkPaths(problems, field, volume);
  checkDisks(problems, field, volume);
  const keyed = volume.configMap ?? volume.secret;
  checkMode(problems, `${field}.defaultMode`, keyed?.defaultMode);
  checkItems(problems, field, keyed?.items ?? []);
  const size = volume.emptyDir?.sizeLimit?.value;
  if (size !== undefined && !/^\d+(\.\d+)?Mi$/.test(String(size))) {
    problems.report(volumeRules.size, `${field}.sizeLimit`, size, 'Use a size such as Size.mebibytes(256).');
  }
}

function checkNames(problems: Problems, field: string, volume: RenderedVolume): void {
  const named = {
    configMap: volume.configMap?.name,
    secret: volume.secret?.secretName,
    claim: volume.persistentVolumeClaim?.claimName,
    server: volume.nfs?.server,
    volumeId: volume.awsElasticBlockStore?.volumeId,
    pdName: volume.gcePersistentDisk?.pdName,
    diskName: volume.azureDisk?.diskName,
    diskUri: volume.azureDisk?.diskUri,
  };
  for (const [name, value] of Object.entries(named)) {
    if (value === '') {
      problems.report(volumeRules.source, `${field}.${name}`, value, `Set ${name}, which must not be empty.`);
    }
  }
  const driver = volume.csi?.driver;
  if (driver !== undefined && !(driver.length <= 63 && isDnsSubdomain(driver))) {
    problems.report(volumeRules.source, `${field}.driver`, driver, "Use a name such as 'csi.example.com'.");
  }
}

function checkPaths(problems: Problems, field: string, { hostPath, nfs }: RenderedVolume): void {
  if (hostPath && (!hostPath.path || String(hostPath.path).split('/').includes('..'))) {
    problems.report(volumeRules.path, `${field}.path`, hostPath.path, "Use a path such as '/var/log'.");
  }
  if (nfs && !String(nfs.path).startsWith('/')) {
    problems.report(volumeRules.path, `${field}.path`, nfs.path, "Use a path such as '/exports/data'.");
  }
}

function checkDisks(problems: Problems, field: string, { awsElasticBlockStore, gcePersistentDisk, azureDisk }: RenderedVolume): void {
  const { partition } = awsElasticBlockStore ?? gcePersistentDisk ?? {};
  if (partition !== undefined && !isWithin(partition, MAX_PARTITION)) {
    problems.report(volumeRules.disk, `${field}.partition`, partition, 'Use a number such as 1, or omit it to mount the whole disk.');
  }
  const scheme = azureDisk?.kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (azureDisk && azureDisk.diskUri !== '' && !azureDisk.diskUri.startsWith(scheme)) {
    const other = scheme === 'https://' ? ', or set kind: kplus.AzureDiskPersistentVolumeKind.MANAGED' : '';
    problems.report(volumeRules.disk, `${field}.diskUri`, azureDisk.diskUri, `Use a URI such as '${scheme}…'${other}.`);
  }
}

function checkItems(problems: Problems, field: string, items: readonly Item[]): void {
  items.forEach(({ key, path, mode }, index) => {
    const item = `${field}.items['${key}']`;
    if (key === '') {
      problems.report(volumeRules.item, `${field}.items`, key, "Use a key such as 'settings.json'.");
    }
    checkMode(problems, `${item}.mode`, mode);
    if (typeof path !== 'string' || path === '' || path.startsWith('/') || path.startsWith('..') || path.split('/').includes('..')) {
      problems.report(volumeRules.item, `${item}.path`, path, "Use a path such as 'settings.json'.");
    } else if (items.slice(0, index).some(other => overlap(other.path, path))) {
      problems.report(volumeRules.item, `${item}.path`, path, 'Use a different path for each item.');
    }
  });
}

function checkMode(problems: Problems, field: string, mode: number | undefined): void {
  if (mode !== undefined && !isWithin(mode, MAX_MODE)) {
    problems.report(volumeRules.mode, field, mode, 'Use an octal number such as 0o644.');
  }
}

function isWithin(value: unknown, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map(path => `${path.replace(/\/+$/, '')}/`);
  return a.startsWith(b) || b.startsWith(a);
}
