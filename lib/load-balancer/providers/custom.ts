import { fillIn, placeholdersOf } from '../../cluster/annotation-template';
import type { CustomLoadBalancerProviderProps, LoadBalancerAnnotations } from '../../cluster/custom-load-balancer-provider';
import { familyOf, IpFamily } from '../../cluster/ip-family';
import type { Port } from '../../port/port';
import { sortedEntries } from '../../values/compare-names';
import { secondsOf } from '../../values/durations';
import { withoutPorts } from '../mapping/limits';
import { always, isUnsupported, overHttp, type Conflict, type LoadBalancerRequest, type Mapping, type Provider, type Scheme, type Unsupported } from '../mapping/mapping';
import { reencryption, tlsPortNumbers } from '../mapping/tls';

const SOURCE = 'LoadBalancerProvider.custom';

type Props = CustomLoadBalancerProviderProps;

/** Returns the value of a placeholder; undefined if the declaration does not set it. */
type Values = (placeholder: string, request: LoadBalancerRequest) => string | undefined;

/** Returns the entries of a setting whose value is a list. */
type Entries = (request: LoadBalancerRequest) => readonly string[];

const TLS_PORTS = ({ tlsPorts }: LoadBalancerRequest): readonly Port[] => tlsPorts;
const ENCRYPTED_PORTS = ({ tlsPorts }: LoadBalancerRequest): readonly Port[] => tlsPorts.filter(({ kind }) => kind === 'https');

/** The properties of a custom provider. @internal */
export function customProvider(props: Props): Provider {
  const { name, loadBalancerClass } = props;
  const annotations = props.annotations ?? {};
  const healthCheckProtocol = mapping(props, 'healthCheckProtocol', onlyValue(({ protocol }) => protocol!));
  const healthCheckPath = mapping(props, 'healthCheckPath', onlyValue(({ options }) => options.healthCheck!.path!));
  return {
    title: name,
    replacesClientAddress: props.preservesClientAddress !== true,
    opensOtherFamily: true, // not known; kube-proxy admits it
    scheme: schemeOf(annotations),
    refusesField: {
      sourceRanges: () => props.enforcesSourceRanges === true ? undefined
        : `LoadBalancerProvider.custom for '${name}' does not have enforcesSourceRanges: true. Set it there if the provider enforces source ranges. Otherwise remove this setting, and restrict the clients as the provider documents it.`,
    },
    healthCheck: { interval: props.healthCheckInterval && secondsOf(props.healthCheckInterval), failures: props.unhealthyThreshold },
    spec: ({ options }) => loadBalancerClass && !options.loadBalancerClass ? { loadBalancerClass } : {},
    conflict: request => classConflict(props, request),
    protocols: undefined,
    mappings: {
      'internal: true': mapping(props, 'internal', noValue, annotations.external),
      'internal: false': mapping(props, 'external', noValue, annotations.internal),
      'addresses': list(props, 'addresses', ({ options }) => options.addresses!),
      'addressNames': list(props, 'addressNames', ({ options }) => options.addressNames!),
      'addressPool': mapping(props, 'addressPool', onlyValue(({ options }) => options.addressPool!)),
      'subnets': list(props, 'subnets', ({ options }) => options.subnets!),
      'tls': tls(props),
      'tls.policy': mapping(props, 'tlsPolicy', onlyValue(({ options }) => options.tls!.policy!), undefined, TLS_PORTS),
      'proxyProtocol: true': mapping(props, 'proxyProtocol', noValue, annotations.proxyProtocolDisabled),
      'proxyProtocol: false': mapping(props, 'proxyProtocolDisabled', noValue, annotations.proxyProtocol),
      'idleTimeout': duration(props, 'idleTimeout', ({ options }) => secondsOf(options.idleTimeout!)),
      'crossZone: true': mapping(props, 'crossZone', noValue, annotations.crossZoneDisabled),
      'crossZone: false': mapping(props, 'crossZoneDisabled', noValue, annotations.crossZone),
      'healthCheck.protocol': healthCheckProtocol,
      'healthCheck.path': isUnsupported(healthCheckPath) || isUnsupported(healthCheckProtocol) ? healthCheckPath : overHttp(healthCheckPath, healthCheckProtocol),
      'healthCheck.port': healthCheckPort(props),
      'healthCheck.interval': duration(props, 'healthCheckInterval', ({ options }) => secondsOf(options.healthCheck!.interval!)),
      'healthCheck.healthyThreshold': mapping(props, 'healthyThreshold', onlyValue(({ options }) => String(options.healthCheck!.healthyThreshold))),
      'healthCheck.unhealthyThreshold': mapping(props, 'unhealthyThreshold', onlyValue(({ options }) => String(options.healthCheck!.unhealthyThreshold))),
    },
  };
}

