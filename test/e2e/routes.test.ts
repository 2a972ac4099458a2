import { Backend, ExposedWorkload, ExternalService, Port } from '../../lib';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { OUTSIDE, OUTSIDE_HTTP_PORT } from './harness/facts';
import { makeCertificate, tlsSecret, trusting, type Certificate } from './support/certificates';
import { ROUTE_CLASS, deployController } from './support/controller';
import { deploy, server } from './support/declare';
import { received, type EntryPoint } from './support/entry-point';
import { gateway, route } from './support/gateway';
import { apply, get } from './support/kubectl';
import { testNamespace } from './support/namespace';

const namespace = testNamespace('routes');

const SHOP = 'shop.example.com';
const API = 'api.example.com';
const SEALED = 'sealed.example.com';
/**
 * An exact path of more than seven characters. Traefik 3.7 evaluates the rules of an Ingress by their length, not by the order of precedence that
 * Kubernetes specifies: `Path("/status")` is as long as `PathPrefix("/")`, and which of two rules with the same length applies is random.
 * Sources: pkg/muxer/http/mux.go and pkg/provider/kubernetes/ingress/kubernetes.go of Traefik 3.7.13.
 */
const STATUS_PAGE = '/status-page';

let entryPoint: EntryPoint;
let certificates: Record<typeof SHOP | typeof API, Certificate>;
beforeAll(async () => {
  entryPoint = await deployController();
  certificates = { [SHOP]: makeCertificate(SHOP), [API]: makeCertificate(API) };
  deploy(namespace, chart => {
    for (const name of ['shop', 'cart', 'status']) {
      new ExposedWorkload(chart, name, { ...server('--http=:8080'), ports: [Port.http(8080, { servicePort: 80 })] });
    }
    new ExposedWorkload(chart, 'sealed', { ...server('--https=:8443'), ports: [Port.https(8443, { servicePort: 443 })] });
  });
  apply([
    ...Object.entries(certificates).map(([host, certificate]) => tlsSecret(namespace, host, certificate)),
    gateway(namespace, { terminated: [SHOP, API], passedThrough: [SEALED] }),
  ]);
});

const to = (name: string, port = 80) => ({ backendRefs: [{ name, port }] });
const at = (type: string, value: string) => ({ matches: [{ path: { type, value } }] });

describe.each([
  ['an Ingress', 'ingress.example.com', ingressByPath],
  ['an HTTPRoute', 'route.example.com', httpRouteByPath],
])('%s', (_, host, objects) => {
  beforeAll(() => {
    apply(objects(host));
  });

  test.each([
    ['/', 'shop'], ['/cart', 'cart'], ['/cart/', 'cart'], ['/cart/items', 'cart'], ['/cartoon', 'shop'],
    [STATUS_PAGE, 'status'], [`${STATUS_PAGE}/more`, 'shop'], [`${STATUS_PAGE}s`, 'shop'],
  ])('routes %s to %s', async (path, workload) => {
    const answer = await entryPoint.answeredBy(workload, `http://${host}${path}`);

    expect(received(answer)).toMatchObject({ path, host });
  });

  test('does not route other hosts', async () => {
    await entryPoint.answeredBy('shop', `http://${host}/`);

    expect(entryPoint.call('http://nobody.example.com/')[0].status).toBe(404);
  });
});

function ingressByPath(host: string): Document[] {
  const by = (pathType: string, path: string, name: string) => ({ path, pathType, backend: { service: { name, port: { number: 80 } } } });
  return [{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'by-path', namespace },
    spec: {
      ingressClassName: ROUTE_CLASS,
      rules: [{ host, http: { paths: [by('Prefix', '/', 'shop'), by('Prefix', '/cart', 'cart'), by('Exact', STATUS_PAGE, 'status')] } }],
    },
  }];
}

function httpRouteByPath(host: string): Document[] {
  return [route('HTTPRoute', namespace, 'by-path', host, [
    to('shop'), { ...at('PathPrefix', '/cart'), ...to('cart') }, { ...at('Exact', STATUS_PAGE), ...to('status') },
  ])];
}

