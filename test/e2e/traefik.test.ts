import { connect } from 'http2';
import { connect as connectTls } from 'tls';
import { eventually } from './harness/eventually';
import { makeCertificate, tlsSecret, trusting, type Certificate } from './support/certificates';
import { ENTRY_POINTS, ROUTE_CLASS, deployController } from './support/controller';
import { deploy, server } from './support/declare';
import type { EntryPoint } from './support/entry-point';
import { gateway, route } from './support/gateway';
import { apply, get } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { ExposedWorkload, Gateway, IngressController, PathMatch, Port, Route, RouteBackend, RouteParent, RouteTls } from '../../lib';
import { WORKLOAD_LABEL } from '../../lib/workload/pod/identity';
import type { Document } from '../support';

const namespace = testNamespace('traefik-routes');

const routeClass = { ingressController: IngressController.TRAEFIK };
const ingressParent = RouteParent.ingressClass(ROUTE_CLASS, { routeClass });

/** Servers of HTTP and of gRPC, to which the hand-written Services and Ingresses lead. */
const http = { ...server('--http=:8080'), ports: [Port.http(8080)] };
const grpc = { ...server('--grpc=:9090'), ports: [Port.grpc(9090)] };

let entryPoint: EntryPoint;
beforeAll(async () => {
  entryPoint = await deployController();
  deploy(namespace, chart => {
    new ExposedWorkload(chart, 'shop', http);
    new ExposedWorkload(chart, 'status', http);
    new ExposedWorkload(chart, 'orders', grpc);
  });
  apply([gateway(namespace, { terminated: [] })]);
});

/** A hand-written Service that selects the pods of a workload. */
function service(name: string, workload: string, port: Document, annotations: Readonly<Record<string, string>> = {}): Document {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, annotations },
    spec: { selector: { [WORKLOAD_LABEL]: `deployment.${workload}` }, ports: [port] },
  };
}

/** A hand-written Ingress, with the path type, the path, the Service and its port for each path. */
function ingress(name: string, host: string, ...paths: readonly (readonly [string, string, string, number])[]): Document {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace },
    spec: {
      ingressClassName: ROUTE_CLASS,
      rules: [{
        host,
        http: { paths: paths.map(([pathType, path, to, number]) => ({ pathType, path, backend: { service: { name: to, port: { number } } } })) },
      }],
    },
  };
}

describe.each([
  ['the number 443', 'by-number', { name: 'http', port: 443 }],
  ['a name that begins with https', 'by-name', { name: 'https-shop', port: 8081 }],
])('a Service port of an HTTP server with %s', (_, id, port) => {
  const [byIngress, byRoute] = [`${id}-ingress.example.com`, `${id}-route.example.com`];

  test('gets requests with TLS from Traefik, which fail, unless hand-written objects state the protocol', async () => {
    const name = `old-${id}`;
    const hosts = [`old-${byIngress}`, `old-${byRoute}`];
    const written = { ...port, targetPort: 8080 };
    apply([
      service(name, 'shop', { ...written, appProtocol: 'http' }, { 'traefik.ingress.kubernetes.io/service.serversscheme': 'http' }),
      ingress(name, hosts[0], ['Prefix', '/', name, port.port]),
      route('HTTPRoute', namespace, name, hosts[1], [{ backendRefs: [{ name, port: port.port }] }]),
    ]);
    await Promise.all(hosts.map(host => entryPoint.answeredBy('shop', `http://${host}/`)));

    apply([service(name, 'shop', written)]);
    await Promise.all(hosts.map(host => entryPoint.answeredWith(500, `http://${host}/`)));
  });

  test('gets requests with a declared Route, through an Ingress and a Gateway', async () => {
    deploy(namespace, chart => {
      const backend = new ExposedWorkload(chart, id, { ...server('--http=:8080'), ports: [Port.http(8080, { name: port.name, servicePort: port.port })] });
      const parent = RouteParent.gateway(new Gateway(chart, `${id}-gateway`, { className: ROUTE_CLASS, routeClass }));
      new Route(chart, `${id}-ingress`, { parents: [ingressParent], hosts: [byIngress], backend });
      new Route(chart, `${id}-route`, { parents: [parent], hosts: [byRoute], backend });
    });

    for (const host of [byIngress, byRoute]) {
      expect((await entryPoint.answeredBy(id, `http://${host}/`)).status).toBe(200);
    }
  });
});

test('gRPC through an Ingress fails with hand-written objects, because Traefik uses HTTP/1.1, and reaches the pods with a declared Route', async () => {
  apply([ingress('old-orders', 'old-orders.example.com', ['Prefix', '/', 'orders', 9090])]);
  const failed = await eventually('gRPC fails', () => {
    const [{ error }] = entryPoint.call('grpc://old-orders.example.com');
    return error !== undefined && !/404/.test(error) ? error : undefined;
  });
  recordObservation(failed.split('\n')[0]);

  deploy(namespace, chart => {
    const backend = new ExposedWorkload(chart, 'new-orders', grpc);
    new Route(chart, 'new-orders-route', { parents: [ingressParent], hosts: ['new-orders.example.com'], backend });
  });
  await entryPoint.answeredBy('new-orders', 'grpc://new-orders.example.com');
});

