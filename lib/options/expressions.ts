import { ENUMERATIONS, PARAMETERS, STRUCTURES } from './declared-types';
import { envFromSourceCode, envVarSourceCode } from './environment-code';
import { EXAMPLES } from './examples';
import { podCountCode, rolloutCode } from './rollout-code';
import { disruptionCode, metricCode, metricsCode, policyCode, scalingCode, targetCode, triggerCode } from './scaling-code';
import { isQuantity } from '../rules/quantities';
import { keyCode, stringCode } from '../values/code';

/** An expression that creates a value of a type. @internal */
export function exampleOf(type: string): string {
  const [value] = ENUMERATIONS[type] ?? [];
  return EXAMPLES[type] ?? (value === undefined ? structureCode(type) : `'${value}'`);
}

/** The options of a structure that cannot be omitted, or its first one. */
function structureCode(type: string): string {
  const options = Object.entries(STRUCTURES[type] ?? { key: '' });
  const required = options.filter(([, declared]) => declared.endsWith('!'));
  return `{ ${(required.length > 0 ? required : options.slice(0, 1)).map(([name]) => `${name}: …`).join(', ')} }`;
}

/** Texts that messages can contain: an IP address, a name and a path, but no token, user name or password. */
const ADDRESS = /^(\d+(\.\d+){3}|[\da-f]*:[\da-f:]+)$/i;
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PATH = /^\/[-\w./]*$/;

/** Describes the expression for a value that has another type, but from which the intention can be seen; undefined for other values. */
type Translation = (value: unknown) => string | undefined;

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  'string': value => variableCode(value) ?? quantityCode(value),
  'number': value => isNumeric(value) ? `${Number(value)}, without quotes` : undefined,
  'Backend': value => isText(value, ADDRESS) ? `Backend.addresses('${value}')` : isText(value, NAME) ? `Backend.hostname('${value}')` : undefined,
  'ContainerRestart': value => factory('ContainerRestart', value, { Always: 'always()', OnFailure: 'onFailure()', Never: 'never()' }),
  'Controller': value => factory('Controller', value, { Deployment: 'deployment()', StatefulSet: 'statefulSet()', DaemonSet: 'daemonSet()' }),
  'DefaultsVersion': value => factory('DefaultsVersion', value, { V1: 'V1', V2: 'V2', 1: 'V1', 2: 'V2' }),
  'DisruptionBudget': disruptionCode,
  'EnvFromSource': envFromSourceCode,
  'EnvVarSource': value => envVarSourceCode(value),
  'Exposure': value => factory('Exposure', value, {
    ClusterIP: 'clusterIp()', Headless: 'headless()', None: 'headless()', NodePort: 'nodePort()', LoadBalancer: 'loadBalancer()',
  }),
  'HealthCheck': healthCheckCode,
  'KedaTrigger': triggerCode,
  'LifecycleHandler': lifecycleHandlerCode,
  'MetricTarget': targetCode,
  'Metrics': metricsCode,
  'PathMatch': value => isText(value, PATH) ? `PathMatch.prefix('${value}')` : undefined,
  'IPodSource': podSourceCode,
  'PodCount': podCountCode,
  'Port': value => isNumeric(value) ? `Port.http(${Number(value)}), or the factory for another protocol` : undefined,
  'ResourceRequirements': requirementsCode,
  'Rollout': rolloutCode,
  'RouteParent': value => isText(value, NAME) ? `RouteParent.gatewayNamed('${value}') or RouteParent.ingressClass('${value}')` : undefined,
  'RouteTls': value => isText(value, NAME) ? `RouteTls.secret('${value}')` : undefined,
  'Scaling': scalingCode,
  'ScalingMetric': metricCode,
  'ScalingPolicy': policyCode,
  'VolumeSource': value => isPlusVolume(value) ? 'VolumeSource.fromVolume(…) for a volume of cdk8s-plus' : undefined,
  'cdk8s.Duration': value => durationCode(value),
  'kplus.ISecret': value => isText(value, NAME) ? `kplus.Secret.fromSecretName(this, '${value}', '${value}')` : undefined,
  'kplus.IServiceAccount': value => isText(value, NAME) ? `kplus.ServiceAccount.fromServiceAccountName(this, '${value}', '${value}')` : undefined,
};

/** What to write instead of a value that has another type than `type`; undefined if the intention cannot be seen. @internal */
export function expressionFor(type: string, value: unknown): string | undefined {
  if (type === 'EnvVarSource' && typeof value === 'string') {
    return 'Set it in env, which accepts strings, instead of envValueFrom.';
  }
  const code = typeof value === 'function' ? callCode(type, value.name) : TRANSLATIONS[type]?.(value);
  return code && `Use ${code}.`;
}

