import { messagesOf, web } from './broken';
import * as library from '../../lib';
import { Gateway, HealthCheck, Route, RouteParent, RouteTls, SecurityExemption } from '../../lib';
import { isMarked } from '../../lib/values/mark';
import { VALUES } from '../walk/instances';

/** Exported classes whose instances are not values: constructs, and classes that only have static methods or describe an app. */
const OTHER_CLASSES = [
  'Assertions', 'ClusterProfile', 'Connection', 'Connections', 'ExposedPods', 'ExposedWorkload', 'ExternalService', 'Gateway', 'ImmutableConfigMap',
  'ImmutableSecret', 'ImportedService', 'Isolation', 'Route', 'Worker', 'WorkloadDefaults',
];

test('every exported class is a value class of which the tests have an instance, or is listed as another class', () => {
  const classes = Object.entries(library).filter(([name, exported]) => typeof exported === 'function' && /^[A-Z]/.test(name)).map(([name]) => name);

  expect(classes.sort()).toEqual([...Object.keys(VALUES), ...OTHER_CLASSES].sort());
});

test.each(Object.keys(VALUES))('%s marks its instances, and no instances of other classes have the mark', name => {
  const { [name]: ofClass, ...others } = VALUES as Record<string, object>;
  const is = (value: unknown) => isMarked(value, name);

  expect(ofClass).toBeInstanceOf((library as any)[name]);
  expect(is(ofClass)).toBe(true);
  expect([...Object.values(others), { ...ofClass }, undefined, null, 'text', [ofClass]].filter(is)).toEqual([]);
});

test('a value of another class is refused, and the message shows its class', () => {
  expect(messagesOf(chart => web(chart, { readiness: RouteTls.secret('shop-tls') as any }))[0])
    .toMatch(/^shop\/web: readiness RouteTls: .* Use a value such as HealthCheck\.http\('\/healthz'\)\. \[value-type\]/);
  expect(messagesOf(chart => new Gateway(chart, 'public', { className: 'traefik', allowedRoutes: HealthCheck.tcp() as any }))[0])
    .toMatch(/^shop\/public: allowedRoutes HealthCheck: .* \[value-type\]/);
  expect(messagesOf(chart => new Route(chart, 'route', {
    parents: [RouteParent.gatewayNamed('public')], hosts: ['shop.example.com'], tls: HealthCheck.tcp() as any, backend: web(chart),
  }))[0]).toMatch(/^shop\/route: tls HealthCheck: .* Use a value such as RouteTls\.secret\('shop-tls'\)\. \[value-type\]/);
});

test('an instance of a value class in a list is shown by the name of its class', () => {
  expect(messagesOf(chart => web(chart, { readiness: [HealthCheck.tcp()] as any }))[0]).toMatch(/^shop\/web: readiness \[HealthCheck\]: /);
});

test('options of the wrong type are refused by the construct that receives the value', () => {
  expect(messagesOf(chart => web(chart, { ports: [library.Port.http(8080, library.Mesh.ISTIO as any)] }))[0])
    .toMatch(/^shop\/web: ports\[0\]\.options Mesh: .* Use an object, such as \{ servicePort: 80 \}\. \[value-type\]/);
});

test('a wrong exemption is told to use a method that exists', () => {
  const wrong = [...Object.values(VALUES), SecurityExemption.seccomp('', undefined as any), SecurityExemption.capabilities(''), SecurityExemption.privileged('')];
  const messages = wrong.flatMap(exemption => messagesOf(chart => web(chart, { security: { exemptions: [exemption as any] } })));
  const methods = messages.map(message => /SecurityExemption\.(\w+)\(/.exec(message)?.[1]);

  expect(messages.length).toBeGreaterThanOrEqual(wrong.length - 1);
  expect(methods.filter(method => method === undefined || !Object.hasOwn(SecurityExemption, method))).toEqual([]);
});
