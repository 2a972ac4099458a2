import { fillIn, placeholdersOf } from './annotation-template';
import type { CustomLoadBalancerProviderProps, LoadBalancerAnnotations } from './custom-load-balancer-provider';
import type { LoadBalancerProvider } from './load-balancer-provider';
import { exposureRules } from '../rules/exposure';
import { loadBalancerRules } from '../rules/load-balancers';
import { isAnnotationKey, isQualifiedName, metadataRules } from '../rules/metadata';
import type { Problems } from '../rules/rule';
import { hidden, shown } from '../rules/show';
import { checkText } from '../rules/text';
import { sortedEntries } from '../values/compare-names';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** The placeholder for each TCP port. It can be used in a key, and in a value whose key has it. */
const PORT = 'port';

interface Placeholders {
  /** Placeholders for the value of the setting. At least one of its annotations must contain one of them. */
  readonly value: readonly string[];
  /** Whether the value is a list, whose entries are `{value1}`, `{value2}` and so on. */
  readonly numbered?: boolean;
  /** Additional placeholders. */
  readonly others?: readonly string[];
}

const NONE: Placeholders = { value: [] };
const TEXT: Placeholders = { value: ['value'] };
const LIST: Placeholders = { value: ['value'], numbered: true };
const DURATION: Placeholders = { value: ['milliseconds', 'seconds', 'minutes'] };

/** The placeholders of each setting. */
const PLACEHOLDERS: Readonly<Record<keyof LoadBalancerAnnotations, Placeholders>> = {
  internal: NONE,
  external: NONE,
  addresses: { value: ['value', 'ipv4', 'ipv6'], numbered: true },
  addressNames: LIST,
  addressPool: TEXT,
  subnets: LIST,
  tls: { ...LIST, others: ['ports'] },
  tlsToPods: { value: [], others: ['ports'] },
  tlsPolicy: TEXT,
  proxyProtocol: NONE,
  proxyProtocolDisabled: NONE,
  idleTimeout: DURATION,
  crossZone: NONE,
  crossZoneDisabled: NONE,
  healthCheckProtocol: { value: ['value', 'lowercase'] },
  healthCheckPath: TEXT,
  healthCheckPort: { value: ['name', 'servicePort', 'containerPort', 'nodePort'] },
  healthCheckInterval: DURATION,
  healthyThreshold: TEXT,
  unhealthyThreshold: TEXT,
};

/** Reports problems with the load balancer provider of a profile. @internal */
export function checkLoadBalancerProvider(problems: Problems, field: string, provider: LoadBalancerProvider | undefined): void {
  if (provider?._custom) {
    checkCustom(problems, field, provider._custom);
  }
}

function checkCustom(problems: Problems, field: string, props: CustomLoadBalancerProviderProps): void {
  const { name, loadBalancerClass, healthCheckInterval, unhealthyThreshold, annotations } = props;
  if (name.trim() === '') {
    problems.report(loadBalancerRules.provider, `${field}.name`, name, "Use a name such as 'Hetzner Cloud'.");
  }
  if (loadBalancerClass !== undefined && !isQualifiedName(loadBalancerClass)) {
    problems.report(exposureRules.loadBalancerClass, `${field}.loadBalancerClass`, loadBalancerClass, "Use a class such as 'example.com/nlb', or remove it.");
  }
  if (healthCheckInterval && !isInt32(secondsOf(healthCheckInterval), 1)) {
    problems.report(loadBalancerRules.provider, `${field}.healthCheckInterval`, showDuration(healthCheckInterval), 'Use whole seconds, such as Duration.seconds(15).');
  }
  if (unhealthyThreshold !== undefined && !isInt32(unhealthyThreshold, 1)) {
    problems.report(loadBalancerRules.provider, `${field}.unhealthyThreshold`, unhealthyThreshold, 'Use a whole number, such as 3.');
  }
  sortedEntries<Readonly<Record<string, string>>>({ ...annotations }).forEach(([setting, templates]) => {
    checkSetting(problems, `${field}.annotations.${setting}`, PLACEHOLDERS[setting as keyof LoadBalancerAnnotations], templates);
  });
}

function checkSetting(problems: Problems, path: string, placeholders: Placeholders, templates: Readonly<Record<string, string>>): void {
  const all = sortedEntries(templates);
  all.forEach(([key, template]) => checkTemplate(problems, path, key, template, placeholders));
  const filled = all.some(([, template]) => placeholdersOf(template).some(name => isValue(name, placeholders)));
  if (placeholders.value.length > 0 && !filled) {
    problems.report(loadBalancerRules.template, path, templates, `Use ${show(placeholders.value)} in a value.`);
  }
}

function checkTemplate(problems: Problems, path: string, key: string, template: string, placeholders: Placeholders): void {
  const field = `${path}['${key}']`;
  const inKey = placeholdersOf(key);
  if (inKey.some(name => name !== PORT)) {
    problems.report(loadBalancerRules.template, path, shown(key), 'Remove the placeholder. Only {port} can be used in a key.');
  } else if (!isAnnotationKey(fillIn(key, () => '65535'))) {
    problems.report(metadataRules.key, path, key, "Use a key such as 'load-balancer.example.com/internal'.");
  }
  checkText(problems, field, template);
  const known = [...placeholders.value, ...placeholders.others ?? [], ...inKey];
  const unknown = placeholdersOf(template).find(name => !known.includes(name) && !isValue(name, placeholders));
  if (unknown !== undefined) {
    const numbered = placeholders.numbered ? ' A number can follow {value}, as in {value1}.' : '';
    const value = hidden(template, `'{' at position ${template.indexOf(`{${unknown}}`) + 1}`);
    problems.report(loadBalancerRules.template, field, value, `${known.length > 0 ? `This setting has no such placeholder. Use ${show(known)}.` : 'Remove the placeholder: this setting has none.'}${numbered}`);
  }
}

function isValue(name: string, { value, numbered }: Placeholders): boolean {
  return value.includes(name) || (numbered === true && /^value[1-9]\d?$/.test(name));
}

function show(names: readonly string[]): string {
  return names.map(name => `{${name}}`).join(', ').replace(/, ([^,]+)$/, ' or $1');
}
