import { EnvValue, type Container, type EnvFieldPaths, type IConfigMap, type ISecret, type ResourceFieldPaths } from 'cdk8s-plus-28';
import type { FileKey } from './file-key';
import { receive } from '../options/receive';
import { mark } from '../values/mark';
import type { VolumeSource } from '../volume/volume-source';

/**
 * Options of a value that comes from a key of a ConfigMap or Secret.
 */
export interface EnvVarKeyOptions {
  /**
   * Whether the ConfigMap or Secret, or its key, can be missing. The variable is then not set. If it is required and missing, the container
   * does not start.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * Options of a value that comes from the resources of a container.
 */
export interface EnvVarResourceOptions {
  /**
   * Unit of the value: `1` or `1m` for CPU; `1`, `1k` to `1E` or `1Ki` to `1Ei` for all other resources. The value is rounded up.
   *
   * @default - 1: whole CPU cores, or bytes
   */
  readonly divisor?: string;

  /**
   * Name of the container whose resources are read.
   *
   * @default - the container that has the variable
   */
  readonly containerName?: string;
}

/**
 * Options of a value that comes from a file.
 */
export interface EnvVarFileOptions {
  /**
   * Whether the file can lack the key, or have an empty value for it. The variable is then not set. If the key is required and missing, or if the file does
   * not exist, the container does not start.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * Where the value of an environment variable comes from: a key of a Secret or ConfigMap, a field of the pod, the resources of a container, or a file of a
 * volume.
 *
 * Secrets and ConfigMaps are referred to by name. For an object of cdk8s-plus, pass its `name`.
 *
 * @example
 * const settings = new kplus.ConfigMap(this, 'settings', { data: { region: 'eu-west-1' } });
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   envValueFrom: {
 *     PASSWORD: EnvVarSource.secretKey('web-credentials', 'password'),
 *     REGION: EnvVarSource.configMapKey(settings.name, 'region'),
 *     POD_IP: EnvVarSource.podField('status.podIP'),
 *     MEMORY_LIMIT_MIB: EnvVarSource.resource('limits.memory', { divisor: '1Mi' }),
 *   },
 * });
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
 */
export class EnvVarSource {
  /**
   * The value of a key of a Secret (`secretKeyRef`).
   *
   * @param secretName name of the Secret, in the namespace of the pod
   * @param key key in the Secret
   * @param options whether the key is optional
   */
  public static secretKey(secretName: string, key: string, options: EnvVarKeyOptions = {}): EnvVarSource {
    const { values: [name, keyOfSecret, set], wrong } = receive('EnvVarSource.secretKey', secretName, key, options);
    const secret = { name } as ISecret;
    return new EnvVarSource(EnvValue.fromSecretValue({ secret, key: keyOfSecret }, { optional: set?.optional }), wrong);
  }

  /**
   * The value of a key of a ConfigMap (`configMapKeyRef`).
   *
   * @param configMapName name of the ConfigMap, in the namespace of the pod
   * @param key key in the ConfigMap
   * @param options whether the key is optional
   */
  public static configMapKey(configMapName: string, key: string, options: EnvVarKeyOptions = {}): EnvVarSource {
    const { values: [name, keyOfConfigMap, set], wrong } = receive('EnvVarSource.configMapKey', configMapName, key, options);
    return new EnvVarSource(EnvValue.fromConfigMap({ name } as IConfigMap, keyOfConfigMap, { optional: set?.optional }), wrong);
  }

  /**
   * The value of a field of the pod (`fieldRef`).
   *
   * @param fieldPath `metadata.name`, `metadata.namespace`, `metadata.uid`, `spec.nodeName`, `spec.serviceAccountName`, `status.hostIP`,
   * `status.hostIPs`, `status.podIP` or `status.podIPs`
   */
  public static podField(fieldPath: string): EnvVarSource {
    const { values: [path], wrong } = receive('EnvVarSource.podField', fieldPath);
    return new EnvVarSource(ofField(path), wrong);
  }

