import { App, Chart } from 'cdk8s';
import { web } from './support';
import { ClusterProfile, Gateway, ListenerProtocol, Route, RouteParent, RouteTls, type RouteTls as Tls } from '../../lib';
import { messagesOf } from '../rules/broken';

const NAME = 'shop-tls';
const ISSUED = RouteTls.clusterIssuer('letsencrypt', { secretName: NAME });
const BROUGHT = RouteTls.secret(NAME);

/** Declares an Ingress or a Gateway that uses a Secret for a host. */
type User = (chart: Chart, id: string, tls: Tls, host: string) => void;

const ingress: User = (chart, id, tls, host) => {
  new Route(chart, id, { parents: [RouteParent.ingressClass(`${id}-class`)], hosts: [host], tls, backend: web(chart, `${id}-web`) });
};
const routed: User = (chart, id, tls, host) => {
  const parents = [RouteParent.gateway(new Gateway(chart, `${id}-gateway`, { className: 'edge' }))];
  new Route(chart, id, { parents, hosts: [host], tls, backend: web(chart, `${id}-web`) });
};
const listening: User = (chart, id, tls, host) => {
  new Gateway(chart, id, { className: 'edge', listeners: [{ name: 'https', port: 443, protocol: ListenerProtocol.HTTPS, host, tls }] });
};
const USERS: readonly [string, User][] = [['an Ingress', ingress], ['a Gateway with a route', routed], ['a Gateway with a listener', listening]];
const PAIRS = USERS.flatMap(([a, first]) => USERS.map(([b, second]): [string, string, User, User] => [a, b, first, second]));
const refused = [expect.stringMatching(/^shop\/second.* "shop-tls": .*#tls-secret-issued$/)];

describe.each(PAIRS)('a Secret of %s and of %s', (_a, _b, first, second) => {
  const both = (one: Tls, other: Tls, otherHost = 'a.example.com') => messagesOf(chart => {
    first(chart, 'first', one, 'a.example.com');
    second(chart, 'second', other, otherHost);
  });

  test('is issued for one of them', () => {
    expect(both(ISSUED, ISSUED)).toEqual(refused);
    expect(both(ISSUED, ISSUED, 'b.example.com')).toEqual(refused);
  });

  test('is not issued if the other one brings it for other hosts, in any order', () => {
    expect(both(ISSUED, BROUGHT, 'b.example.com')).toEqual(refused);
    expect(both(BROUGHT, ISSUED, 'b.example.com')).toEqual([expect.stringMatching(/^shop\/first.*#tls-secret-issued$/)]);
  });

  test('can be used by the other one for the same host, and if it is not issued', () => {
    expect(both(ISSUED, BROUGHT)).toEqual([]);
    expect(both(BROUGHT, ISSUED)).toEqual([]);
    expect(both(BROUGHT, BROUGHT, 'b.example.com')).toEqual([]);
    expect(both(ISSUED, RouteTls.secret('other-tls'), 'b.example.com')).toEqual([]);
  });
});

test('charts of one cluster and namespace are compared, and others are not', () => {
  const messages = (cluster: string | undefined, namespace: string) => messagesOf(chart => {
    const app = chart.node.root as App;
    ClusterProfile.set(app, { cluster });
    ingress(chart, 'first', ISSUED, 'a.example.com');
    ingress(new Chart(app, 'other', { namespace }), 'second', ISSUED, 'b.example.com');
    // the validation of the other chart
    app.node.findAll().flatMap(construct => construct.node.validate()).forEach(message => {
      throw new Error(`other: ${message}`);
    });
  });
  expect(messages('production', 'shop')).toEqual([expect.stringMatching(/#tls-secret-issued$/)]);
  expect(messages('production', 'other')).toEqual([]);
  expect(messages(undefined, 'shop')).toEqual([]);
});

test.each([
  ['true', true], ['1', true], ['T', true], ['false', false], ['0', false], ['yes', false], ['', false],
])('the annotation kubernetes.io/tls-acme with the value "%s" issues the Secret of an Ingress: %s', (value, issues) => {
  const annotations = { 'kubernetes.io/tls-acme': value };

  expect(messagesOf(chart => {
    new Route(chart, 'first', { parents: [RouteParent.ingressClass('nginx')], hosts: ['a.example.com'], tls: BROUGHT, backend: web(chart), metadata: { annotations } });
    ingress(chart, 'second', BROUGHT, 'b.example.com');
  })).toEqual(issues ? refused : []);
  // cert-manager does not read the annotation of a Gateway
  expect(messagesOf(chart => {
    new Gateway(chart, 'first', {
      className: 'edge', metadata: { annotations }, listeners: [{ name: 'https', port: 443, protocol: ListenerProtocol.HTTPS, host: 'a.example.com', tls: BROUGHT }],
    });
    ingress(chart, 'second', BROUGHT, 'b.example.com');
  })).toEqual([]);
});

test('an annotation of the user for cert-manager issues the Secret, and a wildcard certificate includes subdomains of one level', () => {
  const messages = (host: string) => messagesOf(chart => {
    new Route(chart, 'first', {
      parents: [RouteParent.ingressClass('nginx')],
      hosts: ['*.example.com'],
      tls: BROUGHT,
      backend: web(chart),
      metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
    });
    ingress(chart, 'second', BROUGHT, host);
  });
  expect(messages('a.example.com')).toEqual([]);
  expect(messages('a.b.example.com')).toEqual(refused);
});
