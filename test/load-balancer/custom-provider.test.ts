import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'cdk8s';
import { EVERY_SETTING } from './custom-providers';
import { stated } from './stated';
import {
  ClusterProfile, ExposedWorkload, Exposure, LoadBalancerHealthCheckProtocol, LoadBalancerProvider, Port, TrafficPolicy,
  type CustomLoadBalancerProviderProps, type ExposedWorkloadProps, type LoadBalancerAnnotations, type LoadBalancerOptions,
} from '../../lib';
import { SETTINGS } from '../../lib/load-balancer/mapping/mapping';
import { providerOf } from '../../lib/load-balancer/providers/providers';
import { find, MINIMAL, newChart, synth, type Document } from '../support';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'load-balancers.md'), 'utf8');
const PREFIX = 'lb.example.com/';

type Props = CustomLoadBalancerProviderProps;

/** Two TCP ports and a UDP port. */
const PORTS = [Port.http(8080, { servicePort: 80 }), Port.https(8443, { servicePort: 443 }), Port.udp(5353, { name: 'dns' })];

function workload(provider: Props, options: LoadBalancerOptions, props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  const chart = newChart();
  const loadBalancerProvider = LoadBalancerProvider.custom(provider);
  ClusterProfile.set(chart, { loadBalancerProvider });
  return new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: PORTS, exposure: Exposure.loadBalancer(stated(loadBalancerProvider, options)), ...props });
}

function documentsOf(declaration: ExposedWorkload): Document[] {
  return synth(declaration.node.scope as never);
}

function annotationsOf(provider: Props, options: LoadBalancerOptions, props: Partial<ExposedWorkloadProps> = {}): Document {
  return find(documentsOf(workload(provider, options, props)), 'Service').metadata.annotations ?? {};
}

/** The message of a declaration, without the path and the address of the rule. */
function refusal(provider: Props, options: LoadBalancerOptions, props: Partial<ExposedWorkloadProps> = {}): string {
  try {
    workload(provider, options, props);
    return 'accepted';
  } catch (error) {
    return (error as Error).message.replace(/^shop\/web: /, '').replace(/ https:\S+$/, '');
  }
}

/** A provider with the annotations of some settings. */
const withAnnotations = (annotations: LoadBalancerAnnotations): Props => ({ name: 'Example Cloud', annotations });

