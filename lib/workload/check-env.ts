import type { Container } from 'cdk8s-plus-28';
import { containerRules } from '../rules/containers';
import { isQualifiedName } from '../rules/metadata';
import { isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { workloadRules } from '../rules/workloads';

const RELAXED_NAME = /^[ -<>-~]+$/;
const CONFIG_KEY = /^(?!\.\.)(?!\.$)[-._A-Za-z0-9]{1,253}$/;

const POD_FIELDS = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName',
  'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
];
const RESOURCE = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/;
const CPU_DIVISORS = ['0', '1', '1m'];
const SIZE_DIVISORS = ['0', '1', ...[...'kMGTPE'].map(unit => `1${unit}`), ...[...'KMGTPE'].map(unit => `1${unit}i`)];

/** What cdk8s-plus writes of the variables of a container. */
type Env = ReturnType<Container['env']['_toKube']>;
type Variable = NonNullable<Env['variables']>[number];
type Source = NonNullable<Variable['valueFrom']>;

/** Notes what is wrong with the names and sources of environment variables. @internal */
export function checkEnv(problems: Problems, fields: { readonly variables: string; readonly sources: string }, env: Env): void {
  for (const { name, value, valueFrom } of env.variables ?? []) {
    if (!RELAXED_NAME.test(name)) {
      problems.report(workloadRules.envName, fields.variables, name, "Write it like 'DATABASE_URL'.");
    }
    if (value !== undefined && value !== null && typeof value !== 'string') {
      problems.report(workloadRules.envValue, `${fields.variables}.${name}`, value, `Write '${String(value)}'.`);
    }
    if (valueFrom) {
      checkSource(problems, `${fields.variables}.${name}`, valueFrom);
    }
  }
  env.from?.forEach(({ configMapRef, secretRef, prefix }, index) => {
    const { name } = configMapRef ?? secretRef ?? {};
    if (!isDnsSubdomain(name)) {
      problems.report(containerRules.envFrom, `${fields.sources}[${index}].name`, name, "Write it like 'settings'.");
    }
    if (prefix && !RELAXED_NAME.test(prefix)) {
      problems.report(containerRules.envFrom, `${fields.sources}[${index}].prefix`, prefix, "Write it like 'DATABASE_'.");
    }
  });
}

function checkSource(problems: Problems, field: string, source: Source): void {
  const selector = source.configMapKeyRef ?? source.secretKeyRef;
  if (selector && !isDnsSubdomain(selector.name)) {
    problems.report(containerRules.envKey, `${field}.name`, selector.name, "Write it like 'settings'.");
  }
  if (selector && !CONFIG_KEY.test(selector.key)) {
    problems.report(containerRules.envKey, `${field}.key`, selector.key, "Write it like 'database.url'.");
  }
  if (source.fieldRef && !isPodField(source.fieldRef.fieldPath, source.fieldRef.apiVersion)) {
    problems.report(containerRules.envField, field, source.fieldRef, "Write it like kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'example.com/team' }).");
  }
  if (source.resourceFieldRef) {
    checkResource(problems, field, source.resourceFieldRef);
  }
}

function isPodField(path: string, apiVersion = 'v1'): boolean {
  const [, field, key] = /^(metadata\.labels|metadata\.annotations)\['(.*)'\]$/s.exec(path) ?? [];
  const known = field === undefined ? POD_FIELDS.includes(path) : isQualifiedName(field === 'metadata.labels' ? key : key.toLowerCase());
  return known && apiVersion === 'v1';
}

function checkResource(problems: Problems, field: string, { resource, divisor }: NonNullable<Source['resourceFieldRef']>): void {
  const [, , kind] = RESOURCE.exec(resource) ?? [];
  const divisors = kind === 'cpu' ? CPU_DIVISORS : SIZE_DIVISORS;
  if (kind === undefined) {
    problems.report(containerRules.envResource, `${field}.resource`, resource, "Write it like 'limits.memory'.");
  } else if (divisor && !divisors.includes(String(divisor.value))) {
    problems.report(containerRules.envResource, `${field}.divisor`, divisor.value, `Write '${kind === 'cpu' ? '1m' : '1Mi'}', or leave it out.`);
  }
}
