import { App, Chart } from 'cdk8s';
import { db, messagesOf, web, type Declaration } from './broken';
import {
  Backend, ClusterProfile, ExposedWorkload, Exposure, Gateway, PathMatch, Port, Route, RouteBackend, RouteParent, RouteTls, SecurityExemption,
  type RouteProps,
} from '../../lib';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const NGINX = RouteParent.ingressClass('nginx');

const routed = (props: Partial<RouteProps>): Declaration => chart => (
  new Route(chart, 'route', { parents: [RouteParent.gatewayNamed('public')], backend: props.rules ? undefined : web(chart), ...props })
);
const withPath = (path: PathMatch, props: Partial<RouteProps> = {}): Declaration => chart => (
  routed({ rules: [{ paths: [path], backends: [RouteBackend.of(web(chart))] }], ...props })(chart)
);
const isolatedBehind = (parent: (chart: Chart) => RouteParent): Declaration => chart => (
  new Route(chart, 'route', { parents: [parent(chart)], backend: web(chart, { isolate: true }) })
);
const exempt = (exemption: SecurityExemption): Declaration => chart => web(chart, { security: { exemptions: [exemption] } });
const podCidr = (cidr: string): Declaration => chart => ClusterProfile.set(chart, { podCidrs: [cidr] });

