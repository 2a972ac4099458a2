import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { PROVIDERS } from './custom-providers';
import { stated } from './stated';
import {
  ClusterProfile, ExposedWorkload, Exposure, LoadBalancerHealthCheckProtocol, Port,
  type LoadBalancerHealthCheck, type LoadBalancerProvider, type LoadBalancerSettings, type LoadBalancerTls,
} from '../../lib';
import { isUnsupported } from '../../lib/load-balancer/mapping/mapping';
import { requestedSettings } from '../../lib/load-balancer/mapping/requested-settings';
import { providerOf } from '../../lib/load-balancer/providers/providers';
import { inputs, minutes, SEED_IS_REQUESTED } from '../random/inputs';
import { find, MINIMAL, newChart, synth, type Document } from '../support';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const PORTS = [Port.http(8080, { servicePort: 80 }), Port.https(8443, { servicePort: 443 })];

/** The ports of a declaration. Some providers cannot terminate TLS for a port that expects TLS from its clients. */
const ports = fc.constantFrom(PORTS, PORTS, PORTS.filter(({ kind }) => kind !== 'https'));

/** Any subset of the options, including none. */
function optional<T extends object>(model: { [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> }, requiredKeys: (keyof T)[] = []): fc.Arbitrary<T> {
  return fc.record(model as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: requiredKeys as string[] }) as unknown as fc.Arbitrary<T>;
}

const seconds = (...values: number[]) => fc.constantFrom(...values).map(Duration.seconds);
const some = (...values: string[]) => fc.subarray(values, { minLength: 1 });
const port = fc.constantFrom('http', 'https');
const threshold = fc.constantFrom(1, 2, 3, 10, 11);

/** All settings together. */
const everything = fc.record<Required<LoadBalancerSettings>>({
  internal: fc.boolean(),
  addresses: some('10.0.0.7', '10.0.1.7', 'fd00::7'),
  addressNames: some('eipalloc-1', 'eipalloc-2', 'eipalloc-3'),
  addressPool: fc.constant('offices'),
  subnets: some('a', 'b'),
  tls: optional<LoadBalancerTls>({
    certificates: fc.oneof(some(CERTIFICATE), some(CERTIFICATE, 'arn:aws:iam::111122223333:server-certificate/2', 'web')),
    ports: fc.constantFrom(['http'], ['https'], ['http', 'https']),
    policy: fc.constant('modern'),
  }, ['certificates', 'ports']),
  proxyProtocol: fc.boolean(),
  idleTimeout: seconds(1, 60, 240, 4000, 7000),
  crossZone: fc.boolean(),
  healthCheck: optional<LoadBalancerHealthCheck>({
    protocol: fc.constantFrom(...Object.values(LoadBalancerHealthCheckProtocol)),
    path: fc.constant('/healthz'),
    port,
    interval: seconds(1, 10, 15, 60, 400),
    healthyThreshold: threshold,
    unhealthyThreshold: threshold,
  }),
});

const NAMES = ['internal', 'addresses', 'addressNames', 'addressPool', 'subnets', 'tls', 'proxyProtocol', 'idleTimeout', 'crossZone', 'healthCheck'] as const;

/** Settings that some providers accept only together, and settings of which few values are valid, which are generated more often. */
const MORE_OFTEN: (typeof NAMES[number])[][] = [
  ['internal', 'addresses'], ['internal', 'addressNames'], ['internal', 'subnets'], ['tls', 'proxyProtocol'], ['tls'], ['healthCheck'],
];

/** A few settings, as users write them. All settings together are rarely valid. */
const few = fc.tuple(everything, fc.oneof(fc.constantFrom(...NAMES).map(name => [name]), fc.constantFrom(...MORE_OFTEN), fc.subarray([...NAMES])))
  .map(([all, names]) => Object.fromEntries(names.map(name => [name, all[name]])) as LoadBalancerSettings);

function serviceOf(provider: LoadBalancerProvider, declared: readonly Port[], options: LoadBalancerSettings): Document {
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: [...declared], exposure: Exposure.loadBalancer({ ...options, nodePorts: { http: 30080 } }) });
  return find(synth(chart), 'Service');
}

/** The Service, or the fields in the messages if the declaration is refused. */
function attempt(provider: LoadBalancerProvider, declared: readonly Port[], options: LoadBalancerSettings): Document | string[] {
  try {
    return serviceOf(provider, declared, options);
  } catch (error) {
    return (error as Error).message.split('\n').map(line => /^shop\/web: (\S+) .* .+#[a-z-]+$/.exec(line)?.[1] ?? `not a message: ${line}`);
  }
}

function has({ metadata, spec }: Document, place: string): boolean {
  const field = /^spec\.(.+)$/.exec(place)?.[1];
  const pattern = new RegExp(`^${place.replace(/[.]/g, '\\.').replace('{port}', '(80|443)')}$`);
  return field ? field in spec : Object.keys(metadata.annotations ?? {}).some(key => pattern.test(key));
}

/** The options without the option of a field. */
function without(options: LoadBalancerSettings, field: string): LoadBalancerSettings {
  const [outer, inner] = field.replace('exposure.', '').split('.') as [keyof LoadBalancerSettings, string?];
  const { [outer]: value, ...rest } = options;
  const { [inner ?? '']: _, ...others } = (inner ? value : {}) as Record<string, unknown>;
  return inner ? { ...rest, [outer]: others } : rest;
}

test.each(PROVIDERS)('$name: each setting of a random declaration is written, or refused with a message', provider => {
  const synthesized = new Set<string>();
  const { mappings } = providerOf(provider);
  fc.assert(fc.property(few, ports, (generated, declared) => {
    const options = stated(provider, generated);
    const requested = requestedSettings(options);
    const outcome = attempt(provider, declared, options);
    if (Array.isArray(outcome)) {
      // every line names a setting of the declaration
      const fields = [...requested.map(({ field }) => field), 'exposure.tls.ports'];
      expect(outcome.filter(field => !fields.some(one => field === one || field.startsWith(`${one}[`)))).toEqual([]);
      return;
    }
    for (const { setting, field } of requested) {
      const mapping = mappings[setting];
      expect(isUnsupported(mapping)).toBe(false);
      const places = isUnsupported(mapping) ? [] : mapping.writes;
      const written = places.length === 0 || places.some(place => has(outcome, place));
      expect(written ? '' : `The Service has none of ${places.join(', ')}: change write or writes of '${setting}' in lib/load-balancer/providers/`).toBe('');
      // a path sets the protocol to HTTP by itself
      if (places.length > 0 && setting !== 'healthCheck.protocol') {
        expect(attempt(provider, declared, without(options, field))).not.toEqual(outcome);
      }
      synthesized.add(setting);
    }
  }), inputs(400));

  if (SEED_IS_REQUESTED) {
    return;
  }
  // each supported setting was synthesized at least once
  const supported = Object.entries(mappings).filter(([, mapping]) => !isUnsupported(mapping)).map(([setting]) => setting);
  expect(supported.filter(setting => !synthesized.has(setting))
    .map(setting => `${setting} is never accepted. In test/load-balancer/load-balancer-any.test.ts, add a valid value to everything, or add the setting to MORE_OFTEN, with the setting that it needs`)).toEqual([]);
}, minutes(2));
