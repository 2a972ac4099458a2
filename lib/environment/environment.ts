import { EnvFrom, EnvValue, type ContainerProps } from 'cdk8s-plus-28';
import type { EnvFromSource } from './env-from-source';
import type { EnvVarSource } from './env-var-source';
import { fileValue } from './file-key';
import type { VolumeSource } from '../volume/volume-source';

/** The properties of a workload that declare environment variables. */
export interface EnvironmentProps {
  readonly env?: { [name: string]: string };
  readonly envValueFrom?: { [name: string]: EnvVarSource };
  readonly envFrom?: EnvFromSource[];
}

/**
 * The environment of the workload's own container, as props of a container of cdk8s-plus. Values that were reported as invalid are tolerated.
 *
 * @param nameOf returns the name of a volume of the pod
 * @internal
 */
export function toEnvironment(
  { env, envValueFrom, envFrom }: EnvironmentProps, nameOf: (source: VolumeSource) => string,
): Pick<ContainerProps, 'envVariables' | 'envFrom'> {
  const texts = Object.entries(env ?? {}).map(([name, text]) => [name, EnvValue.fromValue(text)]);
  const sources = Object.entries(envValueFrom ?? {}).map(([name, { _envValue, _file }]) => (
    [name, _file ? fileValue(_file, nameOf(_file.source)) : _envValue!]
  ));
  return {
    envVariables: Object.fromEntries([...texts, ...sources]),
    envFrom: envFrom?.map(source => new DeclaredEnvFrom(source)),
  };
}

/** A source of variables that cdk8s-plus renders with `optional`, which its own class cannot express. */
class DeclaredEnvFrom extends EnvFrom {
  constructor(private readonly source: EnvFromSource) {
    super();
  }

  /** @internal */
  public _toKube(): ReturnType<EnvFrom['_toKube']> {
    const { _kind, _name: name, _prefix: prefix, _optional: optional } = this.source;
    return _kind === 'secretRef' ? { prefix, secretRef: { name, optional } } : { prefix, configMapRef: { name, optional } };
  }
}
