import type { MountPropagation, Volume, VolumeMount } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { DeclaredVolume, TemplateVolume } from './declared-volume';
import type { Mount } from './mount';
import type { VolumeSource } from './volume-source';

const MAX_NAME = 63;

/** The mounts of one container of a declaration. */
export interface DeclaredMounts {
  /** The property, for messages. */
  readonly field: string;
  readonly mounts?: readonly Mount[];
}

/** A volume that the pod has although no container may mount it. */
export interface UnmountedVolume {
  /** The property, for messages. */
  readonly field: string;
  readonly source: VolumeSource;
  /** The path of a block device, from which the name is derived. */
  readonly path?: string;
}

/** A volume of a declaration. */
export interface VolumeUse {
  readonly source: VolumeSource;
  /** The property that uses it first, for messages. */
  readonly field: string;
  /** Empty if no container uses the volume and it has no name. */
  readonly name: string;
}

/**
 * The volumes of the pods of one declaration, each with its name. Mounts with the same `VolumeSource` share a volume.
 *
 * @internal
 */
export class PodVolumes {
  /** By what identifies a volume: the instance, the name of a volume claim, or the volume of cdk8s-plus. */
  private readonly uses = new Map<unknown, VolumeUse>();
  private readonly created = new Map<unknown, Volume>();

  /**
   * @param containers the mounts of all containers, those of the workload's own container first
   * @param unmounted volumes that are declared without a mount, or that are also used without one
   */
  constructor(containers: readonly DeclaredMounts[], private readonly unmounted: readonly UnmountedVolume[] = []) {
    for (const { field, mounts = [] } of containers) {
      mounts.forEach(({ path, source }, index) => this.use(source, `${field}[${index}].source`, path));
    }
    unmounted.forEach(({ source, field, path = '' }) => this.use(source, field, path));
  }

  /** Whether no container uses a volume, and none is declared. */
  public get isEmpty(): boolean {
    return this.uses.size === 0;
  }

  /** All volumes, except volume claims of a StatefulSet, which are no volumes of the pod. */
  public get volumes(): VolumeUse[] {
    return [...this.uses.values()].filter(({ source }) => source._content.claim === undefined);
  }

  /** The volume claims of a StatefulSet that containers use. */
  public get claims(): VolumeUse[] {
    return [...this.uses.values()].filter(({ source }) => source._content.claim !== undefined);
  }

  /** The volumes that are declared without a mount, for cdk8s-plus. The declaration must have been checked. */
  public toUnmounted(scope: Construct): Set<Volume> {
    return new Set(this.unmounted.map(({ source }) => this.toVolume(scope, source)));
  }

  /** The mounts of a container, for cdk8s-plus. The declaration must have been checked. */
  public toMounts(scope: Construct, mounts: readonly Mount[] = []): VolumeMount[] {
    return mounts.map(({ source, propagation, ...mount }) => {
      return { ...mount, volume: this.toVolume(scope, source), propagation: propagation as MountPropagation | undefined };
    });
  }

  /** A volume, for cdk8s-plus. The declaration must have been checked. */
  public toVolume(scope: Construct, source: VolumeSource): Volume {
    const key = keyOf(source);
    const volume = this.created.get(key) ?? this.create(scope, source);
    this.created.set(key, volume);
    return volume;
  }

  /** The name of a volume. The declaration must have been checked. */
  public nameOf(source: VolumeSource): string {
    return this.uses.get(keyOf(source))!.name;
  }

  private create(scope: Construct, source: VolumeSource): Volume {
    const name = this.nameOf(source);
    const { claim, volume, json } = source._content;
    return volume ?? (claim === undefined ? new DeclaredVolume(scope, `volume-${name}`, name, json!) : new TemplateVolume(scope, `claim-${name}`, name));
  }

  private use(source: VolumeSource, field: string, path: string): void {
    const key = keyOf(source);
    if (!this.uses.has(key)) {
      const { claim, volume, object } = source._content;
      this.uses.set(key, { source, field, name: claim ?? volume?.name ?? source._volumeName ?? labelOf(object ?? path) });
    }
  }
}

/** Whether a volume is an empty directory. @internal */
export function isEmptyDir({ _content: { json, volume } }: VolumeSource): boolean {
  return (volume ? volume._toKube().emptyDir : json?.emptyDir) !== undefined;
}

function keyOf(source: VolumeSource): unknown {
  return source._content.claim ?? source._content.volume ?? source;
}

/** A text as a DNS label: /var/cache/nginx is var-cache-nginx. */
function labelOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]+/g, '-').slice(0, MAX_NAME).replace(/^-+|-+$/g, '');
}
