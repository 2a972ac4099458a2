import type { EnvironmentProps } from './environment';
import type { FileKey } from './file-key';
import { containerRules, isEnvName } from '../rules/containers';
import type { Problems } from '../rules/rule';
import { shown } from '../rules/show';
import { checkText } from '../rules/text';
import { checkServed, type KubernetesVersion } from '../rules/versions';
import { isInnerPath } from '../rules/volumes';
import { workloadRules } from '../rules/workloads';
import { sortedEntries } from '../values/compare-names';
import { isEmptyDir } from '../volume/pod-volumes';

/** The first version in which the gate EnvFiles is on by default: pkg/features/kube_features.go of Kubernetes 1.35, 1.36 and 1.37. */
const ENV_FILES = '1.35';

/**
 * Reports texts that cannot be written, variables that are set in both `env` and `envValueFrom`, and problems with the files of variables. The other sources
 * are checked as cdk8s-plus renders them.
 *
 * @param prefix prefix of the names of properties in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkEnvironment(problems: Problems, prefix: string, { env, envValueFrom }: EnvironmentProps, version: KubernetesVersion): void {
  // Sorted by name, so that the lines of an error do not depend on the order of the map
  for (const [name, value] of sortedEntries(env)) {
    checkText(problems, `${prefix}env['${name}']`, value);
  }
  for (const [name, { _file }] of sortedEntries(envValueFrom)) {
    if (_file) {
      checkFile(problems, `${prefix}envValueFrom['${name}']`, _file, version);
    }
    if (env && Object.hasOwn(env, name)) {
      problems.report(workloadRules.envValue, `${prefix}envValueFrom`, shown(name), 'It is also in env. Remove it from one of them.');
    }
  }
}

/** Reports problems with the file of a variable: `validateFileKeySelector` and `validateFileKeyRefVolumes` in pkg/apis/core/validation/validation.go (1.37). */
function checkFile(problems: Problems, field: string, { source, path, key }: FileKey, version: KubernetesVersion): void {
  checkServed(problems, field, 'fileKeyRef', ENV_FILES, version);
  if (!isEmptyDir(source)) {
    const fix = 'Use VolumeSource.emptyDir(), and let an init container write the file. For a value from a ConfigMap or Secret, use EnvVarSource.configMapKey or EnvVarSource.secretKey.';
    problems.report(containerRules.envFile, `${field}.source`, source, fix);
  }
  if (path === '' || !isInnerPath(path)) {
    problems.report(containerRules.envFile, `${field}.filePath`, path, "Use the path within the volume, without the path of a mount, such as 'web.env'.");
  }
  if (!isEnvName(key)) {
    problems.report(containerRules.envFile, `${field}.key`, key, "Use the name before the equal sign of a line, such as 'REGION'.");
  }
}