/** Names of the values, declarations, and what the fixes in their messages contain. */
const FIXES: [string, Declaration, ...string[]][] = [
  [
    'a port of an added container that the workload declares', chart => web(chart).workload.addContainer({ ...PROXY, ports: [{ number: 8080, name: 'http' }] }),
    "The container 'web' lists it, because it is declared in ports of the workload. Remove it from 'proxy'. If both listen on it, ",
  ],
  [
    'a port of two added containers', chart => {
      const { workload } = web(chart);
      ['proxy', 'agent'].forEach(name => workload.addContainer({ ...PROXY, name, portNumber: 9901 }));
    },
    "The containers 'proxy' and 'agent' list it. Remove it from one of them. If both ",
  ],
  [
    'two different ports with the same name', chart => web(chart).workload.addContainer({ ...PROXY, ports: [{ number: 9901, name: 'http' }] }),
    'Use another name for one of them. [container-port-name]',
  ],
  [
    'a backend of an Ingress in another namespace',
    chart => {
      const backend = new ExposedWorkload(new Chart(chart.node.root as App, 'other', { namespace: 'data' }), 'web', {
        image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)],
      });
      routed({ parents: [NGINX], backend })(chart);
    },
    "The namespace of 'other/web' is 'data'. Declare the Route in a chart of this namespace, or use a Gateway: RouteParent.gateway(…). [route-ingress]",
  ],
  [
    'httpsRedirect for an unknown controller', routed({ parents: [NGINX], hosts: ['shop.example.com'], tls: RouteTls.secret('shop'), httpsRedirect: true }),
    "IngressController.custom({ name: '…', httpsRedirectAnnotations: { '<annotation>': 'true' } })",
  ],
  [
    'a regular expression for an unknown controller', withPath(PathMatch.regularExpression('/orders/[0-9]+'), { parents: [NGINX] }),
    "IngressController.custom({ name: '…', regularExpressionAnnotations: { '<annotation>': 'true' } })",
  ],
  [
    'a setting of a load balancer without a provider', chart => web(chart, { exposure: Exposure.loadBalancer({ internal: true }) }),
    'ClusterProfile.set(this, { loadBalancerProvider: LoadBalancerProvider.AWS_LOAD_BALANCER_CONTROLLER })', 'LoadBalancerProvider.custom({ … })',
  ],
  [
    'a route of an unknown IngressClass to isolated pods', isolatedBehind(() => RouteParent.ingressClass('contour')),
    "of the class 'contour' in ClusterProfile's routeClasses: { contour: { namespace: '…', podLabels: { … } } }, or in the option routeClass",
  ],
  [
    'a route of an unknown GatewayClass to isolated pods', isolatedBehind(chart => RouteParent.gateway(new Gateway(chart, 'public', { className: 'gke-l7' }))),
    "routeClasses: { 'gke-l7': { namespace: '…', podLabels: { … } } }",
  ],
  [
    'a route of another Gateway to isolated pods', isolatedBehind(() => RouteParent.gatewayNamed('public')),
    "in the option of its RouteParent: routeClass: { namespace: '…', podLabels: { … } }.",
  ],
  ['a port name with capitals', chart => web(chart, { ports: [Port.http(8080, { name: 'Query_HTTP' })] }), "Set { name: 'query-http' }."],
  ['an empty port name', chart => web(chart, { ports: [Port.http(8080, { name: '' })] }), "Set { name: 'http-8080' }."],
  ['a host that is a URL', routed({ hosts: ['https://socks.example.com/cart'] }), "Use 'socks.example.com'."],
  ['a host with a port', routed({ hosts: ['*.example.com:8443'] }), "Use '*.example.com'."],
  ['a host that is no name', routed({ hosts: ['the shop'] }), "Use a value such as 'shop.example.com' or '*.example.com'."],
  ['a redirect to a URL', routed({ rules: [{ redirect: { host: 'https://socks.example.com' } }] }), "Use 'socks.example.com'."],
  ['a path without a slash', withPath(PathMatch.prefix('api')), "Use '/api'."],
  ['a path without a slash for an Ingress', withPath(PathMatch.exact('api'), { parents: [NGINX] }), "Use '/api'."],
  ['a path that a slash does not fix', withPath(PathMatch.prefix('a//b')), "Use a value such as '/orders'."],
  ['a prefix of variables with a hyphen', chart => web(chart).connectTo(db(chart), { envPrefix: 'ORDERS-DB' }), "Use 'ORDERS_DB'."],
  ['a prefix of variables that begins with a digit', chart => web(chart).connectTo(db(chart), { envPrefix: '3SCALE' }), "Use a prefix such as 'DATABASE'."],
  ['a range of pods without a length', podCidr('10.244.0.0'), "Use a range such as '10.244.0.0/16'."],
  ['a range of pods that is an address', podCidr('fd00:10:244::5'), "Use a range such as 'fd00:10:244::/56'."],
  [
    'the address of a metadata server', chart => db(chart, { backend: Backend.addresses('169.254.169.254') }),
    'For a cloud metadata server, declare no backend: ', '/docs/isolation.md#metadata-servers). Otherwise, use the address of the backend',
  ],
  ['a loopback address', chart => db(chart, { backend: Backend.addresses('127.0.0.1') }), 'The address is loopback. Use the address of the backend in the'],
  [
    'a route to a backend without ports', chart => {
      const backend = new ExposedWorkload(chart, 'a', { image: 'registry.example.com/a:1.4.2', ports: [], exposure: Exposure.headless() });
      routed({ backend })(chart);
    },
    "'a' exposes no port. Add a port to 'a', such as ports: [Port.http(8080)]. [route-protocol]",
  ],
  [
    'an exemption without reason and capabilities', exempt(SecurityExemption.capabilities('')),
    "Use SecurityExemption.capabilities('the reason', 'NET_ADMIN'), or remove the exemption.",
  ],
  [
    'a capability instead of the reason', exempt(SecurityExemption.capabilities('NET_RAW')),
    "Use SecurityExemption.capabilities('the reason', 'NET_RAW'), or remove the exemption.",
  ],
];

test.each(FIXES)('the fix fits the value: %s', (_, declare, ...parts) => {
  const message = messagesOf(declare).join('\n');
  parts.forEach(part => expect(message).toContain(part));
});

test('a port that two containers list with the same name is one problem', () => {
  expect(messagesOf(chart => web(chart).workload.addContainer({ ...PROXY, ports: [{ number: 8080, name: 'http' }] }))).toHaveLength(1);
});
