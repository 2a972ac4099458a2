import type { Json } from '../manifest/manifest';
import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * Options of a file with a field of the pod.
 */
export interface DownwardApiFileOptions {
  /**
   * Permissions of the file, such as 0o400.
   *
   * @default - those of the volume
   */
  readonly mode?: number;
}

/**
 * Options of a file with a resource of a container.
 */
export interface DownwardApiResourceOptions extends DownwardApiFileOptions {
  /**
   * Unit of the value: `1` or `1m` for CPU; `1`, `1k` to `1E` or `1Ki` to `1Ei` for all other resources. The value is rounded up.
   *
   * @default - 1: whole CPU cores, or bytes
   */
  readonly divisor?: string;
}

/**
 * A file of a volume whose content is a field of the pod, or a request or limit of one of its containers. The kubelet updates files of labels and
 * annotations when these change.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   mounts: [{
 *     path: '/etc/podinfo',
 *     source: VolumeSource.downwardApi([
 *       DownwardApiFile.podField('labels', 'metadata.labels'),
 *       DownwardApiFile.resource('memory-limit', 'web', 'limits.memory', { divisor: '1Mi' }),
 *     ]),
 *   }],
 * });
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */
export class DownwardApiFile {
  /**
   * A file with a field of the pod (`fieldRef`).
   *
   * @param filePath relative path of the file in the volume
   * @param fieldPath `metadata.name`, `metadata.namespace`, `metadata.uid`, `metadata.labels` or `metadata.annotations`
   * @param options permissions
   */
  public static podField(filePath: string, fieldPath: string, options: DownwardApiFileOptions = {}): DownwardApiFile {
    const received = receive('DownwardApiFile.podField', filePath, fieldPath, options);
    return new DownwardApiFile(received, { fieldRef: { fieldPath: received.values[1] } });
  }

  /**
   * A file with the value of a label of the pod.
   *
   * @param filePath relative path of the file in the volume
   * @param key key of the label
   * @param options permissions
   */
  public static podLabel(filePath: string, key: string, options: DownwardApiFileOptions = {}): DownwardApiFile {
    const received = receive('DownwardApiFile.podLabel', filePath, key, options);
    return new DownwardApiFile(received, { fieldRef: { fieldPath: `metadata.labels['${received.values[1]}']` } });
  }

  /**
   * A file with the value of an annotation of the pod.
   *
   * @param filePath relative path of the file in the volume
   * @param key key of the annotation
   * @param options permissions
   */
  public static podAnnotation(filePath: string, key: string, options: DownwardApiFileOptions = {}): DownwardApiFile {
    const received = receive('DownwardApiFile.podAnnotation', filePath, key, options);
    return new DownwardApiFile(received, { fieldRef: { fieldPath: `metadata.annotations['${received.values[1]}']` } });
  }

  /**
   * A file with a request or limit of a container (`resourceFieldRef`). For a limit that the container does not set, the value is what the node can
   * allocate to pods.
   *
   * @param filePath relative path of the file in the volume
   * @param containerName name of the container
   * @param resource `limits.` or `requests.` with `cpu`, `memory`, `ephemeral-storage` or `hugepages-` and a size
   * @param options unit and permissions
   */
  public static resource(filePath: string, containerName: string, resource: string, options: DownwardApiResourceOptions = {}): DownwardApiFile {
    const { values: [file, container, field, set], wrong } = receive('DownwardApiFile.resource', filePath, containerName, resource, options);
    return new DownwardApiFile({ values: [file, '', set], wrong }, {
      resourceFieldRef: { containerName: container, resource: field, divisor: set?.divisor },
    });
  }

  /** The file as an item of the API. @internal */
  public readonly _item: Json;

  private constructor({ values: [path, , options], wrong }: Received<[string, string, DownwardApiFileOptions]>, source: Json) {
    mark(this, 'DownwardApiFile', wrong);
    this._item = { path, ...source, mode: options?.mode };
  }
}
