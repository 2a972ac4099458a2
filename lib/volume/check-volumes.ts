import { k8s, type Volume } from 'cdk8s-plus-28';
import type { BlockDevice } from './block-device';
import { checkClaimTemplate } from './check-claim';
import { checkDevices } from './check-devices';
import { checkMountPath, checkMounts } from './check-mounts';
import { checkSource } from './check-source';
import { VolumeMode } from './claim-options';
import { claimSpec } from './claim-spec';
import type { Mount } from './mount';
import type { PodVolumes, VolumeUse } from './pod-volumes';
import { DECLARED_SOURCE, PLUS_SOURCE } from './source-names';
import type { VolumeClaim } from './volume-claim';
import { isDnsLabel } from '../rules/names';
import type { Problems } from '../rules/rule';
import type { KubernetesVersion } from '../rules/versions';
import { volumeRules } from '../rules/volumes';
import { workloadRules } from '../rules/workloads';

/** The volumes of one container of a declaration. */
export interface ContainerVolumes {
  /** Prefix of the properties of the container in messages. */
  readonly prefix: string;
  readonly mounts: readonly Mount[];
  readonly devices: readonly BlockDevice[];
  /** Whether the container is privileged. */
  readonly privileged: boolean;
}

/** The volumes of a declaration, and how its containers use them. */
export interface DeclaredVolumes {
  readonly volumes: PodVolumes;
  /** The volumes of all containers, those of the workload's own container first. */
  readonly containers: readonly ContainerVolumes[];
  /** The volume claims of a StatefulSet; undefined for another controller. */
  readonly claims?: readonly VolumeClaim[];
  readonly version: KubernetesVersion;
}

/**
 * Reports problems with the volumes, volume claims and mounts of a declaration.
 *
 * @internal
 */
export function checkVolumes(problems: Problems, { volumes, containers, claims, version }: DeclaredVolumes): void {
  for (const { prefix, mounts, devices, privileged } of containers) {
    checkMounts(problems, `${prefix}mounts`, mounts, { privileged, oneWay: 'Propagation.HOST_TO_CONTAINER' });
    checkDevices(problems, { field: `${prefix}devices`, devices, mounts }, claims);
  }
  checkPaths(problems, containers, claims);
  claims?.forEach((claim, index) => {
    const field = `controller.volumeClaims[${index}]`;
    if (claim.mountPath !== undefined) {
      checkMountPath(problems, `${field}.mountPath`, claim.mountPath);
    }
    checkClaimTemplate(problems, field, { metadata: claim.metadata, spec: claimSpec(claim) }, version);
  });
  for (const { field, source: { _content: { json, volume } } } of volumes.volumes) {
    if (volume) {
      checkPlusVolume(problems, volume, version);
    } else {
      checkSource(problems, field, json!, DECLARED_SOURCE, version);
    }
  }
  checkNames(problems, volumes.volumes, claims);
  checkReferences(problems, volumes.claims, claims);
  checkBlockMounts(problems, volumes, containers, claims);
}

/** Reports problems with the source of a volume of cdk8s-plus. @internal */
export function checkPlusVolume(problems: Problems, volume: Volume, version: KubernetesVersion): void {
  checkSource(problems, `volumes['${volume.name}']`, k8s.toJson_Volume(volume._toKube())!, PLUS_SOURCE, version);
}

/** Reports paths at which a container mounts two volumes. The workload's own container also mounts volume claims. */
function checkPaths(problems: Problems, containers: readonly ContainerVolumes[], claims: readonly VolumeClaim[] = []): void {
  containers.forEach(({ prefix, mounts }, at) => {
    const ofClaims = claims.map(({ mountPath }, index) => ({ field: `controller.volumeClaims[${index}].mountPath`, path: mountPath }));
    const paths = [...mounts.map(({ path }, index) => ({ field: `${prefix}mounts[${index}].path`, path })), ...at === 0 ? ofClaims : []];
    paths.forEach(({ field: mount, path }, index) => {
      if (path !== undefined && paths.slice(0, index).some(other => other.path === path)) {
        problems.report(workloadRules.mountPath, mount, path, "Use a different path for each, such as '/var/lib/data'.");
      }
    });
  });
}

/** Reports names that the API server refuses, and names of two volumes. */
function checkNames(problems: Problems, volumes: readonly VolumeUse[], claims: readonly VolumeClaim[] = []): void {
  const seen = new Map<string, string>();
  for (const { source, field, name } of volumes) {
    const property = source._content.volume ? 'volumes' : `${field}.volumeName`;
    const other = seen.get(name);
    if (name === '') {
      problems.report(workloadRules.claimName, property, source._volumeName, 'Set volumeName, because no container uses the volume.');
    } else if (!isDnsLabel(name)) {
      problems.report(workloadRules.claimName, property, name, "Use a name such as 'data'.");
    } else if (other !== undefined) {
      const fix = `${other} has this name. Use the same instance of VolumeSource for the same volume, or set volumeName: '${name}-2' for another volume.`;
      problems.report(workloadRules.claimName, property, name, fix);
    } else {
      seen.set(name, field);
    }
  }
  claims.forEach(({ name }, index) => {
    const field = `controller.volumeClaims[${index}].name`;
    if (!isDnsLabel(name)) {
      problems.report(workloadRules.claimName, field, name, "Use a name such as 'data'.");
    } else if (seen.has(name)) {
      problems.report(workloadRules.claimName, field, name, `Another volume or claim has this name. Use '${name}-2'.`);
    }
    seen.set(name, field);
  });
}

/** Reports mounts of volume claims that the StatefulSet does not have. */
function checkReferences(problems: Problems, mounted: readonly VolumeUse[], claims: readonly VolumeClaim[] | undefined): void {
  for (const { field, name } of mounted) {
    if (!claims?.some(claim => claim.name === name)) {
      const names = claims?.map(claim => `'${claim.name}'`).join(' or ');
      const declare = `Controller.statefulSet({ volumeClaims: [{ name: '${isDnsLabel(name) ? name : 'data'}', storage: '10Gi' }] })`;
      problems.report(volumeRules.claimReference, field, name, names ? `Use ${names}.` : `Use controller: ${declare}, or VolumeSource.claim for an existing claim.`);
    }
  }
}

/** Reports mounts of volumes without a file system. */
function checkBlockMounts(
  problems: Problems, volumes: PodVolumes, containers: readonly ContainerVolumes[], claims: readonly VolumeClaim[] = [],
): void {
  const fix = 'Remove volumeMode for a file system. For a block device, list the volume in devices instead of mounting it.';
  const mounted = containers.flatMap(({ mounts }) => mounts.map(({ source }) => source));
  claims.forEach(({ name, mountPath, volumeMode }, index) => {
    const isMounted = mountPath !== undefined || mounted.some(source => source._content.claim === name);
    if (volumeMode === VolumeMode.BLOCK && isMounted) {
      problems.report(volumeRules.block, `controller.volumeClaims[${index}].volumeMode`, volumeMode, fix);
    }
  });
  for (const { source, field } of volumes.volumes) {
    const mode = source._content.json?.ephemeral?.volumeClaimTemplate.spec.volumeMode;
    if (mode === VolumeMode.BLOCK && mounted.includes(source)) {
      problems.report(volumeRules.block, `${field}.volumeMode`, mode, fix);
    }
  }
}
