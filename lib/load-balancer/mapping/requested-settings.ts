import type { Setting } from './mapping';
import type { LoadBalancerOptions } from '../../exposure/exposure';

/** A setting of a load balancer that the user has set. */
export interface RequestedSetting {
  readonly setting: Setting;
  /** The option, as the user wrote it. */
  readonly field: string;
  readonly value: unknown;
}

const VALUE_OPTIONS = ['addresses', 'addressNames', 'addressPool', 'subnets', 'tls', 'idleTimeout'] as const;
const BOOLEAN_OPTIONS = ['internal', 'proxyProtocol', 'crossZone'] as const;
const HEALTH_CHECK_OPTIONS = ['protocol', 'path', 'port', 'interval', 'healthyThreshold', 'unhealthyThreshold'] as const;

/** All settings of a load balancer that are set. @internal */
export function requestedSettings(options: LoadBalancerOptions): RequestedSetting[] {
  const { tls, healthCheck } = options;
  const all: RequestedSetting[] = [
    ...BOOLEAN_OPTIONS.map(name => ({ setting: `${name}: ${options[name] === true}` as Setting, field: name, value: options[name] })),
    ...VALUE_OPTIONS.map(name => ({ setting: name, field: name, value: options[name] })),
    { setting: 'tls.policy', field: 'tls.policy', value: tls?.policy },
    ...HEALTH_CHECK_OPTIONS.map(name => ({ setting: `healthCheck.${name}` as Setting, field: `healthCheck.${name}`, value: healthCheck?.[name] })),
  ];
  return all.filter(({ value }) => value !== undefined).map(requested => ({ ...requested, field: `exposure.${requested.field}` }));
}
