import type { EnvFrom } from 'cdk8s-plus-28';
import { receive, type Received } from '../options/receive';
import { mark } from '../values/mark';

/**
 * Options of a ConfigMap or Secret whose keys become environment variables.
 */
export interface EnvFromSourceOptions {
  /**
   * Prefix of the names of the variables. The key follows it.
   *
   * @default - none: the name of a variable is the key
   */
  readonly prefix?: string;

  /**
   * Whether the ConfigMap or Secret can be missing. Its variables are then not set. If it is required and missing, the container does not start.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * A ConfigMap or Secret whose keys all become environment variables. If several sources define the same variable, the last source takes precedence;
 * `env` and `envValueFrom` take precedence over all sources.
 *
 * Secrets and ConfigMaps are referred to by name. For an object of cdk8s-plus, pass its `name`.
 *
 * @example
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   envFrom: [EnvFromSource.configMap('settings'), EnvFromSource.secret('database-login', { prefix: 'DATABASE_' })],
 * });
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables
 */
export class EnvFromSource {
  /**
   * All keys of a ConfigMap.
   *
   * @param name name of the ConfigMap, in the namespace of the pod
   * @param options prefix, and whether the ConfigMap is optional
   */
  public static configMap(name: string, options: EnvFromSourceOptions = {}): EnvFromSource {
    return new EnvFromSource('configMapRef', receive('EnvFromSource.configMap', name, options));
  }

  /**
   * All keys of a Secret.
   *
   * @param name name of the Secret, in the namespace of the pod
   * @param options prefix, and whether the Secret is optional
   */
  public static secret(name: string, options: EnvFromSourceOptions = {}): EnvFromSource {
    return new EnvFromSource('secretRef', receive('EnvFromSource.secret', name, options));
  }

  /**
   * A source of cdk8s-plus, for code that already has one.
   *
   * @param envFrom the source
   */
  public static fromEnvFrom(envFrom: EnvFrom): EnvFromSource {
    const { values: [existing], wrong } = receive('EnvFromSource.fromEnvFrom', envFrom);
    const { secretRef, configMapRef, prefix } = (existing as EnvFrom | undefined)?._toKube() ?? {};
    return new EnvFromSource(secretRef ? 'secretRef' : 'configMapRef', { values: [(secretRef ?? configMapRef)?.name ?? '', { prefix }], wrong });
  }

  /** @internal */
  public readonly _name: string;
  /** @internal */
  public readonly _prefix?: string;
  /** @internal */
  public readonly _optional?: boolean;

  private constructor(
    /** @internal */ public readonly _kind: 'configMapRef' | 'secretRef',
    { values: [name, options], wrong }: Received<[string, EnvFromSourceOptions]>,
  ) {
    mark(this, 'EnvFromSource', wrong);
    this._name = name;
    this._prefix = options?.prefix;
    this._optional = options?.optional;
  }
}