describe('the settings of a custom provider become its annotations', () => {
  test.each<[string, LoadBalancerOptions, Document]>([
    ['internal: true', { internal: true }, { scheme: 'internal' }],
    ['internal: false', { internal: false }, { scheme: 'external' }],
    ['one address', { addresses: ['10.0.0.7'] }, { ipv4: '10.0.0.7' }],
    ['addresses of both families', { addresses: ['fd00::7', '10.0.0.7'] }, { ipv4: '10.0.0.7', ipv6: 'fd00::7' }],
    ['one name of an address', { addressNames: ['web'] }, { 'address-1': 'web' }],
    ['two names of addresses', { addressNames: ['web', 'api'] }, { 'address-1': 'web', 'address-2': 'api' }],
    ['a pool', { addressPool: 'offices' }, { pool: 'pools/offices' }],
    ['subnets', { subnets: ['a', 'b'] }, { subnets: 'a,b' }],
    ['TLS for some ports', { tls: { certificates: ['web', 'api'], ports: ['http'] } }, { 'certificates': 'web,api', 'tls-ports': '80' }],
    ['TLS for all TCP ports, of which one expects TLS', { tls: { certificates: ['web'] } },
      { 'certificates': 'web', 'tls-ports': '80,443', 'port-443-backend': 'tls' }],
    ['a TLS policy, in JSON', { tls: { certificates: ['web'], ports: ['http'], policy: 'modern' } },
      { 'certificates': 'web', 'tls-ports': '80', 'tls-config': '{"policy":"modern"}' }],
    ['proxyProtocol: true', { proxyProtocol: true }, { 'proxy-protocol': 'v2' }],
    ['proxyProtocol: false, which the provider always has', { proxyProtocol: false }, {}],
    ['an idle timeout of each TCP port', { idleTimeout: Duration.minutes(1) }, { 'port-80-idle': '60000ms', 'port-443-idle': '60000ms' }],
    ['crossZone: true', { crossZone: true }, { 'cross-zone': 'true' }],
    ['crossZone: false', { crossZone: false }, { 'cross-zone': 'false' }],
    ['the protocol of health checks', { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.HTTPS } }, { check: 'https' }],
    ['the path of health checks, which sets the protocol', { healthCheck: { path: '/healthz' } },
      { 'check': 'http', 'check-path': '/healthz', 'override-check': 'true' }],
    ['the path of health checks over HTTPS', { healthCheck: { path: '/healthz', protocol: LoadBalancerHealthCheckProtocol.HTTPS } },
      { 'check': 'https', 'check-path': '/healthz', 'override-check': 'true' }],
    ['the port of health checks', { healthCheck: { port: 'http' }, nodePorts: { http: 30080 } },
      { 'check-port': 'http:80:8080:30080', 'override-check': 'true' }],
    ['the interval and the thresholds of health checks', { healthCheck: { interval: Duration.seconds(15), healthyThreshold: 2, unhealthyThreshold: 5 } },
      { 'check-interval': '15s', 'check-healthy': '2', 'check-unhealthy': '5' }],
  ])('%s', (_, options, annotations) => {
    expect(annotationsOf(EVERY_SETTING, options)).toEqual(Object.fromEntries(Object.entries({ scheme: 'external', ...annotations }).map(([key, value]) => [`${PREFIX}${key}`, value])));
  });

  test.each<[string, LoadBalancerAnnotations, LoadBalancerOptions, string]>([
    ['{value} of addresses', { addresses: { a: '{value}' } }, { addresses: ['10.0.0.7', '10.0.0.8'] }, '10.0.0.7,10.0.0.8'],
    ['{value} of names', { addressNames: { a: '{value}' } }, { addressNames: ['web', 'api'] }, 'web,api'],
    ['{value2} of subnets', { subnets: { a: '{value2}/{value1}' } }, { subnets: ['web', 'api'] }, 'api/web'],
    ['{value} of a protocol', { healthCheckProtocol: { a: '{value}' } }, { healthCheck: { protocol: LoadBalancerHealthCheckProtocol.TCP } }, 'TCP'],
    ['{minutes}', { idleTimeout: { a: '{minutes}m' } }, { idleTimeout: Duration.hours(1) }, '60m'],
    ['{milliseconds}', { healthCheckInterval: { a: '{milliseconds}' } }, { healthCheck: { interval: Duration.seconds(3) } }, '3000'],
    ['a placeholder twice', { addressPool: { a: '{value}:{value}' } }, { addressPool: 'p' }, 'p:p'],
    ['{ports} of ports that expect TLS', { tls: { b: '{value}' }, tlsToPods: { a: '{ports}' } }, { tls: { certificates: ['web'] } }, '443'],
  ])('%s', (_, annotations, options, value) => {
    expect(annotationsOf(withAnnotations(annotations), options).a).toBe(value);
  });

  test('{port} of TLS and its policy stands for each port with TLS, in the key and in the value', () => {
    const provider = withAnnotations({ tls: { 'port-{port}': '{port}={value}' }, tlsPolicy: { 'policy-{port}': '{value}' } });

    expect(annotationsOf(provider, { tls: { certificates: ['web'], ports: ['http'], policy: 'modern' } })).toEqual({ 'port-80': '80=web', 'policy-80': 'modern' });
  });

  test('every setting has its own field', () => {
    const { mappings } = providerOf(LoadBalancerProvider.custom(EVERY_SETTING));
    const none = providerOf(LoadBalancerProvider.custom({ name: 'Example Cloud' })).mappings;

    expect(SETTINGS.filter(setting => 'instead' in mappings[setting])).toEqual([]);
    expect(SETTINGS.filter(setting => !('instead' in none[setting]))).toEqual([]);
  });
});

