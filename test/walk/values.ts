import { runInNewContext } from 'vm';
import { App } from 'cdk8s';
import { FOREIGN_INSTANCES } from './foreign';
import { VALUES } from './instances';
import { TEXTS } from './texts';

/** The values of a kind, by a name for messages. Functions create values that a declaration could change. */
export interface ValueClass {
  readonly name: string;
  readonly values: Readonly<Record<string, () => unknown>>;
}

/** Literals with their texts as names. */
function literals(...values: readonly (() => unknown)[]): Record<string, () => unknown> {
  return Object.fromEntries(values.map(value => [String(value).replace(/^\(\) => \(?|\)$/g, ''), value]));
}

function constants(values: Readonly<Record<string, unknown>>): Record<string, () => unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value]));
}

function ownKey(key: string, value: unknown): object {
  return Object.defineProperty({}, key, { value, enumerable: true });
}

const output = () => ({ apply: () => undefined, toString: () => TEXTS['text of a Pulumi Output'] });

/** Values that a hurried person, a YAML file, or a program in JavaScript or another language can produce. */
export const REALISTIC: readonly ValueClass[] = [
  { name: 'not set', values: literals(() => undefined, () => null) },
  {
    name: 'primitive',
    values: literals(
      () => '', () => ' ', () => 'a', () => 'A', () => 'false', () => '0', () => '8080', () => 'a,b', () => 0, () => -1, () => 1.5, () => 5, () => 8080, () => 1e21,
      () => NaN, () => Infinity, () => -Infinity, () => 5n, () => true, () => false,
    ),
  },
  {
    name: 'list',
    values: literals(
      () => [], () => ['a'], () => ['a', 'a'], () => [''], () => [5], () => [true], () => [{}], () => [[]], () => [['a']], () => ['--port', 8080],
      () => [{ name: 'A', value: 'b' }], () => [{ containerPort: 8080 }], () => ['10.0.0.0/8'],
    ),
  },
  { name: 'list with an entry that is not set', values: literals(() => [null], () => [undefined], () => ['--token', undefined]) },
  {
    name: 'map',
    values: literals(() => ({}), () => ({ a: 'a' }), () => ({ a: 5 }), () => ({ a: true }), () => ({ a: ['a'] }), () => ({ a: {} }), () => ({ '': 'a' })),
  },
  { name: 'map with an entry that is not set', values: literals(() => ({ a: null }), () => ({ a: undefined })) },
  {
    name: 'natural text',
    values: literals(
      () => '10Gi', () => '128Mi', () => '30s', () => '100m', () => '25%', () => 30, () => 'PT30S', () => 'RollingUpdate', () => 'LoadBalancer', () => 'http',
      () => 'ReadWriteOnce', () => '10.0.0.0/8', () => '/healthz', () => 'ORDERS', () => 'Always', () => 'TCP',
    ),
  },
  {
    name: 'form of Kubernetes',
    values: literals(
      () => ({ requests: { cpu: '100m' } }), () => ({ limits: { memory: '128Mi' } }), () => ({ cpu: '100m', memory: '128Mi' }), () => ({ limit: '128Mi' }),
      () => ({ httpGet: { path: '/', port: 8080 } }), () => ({ exec: { command: ['/bin/true'] } }), () => ({ type: 'RollingUpdate' }),
      () => ({ valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } }), () => ({ secretRef: { name: 'login' } }), () => ({ name: 'login' }),
      () => ({ runAsUser: 1000 }), () => ({ matchLabels: { app: 'a' } }), () => ({ metadata: { labels: { a: 'a' } } }), () => ({ namespace: 'other' }),
      () => ({ containerPort: 8080 }), () => ({ timeoutSeconds: 3 }), () => ({ type: 'Prefix', value: '/' }),
    ),
  },
  { name: 'value class', values: constants(VALUES) },
  { name: 'class of cdk8s or cdk8s-plus', values: { ...constants(FOREIGN_INSTANCES), App: () => new App() } },
  { name: 'text', values: constants(TEXTS) },
  {
    name: 'huge',
    values: {
      'text with 100,000 characters': () => 'a'.repeat(100_000),
      'list with 10,000 texts': () => Array.from({ length: 10_000 }, (_, index) => `a${index}`),
      'list with 10,000 numbers': () => Array.from({ length: 10_000 }, (_, index) => index),
      'map with 10,000 texts': () => Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`a${index}`, 'a'])),
      'map with 10,000 numbers': () => Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`a${index}`, index])),
    },
  },
  {
    name: 'key of Object.prototype',
    values: {
      "{ ['__proto__']: 'a' }": () => ownKey('__proto__', 'a'),
      "{ ['__proto__']: {} }": () => JSON.parse('{"__proto__":{}}'),
      "{ constructor: 'a' }": () => ({ constructor: 'a' }),
      "{ hasOwnProperty: 'a' }": () => ({ hasOwnProperty: 'a' }),
      "{ toString: 'a' }": () => ({ toString: 'a' }),
    },
  },
  {
    name: 'collection',
    values: {
      ...literals(
        () => new Map(), () => new Map([['a', 'a']]), () => new Set(), () => new Set(['a']), () => new Date(0), () => /a/, () => Buffer.from('a'),
        () => new URL('https://a.example.com'), () => new Error('a'), () => new (class Options { get a() { return 'a'; } })(),
      ),
    },
  },
  {
    name: 'object of another origin',
    values: {
      'frozen map': () => Object.freeze({ a: 'a' }),
      'frozen list': () => Object.freeze(['a']),
      'map of another realm': () => runInNewContext("({ a: 'a' })"),
      'list of another realm': () => runInNewContext("['a']"),
      'map without a prototype': () => Object.assign(Object.create(null), { a: 'a' }),
      'process.env': () => process.env,
    },
  },
  {
    name: 'unresolved value',
    values: { 'Pulumi Output': output, 'list with a Pulumi Output': () => [output()], 'map with a Pulumi Output': () => ({ a: output() }), ...literals(() => Promise.resolve('a')) },
  },
];

/** Values that only an unusual program produces. */
export const EXOTIC: readonly ValueClass[] = [
  {
    name: 'exotic',
    values: {
      'cyclic map': () => { const map: Record<string, unknown> = {}; return Object.assign(map, { a: map }); },
      'cyclic list': () => { const list: unknown[] = []; list.push(list); return list; },
      'proxy of a map': () => new Proxy({ a: 'a' }, {}),
      'proxy of a list': () => new Proxy(['a'], {}),
      'proxy that throws': () => new Proxy({}, { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail }),
      'revoked proxy': () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; },
      'getter that throws': () => Object.defineProperty({}, 'a', { get: fail, enumerable: true }),
      'toString and toJSON that throw': () => ({ toString: fail, toJSON: fail }),
      'list with a gap': () => { const list = ['a']; list[2] = 'c'; return list; },
      'list with a cyclic map': () => { const map: Record<string, unknown> = {}; return [Object.assign(map, { map })]; },
      'empty object without a prototype': () => Object.create(null),
      ...literals(
        () => Symbol('a'), () => Symbol.iterator, () => () => 'a', () => async () => 'a', () => class Options {}, () => Object('a'), () => Object(5), () => -0,
        () => new WeakMap(), () => new Uint8Array(2), () => new ArrayBuffer(2), () => [Symbol('a')], () => [() => 'a'], () => ({ a: Symbol('a') }),
        () => ({ a: () => 'a' }), () => ({ [Symbol('a')]: 'a' }), () => new Date(NaN), () => globalThis,
      ),
    },
  },
];

function fail(): never {
  throw new Error('This value cannot be read.');
}