describe('a Gateway', () => {
  test('with a listener on port 80 is not served by the entry points of the Helm chart', async () => {
    const [host, name] = ['old-port.example.com', 'old-port'];
    apply([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { name, namespace },
        spec: { gatewayClassName: ROUTE_CLASS, listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
      },
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name, namespace },
        spec: { parentRefs: [{ name }], hostnames: [host], rules: [{ backendRefs: [{ name: 'shop', port: 8080 }] }] },
      },
    ]);
    const refused = await eventually('the listener is refused', () => (
      get(namespace, 'gateway', name).status?.listeners?.[0].conditions.find(({ status }: Document) => status === 'False') as Document | undefined
    ));

    expect(refused.reason).toBe('PortUnavailable');
    expect(entryPoint.call(`http://${host}/`)[0].status).toBe(404);
  });

  test('that is declared has the ports of the entry points, and redirects to the default port of HTTPS', async () => {
    const host = 'declared.example.com';
    const certificate = makeCertificate(host);
    apply([tlsSecret(namespace, host, certificate)]);
    deploy(namespace, chart => {
      const backend = new ExposedWorkload(chart, 'declared', http);
      const parent = RouteParent.gateway(new Gateway(chart, 'declared-gateway', { className: ROUTE_CLASS, routeClass }));
      new Route(chart, 'declared-route', { parents: [parent], hosts: [host], tls: RouteTls.secret(host), httpsRedirect: true, backend });
    });
    const { location } = await entryPoint.answeredWith(301, `http://${host}/cart?page=2`);

    expect(get(namespace, 'gateway', 'declared-gateway').spec.listeners.map(({ port }: Document) => port).sort()).toEqual(Object.values(ENTRY_POINTS));
    expect(location).toBe(`https://${host}/cart?page=2`);
    expect((await entryPoint.answeredBy('declared', location!, trusting(certificate))).certificate).toEqual([host]);
  });
});

test('a short exact path of an Ingress loses its requests to a prefix, and gets them in a Route of its own with a priority', async () => {
  apply([ingress('old-exact', 'old-exact.example.com', ['Prefix', '/', 'shop', 8080], ['Exact', '/up', 'status', 8080])]);
  await entryPoint.answeredBy('shop', 'http://old-exact.example.com/');
  await entryPoint.answeredBy('shop', 'http://old-exact.example.com/up');

  const hosts = ['exact.example.com'];
  deploy(namespace, chart => {
    const [web, up] = ['web', 'up'].map(name => new ExposedWorkload(chart, name, http));
    new Route(chart, 'exact', { parents: [ingressParent], hosts, backend: web });
    new Route(chart, 'exact-up', {
      parents: [ingressParent],
      hosts,
      rules: [{ paths: [PathMatch.exact('/up')], backends: [RouteBackend.of(up)] }],
      metadata: { annotations: { 'traefik.ingress.kubernetes.io/router.priority': '1000' } },
    });
  });
  await entryPoint.answeredBy('web', 'http://exact.example.com/');
  await entryPoint.answeredBy('up', 'http://exact.example.com/up');
});

describe('one certificate for two hosts', () => {
  const hosts = ['first.example.com', 'second.example.com'];
  const unrouted = 'third.example.com';
  let certificate: Certificate;
  beforeAll(() => {
    certificate = makeCertificate(...hosts, unrouted);
    apply([tlsSecret(namespace, 'shared', certificate)]);
    deploy(namespace, chart => {
      const parent = RouteParent.gateway(new Gateway(chart, 'shared-gateway', { className: ROUTE_CLASS, routeClass }));
      for (const host of hosts) {
        const [name] = host.split('.');
        new Route(chart, `${name}-route`, { parents: [parent], hosts: [host], tls: RouteTls.secret('shared'), backend: new ExposedWorkload(chart, name, http) });
      }
    });
  });

  test('lets a client reuse an HTTP/2 connection, and Traefik selects the route by the host of the request', async () => {
    for (const host of hosts) {
      await entryPoint.answeredBy(host.split('.')[0], `https://${host}/`, trusting(certificate));
    }

    const answers = await overOneConnection(hosts[0], [...hosts, unrouted]);
    expect(answers.map(({ status, pod }) => `${status} ${pod?.split('-')[0]}`)).toEqual(['200 first', '200 second', '404 undefined']);
  });

  /** Sends requests for hosts one after the other over the HTTP/2 connection for another host. */
  async function overOneConnection(host: string, requested: readonly string[]): Promise<{ status: number; pod?: string }[]> {
    const connection = connect(`https://${host}`, {
      createConnection: () => connectTls({
        host: entryPoint.address, port: 443, servername: host, ca: certificate.certificate, ALPNProtocols: ['h2'],
      }),
    });
    try {
      const answers = [];
      for (const authority of requested) {
        answers.push(await new Promise<{ status: number; pod?: string }>((resolve, reject) => {
          let [status, body] = [0, ''];
          connection.on('error', reject);
          connection.request({ ':authority': authority, ':path': '/' }).setEncoding('utf-8')
            .on('response', headers => { status = headers[':status']!; })
            .on('data', data => { body += data; })
            .on('error', reject)
            .on('end', () => resolve({ status, pod: status === 200 ? JSON.parse(body).pod : undefined }));
        }));
      }
      return answers;
    } finally {
      connection.close();
    }
  }
});