describe('a port that is added later', () => {
  test('gets its own annotations, and is added to annotations that list ports', () => {
    const web = workload(EVERY_SETTING, { tls: { certificates: ['web'] }, idleTimeout: Duration.minutes(1) }, { ports: [Port.http(8080)] });
    web.addPort(Port.https(8443));

    expect(find(documentsOf(web), 'Service').metadata.annotations).toEqual({
      [`${PREFIX}scheme`]: 'external',
      [`${PREFIX}certificates`]: 'web',
      [`${PREFIX}tls-ports`]: '8080,8443',
      [`${PREFIX}port-8443-backend`]: 'tls',
      [`${PREFIX}port-8080-idle`]: '60000ms',
      [`${PREFIX}port-8443-idle`]: '60000ms',
    });
  });

  test.each(['tls-ports', 'port-8443-idle'])('does not replace the annotation %s of a user, which is refused at synthesis', key => {
    const web = workload(EVERY_SETTING, { tls: { certificates: ['web'] }, idleTimeout: Duration.minutes(1) }, { ports: [Port.http(8080)] });
    web.service.metadata.addAnnotation(`${PREFIX}${key}`, 'other');
    web.addPort(Port.https(8443));

    expect(() => documentsOf(web)).toThrow(`service.metadata.annotations['${PREFIX}${key}'] (a string of 5 characters): `);
  });
});