/** The call of a factory, for a factory that is not called, such as `Metrics.podMonitor`; undefined for other functions. */
function callCode(type: string, method: string): string | undefined {
  const call = `${type === 'IPodSource' ? 'PodSelection' : type}.${method}`;
  const types = Object.hasOwn(PARAMETERS, call) ? Object.values(PARAMETERS[call]) : undefined;
  return types && `${call}(${types.some(declared => /[!\]]$/.test(declared)) ? '…' : ''})`;
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** A text or a number as text; empty for other values, some of which have no text. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || isText(value, /^-?\d+(\.\d+)?$/);
}

/** Whether a value is a volume, or other storage, of cdk8s-plus. */
function isPlusVolume(value: unknown): boolean {
  return typeof (value as { asVolume?: unknown }).asVolume === 'function';
}

function factory(type: string, value: unknown, methods: Readonly<Record<string, string>>): string | undefined {
  const [, method] = Object.entries(methods).find(([name]) => name.toLowerCase() === textOf(value).toLowerCase()) ?? [];
  return method && `${type}.${method}`;
}

/** Durations as Kubernetes, Go and cdk8s write them, or seconds as a number. */
function durationCode(value: unknown): string | undefined {
  const [, amount, unit = 's'] = /^(\d+)(ms|s|m|h|d)?$/.exec(textOf(value)) ?? [];
  const methods: Record<string, string> = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };
  return amount && `Duration.${methods[unit]}(${Number(amount)})`;
}

/** The quantity of an amount of cdk8s or cdk8s-plus: a `Size` or a `Cpu`. */
function quantityCode(value: unknown): string | undefined {
  const { amount, asString } = (typeof value === 'object' && value !== null ? value : {}) as { readonly amount?: unknown; readonly asString?: unknown };
  const text = typeof asString === 'function' ? asString.call(value) : amount;
  return typeof text === 'string' && isQuantity(text) ? `'${text}'` : undefined;
}

/** The names of resources in cdk8s-plus, with those of Kubernetes. */
const RESOURCES: Readonly<Record<string, string>> = { cpu: 'cpu', memory: 'memory', ephemeralStorage: 'ephemeral-storage' };

/** Resources as cdk8s-plus groups them: by the name of the resource. */
function requirementsCode(value: unknown): string | undefined {
  const resources = value as Record<string, Record<string, unknown> | undefined>;
  const sides = ['request', 'limit'].flatMap(side => {
    const parts = Object.entries(RESOURCES).flatMap(([key, name]) => {
      const amount = resources[key]?.[side];
      return amount === undefined ? [] : [`${keyCode(name)}: ${quantityCode(amount) ?? quantityCode({ amount: textOf(amount) }) ?? '…'}`];
    });
    return parts.length === 0 ? [] : [`${side}s: { ${parts.join(', ')} }`];
  });
  return sides.length === 0 ? undefined : `{ ${sides.join(', ')} }`;
}

/** A probe as Kubernetes writes it, or only the path of one. */
function healthCheckCode(value: unknown): string | undefined {
  if (isText(value, PATH)) {
    return `HealthCheck.http(${stringCode(value)})`;
  }
  const { httpGet, tcpSocket, grpc, exec } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, any>;
  if (httpGet) {
    return isText(httpGet.path, PATH) ? `HealthCheck.http(${stringCode(httpGet.path)})` : "HealthCheck.http('/healthz')";
  }
  return tcpSocket ? 'HealthCheck.tcp()' : grpc ? 'HealthCheck.grpc()' : exec ? 'HealthCheck.exec([…])' : undefined;
}

/** A selector of cdk8s-plus, or labels. */
function podSourceCode(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const labels = Object.values(value);
  const isLabels = labels.length > 0 && labels.every(label => typeof label === 'string');
  return 'toPodSelectorConfig' in value ? 'PodSelection.of(…)' : isLabels ? 'PodSelection.labels({ … })' : undefined;
}

/** A lifecycle action as Kubernetes and cdk8s-plus write it. */
function lifecycleHandlerCode(value: unknown): string | undefined {
  const { httpGet, exec, sleep, httpGetOptions = httpGet, commandOptions = exec, tcpSocketOptions } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, any>;
  if (httpGetOptions) {
    return isText(httpGetOptions.path, PATH) ? `LifecycleHandler.httpGet(${stringCode(httpGetOptions.path)})` : "LifecycleHandler.httpGet('/drain')";
  }
  return commandOptions ? 'LifecycleHandler.exec([…])' : sleep ? 'LifecycleHandler.sleep(Duration.seconds(5))' : tcpSocketOptions ? 'LifecycleHandler.fromHandler(…)' : undefined;
}

/** The code that replaces a variable of cdk8s-plus or a source in a map of texts. */
function variableCode(value: unknown): string | undefined {
  const source = envVarSourceCode(value);
  const hasText = typeof (value as { value?: unknown } | undefined)?.value === 'string';
  if (Array.isArray(value)) {
    return 'each item as an argument or item of its own';
  }
  return source ? `${source} in envValueFrom instead of env` : hasText ? 'the string, without kplus.EnvValue' : undefined;
}
