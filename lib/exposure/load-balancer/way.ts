import type { LoadBalancerHealthCheckProtocol } from './intents';
import type { IpFamily } from '../../cluster/ip-family';
import type { Json } from '../../manifest/manifest';
import type { Port } from '../../port/port';
import type { LoadBalancerOptions } from '../exposure';

/** All that can be said of a load balancer, in the order in which documents show it. */
export const INTENTS = [
  'internal: true', 'internal: false', 'addresses', 'addressNames', 'addressPool', 'subnets', 'tls', 'tls.policy',
  'proxyProtocol: true', 'proxyProtocol: false', 'idleTimeout', 'crossZone: true', 'crossZone: false',
  'healthCheck.protocol', 'healthCheck.path', 'healthCheck.port', 'healthCheck.interval', 'healthCheck.healthyThreshold',
  'healthCheck.unhealthyThreshold',
] as const;

/** @internal */
export type Intent = typeof INTENTS[number];

/** What is wanted, and of which Service. */
export interface Wish {
  readonly options: LoadBalancerOptions;
  /** Ports that the Service offers over TCP. */
  readonly ports: readonly Port[];
  /** Those of them that have TLS at the load balancer. */
  readonly tlsPorts: readonly Port[];
  /** IP families that the Service may have, the primary one first. */
  readonly families: readonly IpFamily[];
  /** How health checks ask, said or shown by a path. */
  readonly protocol?: LoadBalancerHealthCheckProtocol;
  /** Annotations that the user wrote. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a provider reads on a Service. */
export interface Written {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Json;
}

/** How a provider is told an intent. */
export interface Way {
  /** Annotations and fields that say it, as the provider documents them; none where the provider does it anyway. */
  readonly writes: readonly string[];
  /** Other annotations that say the same, or the contrary. */
  readonly others?: readonly string[];
  /** When it can be said, in short. */
  readonly note?: string;
  /** The document or source that says so. */
  readonly source: string;
  /** What to write instead, where this one can't be said. */
  readonly refuse?: (wish: Wish) => string | undefined;
  readonly write?: (wish: Wish) => Written;
}

/** What a provider can't be told. */
export interface Gap {
  /** Why not, and what to write instead. */
  readonly instead: string;
  readonly source: string;
}

/** What a provider can be told. */
export interface Provider {
  /** As messages and documents call it. */
  readonly title: string;
  readonly ways: Readonly<Record<Intent, Way | Gap>>;
  /** Where nobody says otherwise: seconds between health checks, and failures in a row that count. */
  readonly healthCheck?: { readonly interval: number; readonly failures: number };
  /** What has the annotations read by another controller, or read in another way; and what to write instead. */
  readonly elsewhere?: (wish: Wish) => Elsewhere | undefined;
  /** What every load balancer of the provider has in its spec. */
  readonly spec?: (wish: Wish) => Json;
}

/** @internal */
export interface Elsewhere {
  readonly field: string;
  readonly value: unknown;
  readonly fix: string;
}

/** @internal */
export function isGap(way: Way | Gap): way is Gap {
  return 'instead' in way;
}

/** An intent that the provider meets whether it is said or not. */
export function anyway(source: string, others: readonly string[] = [], note?: string): Way {
  return { writes: [], others, note, source };
}

/** How a provider is told a path, and that it is asked for by HTTP where no protocol is said. */
export function overHttp(path: Way, protocol: Way): Way {
  return {
    ...path,
    others: [...path.others ?? [], ...protocol.writes, ...protocol.others ?? []],
    write: wish => ({
      annotations: { ...path.write?.(wish).annotations, ...!wish.options.healthCheck?.protocol && protocol.write?.(wish).annotations },
    }),
  };
}

/** An intent of which one annotation has the value. */
export function annotation(key: string, source: string, value: (wish: Wish) => string, more: Partial<Way> = {}): Way {
  return { writes: [key], source, write: wish => ({ annotations: { [key]: value(wish) } }), ...more };
}
