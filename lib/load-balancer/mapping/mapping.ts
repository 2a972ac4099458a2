import type { ProtocolUse } from './protocols';
import type { ServiceFamilies } from './service-families';
import type { IpFamily } from '../../cluster/ip-family';
import type { LoadBalancerOptions } from '../../exposure/exposure';
import type { LoadBalancerHealthCheckProtocol } from '../../exposure/load-balancer-settings';
import type { Json } from '../../manifest/manifest';
import type { Port } from '../../port/port';

/** All settings of a load balancer, in the order of the documentation. A Boolean setting has an entry for each of its values. */
export const SETTINGS = [
  'internal: true', 'internal: false', 'addresses', 'addressNames', 'addressPool', 'subnets', 'tls', 'tls.policy',
  'proxyProtocol: true', 'proxyProtocol: false', 'idleTimeout', 'crossZone: true', 'crossZone: false',
  'healthCheck.protocol', 'healthCheck.path', 'healthCheck.port', 'healthCheck.interval', 'healthCheck.healthyThreshold',
  'healthCheck.unhealthyThreshold',
] as const;

/** @internal */
export type Setting = typeof SETTINGS[number];

/** The options of a load balancer, and the properties of its Service that a provider needs. */
export interface LoadBalancerRequest {
  readonly options: LoadBalancerOptions;
  /** TCP ports that the Service exposes. */
  readonly ports: readonly Port[];
  /** All ports that the Service exposes. */
  readonly allPorts: readonly Port[];
  /** The ports of `ports` whose TLS the load balancer terminates. */
  readonly tlsPorts: readonly Port[];
  /** IP families that the Service can have, the primary one first. */
  readonly families: readonly IpFamily[];
  /** IP families that the Service has, as far as they are known. */
  readonly serviceFamilies: ServiceFamilies;
  /** Protocol of health checks: the one that is set, or HTTP if only a path is set. */
  readonly protocol?: LoadBalancerHealthCheckProtocol;
  /** Annotations of the user. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Returns the `appProtocol` that a port has on the Service. */
  readonly appProtocol: (port: Port) => string | undefined;
}

/** The parts of a Service that configure its load balancer. */
export interface ServiceParts {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Json;
}

/** How a setting becomes annotations and fields that a provider reads. */
export interface Mapping {
  /** The annotations and fields, as the provider documents them. Empty if the setting is what the provider always does. */
  readonly writes: readonly string[];
  /** Other annotations that configure the same, or the opposite. */
  readonly others?: readonly string[];
  /** The condition under which the provider accepts the setting, in a few words. */
  readonly note?: string;
  /** Document or source code of the provider that describes it. */
  readonly source: string;
  /** Returns the fix if the provider does not accept these options, and undefined if it does. */
  readonly refuse?: (request: LoadBalancerRequest) => string | undefined;
  readonly write?: (request: LoadBalancerRequest) => ServiceParts;
}

/** A setting that a provider does not support. */
export interface Unsupported {
  /** The reason, and what to write instead. */
  readonly instead: string;
  readonly source: string;
}

/** A field of the Service that not every provider reads. @internal */
export type ServiceField = 'sourceRanges' | 'sessionAffinityTimeout' | 'loadBalancerIp';

/** How a provider determines whether a load balancer is internal. */
export interface Scheme {
  /** From where clients can reach a load balancer of the provider by default. Undefined if this is not known. */
  readonly byDefault?: string;
  /** The annotations that determine it, with the values that the provider reads. Undefined if any value is possible. */
  readonly annotations: Readonly<Record<string, readonly string[] | undefined>>;
  /** Whether a class determines it. */
  readonly classDetermines?: boolean;
  readonly source: string;
}