/** A provider that has annotations for both kinds of load balancers can create both. Its default is not known. */
function schemeOf({ internal, external }: LoadBalancerAnnotations): Scheme | undefined {
  return internal && external && {
    annotations: Object.fromEntries([...Object.keys(internal), ...Object.keys(external)].map(key => [key, undefined])),
    source: SOURCE,
  };
}

function noValue(): undefined {
  return undefined;
}

/** The values for a setting with a single value: `{lowercase}` is the value in lower case, and any other placeholder is the value itself. */
function onlyValue(value: (request: LoadBalancerRequest) => string): Values {
  return (placeholder, request) => placeholder === 'lowercase' ? value(request).toLowerCase() : value(request);
}

/**
 * The mapping of a setting to its annotations.
 *
 * @param values returns the values of the placeholders
 * @param opposite annotations that configure the opposite
 * @param ports returns the ports that `{port}` stands for in a key
 */
function mapping(
  { name, annotations }: Props, setting: keyof LoadBalancerAnnotations, values: Values,
  opposite?: Readonly<Record<string, string>>, ports = (request: LoadBalancerRequest) => request.ports,
): Mapping | Unsupported {
  const templates = annotations?.[setting];
  const others = Object.keys(opposite ?? {});
  if (!templates) {
    return {
      instead: `LoadBalancerProvider.custom for '${name}' has no annotations.${setting}. Add it there, or remove this setting and set the annotation of the provider in serviceMetadata.`,
      source: SOURCE,
    };
  }
  return Object.keys(templates).length === 0 ? always(SOURCE, others) : {
    writes: Object.keys(templates),
    others,
    source: SOURCE,
    refuse: request => Object.keys(templates).some(forEachPort) ? withoutPorts(request) : undefined,
    write: request => ({ annotations: render(templates, placeholder => values(placeholder, request), ports(request)) }),
  };
}

/** The annotations of a setting. Annotations with a placeholder that has no value are omitted. */
function render(
  templates: Readonly<Record<string, string>>, value: (placeholder: string) => string | undefined, ports: readonly Port[],
): Record<string, string> {
  // sorted, so that the output does not depend on the order of the keys in the map
  const all = sortedEntries(templates).flatMap(([key, template]) => forEachPort(key)
    ? ports.map(({ servicePort }) => [key, template].map(text => text.replaceAll('{port}', String(servicePort))) as [string, string])
    : [[key, template] as [string, string]]);
  return Object.fromEntries(all
    .filter(([, template]) => placeholdersOf(template).every(placeholder => value(placeholder) !== undefined))
    .map(([key, template]) => [key, fillIn(template, placeholder => value(placeholder)!)]));
}

function forEachPort(key: string): boolean {
  return key.includes('{port}');
}

/** Adds a reason to refuse options to a mapping. */
function withRefusal(supported: Mapping | Unsupported, refuse: (request: LoadBalancerRequest) => string | undefined): Mapping | Unsupported {
  return isUnsupported(supported) ? supported : { ...supported, refuse: request => supported.refuse?.(request) ?? refuse(request) };
}

function placeholdersIn(props: Props, setting: keyof LoadBalancerAnnotations): string[] {
  return Object.values(props.annotations?.[setting] ?? {}).flatMap(placeholdersOf);
}

function list(props: Props, setting: 'addresses' | 'addressNames' | 'subnets', entries: Entries): Mapping | Unsupported {
  return withRefusal(
    mapping(props, setting, (placeholder, request) => valueFromList(placeholder, entries(request))),
    request => notContained(props, setting, entries(request)),
  );
}

function valueFromList(placeholder: string, entries: readonly string[]): string | undefined {
  switch (placeholder) {
    case 'value':
      return entries.join(',');
    case 'ipv4':
      return entries.find(address => familyOf(address) === IpFamily.IPV4);
    case 'ipv6':
      return entries.find(address => familyOf(address) === IpFamily.IPV6);
    default:
      return entries[Number(placeholder.slice('value'.length)) - 1];
  }
}

/** The fix for an entry that no annotation would contain. */
function notContained({ name, annotations }: Props, setting: keyof LoadBalancerAnnotations, entries: readonly string[]): string | undefined {
  const valueOf = (placeholder: string) => ['port', 'ports'].includes(placeholder) ? '' : valueFromList(placeholder, entries);
  const written = Object.values(annotations?.[setting] ?? {}).map(placeholdersOf)
    .filter(placeholders => placeholders.every(one => valueOf(one) !== undefined));
  const contained = written.flat().includes('value') ? entries : written.flat().map(valueOf);
  const omitted = entries.find(entry => !contained.includes(entry));
  return omitted === undefined ? undefined : `The annotations of '${name}' have no place for '${omitted}'. Remove it, or add an annotation to LoadBalancerProvider.custom.`;
}