  /**
   * The value of a label of the pod (`fieldRef` to `metadata.labels`). It is empty if the pod does not have the label.
   *
   * @param key key of the label
   */
  public static podLabel(key: string): EnvVarSource {
    const { values: [label], wrong } = receive('EnvVarSource.podLabel', key);
    return new EnvVarSource(ofField(`metadata.labels['${label}']`), wrong);
  }

  /**
   * The value of an annotation of the pod (`fieldRef` to `metadata.annotations`). It is empty if the pod does not have the annotation.
   *
   * @param key key of the annotation
   */
  public static podAnnotation(key: string): EnvVarSource {
    const { values: [annotation], wrong } = receive('EnvVarSource.podAnnotation', key);
    return new EnvVarSource(ofField(`metadata.annotations['${annotation}']`), wrong);
  }

  /**
   * A resource request or limit of a container (`resourceFieldRef`). For a limit that the container does not set, the value is what the node
   * can allocate to pods.
   *
   * @param resource `limits.` or `requests.` with `cpu`, `memory`, `ephemeral-storage` or `hugepages-` and a size
   * @param options unit of the value, and another container
   */
  public static resource(resource: string, options: EnvVarResourceOptions = {}): EnvVarSource {
    const { values: [field, { divisor, containerName } = {}], wrong } = receive('EnvVarSource.resource', resource, options);
    const container = containerName === undefined ? undefined : { name: containerName } as Container;
    return new EnvVarSource(EnvValue.fromResource(field as ResourceFieldPaths, { divisor, container }), wrong);
  }

  /**
   * The value of a key in a file of a volume (`fileKeyRef`), which another container of the pod writes, such as an init container. Kubernetes 1.35 or newer.
   *
   * The file has lines such as `REGION='eu-west-1'`, with single quotation marks. The kubelet reads it each time the container starts. The container does not
   * have to mount the volume; the container that writes the file must mount it.
   *
   * @example
   * const settings = VolumeSource.emptyDir();
   * new ExposedWorkload(this, 'web', {
   *   image: 'registry.example.com/web:1.4.2',
   *   ports: [Port.http(8080)],
   *   envValueFrom: { REGION: EnvVarSource.fileKey(settings, 'web.env', 'REGION') },
   *   initContainers: [{
   *     name: 'find-region',
   *     image: 'registry.example.com/find-region:2',
   *     args: ['--output=/settings/web.env'],
   *     mounts: [{ path: '/settings', source: settings }],
   *   }],
   * });
   *
   * @param source an empty directory (`VolumeSource.emptyDir`); the same instance as in the mount is the same volume
   * @param filePath path of the file within the volume
   * @param key key in the file
   * @param options whether the key is optional
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-via-file/
   */
  public static fileKey(source: VolumeSource, filePath: string, key: string, options: EnvVarFileOptions = {}): EnvVarSource {
    const { values: [volume, path, keyOfFile, set], wrong } = receive('EnvVarSource.fileKey', source, filePath, key, options);
    return new EnvVarSource(undefined, wrong, { source: volume, path, key: keyOfFile, optional: set?.optional });
  }

  /**
   * A value of cdk8s-plus, for code that already has one.
   *
   * @param envValue the value
   */
  public static fromEnvValue(envValue: EnvValue): EnvVarSource {
    const { values: [existing], wrong } = receive('EnvVarSource.fromEnvValue', envValue);
    return new EnvVarSource(existing, wrong);
  }

  private constructor(
    /** Undefined for a file. @internal */ public readonly _envValue: EnvValue | undefined,
    wrong: readonly unknown[],
    /** @internal */ public readonly _file?: FileKey,
  ) {
    mark(this, 'EnvVarSource', wrong);
  }
}

function ofField(path: string): EnvValue {
  // Without a key, cdk8s-plus throws an error for the fields of labels and annotations. With an empty key, a rule refuses the declaration.
  return EnvValue.fromFieldRef(path as EnvFieldPaths, { key: '' });
}
