import { messagesOf, web } from './broken';
import { Gateway, HealthCheck, Mesh, Port, Route, RouteParent, RouteTls } from '../../lib';

test('a value of another class is refused, and the message shows its class', () => {
  expect(messagesOf(chart => web(chart, { readiness: RouteTls.secret('shop-tls') as any }))[0])
    .toMatch(/^shop\/web: readiness RouteTls: .* Use a value such as HealthCheck\.http\('\/healthz'\)\. \[value-type\]/);
  expect(messagesOf(chart => new Gateway(chart, 'public', { className: 'traefik', allowedRoutes: HealthCheck.tcp() as any }))[0])
    .toMatch(/^shop\/public: allowedRoutes HealthCheck: .* \[value-type\]/);
  expect(messagesOf(chart => new Route(chart, 'route', {
    parents: [RouteParent.gatewayNamed('public')], hosts: ['shop.example.com'], tls: HealthCheck.tcp() as any, backend: web(chart),
  }))[0]).toMatch(/^shop\/route: tls HealthCheck: .* Use a value such as RouteTls\.secret\('shop-tls'\)\. \[value-type\]/);
});

test('a wrong exemption is told to use a method that exists', () => {
  expect(messagesOf(chart => web(chart, { security: { exemptions: [HealthCheck.tcp() as any] } })))
    .toEqual([expect.stringMatching(/^shop\/web: security\.exemptions\[0\] HealthCheck: .* Use a value such as SecurityExemption\.runAsRoot\('the reason'\)\. \[value-type\]/)]);
});

test('an instance of a value class is not accepted as an object with options or as an object of cdk8s-plus', () => {
  expect(messagesOf(chart => web(chart, { security: Port.http(8080) as any }))[0]).toMatch(/^shop\/web: security Port: .* \[value-type\]/);
  expect(messagesOf(chart => web(chart, { imagePullSecrets: [Mesh.ISTIO as any] }))[0]).toMatch(/^shop\/web: imagePullSecrets\[0\] Mesh: .* \[value-type\]/);
});

test('an instance of a value class in a list is shown by the name of its class', () => {
  expect(messagesOf(chart => web(chart, { readiness: [HealthCheck.tcp()] as any }))[0]).toMatch(/^shop\/web: readiness \["HealthCheck"\]: /);
});