function duration(
  props: Props, setting: 'idleTimeout' | 'healthCheckInterval', seconds: (request: LoadBalancerRequest) => number,
): Mapping | Unsupported {
  const values: Values = (placeholder, request) => {
    const value = seconds(request);
    return String({ milliseconds: value * 1000, seconds: value, minutes: value / 60 }[placeholder]);
  };
  return withRefusal(mapping(props, setting, values), request => placeholdersIn(props, setting).includes('minutes') && seconds(request) % 60 !== 0
    ? `'${props.name}' accepts whole minutes. Use a duration such as Duration.minutes(5).` : undefined);
}

function healthCheckPort(props: Props): Mapping | Unsupported {
  const values: Values = (placeholder, { options, ports }) => {
    const { name, servicePort, number } = ports.find(port => port.name === options.healthCheck!.port)!;
    const nodePort = options.nodePorts?.[name];
    const known: Record<string, string | undefined> = {
      name, servicePort: String(servicePort), containerPort: String(number), nodePort: nodePort === undefined ? undefined : String(nodePort),
    };
    return known[placeholder];
  };
  return withRefusal(mapping(props, 'healthCheckPort', values), ({ options }) => {
    const port = options.healthCheck!.port!;
    return placeholdersIn(props, 'healthCheckPort').includes('nodePort') && options.nodePorts?.[port] === undefined
      ? `The check uses a node port, whose number must be known. Set nodePorts: { '${port}': … } as well, or remove this setting.` : undefined;
  });
}

function tls(props: Props): Mapping | Unsupported {
  const { name } = props;
  const annotations = props.annotations ?? {};
  const values: Values = (placeholder, request) => placeholder === 'ports' ? tlsPortNumbers(request) : valueFromList(placeholder, request.options.tls!.certificates);
  const termination = mapping(props, 'tls', values, undefined, TLS_PORTS);
  const toPods = mapping(props, 'tlsToPods', (_, request) => ENCRYPTED_PORTS(request).map(port => port.servicePort).join(','), undefined, ENCRYPTED_PORTS);
  if (isUnsupported(termination)) {
    return termination;
  }
  const supported: Mapping = {
    ...termination,
    writes: [...termination.writes, ...isUnsupported(toPods) ? [] : toPods.writes],
    write: request => {
      const encrypts = !isUnsupported(toPods) && ENCRYPTED_PORTS(request).length > 0;
      return { annotations: { ...termination.write?.(request).annotations, ...encrypts && toPods.write?.(request).annotations } };
    },
  };
  return withRefusal(supported, request => {
    const [encrypted] = ENCRYPTED_PORTS(request);
    if (encrypted && !annotations.tlsToPods) {
      return `The pods expect TLS at '${encrypted.name}', and LoadBalancerProvider.custom for '${name}' has no annotations.tlsToPods. Add it there, or remove the port from tls.ports.`;
    }
    if (request.tlsPorts.length < request.ports.length && !namesPorts(annotations.tls)) {
      return `'${name}' terminates TLS for all ports. Remove tls.ports, or list all TCP ports.`;
    }
    return notContained(props, 'tls', request.options.tls!.certificates)
      ?? (encrypted && !namesPorts(annotations.tlsToPods, true) ? reencryption(request, `'${name}'`).fix : undefined);
  });
}

/** Whether at least one annotation names the ports that it applies to. With `all`, whether each annotation does. */
function namesPorts(templates: Readonly<Record<string, string>> = {}, all = false): boolean {
  const named = Object.entries(templates).map(([key, template]) => forEachPort(key) || placeholdersOf(template).includes('ports'));
  return all ? named.every(Boolean) : named.some(Boolean);
}

/**
 * A conflict if the user sets another class, because then another controller manages the Service. The controller of a cloud provider ignores
 * every Service with a class.
 */
function classConflict({ name, loadBalancerClass }: Props, { options }: LoadBalancerRequest): Conflict | undefined {
  const value = options.loadBalancerClass;
  return value === undefined || value === loadBalancerClass ? undefined : {
    field: 'exposure.loadBalancerClass',
    value,
    fix: `'${name}' handles Services ${loadBalancerClass ? `of the class '${loadBalancerClass}'` : 'without a class'}. Remove the class, or set loadBalancerClass in LoadBalancerProvider.custom.`,
  };
}
