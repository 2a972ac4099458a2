import { AccessMode, type ClaimDataSource } from './claim-options';
import type { Json } from '../manifest/manifest';
import { checkLabelMap, checkMetadata } from '../rules/metadata';
import { isDnsSubdomain } from '../rules/names';
import { bytesFix, compareQuantities, isBytes, isQuantity } from '../rules/quantities';
import type { Problems } from '../rules/rule';
import { checkServed, type KubernetesVersion } from '../rules/versions';
import { workloadRules } from '../rules/workloads';

/** The first version in which the gate VolumeAttributesClass is on by default: pkg/features/kube_features.go of Kubernetes 1.37. */
const ATTRIBUTES_CLASSES = '1.34';

/**
 * Reports problems with a claim that is created from a template.
 *
 * @param field the claim, whose options messages name
 * @param template the template in the form of the API
 * @internal
 */
export function checkClaimTemplate(problems: Problems, field: string, { metadata, spec }: Json, version: KubernetesVersion): void {
  const { accessModes, volumeAttributesClassName } = spec;
  const { storage } = spec.resources.requests;
  if (!isQuantity(storage) || !isBytes(storage) || compareQuantities(storage, '0') <= 0) {
    const fix = isQuantity(storage) && isBytes(storage) ? "Use a size such as '10Gi'." : bytesFix(storage);
    problems.report(workloadRules.claim, `${field}.storage`, storage, fix);
  }
  const names = { storageClassName: spec.storageClassName, volumeName: spec.volumeName, volumeAttributesClassName };
  for (const [name, value] of Object.entries(names)) {
    if (value && !isDnsSubdomain(value)) {
      problems.report(workloadRules.claim, `${field}.${name}`, value, "Use a name such as 'fast'.");
    }
  }
  if (volumeAttributesClassName !== undefined) {
    checkServed(problems, `${field}.volumeAttributesClassName`, volumeAttributesClassName, ATTRIBUTES_CLASSES, version);
  }
  const isCombined = accessModes.length > 1 && accessModes.includes(AccessMode.READ_WRITE_ONCE_POD);
  if (accessModes.length === 0 || isCombined) {
    problems.report(workloadRules.claim, `${field}.accessModes`, accessModes, isCombined ? 'Remove the other modes.' : 'Omit it to use ReadWriteOnce.');
  }
  checkLabelMap(problems, `${field}.selector`, spec.selector?.matchLabels);
  checkMetadata(problems, `${field}.metadata`, metadata);
  checkDataSources(problems, field, spec);
}

/** Reports data sources that the API server refuses: `validateDataSource` in core/validation/validation.go of Kubernetes 1.37. */
function checkDataSources(problems: Problems, field: string, { dataSource, dataSourceRef }: Json): void {
  for (const [name, source] of Object.entries<ClaimDataSource | undefined>({ dataSource, dataSourceRef })) {
    for (const part of ['kind', 'name'] as const) {
      if (source?.[part] === '') {
        problems.report(workloadRules.claim, `${field}.${name}.${part}`, '', `Use the ${part} of the object.`);
      }
    }
    const { apiGroup, kind } = source ?? {};
    if (apiGroup && !isDnsSubdomain(apiGroup)) {
      problems.report(workloadRules.claim, `${field}.${name}.apiGroup`, apiGroup, "Use a group such as 'snapshot.storage.k8s.io'.");
    } else if (source && !apiGroup && kind && kind !== 'PersistentVolumeClaim') {
      problems.report(workloadRules.claim, `${field}.${name}.apiGroup`, apiGroup, `Set the API group of the kind ${kind}, such as 'snapshot.storage.k8s.io'.`);
    }
  }
  if (dataSource && dataSourceRef && !isSameSource(dataSource, dataSourceRef)) {
    problems.report(workloadRules.claim, `${field}.dataSourceRef`, dataSourceRef.name, 'Remove dataSource or dataSourceRef, or use the same object.');
  }
}

function isSameSource(a: ClaimDataSource, b: ClaimDataSource): boolean {
  return a.kind === b.kind && a.name === b.name && (a.apiGroup ?? '') === (b.apiGroup ?? '');
}
