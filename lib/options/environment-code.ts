import { stringCode } from '../values/code';
import { isStructure, markOf } from '../values/mark';

/**
 * The code that replaces a variable of cdk8s-plus that has a source, such as a field or a Secret; undefined for other values.
 *
 * @internal
 */
export function envVarSourceCode(value: unknown): string | undefined {
  if (markOf(value)?.kind === 'EnvVarSource') {
    return 'the EnvVarSource';
  }
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = sourceOf(value);
  if (secretKeyRef) {
    return `EnvVarSource.secretKey(${quoted(secretKeyRef.name)}, ${quoted(secretKeyRef.key)})`;
  }
  if (configMapKeyRef) {
    return `EnvVarSource.configMapKey(${quoted(configMapKeyRef.name)}, ${quoted(configMapKeyRef.key)})`;
  }
  if (fieldRef) {
    const [, field, key] = /^metadata\.(label|annotation)s\['(.*)'\]$/s.exec(typeof fieldRef.fieldPath === 'string' ? fieldRef.fieldPath : '') ?? [];
    const factory = field === undefined ? 'podField' : field === 'label' ? 'podLabel' : 'podAnnotation';
    return `EnvVarSource.${factory}(${quoted(key ?? fieldRef.fieldPath)})`;
  }
  return resourceFieldRef ? `EnvVarSource.resource(${quoted(resourceFieldRef.resource)})` : undefined;
}

function sourceOf(value: unknown): Record<string, any> {
  return isStructure(value) && isStructure((value as any).valueFrom) ? (value as any).valueFrom : {};
}

/** The code that replaces an EnvFrom of cdk8s-plus; undefined for other values. @internal */
export function envFromSourceCode(value: unknown): string | undefined {
  const { configMap, sec: secret, prefix } = (isStructure(value) && '_toKube' in value ? value : {}) as Record<string, any>;
  const options = prefix ? `, { prefix: ${quoted(prefix)} }` : '';
  return secret ? `EnvFromSource.secret(${quoted(secret.name)}${options})`
    : configMap ? `EnvFromSource.configMap(${quoted(configMap.name)}${options})` : undefined;
}

function quoted(text: unknown): string {
  return typeof text === 'string' ? stringCode(text) : '…';
}
