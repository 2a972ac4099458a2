import type { Intent } from './way';
import type { LoadBalancerOptions } from '../exposure';

/** Something that was said of a load balancer. */
export interface Said {
  readonly intent: Intent;
  /** As the user wrote it. */
  readonly field: string;
  readonly value: unknown;
}

const SIMPLE = ['addresses', 'addressNames', 'addressPool', 'subnets', 'tls', 'idleTimeout'] as const;
const YES_OR_NO = ['internal', 'proxyProtocol', 'crossZone'] as const;
const HEALTH_CHECK = ['protocol', 'path', 'port', 'interval', 'healthyThreshold', 'unhealthyThreshold'] as const;

/** All that was said of a load balancer; nothing where something else is made. @internal */
export function saidOf(options: LoadBalancerOptions): Said[] {
  const { tls, healthCheck } = options;
  const all: Said[] = [
    ...YES_OR_NO.map(name => ({ intent: `${name}: ${options[name] === true}` as Intent, field: name, value: options[name] })),
    ...SIMPLE.map(name => ({ intent: name, field: name, value: options[name] })),
    { intent: 'tls.policy', field: 'tls.policy', value: tls?.policy },
    ...HEALTH_CHECK.map(name => ({ intent: `healthCheck.${name}` as Intent, field: `healthCheck.${name}`, value: healthCheck?.[name] })),
  ];
  return all.filter(({ value }) => value !== undefined && value !== null).map(said => ({ ...said, field: `exposure.${said.field}` }));
}
