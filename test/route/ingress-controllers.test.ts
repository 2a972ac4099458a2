import { App, Chart } from 'cdk8s';
import { rendered, web } from './support';
import {
  ExposedWorkload, IngressController, PathMatch, Port, Route, RouteBackend, RouteParent, RouteProtocol, RouteTls,
  type CustomIngressControllerProps, type RouteProps, type RouteRule,
} from '../../lib';
import { BUILT_IN } from '../../lib/route/plan/ingress-annotations';
import { messagesOf } from '../rules/broken';
import { find, type Document } from '../support';

/** NGINX Ingress Controller of F5, version 5.6: internal/configs/annotations.go of nginx/kubernetes-ingress. */
const F5: CustomIngressControllerProps = {
  name: 'nginx-ingress',
  httpsRedirectAnnotations: { 'nginx.org/ssl-redirect': 'true' },
  regularExpressionAnnotations: { 'nginx.org/path-regex': 'case_sensitive' },
  httpsBackendAnnotations: { 'nginx.org/ssl-services': '{services}' },
  grpcBackendAnnotations: { 'nginx.org/grpc-services': '{services}' },
  suggestedAnnotations: { rewrite: 'nginx.org/rewrites' },
};

/** AWS Load Balancer Controller, version 3.5: docs/guide/ingress/annotations.md. */
const ALB: CustomIngressControllerProps = {
  name: 'aws-load-balancer-controller',
  httpsBackendAnnotations: { 'alb.ingress.kubernetes.io/backend-protocol': 'HTTPS' },
  grpcBackendAnnotations: { 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC' },
};

/** Kong Ingress Controller, version 3.5: internal/dataplane/translator/subtranslator/ingress.go. */
const KONG: CustomIngressControllerProps = { name: 'kong', regularExpressionPath: '/~{expression}' };

const grpc = (chart: Chart, id: string) => web(chart, id, { ports: [Port.grpc(9090)] });
const https = (chart: Chart, id: string) => web(chart, id, { ports: [Port.https(8443)] });
const to = (workload: ExposedWorkload, path: string, justification?: string): RouteRule => ({
  paths: [PathMatch.prefix(path)], backends: [RouteBackend.of(workload, { justification })],
});

function declare(controller: CustomIngressControllerProps, props: (chart: Chart) => Partial<RouteProps>) {
  return (chart: Chart) => new Route(chart, 'shop', {
    parents: [RouteParent.ingressClass('main', { routeClass: { ingressController: IngressController.custom(controller) } })],
    hosts: ['shop.example.com'],
    ...props(chart),
  });
}

function ingress(controller: CustomIngressControllerProps, props: (chart: Chart) => Partial<RouteProps>): Document {
  const app = new App();
  declare(controller, props)(new Chart(app, 'shop', { namespace: 'shop' }));
  return find(rendered(app), 'Ingress');
}

test('the annotations of a custom controller configure HTTPS redirects and regular expressions', () => {
  const { metadata, spec } = ingress(F5, chart => ({
    tls: RouteTls.secret('shop-tls'),
    httpsRedirect: true,
    rules: [{ paths: [PathMatch.regularExpression('/orders/[0-9]+')], backends: [RouteBackend.of(web(chart))] }],
  }));

  expect(metadata.annotations).toEqual({ 'nginx.org/ssl-redirect': 'true', 'nginx.org/path-regex': 'case_sensitive' });
  expect(spec.rules[0].http.paths[0]).toMatchObject({ path: '/orders/[0-9]+', pathType: 'ImplementationSpecific' });
});

test('a regular expression is written in the form that a custom controller expects', () => {
  const { metadata, spec } = ingress(KONG, chart => ({
    rules: [{ paths: [PathMatch.regularExpression('/orders/[0-9]+$&')], backends: [RouteBackend.of(web(chart))] }],
  }));

  expect(spec.rules[0].http.paths[0].path).toBe('/~/orders/[0-9]+$&');
  expect(metadata.annotations).toBeUndefined();
});

test('an annotation with the placeholder {services} names the Services with such a port, in alphabetical order', () => {
  const { metadata } = ingress(F5, chart => {
    const [orders, carts] = [grpc(chart, 'orders'), grpc(chart, 'carts')];
    return { protocol: RouteProtocol.HTTP, rules: [to(orders, '/a'), to(carts, '/b'), to(orders, '/c'), to(https(chart, 'secure'), '/d'), to(web(chart), '/e')] };
  });

  expect(metadata.annotations).toEqual({ 'nginx.org/grpc-services': 'carts,orders', 'nginx.org/ssl-services': 'secure' });
});

test('ports for HTTP/2 without TLS have their own annotations', () => {
  const h2c: CustomIngressControllerProps = { name: 'x', h2cBackendAnnotations: { 'example.com/h2c': '{services}' }, grpcBackendAnnotations: { 'example.com/grpc': '{services}' } };
  const { metadata } = ingress(h2c, chart => ({ backend: web(chart, 'carts', { ports: [Port.h2c(8080)] }) }));

  expect(metadata.annotations).toEqual({ 'example.com/h2c': 'carts' });
});

test('an empty map of annotations means that the controller needs no annotation', () => {
  expect(ingress({ name: 'contour', grpcBackendAnnotations: {} }, chart => ({ backend: grpc(chart, 'orders') })).metadata.annotations).toBeUndefined();
});

test('an annotation without a placeholder applies to the whole Ingress, so that other backends are refused', () => {
  expect(ingress(ALB, chart => ({ backend: grpc(chart, 'orders') })).metadata.annotations).toEqual({ 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC' });
  expect(messagesOf(declare(ALB, chart => ({
    protocol: RouteProtocol.HTTP, rules: [to(grpc(chart, 'orders'), '/a'), to(web(chart), '/b')],
  })))).toEqual([
    expect.stringMatching(/^shop\/shop: rules\[0\]\.backends\[0\]\.port "grpc": .*backend-protocol-version applies to all backends of the Ingress, and rules\[1\]\.backends\[0\] has a port of the kind http/),
  ]);
});

test('a Service cannot have two kinds of ports in an Ingress whose annotation names Services', () => {
  const messages = messagesOf(declare(F5, chart => {
    const both = web(chart, 'both', { ports: [Port.http(8080), Port.grpc(9090)] });
    return {
      protocol: RouteProtocol.HTTP,
      rules: [
        { paths: [PathMatch.prefix('/a')], backends: [RouteBackend.of(both, { port: 'grpc' })] },
        { paths: [PathMatch.prefix('/b')], backends: [RouteBackend.of(both, { port: 'http' })] },
      ],
    };
  }));

  expect(messages).toEqual([expect.stringContaining("applies to all ports of the Service 'both'")]);
});

test('a backend with a justification is not configured by annotations', () => {
  const { metadata } = ingress(ALB, chart => ({
    protocol: RouteProtocol.HTTP,
    rules: [to(grpc(chart, 'orders'), '/a'), to(web(chart), '/b', 'its Service has the annotation'), to(https(chart, 'secure'), '/c', 'its Service has the annotation')],
  }));

  expect(metadata.annotations).toEqual({ 'alb.ingress.kubernetes.io/backend-protocol-version': 'GRPC' });
});

test.each<[string, CustomIngressControllerProps, (chart: Chart) => Partial<RouteProps>, string]>([
  ['that the user sets too', F5, chart => ({
    backend: grpc(chart, 'orders'), metadata: { annotations: { 'nginx.org/grpc-services': 'orders' } },
  }), "metadata.annotations['nginx.org/grpc-services'] (a string of 6 characters)"],
  ['that two options need with different values', { name: 'x', httpsRedirectAnnotations: { 'example.com/mode': 'a' }, regularExpressionAnnotations: { 'example.com/mode': 'b' } }, chart => ({
    tls: RouteTls.secret('shop-tls'), httpsRedirect: true, rules: [{ paths: [PathMatch.regularExpression('/a')], backends: [RouteBackend.of(web(chart))] }],
  }), 'rules (a string of 1 character)'],
])('an annotation %s is refused', (_, controller, props, begins) => {
  expect(messagesOf(declare(controller, props))).toEqual([expect.stringMatching(/#route-annotation$/)]);
  expect(messagesOf(declare(controller, props))[0]).toContain(`shop/shop: ${begins}: `);
});

test('a message suggests the annotation of a custom controller', () => {
  const [message] = messagesOf(declare(F5, chart => ({ rules: [{ backends: [RouteBackend.of(web(chart))], rewrite: { path: '/' } }] })));

  expect(message).toContain('check whether the annotation nginx.org/rewrites in metadata.annotations does what you need');
});

test.each<[string, any, string]>([
  ['without a name', {}, '.name (not set)'],
  ['that is no object', 7, '.props (a number)'],
  ['with a key that no annotation can have', { name: 'x', httpsRedirectAnnotations: { 'a b': 'true' } }, ".httpsRedirectAnnotations['a b'] (a string of 4 characters)"],
  ['with a value that is no text', { name: 'x', httpsRedirectAnnotations: { a: true } }, ".httpsRedirectAnnotations['a'] true"],
  ['with an annotation of cert-manager', { name: 'x', httpsRedirectAnnotations: { 'cert-manager.io/issuer': 'a' } }, ".httpsRedirectAnnotations['cert-manager.io/issuer'] (a string of 1 character)"],
  ['with an unknown placeholder', { name: 'x', grpcBackendAnnotations: { a: '{service}' } }, ".grpcBackendAnnotations['a'] (a string of 9 characters with '{' at position 1)"],
  ['with a placeholder where none is', { name: 'x', httpsRedirectAnnotations: { a: '{services}' } }, ".httpsRedirectAnnotations['a'] (a string of 10 characters with '{' at position 1)"],
  ['with a path without the expression', { name: 'x', regularExpressionPath: '/~' }, '.regularExpressionPath "/~"'],
  ['with a path that is not absolute', { name: 'x', regularExpressionPath: '~{expression}' }, '.regularExpressionPath "~{expression}"'],
  ['with a suggestion for no option', { name: 'x', suggestedAnnotations: { retries: 'a' } }, '.suggestedAnnotations ["retries"]'],
  ['with a suggestion that is no annotation', { name: 'x', suggestedAnnotations: { rewrite: 'a b' } }, ".suggestedAnnotations['rewrite'] \"a b\""],
])('a custom controller %s is refused', (_, props, begins) => {
  expect(messagesOf(declare(props, chart => ({ backend: web(chart) })))).toEqual([
    expect.stringMatching(/^shop\/shop: parents\[0\]\.routeClass\.ingressController.* \[(ingress-controller|value-type|required-option)\] /),
  ]);
  expect(messagesOf(declare(props, chart => ({ backend: web(chart) })))[0]).toContain(`ingressController${begins}: `);
});

test('a value may contain JSON and the variables of a controller', () => {
  const listenPorts = '[{"HTTP": 80}, {"HTTPS": 443}]';
  const { metadata } = ingress({ name: 'x', httpsRedirectAnnotations: { 'example.com/ports': listenPorts, 'example.com/target': 'https://${host}/' } }, chart => ({
    tls: RouteTls.secret('shop-tls'), httpsRedirect: true, backend: web(chart),
  }));

  expect(metadata.annotations).toEqual({ 'example.com/ports': listenPorts, 'example.com/target': 'https://${host}/' });
});

test('null stands for an option that is not set', () => {
  const nothing = { ...F5, httpsBackendAnnotations: null, regularExpressionPath: null } as unknown as CustomIngressControllerProps;

  expect(ingress(nothing, chart => ({ backend: grpc(chart, 'orders') })).metadata.annotations).toEqual({ 'nginx.org/grpc-services': 'orders' });
});

test('the built-in controllers are found by id, and meet the rules for custom controllers', () => {
  const constants = Object.values(IngressController).filter((value): value is IngressController => value instanceof IngressController);

  expect(constants.map(({ _id }) => _id)).toEqual(Object.keys(BUILT_IN));
  for (const controller of Object.values(BUILT_IN)) {
    expect(messagesOf(declare(controller, chart => ({ backend: web(chart) })))).toEqual([]);
  }
});