describe('a custom provider refuses', () => {
  test.each<[string, Props, LoadBalancerOptions, string]>([
    ['a second address of a family', EVERY_SETTING, { addresses: ['10.0.0.7', '10.0.0.8'] }, "The annotations of 'Example Cloud' have no place for '10.0.0.8'."],
    ['an IPv6 address without {ipv6}', withAnnotations({ addresses: { a: '{ipv4}' } }), { addresses: ['fd00::7'] }, "have no place for 'fd00::7'."],
    ['more names than placeholders', EVERY_SETTING, { addressNames: ['a', 'b', 'c'] }, "have no place for 'c'."],
    ['an entry of an annotation that is left out', withAnnotations({ subnets: { a: '{value1}/{value2}' } }), { subnets: ['web'] }, "have no place for 'web'."],
    ['a second subnet', withAnnotations({ subnets: { a: '{value1}' } }), { subnets: ['a', 'b'] }, "have no place for 'b'."],
    ['a second certificate', withAnnotations({ tls: { a: '{value1}' }, tlsToPods: {} }), { tls: { certificates: ['a', 'b'] } }, "have no place for 'b'."],
    ['TLS for some ports, if no annotation names ports', withAnnotations({ tls: { a: '{value}' } }), { tls: { certificates: ['a'], ports: ['http'] } },
      "'Example Cloud' terminates TLS for all ports. Remove tls.ports, or list all TCP ports."],
    ['TLS for pods that expect TLS, without tlsToPods', withAnnotations({ tls: { a: '{value}' } }), { tls: { certificates: ['a'] } },
      "The pods expect TLS at 'https', and LoadBalancerProvider.custom for 'Example Cloud' has no annotations.tlsToPods."],
    ['TLS for ports of both kinds, if no annotation names ports', withAnnotations({ tls: { a: '{value}' }, tlsToPods: { b: 'true' } }), { tls: { certificates: ['a'] } },
      "but 'Example Cloud' has one setting for all ports with TLS. List only ports of one kind in tls.ports."],
    ['an idle timeout that is not in whole minutes', withAnnotations({ idleTimeout: { a: '{minutes}' } }), { idleTimeout: Duration.seconds(90) },
      "'Example Cloud' accepts whole minutes. Use a duration such as Duration.minutes(5)."],
    ['a health check of a node port that is not known', EVERY_SETTING, { healthCheck: { port: 'http' } }, "Set nodePorts: { 'http': … } as well, or remove this setting."],
    ['two settings that write different values into one annotation', withAnnotations({ internal: { a: 'internal' }, crossZone: { a: 'cross-zone' } }), { internal: true, crossZone: true },
      "exposure.internal sets the annotation 'a' to another value. Remove one of the settings."],
  ])('%s', (_, provider, options, fix) => {
    expect(refusal(provider, options)).toContain(fix);
    expect(refusal(provider, options)).toMatch(/^exposure\..*\[load-balancer-setting\]$/);
  });

  test('an annotation for each TCP port, if the Service exposes no TCP port', () => {
    const provider = withAnnotations({ proxyProtocol: { 'port-{port}': 'v2' } });

    expect(refusal(provider, { proxyProtocol: true }, { ports: [Port.udp(5353)] })).toContain('the Service exposes no TCP port. Remove this setting. [load-balancer-setting]');
    expect(annotationsOf(provider, { proxyProtocol: true })).toEqual({ 'port-80': 'v2', 'port-443': 'v2' });
  });

  test('a setting without annotations, with a message that names the field', () => {
    expect(refusal(withAnnotations({}), { internal: false }))
      .toContain("LoadBalancerProvider.custom for 'Example Cloud' has no annotations.external. Add it there, or remove this setting and set the annotation of the provider in serviceMetadata. [load-balancer-unsupported]");
  });

  test.each<[LoadBalancerOptions, string]>([
    [{ internal: true }, 'scheme'],
    [{ proxyProtocol: false }, 'proxy-protocol'],
    [{ crossZone: true }, 'cross-zone'],
    [{ idleTimeout: Duration.minutes(1) }, 'port-80-idle'],
    [{ tls: { certificates: ['web'], ports: ['http'] } }, 'port-443-backend'],
    [{ healthCheck: { path: '/healthz' } }, 'check'],
  ])('together with %j, the annotation %s of the user', (options, key) => {
    expect(refusal(EVERY_SETTING, options, { serviceMetadata: { annotations: { [`${PREFIX}${key}`]: 'x' } } }))
      .toMatch(/ configures the same setting\. Remove one of them\. \[load-balancer-annotation\]$/);
  });

  test('source ranges, unless the description states that the provider enforces them', () => {
    const sourceRanges = ['203.0.113.0/24', '::/0'];

    expect(refusal(withAnnotations({}), { sourceRanges })).toMatch(/^exposure\.sourceRanges .*does not have enforcesSourceRanges: true\..* \[load-balancer-unsupported\]$/);
    expect(refusal({ name: 'Example Cloud', enforcesSourceRanges: false }, { sourceRanges })).toContain('enforcesSourceRanges: true');
    expect(refusal({ name: 'Example Cloud', enforcesSourceRanges: true }, { sourceRanges })).toBe('accepted');
  });

  test('a declaration that does not state whether it is internal, if the provider has annotations for both', () => {
    const declare = (annotations: LoadBalancerAnnotations, own?: Record<string, string>) => () => {
      const chart = newChart();
      ClusterProfile.set(chart, { loadBalancerProvider: LoadBalancerProvider.custom(withAnnotations(annotations)) });
      new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer(), serviceMetadata: { annotations: own } });
    };

    expect(declare({ internal: { a: 'true' }, external: {} })).toThrow(/exposure\.internal \(not set\): .*Set internal: true .* or internal: false for the internet\. \[load-balancer-internal\]/);
    expect(declare({ internal: { a: 'true' }, external: {} }, { a: 'yes' })).not.toThrow();
    expect(declare({ internal: { a: 'true' } })).not.toThrow();
    expect(declare({ external: { a: 'true' } })).not.toThrow();
  });

  test('an annotation that the user adds later', () => {
    const web = workload(EVERY_SETTING, { proxyProtocol: false });
    web.service.metadata.addAnnotation(`${PREFIX}proxy-protocol`, 'v1');

    expect(() => documentsOf(web)).toThrow('exposure.proxyProtocol configures the same setting. Remove one of them. [load-balancer-annotation]');
  });
});