describe('addresses outside the cluster', () => {
  beforeAll(() => {
    const [ready, notReady] = OUTSIDE.map(({ ipv4 }) => ipv4);
    deploy(namespace, chart => new ExternalService(chart, 'outside', {
      backend: Backend.endpoints({ address: ready }, { address: notReady, ready: false }),
      ports: [Port.http(OUTSIDE_HTTP_PORT, { servicePort: 80 })],
    }));
    apply([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'outside', namespace },
        spec: {
          ingressClassName: ROUTE_CLASS,
          rules: [{
            host: 'outside-ingress.example.com',
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'outside', port: { number: 80 } } } }] },
          }],
        },
      },
      route('HTTPRoute', namespace, 'outside', 'outside-route.example.com', [to('outside')]),
    ]);
  });

  test.each(['outside-ingress.example.com', 'outside-route.example.com'])('receive requests for %s only if they are ready', async host => {
    await entryPoint.answeredBy('db', `http://${host}/`);

    const answers = Array.from({ length: 10 }, () => entryPoint.call(`http://${host}/`)[0]);
    expect(answers.map(({ status, pod }) => `${status} ${pod}`)).toEqual(answers.map(() => '200 db-0'));
  });
});

test('the status of an Ingress and of a Gateway has the address of the load balancer', async () => {
  const addresses = (kind: string, name: string, of: (status: Document) => Document[] | undefined) => (
    eventually(`${kind} ${name} has an address`, () => of(get(namespace, kind, name).status ?? {}))
  );

  expect(await addresses('ingress', 'by-path', status => status.loadBalancer?.ingress)).toEqual([expect.objectContaining({ ip: entryPoint.address })]);
  expect(await addresses('gateway', 'front', status => status.addresses)).toEqual([{ type: 'IPAddress', value: entryPoint.address }]);
});

describe('TLS', () => {
  const INGRESS_HOSTS = ['one.example.com', 'two.example.com'];

  test('an Ingress uses the certificate of each host', async () => {
    const created = INGRESS_HOSTS.map(host => makeCertificate(host));
    apply(ingressWithTls(created));

    for (const [index, host] of INGRESS_HOSTS.entries()) {
      const answer = await entryPoint.answeredBy('shop', `https://${host}/`, trusting(created[index]));
      expect(answer.certificate).toEqual([host]);
      expect(entryPoint.call(`https://${host}/`, trusting(created[1 - index]))[0].error).toMatch(/certificate/);
    }
  });

  function ingressWithTls(created: readonly Certificate[]): Document[] {
    const paths = [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { number: 80 } } } }];
    return [
      ...created.map((each, index) => tlsSecret(namespace, `ingress-tls-${index}`, each)),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'with-tls', namespace },
        spec: {
          ingressClassName: ROUTE_CLASS,
          tls: INGRESS_HOSTS.map((host, index) => ({ hosts: [host], secretName: `ingress-tls-${index}` })),
          rules: INGRESS_HOSTS.map(host => ({ host, http: { paths } })),
        },
      },
    ];
  }

  test('a Gateway uses the certificate of the listener of each host', async () => {
    apply(routesWithTls());

    for (const [host, workload, other] of [[SHOP, 'shop', API], [API, 'cart', SHOP]] as const) {
      const answer = await entryPoint.answeredBy(workload, `https://${host}/`, trusting(certificates[host]));
      expect(answer.certificate).toEqual([host]);
      expect(received(answer).header['X-Forwarded-Proto']).toEqual(['https']);
      expect(entryPoint.call(`https://${host}/`, trusting(certificates[other]))[0].error).toMatch(/certificate/);
    }
  });

  function routesWithTls(): Document[] {
    return [route('HTTPRoute', namespace, 'shop', SHOP, [to('shop')], 'shop'), route('HTTPRoute', namespace, 'api', API, [to('cart')], 'api')];
  }

  test('a redirect from HTTP to HTTPS keeps host, path and query', async () => {
    apply([...routesWithTls(), ...redirect()]);
    const { location } = await entryPoint.answeredWith(301, `http://${SHOP}/cart/items?page=2`);

    expect(location).toBe(`https://${SHOP}/cart/items?page=2`);
    await entryPoint.answeredBy('shop', location!, trusting(certificates[SHOP]));
  });

  function redirect(): Document[] {
    const filters = [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }];
    return [route('HTTPRoute', namespace, 'to-https', SHOP, [{ filters }], 'http')];
  }

  test('a TLSRoute passes TLS through to the pod, and the client sees the certificate of the pod', async () => {
    apply(passthrough());
    const { pod, certificate } = await entryPoint.answeredBy('sealed', `https://${SEALED}/`, '--insecure');

    expect(certificate).toEqual([pod]);
  });

  function passthrough(): Document[] {
    return [route('TLSRoute', namespace, 'sealed', SEALED, [to('sealed', 443)], 'sealed')];
  }
});
