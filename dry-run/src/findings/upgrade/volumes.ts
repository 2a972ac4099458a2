import { at, items, list, number, quote, text, type Fields } from '../fields';
import { named, specOf, type Entry } from '../inventory';
import { podsOf } from '../pods';
import type { FindingRule, Report } from '../rule';
import { updated, type Update, type UpgradeCheck } from './upgrade';

const VOLUMES = 'https://kubernetes.io/docs/concepts/storage/volumes/';

export const volumeRules = {
  lost: {
    id: 'volume-lost',
    severity: 'warning',
    description: 'the new pods of a workload no longer have the data at a path: the claim or the directory of the node that was mounted there is replaced by a volume that is empty, by another claim, or by nothing',
    source: `${VOLUMES}#emptydir; ${VOLUMES}#persistentvolumeclaim`,
  },
  deleted: {
    id: 'volumes-deleted',
    severity: 'warning',
    description: 'an update makes the cluster delete volumes with their data: by the retention policy of the claims of a StatefulSet, or by the reclaim policy of a volume',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention; https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
  },
} as const satisfies Record<string, FindingRule>;

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

export const checkVolumeUpgrades: UpgradeCheck = (upgrade, report) => {
  KINDS.flatMap(kind => updated(upgrade, 'apps', kind)).forEach(update => checkMounts(update, report));
  updated(upgrade, 'apps', 'StatefulSet').forEach(update => checkRetention(update, report));
  for (const { live, document, result } of updated(upgrade, '', 'PersistentVolume')) {
    const [before, after] = [live, result].map(volume => text(specOf(volume), 'persistentVolumeReclaimPolicy') ?? 'Retain');
    if (before !== 'Delete' && after === 'Delete') {
      report(volumeRules.deleted, document, 'spec.persistentVolumeReclaimPolicy', `The reclaim policy changes from ${before} to Delete, so the storage is deleted with its data when its claim is deleted. Keep ${before}.`);
    }
  }
};

/** Where the data at a path is. */
interface Storage {
  /** A text that is equal for the same data. */
  readonly id: string;
  readonly title: string;
}

/** The data that survives a pod, by the path where a container mounts it. */
function storageOf(workload: Entry): ReadonlyMap<string, { readonly storage?: Storage; readonly field: string }> {
  const pods = podsOf(workload);
  if (pods === undefined) {
    return new Map();
  }
  const templates = items(specOf(workload), 'volumeClaimTemplates').map(template => text(template, 'metadata', 'name'));
  const volumes = new Map(items(pods.spec, 'volumes').map(volume => [text(volume, 'name'), volume]));
  return new Map(items(pods.spec, 'containers').flatMap((container, position) => items(container, 'volumeMounts').flatMap((mount, index) => {
    const [name, path] = [text(mount, 'name'), text(mount, 'mountPath')];
    return path === undefined ? [] : [[`${text(container, 'name')} ${path.replace(/(?<=.)\/+$/, '')}`, {
      field: `${pods.specField}.containers[${position}].volumeMounts[${index}]`,
      storage: name !== undefined && templates.includes(name) ? { id: `template ${name}`, title: `the claims ${quote(name)}` } : kept(volumes.get(name)),
    }]];
  })));
}

/** The data of a volume, if it survives the pod. */
function kept(volume: Fields | undefined): Storage | undefined {
  const claim = text(volume, 'persistentVolumeClaim', 'claimName');
  const directory = text(volume, 'hostPath', 'path');
  if (claim !== undefined) {
    return { id: `claim ${claim}`, title: `the claim ${quote(claim)}` };
  }
  return directory === undefined ? undefined : { id: `directory ${directory}`, title: `the directory ${quote(directory)} of the node` };
}

function checkMounts({ live, document }: Update, report: Report): void {
  const after = storageOf(document);
  const still = new Set([...after.values()].map(({ storage }) => storage?.id));
  for (const [place, { storage }] of storageOf(live)) {
    const next = after.get(place);
    if (storage === undefined || next?.storage?.id === storage.id || (next === undefined && still.has(storage.id))) {
      continue;
    }
    const path = quote(place.slice(place.indexOf(' ') + 1));
    report(volumeRules.lost, document, next?.field ?? 'spec.template.spec.containers', next === undefined
      ? `New pods no longer mount ${storage.title} at ${path}, so they do not have its data. Keep the mount, unless nothing needs the data any more.`
      : `New pods have ${next.storage?.title ?? 'a volume without its data'} at ${path} instead of ${storage.title}, so they do not have its data. Keep the volume, or copy the data first.`);
  }
}

function checkRetention({ live, document, result }: Update, report: Report): void {
  const templates = items(specOf(result), 'volumeClaimTemplates');
  if (templates.length === 0) {
    return;
  }
  for (const [name, when] of [['whenDeleted', 'is deleted'], ['whenScaled', 'gets fewer replicas']]) {
    const [before, after] = [live, result].map(set => text(specOf(set), 'persistentVolumeClaimRetentionPolicy', name) ?? 'Retain');
    if (before !== 'Delete' && after === 'Delete') {
      report(volumeRules.deleted, document, `spec.persistentVolumeClaimRetentionPolicy.${name}`, `The retention policy changes from ${before} to Delete, so the claims of pods are deleted with their data when ${named(document)} ${when}. Keep ${before}.`);
    }
  }
  const [before, after] = [live, document].map(set => number(specOf(set), 'replicas'));
  if (before !== undefined && after !== undefined && after < before && at(specOf(result), 'persistentVolumeClaimRetentionPolicy', 'whenScaled') === 'Delete') {
    report(volumeRules.deleted, document, 'spec.replicas', `The replicas change from ${before} to ${after}, and whenScaled is Delete, so the claims ${list(templates.map(template => quote(text(template, 'metadata', 'name') ?? '')))} of ${before - after} ${before - after === 1 ? 'pod' : 'pods'} are deleted with their data. Set whenScaled to Retain, or save the data first.`);
  }
}