test('an annotation of the user conflicts with a key that contains {port} only if its key has a number in place of {port}', () => {
  expect(refusal(EVERY_SETTING, { idleTimeout: Duration.minutes(1) }, { serviceMetadata: { annotations: { [`${PREFIX}port-x-idle`]: 'x' } } })).toBe('accepted');
});

describe('the class of a custom provider', () => {
  const withClass = { ...EVERY_SETTING, loadBalancerClass: 'example.com/lb' };
  const classOf = (options: LoadBalancerOptions, provider = withClass) => find(documentsOf(workload(provider, options)), 'Service').spec.loadBalancerClass;

  test('is written, unless the exposure sets another class', () => {
    expect(classOf({})).toBe('example.com/lb');
    expect(classOf({ loadBalancerClass: 'example.com/other' })).toBe('example.com/other');
    expect(classOf({ internal: true, loadBalancerClass: 'example.com/lb' })).toBe('example.com/lb');
  });

  test.each<[string, Props]>([
    ["'Example Cloud' handles Services of the class 'example.com/lb'.", withClass],
    ["'Example Cloud' handles Services without a class.", EVERY_SETTING],
  ])('cannot be overridden by the exposure if the load balancer has settings: %s', (fix, provider) => {
    expect(refusal(provider, { internal: true, loadBalancerClass: 'example.com/other' }))
      .toMatch(new RegExp(`^exposure\\.loadBalancerClass "example.com/other": .*${fix}.* \\[load-balancer-other-controller\\]$`));
  });
});

test.each<[number, string, Props, LoadBalancerOptions]>([
  [80, 'the defaults of the provider', EVERY_SETTING, {}],
  [40, 'an interval that is set', EVERY_SETTING, { healthCheck: { interval: Duration.seconds(10) } }],
  [100, 'a threshold that is set', EVERY_SETTING, { healthCheck: { unhealthyThreshold: 5 } }],
  [30, 'unknown defaults', withAnnotations(EVERY_SETTING.annotations!), {}],
  [30, 'an unknown threshold', { ...EVERY_SETTING, unhealthyThreshold: undefined }, {}],
  [60, 'unknown defaults, and an interval and a threshold that are set', withAnnotations(EVERY_SETTING.annotations!), { healthCheck: { interval: Duration.seconds(20), unhealthyThreshold: 3 } }],
])('a pod serves requests for %d seconds after its termination began, with %s of health checks', (seconds, _, provider, options) => {
  const [container] = find(documentsOf(workload(provider, options)), 'Deployment').spec.template.spec.containers;

  expect(container.lifecycle).toEqual({ preStop: { sleep: { seconds } } });
});

test.each([[true, [{ ipBlock: { cidr: '198.51.100.0/24' } }]], [false, undefined], [undefined, undefined]])(
  'with preservesClientAddress %s, the network policy of isolated pods allows the clients: %j', (preservesClientAddress, from) => {
    const options = { externalTrafficPolicy: TrafficPolicy.LOCAL, sourceRanges: ['198.51.100.0/24'] };
    const policy = find(documentsOf(workload({ ...EVERY_SETTING, preservesClientAddress }, options, { isolate: true })), 'NetworkPolicy');

    expect(policy.spec.ingress[0].from).toEqual(from);
  });

