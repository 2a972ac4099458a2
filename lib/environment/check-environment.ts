import { EnvFromSource } from './env-from-source';
import { EnvVarSource } from './env-var-source';
import type { EnvironmentProps } from './environment';
import type { Problems } from '../rules/rule';
import { checkText } from '../rules/text';
import { checkArray, checkMap, checkOptions, checkString, hasProperty, reportType, reportVersion } from '../rules/values';
import { workloadRules } from '../rules/workloads';
import { keyCode, stringCode, stringFix } from '../values/code';
import { sortedEntries } from '../values/compare-names';

/** Reports properties with environment variables that have the wrong type, so that the variables cannot be rendered. @internal */
export function checkEnvironmentTypes(problems: Problems, { env, envValueFrom, envFrom }: EnvironmentProps): void {
  checkMap(problems, 'env', env);
  checkMap(problems, 'envValueFrom', envValueFrom);
  if (checkArray(problems, 'envFrom', envFrom)) {
    envFrom?.forEach((source, index) => checkSource(problems, `envFrom[${index}]`, source));
  }
}

/**
 * Reports variables whose value has the wrong type, and variables that are set in both `env` and `envValueFrom`.
 *
 * @internal
 */
export function checkEnvironment(problems: Problems, { env, envValueFrom }: EnvironmentProps): void {
  // Sorted by name, so that the lines of an error do not depend on the order of the map
  for (const [name, value] of sortedEntries<unknown>(env)) {
    checkText(problems, `env.${name}`, value);
    if (typeof value !== 'string') {
      problems.report(workloadRules.envValue, `env.${name}`, value, textFix(name, value));
    }
  }
  for (const [name, value] of sortedEntries<unknown>(envValueFrom)) {
    if (EnvVarSource._isEnvVarSource(value)) {
      checkOptions(problems, `envValueFrom.${name}`, value);
    } else if (!reportVersion(problems, `envValueFrom.${name}`, value)) {
      problems.report(workloadRules.envValue, `envValueFrom.${name}`, value, sourceFix(name, value));
    }
    if (env && Object.hasOwn(env, name)) {
      problems.report(workloadRules.envValue, 'envValueFrom', name, 'It is also in env. Remove it from one of them.');
    }
  }
}

function checkSource(problems: Problems, field: string, source: unknown): void {
  if (!EnvFromSource._isEnvFromSource(source)) {
    reportType(problems, field, source, `Use ${envFromSourceCode(source)}.`);
  } else if (checkOptions(problems, field, source)) {
    checkString(problems, `${field}.prefix`, source._prefix);
  }
}

function textFix(name: string, value: unknown): string {
  if (EnvVarSource._isEnvVarSource(value)) {
    return 'Move it to envValueFrom.';
  }
  const code = envVarSourceCode(value);
  if (code !== undefined) {
    return `Remove it from env, and set envValueFrom: { ${keyCode(name)}: ${code} }.`;
  }
  return stringFix(hasProperty('value')(value) ? value.value : value);
}

function sourceFix(name: string, value: unknown): string {
  return typeof value === 'string' ? `Set env: { ${keyCode(name)}: … }, which accepts strings.` : `Use ${envVarSourceCode(value) ?? "a source such as EnvVarSource.secretKey('login', 'password')"}.`;
}

/** The code that replaces an EnvValue of cdk8s-plus that has a source, such as a field or a Secret; undefined for other values. */
function envVarSourceCode(value: unknown): string | undefined {
  const source = hasProperty('valueFrom')(value) ? value.valueFrom as Record<string, any> | undefined : undefined;
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = source ?? {};
  if (secretKeyRef) {
    return `EnvVarSource.secretKey(${quoted(secretKeyRef.name)}, ${quoted(secretKeyRef.key)})`;
  }
  if (configMapKeyRef) {
    return `EnvVarSource.configMapKey(${quoted(configMapKeyRef.name)}, ${quoted(configMapKeyRef.key)})`;
  }
  if (fieldRef) {
    const [, field, key] = /^metadata\.(label|annotation)s\['(.*)'\]$/s.exec(String(fieldRef.fieldPath)) ?? [];
    const factory = field === undefined ? 'podField' : field === 'label' ? 'podLabel' : 'podAnnotation';
    return `EnvVarSource.${factory}(${quoted(key ?? fieldRef.fieldPath)})`;
  }
  return resourceFieldRef ? `EnvVarSource.resource(${quoted(resourceFieldRef.resource)})` : undefined;
}

/** The code that replaces an EnvFrom of cdk8s-plus. */
function envFromSourceCode(value: unknown): string {
  const { configMap, sec: secret, prefix } = (hasProperty('_toKube')(value) ? value : {}) as Record<string, any>;
  const options = prefix ? `, { prefix: ${quoted(prefix)} }` : '';
  return secret ? `EnvFromSource.secret(${quoted(secret.name)}${options})` : `EnvFromSource.configMap(${quoted(configMap?.name ?? 'settings')}${options})`;
}

function quoted(text: unknown): string {
  return typeof text === 'string' ? stringCode(text) : '…';
}
