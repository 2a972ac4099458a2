import { EnvValue, type Container } from 'cdk8s-plus-28';
import type { Json } from '../manifest/manifest';
import type { VolumeSource } from '../volume/volume-source';

/** A key in a file of a volume. */
export interface FileKey {
  readonly source: VolumeSource;
  readonly path: string;
  readonly key: string;
  readonly optional?: boolean;
}

/** The class of cdk8s-plus, whose constructor is private. */
const PlainValue = EnvValue as unknown as new (value: undefined, valueFrom: Json) => EnvValue;

/**
 * The value of a key in a file, for a container of cdk8s-plus.
 *
 * @param volumeName the name of the volume in the pod
 * @internal
 */
export function fileValue({ path, key, optional }: FileKey, volumeName: string): EnvValue {
  return new PlainValue(undefined, { fileKeyRef: { volumeName, path, key, optional } });
}

/** Completes the variables of a container: cdk8s-plus has dropped this source, which Kubernetes 1.28 does not have. @internal */
export function completeVariables(rendered: Json, { env }: Container): void {
  const isDropped = ({ valueFrom }: Json) => valueFrom && Object.values(valueFrom).every(source => source === undefined);
  const dropped: Json[] = (rendered.env ?? []).filter(isDropped);
  // The getter copies the variables
  const variables: Json = dropped.length > 0 ? env.variables : {};
  for (const variable of dropped) {
    const fileKeyRef = variables[variable.name]?.valueFrom?.fileKeyRef;
    if (fileKeyRef) {
      variable.valueFrom = { fileKeyRef };
    }
  }
}