describe('the profile refuses a custom provider with', () => {
  const set = (props: unknown) => () => ClusterProfile.set(newChart(), { loadBalancerProvider: LoadBalancerProvider.custom(props as Props) });
  const annotations = (value: unknown) => ({ name: 'Example Cloud', annotations: value });

  test.each<[string, unknown, string]>([
    ['no properties', undefined, "loadBalancerProvider.props (not set): an option or argument without a default must be set. Set it to a value such as { name: 'Hetzner Cloud' }."],
    ['null instead of properties', null, 'loadBalancerProvider.props (not set): '],
    ['properties that are not an object', 'Example Cloud', 'loadBalancerProvider.props (a string of 13 characters): a value'],
    ['no name', {}, 'loadBalancerProvider.name (not set): an option or argument without a default must be set. Set it to a string. [required-option]'],
    ['an empty name', { name: ' ' }, 'loadBalancerProvider.name " "'],
    ['a class that is not a qualified name', { name: 'a', loadBalancerClass: 'a b' }, 'loadBalancerProvider.loadBalancerClass "a b"'],
    ['a flag that is not a boolean', { name: 'a', preservesClientAddress: 'yes' }, 'loadBalancerProvider.preservesClientAddress "yes": a value'],
    ['an interval with a fraction of a second', { name: 'a', healthCheckInterval: Duration.millis(1500) }, 'loadBalancerProvider.healthCheckInterval "1 second 500 millis"'],
    ['an interval that is not a duration', { name: 'a', healthCheckInterval: 15 }, 'loadBalancerProvider.healthCheckInterval (a number): a value'],
    ['a threshold of 0', { name: 'a', unhealthyThreshold: 0 }, 'loadBalancerProvider.unhealthyThreshold 0'],
    ['annotations that are not an object', annotations('x'), 'loadBalancerProvider.annotations (a string of 1 character)'],
    ['an unknown setting', annotations({ scheme: { a: 'b' } }), 'loadBalancerProvider.annotations.scheme {a}: the name must be that of an option. Remove it. API.md has the options of LoadBalancerAnnotations.'],
    ['annotations of a setting that are not an object', annotations({ internal: 'true' }), 'loadBalancerProvider.annotations.internal (a string of 4 characters)'],
    ['an annotation that is not a text', annotations({ internal: { a: true } }), "loadBalancerProvider.annotations.internal['a'] true"],
    ['an annotation that is null', annotations({ internal: { a: null } }), 'Set it to a string, or remove it. [value-type]'],
    ['an invalid key', annotations({ internal: { 'a b': 'true' } }), 'loadBalancerProvider.annotations.internal "a b": the key of a label or annotation'],
    ['a placeholder in a key', annotations({ addressPool: { 'pool-{value}': '{value}' } }), 'loadBalancerProvider.annotations.addressPool "pool-{value}": the annotations of a custom load balancer provider must contain the value of their setting, and no placeholder that the setting does not have. Remove the placeholder. Only {port} can be used in a key. [load-balancer-template]'],
    ['an unknown placeholder', annotations({ idleTimeout: { a: '{seconds}{secs}' } }), "loadBalancerProvider.annotations.idleTimeout['a'] (a string of 15 characters with '{' at position 10): the annotations of a custom load balancer provider must contain the value of their setting, and no placeholder that the setting does not have. This setting has no such placeholder. Use {milliseconds}, {seconds} or {minutes}. [load-balancer-template]"],
    ['an unknown placeholder of a list', annotations({ subnets: { a: '{value}{value0}' } }), 'This setting has no such placeholder. Use {value}. A number can follow {value}, as in {value1}.'],
    ['a placeholder of a setting that has none', annotations({ internal: { a: '{value}' } }), 'Remove the placeholder: this setting has none.'],
    ['{port} in a value without {port} in the key', annotations({ proxyProtocol: { a: '{port}' } }), 'Remove the placeholder: this setting has none.'],
    ['no placeholder for the value', annotations({ addressPool: { a: 'offices' } }), 'loadBalancerProvider.annotations.addressPool {a}: the annotations of a custom load balancer provider must contain the value of their setting, and no placeholder that the setting does not have. Use {value} in a value. [load-balancer-template]'],
    ['no placeholder for certificates', annotations({ tls: { a: '{ports}' } }), 'Use {value} in a value.'],
    ['no annotation for a value', annotations({ subnets: {} }), 'Use {value} in a value.'],
    ['a text that YAML changes', annotations({ internal: { a: '0o17' } }), '[yaml-text]'],
  ])('%s', (_, props, message) => {
    expect(set(props)).toThrow(message);
    expect(set(props)).toThrow(/^shop: loadBalancerProvider/);
  });

  test('several mistakes, and reports them in one error', () => {
    expect(set({ name: '', unhealthyThreshold: 0, annotations: { internal: { a: '{value}' }, external: { 'a b': 'x' } } })).toThrow(/name.*\n.*unhealthyThreshold.*\n.*external.*\n.*internal/);
  });
});

