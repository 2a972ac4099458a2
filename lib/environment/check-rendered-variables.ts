import type { Container } from 'cdk8s-plus-28';
import type { EnvFields } from './env-fields';
import { cyclesOf } from './env-order';
import { containerRules, checkNul, isConfigKey, isEnvName } from '../rules/containers';
import { checkResourceField, isPodField } from '../rules/downward-api';
import { isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { withoutAssignment } from '../rules/show';
import { checkBoolean, checkString, reportType } from '../rules/values';
import { workloadRules } from '../rules/workloads';
import { stringFix } from '../values/code';
import { compareNames } from '../values/compare-names';

const POD_FIELDS = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName',
  'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
];

/** The variables of a container as cdk8s-plus renders them. */
type RenderedEnv = ReturnType<Container['env']['_toKube']>;
type RenderedVariable = NonNullable<RenderedEnv['variables']>[number];
type ValueSource = NonNullable<RenderedVariable['valueFrom']>;

/** Reports invalid names, values and sources of environment variables, and variables that refer to each other in a cycle. @internal */
export function checkEnv(problems: Problems, fields: EnvFields, env: RenderedEnv): void {
  // Sorted by name, so that the lines of an error do not depend on the order of the map
  const variables = [...env.variables ?? []].sort((a, b) => compareNames(a.name, b.name));
  for (const { name, value, valueFrom } of variables) {
    const field = valueFrom ? fields.values : fields.texts;
    if (!isEnvName(name)) {
      problems.report(workloadRules.envName, field, withoutAssignment(name), "Use a name such as 'DATABASE_URL'.");
    }
    if (value !== undefined && value !== null && typeof value !== 'string') {
      problems.report(workloadRules.envValue, `${field}['${name}']`, value, stringFix(value));
    }
    checkNul(problems, `${field}['${name}']`, value);
    if (valueFrom) {
      checkValueSource(problems, `${field}['${name}']`, valueFrom, fields);
    }
  }
  env.from?.forEach(({ configMapRef, secretRef, prefix }, index) => {
    const { name, optional } = configMapRef ?? secretRef ?? {};
    if (!isDnsSubdomain(name)) {
      problems.report(containerRules.envFrom, `${fields.sources}[${index}].name`, name, "Use a name such as 'settings'.");
    }
    if (prefix && !isEnvName(prefix)) {
      problems.report(containerRules.envFrom, `${fields.sources}[${index}].prefix`, prefix, "Use a prefix such as 'DATABASE_'.");
    }
    checkBoolean(problems, `${fields.sources}[${index}].optional`, optional);
  });
  for (const cycle of cyclesOf(env.variables ?? [], env.from)) {
    const [first, second] = cycle;
    const fix = `Remove $(${second}) from the value of ${first}, or write $$(${second}) if it is not a reference.`;
    problems.report(containerRules.envCycle, fields.texts, cycle.join(' -> '), fix);
  }
}

function checkValueSource(problems: Problems, field: string, source: ValueSource, { podFieldExample }: EnvFields): void {
  const selector = source.configMapKeyRef ?? source.secretKeyRef;
  if (selector && !isDnsSubdomain(selector.name)) {
    problems.report(containerRules.envKey, `${field}.name`, selector.name, "Use a name such as 'settings'.");
  }
  if (selector && !isConfigKey(selector.key)) {
    problems.report(containerRules.envKey, `${field}.key`, selector.key, "Use a key such as 'database.url'.");
  }
  checkBoolean(problems, `${field}.optional`, selector?.optional);
  if (source.fieldRef && !isFieldOfPod(source.fieldRef)) {
    problems.report(containerRules.envField, field, source.fieldRef.fieldPath, `Use a source such as ${podFieldExample}.`);
  }
  if (source.resourceFieldRef) {
    const { resource, divisor, containerName } = source.resourceFieldRef;
    checkString(problems, `${field}.containerName`, containerName);
    if (typeof divisor?.value === 'object') {
      reportType(problems, `${field}.divisor`, divisor.value, stringFix(divisor.value));
    } else {
      checkResourceField(problems, containerRules.envResource, field, { resource, divisor: divisor && String(divisor.value) });
    }
  }
}

function isFieldOfPod({ fieldPath, apiVersion = 'v1' }: NonNullable<ValueSource['fieldRef']>): boolean {
  return isPodField(fieldPath, POD_FIELDS) && apiVersion === 'v1';
}
