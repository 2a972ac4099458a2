import { AccessMode } from './claim-options';
import type { Json } from '../manifest/manifest';
import { checkLabelMap, checkMetadata } from '../rules/metadata';
import { isDnsSubdomain } from '../rules/names';
import { bytesFix, compareQuantities, isQuantity } from '../rules/quantities';
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
  if (!isQuantity(storage) || compareQuantities(storage, '0') <= 0) {
    problems.report(workloadRules.claim, `${field}.storage`, storage, isQuantity(storage) ? "Use a size such as '10Gi'." : bytesFix(storage));
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
}