test('a custom provider of another copy of the package is recognized', () => {
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const other = require('../../lib') as typeof import('../../lib');
    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider: other.LoadBalancerProvider.custom(EVERY_SETTING) });
    new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer({ internal: true }) });

    expect(other.LoadBalancerProvider).not.toBe(LoadBalancerProvider);
    expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ [`${PREFIX}scheme`]: 'internal' });
  });
});

test('a custom provider cannot be changed after it was created', () => {
  const internal: Record<string, string> = { a: 'true' };
  const provider = LoadBalancerProvider.custom(withAnnotations({ internal }));
  internal.a = 'false';
  const chart = newChart();
  ClusterProfile.set(chart, { loadBalancerProvider: provider });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.loadBalancer({ internal: true }) });

  expect(find(synth(chart), 'Service').metadata.annotations).toEqual({ a: 'true' });
});

/** A copy of a value in which the keys of every map are in reverse order. */
function reversed<T>(value: T): T {
  return typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype
    ? value : Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)])) as T;
}

test('the order of the keys of a map does not change the output', () => {
  const provider = { ...EVERY_SETTING, annotations: { ...EVERY_SETTING.annotations, idleTimeout: { 'port-{port}': '{seconds}', 'port-80': '{minutes}' } } };
  const options: LoadBalancerOptions = { idleTimeout: Duration.minutes(1), healthCheck: { port: 'http' }, nodePorts: { http: 30080, https: 30443 } };
  const props = { serviceMetadata: { labels: { team: 'web', app: 'web' }, annotations: { z: '1', a: '2' } } };
  const text = (change: <T>(value: T) => T) => JSON.stringify(documentsOf(workload(change(provider), change(options), change(props))));

  expect(text(reversed)).toBe(text(value => value));
});

describe('the example of Hetzner Cloud in the documentation', () => {
  const [, code] = /const hetzner = (LoadBalancerProvider\.custom\(\{.*?^\}\));$/ms.exec(PAGE) ?? [];
  const hetzner = new Function('LoadBalancerProvider', 'Duration', `return ${code}`)(LoadBalancerProvider, Duration) as LoadBalancerProvider;

  test('produces the annotations that the page shows', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { loadBalancerProvider: hetzner });
    new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      serviceMetadata: { annotations: { 'load-balancer.hetzner.cloud/location': 'hel1' } },
      exposure: Exposure.loadBalancer({ internal: true, subnets: ['10.0.1.0/24'], healthCheck: { path: '/healthz', interval: Duration.seconds(5) } }),
    });
    const { annotations } = find(synth(chart), 'Service').metadata;
    const lines = Object.entries<string>(annotations).map(([key, value]) => `${key}: ${value === 'true' ? '"true"' : value}`);

    expect(PAGE).toContain(`\`\`\`yaml\n${lines.join('\n')}\n\`\`\``);
  });

  test('refuses each setting that the page describes as refused', () => {
    const { mappings } = providerOf(hetzner);

    expect(SETTINGS.filter(setting => 'instead' in mappings[setting]))
      .toEqual(['addressNames', 'addressPool', 'tls.policy', 'idleTimeout', 'crossZone: true', 'crossZone: false', 'healthCheck.healthyThreshold']);
  });
});

test('the page lists the placeholders of every field', () => {
  const fields = Object.keys(EVERY_SETTING.annotations!);

  expect(fields.filter(field => !new RegExp(`^\\| [^|]*\`${field}\`[^|]*\\|`, 'm').test(PAGE))).toEqual([]);
});