/** The properties of a provider. */
export interface Provider {
  /** Name in messages and in the documentation. */
  readonly title: string;
  readonly mappings: Readonly<Record<Setting, Mapping | Unsupported>>;
  /**
   * The provider's defaults: seconds between health checks, and consecutive failures after which traffic stops. They determine the default of
   * `shutdownDelay`. Undefined if the provider has no health checks, or if its defaults are not known.
   */
  readonly healthCheck: { readonly interval?: number; readonly failures?: number } | undefined;
  /**
   * Whether load balancers open their own connections to pods, so that pods do not see the addresses of clients. It determines which addresses network
   * policies allow.
   */
  readonly replacesClientAddress: boolean;
  /**
   * Returns whether annotations of a Service make its load balancer send traffic directly to pods, instead of to nodes. Not set if no annotation
   * does.
   */
  readonly sendsToPods?: (annotations: Readonly<Record<string, string>>) => boolean;
  /** How the provider determines whether a load balancer is internal. Not set if it does not have both kinds, or if they are not known. */
  readonly scheme?: Scheme;
  /** Whether clients of an IP family without a source range can connect, if a range of the other family is set. */
  readonly opensOtherFamily: boolean;
  /** For fields of the Service that the provider does not accept with every value: returns what to do instead, or undefined if it accepts the value. */
  readonly refusesField?: Readonly<Partial<Record<ServiceField, (request: LoadBalancerRequest) => string | undefined>>>;
  /** Returns the option or annotation that assigns the Service to another controller or to another kind of load balancer, if there is one. */
  readonly conflict?: (request: LoadBalancerRequest) => Conflict | undefined;
  /** Returns the fields that every load balancer of the provider has in its spec. */
  readonly spec?: (request: LoadBalancerRequest) => Json;
  /**
   * Whether another controller creates the load balancer of the Service, about which nothing is known. Not set if the provider creates the load
   * balancers of all Services.
   */
  readonly isOther?: (request: LoadBalancerRequest) => boolean;
  /** What the provider does with ports other than TCP ports. Undefined if it is not known. */
  readonly protocols: Readonly<Record<ProtocolUse, Mapping | Unsupported>> | undefined;
  /** Returns annotations that a load balancer needs because of its ports and IP families. An annotation of the user replaces them. */
  readonly defaults?: (request: LoadBalancerRequest) => Readonly<Record<string, string>>;
  /** Returns the fix if the load balancer cannot have the IP families of the Service. */
  readonly refuseFamilies?: (request: LoadBalancerRequest) => string | undefined;
  /** Returns the fix if the load balancer needs node ports. It is called if none are allocated. */
  readonly refuseWithoutNodePorts?: (request: LoadBalancerRequest) => string | undefined;
  /** Returns the fix if all targets of the load balancer are pods. It is called for addresses outside the cluster. */
  readonly refuseOutside?: (request: LoadBalancerRequest) => string | undefined;
  /** Whether health checks test the pods even with `externalTrafficPolicy: LOCAL`. Not set if they then test only whether a node has ready pods. */
  readonly checksPodsOfLocal?: (request: LoadBalancerRequest) => boolean;
  /** How several Services can have the same address. Not set if they can have it with different ports. */
  readonly sharing?: Sharing;
}

/** How several Services can have the same address. */
export interface Sharing {
  /** What to do if two Services have the same address. */
  readonly fix: string;
  /** Returns a text that is the same for all Services that can share an address. Undefined if a Service does not share its address. */
  readonly group: (service: SharingService) => string | undefined;
}

/** The properties of a Service that determine with which others it can share an address. */
export interface SharingService {
  readonly annotations: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  /** Whether it sends the traffic only to pods of the node (`externalTrafficPolicy: LOCAL`). */
  readonly local: boolean;
}

/** @internal */
export interface Conflict {
  /** The option. Not set if an annotation is the cause. */
  readonly field?: string;
  readonly annotation?: string;
  readonly value: unknown;
  readonly fix: string;
}

/** @internal */
export function isUnsupported(mapping: Mapping | Unsupported): mapping is Unsupported {
  return 'instead' in mapping;
}

/** The mapping of a setting that describes what the provider always does, so that nothing is written. */
export function always(source: string, others: readonly string[] = [], note?: string): Mapping {
  return { writes: [], others, note, source };
}

/** The mapping of a health check's path, which also sets the protocol to HTTP if none is set. */
export function overHttp(path: Mapping, protocol: Mapping): Mapping {
  return {
    ...path,
    others: [...path.others ?? [], ...protocol.writes, ...protocol.others ?? []],
    write: request => ({
      annotations: { ...path.write?.(request).annotations, ...!request.options.healthCheck?.protocol && protocol.write?.(request).annotations },
    }),
  };
}

/** The mapping of a setting to one annotation. */
export function annotation(key: string, source: string, value: (request: LoadBalancerRequest) => string, more: Partial<Mapping> = {}): Mapping {
  return { writes: [key], source, write: request => ({ annotations: { [key]: value(request) } }), ...more };
}
