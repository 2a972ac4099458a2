import type { BlockDevice } from './block-device';
import { VolumeMode } from './claim-options';
import type { Mount } from './mount';
import type { VolumeClaim } from './volume-claim';
import type { VolumeSource } from './volume-source';
import type { Problems } from '../rules/rule';
import { volumeRules } from '../rules/volumes';

/** The block devices of one container of a declaration. */
export interface ContainerDevices {
  /** The property, for messages. */
  readonly field: string;
  readonly devices: readonly BlockDevice[];
  /** The mounts of the container, with which the devices share their paths and volumes. */
  readonly mounts: readonly Pick<Mount, 'path' | 'source'>[];
}

/**
 * Reports problems with the block devices of a container: ValidateVolumeDevices in pkg/apis/core/validation/validation.go of Kubernetes 1.36.
 *
 * @param claims the volume claims of a StatefulSet
 * @internal
 */
export function checkDevices(problems: Problems, { field, devices, mounts }: ContainerDevices, claims: readonly VolumeClaim[] = []): void {
  devices.forEach(({ path, source }, index) => {
    const others = [...mounts, ...devices.slice(0, index)];
    if (path === '' || path.split('/').includes('..') || others.some(other => other.path === path)) {
      problems.report(volumeRules.device, `${field}[${index}].path`, path, "Use a different path for each, such as '/dev/store'.");
    }
    if (others.some(other => isSame(other.source, source))) {
      problems.report(volumeRules.device, `${field}[${index}].source`, nameOf(source), 'The container already has this volume. Remove one of the two.');
    }
    if (!isBlock(source, claims)) {
      const fix = 'Use VolumeSource.volumeClaim, with volumeMode: VolumeMode.BLOCK in the claim of the StatefulSet, VolumeSource.ephemeral with that mode, or VolumeSource.claim. For a file system, use mounts.';
      problems.report(volumeRules.device, `${field}[${index}].source`, nameOf(source), fix);
    }
  });
}

/** Whether a volume can be a block device. The mode of an existing claim is not known, and a claim that does not exist breaks another rule. */
function isBlock({ _content: { claim, volume, json } }: VolumeSource, claims: readonly VolumeClaim[]): boolean {
  if (claim !== undefined) {
    const declared = claims.find(({ name }) => name === claim);
    return declared === undefined || declared.volumeMode === VolumeMode.BLOCK;
  }
  const { persistentVolumeClaim, ephemeral } = (volume?._toKube() ?? json)!;
  return persistentVolumeClaim !== undefined || ephemeral?.volumeClaimTemplate?.spec?.volumeMode === VolumeMode.BLOCK;
}

function isSame(source: VolumeSource, other: VolumeSource): boolean {
  return source === other || (source._content.claim !== undefined && source._content.claim === other._content.claim);
}

function nameOf(source: VolumeSource): string | undefined {
  return source._content.claim ?? source._content.volume?.name ?? source._volumeName;
}
