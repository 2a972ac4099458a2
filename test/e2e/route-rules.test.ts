import { ExposedWorkload, Port } from '../../lib';
import type { Document } from '../support';
import { eventually } from './harness/eventually';
import { makeCertificate, tlsSecret, trusting, type Certificate } from './support/certificates';
import { deployController } from './support/controller';
import { deploy, server } from './support/declare';
import { received, type EntryPoint } from './support/entry-point';
import { conditionsOf, gateway, route } from './support/gateway';
import { apply, kubectl } from './support/kubectl';
import { recordObservation, recordRequests } from './support/measurements';
import { testNamespace } from './support/namespace';

const namespace = testNamespace('route-rules');
const otherNamespace = testNamespace('elsewhere');

const SHOP = 'secured.example.com';
const GRPC = 'grpc.example.com';

let entryPoint: EntryPoint;
let certificates: Record<typeof SHOP | typeof GRPC, Certificate>;
beforeAll(async () => {
  entryPoint = await deployController();
  certificates = { [SHOP]: makeCertificate(SHOP), [GRPC]: makeCertificate(GRPC) };
  const http = { ...server('--http=:8080'), ports: [Port.http(8080, { servicePort: 80 })] };
  deploy(namespace, chart => {
    new ExposedWorkload(chart, 'stable', http);
    new ExposedWorkload(chart, 'next', http);
    new ExposedWorkload(chart, 'orders', { ...server('--grpc=:9090'), ports: [Port.grpc(9090)] });
  });
  deploy(otherNamespace, chart => new ExposedWorkload(chart, 'far', http));
  apply([
    ...Object.entries(certificates).map(([host, certificate]) => tlsSecret(namespace, host, certificate)),
    gateway(namespace, { terminated: [SHOP, GRPC] }),
  ]);
});

const to = (name: string, port = 80) => ({ backendRefs: [{ name, port }] });

test('an HTTPRoute selects the backend by a header', async () => {
  apply(byHeader('header.example.com'));

  await entryPoint.answeredBy('stable', 'http://header.example.com/');
  await entryPoint.answeredBy('next', 'http://header.example.com/', '--header', 'X-Version: next');
  await entryPoint.answeredBy('stable', 'http://header.example.com/', '--header', 'X-Version: other');
});

function byHeader(host: string): Document[] {
  return [route('HTTPRoute', namespace, 'by-header', host, [
    { matches: [{ headers: [{ name: 'X-Version', value: 'next' }] }], ...to('next') }, to('stable'),
  ])];
}

test('filters of an HTTPRoute change the path, the host and the headers that the pod receives', async () => {
  apply(rewritten('rewrite.example.com'));
  const answer = await entryPoint.answeredBy('stable', 'http://rewrite.example.com/old/items?page=2', '--header', 'X-Secret: 1');

  expect(received(answer)).toMatchObject({ path: '/new/items', host: 'inside.example.com', header: { 'X-From': ['gateway'] } });
  expect(received(answer).header).not.toHaveProperty('X-Secret');
});

function rewritten(host: string): Document[] {
  return [route('HTTPRoute', namespace, 'rewritten', host, [{
    matches: [{ path: { type: 'PathPrefix', value: '/old' } }],
    filters: [
      { type: 'URLRewrite', urlRewrite: { hostname: 'inside.example.com', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/new' } } },
      { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-From', value: 'gateway' }], remove: ['X-Secret'] } },
    ],
    ...to('stable'),
  }])];
}

test('a backend with a tenth of the weight gets about a tenth of the requests', async () => {
  const SENT = 500;
  apply(weighted('weights.example.com'));
  await entryPoint.answeredBy('next', 'http://weights.example.com/');
  const answers = entryPoint.call('http://weights.example.com/', '--times', String(SENT));
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const next = answers.filter(({ pod }) => pod?.startsWith('next-')).length;
  recordRequests({ sent: SENT, failed: answers.filter(({ error }) => error !== undefined).length, p99: times[Math.ceil(0.99 * SENT) - 1] });
  recordObservation(`${next} of ${SENT} requests reached the backend that has a tenth of the weight`);

  expect(answers.filter(({ pod }) => !/^(stable|next)-/.test(pod ?? ''))).toEqual([]);
  // If the backend of each request were selected at random, fewer than one run in 10^7 would exceed these bounds.
  expect(next).toBeGreaterThanOrEqual(15);
  expect(next).toBeLessThanOrEqual(95);
});

function weighted(host: string): Document[] {
  const backendRefs = [{ name: 'stable', port: 80, weight: 90 }, { name: 'next', port: 80, weight: 10 }];
  return [route('HTTPRoute', namespace, 'weighted', host, [{ backendRefs }])];
}

test('a backend in another namespace is reached only while a ReferenceGrant of that namespace allows it', async () => {
  const hasCondition = (resolvedRefs: string) => eventually(`the route has the condition ResolvedRefs ${resolvedRefs}`, () => (
    conditionsOf(namespace, 'httproute', 'across-namespaces').ResolvedRefs === resolvedRefs || undefined
  ));
  apply(acrossNamespaces('far.example.com'));
  await entryPoint.answeredWith(500, 'http://far.example.com/');
  await hasCondition('False: RefNotPermitted');

  apply(referenceGrant());
  await entryPoint.answeredBy('far', 'http://far.example.com/');
  await hasCondition('True: ResolvedRefs');

  kubectl('--namespace', otherNamespace, 'delete', 'referencegrants', '--all');
  await entryPoint.answeredWith(500, 'http://far.example.com/');
});

function acrossNamespaces(host: string): Document[] {
  return [route('HTTPRoute', namespace, 'across-namespaces', host, [{ backendRefs: [{ name: 'far', namespace: otherNamespace, port: 80 }] }])];
}

function referenceGrant(): Document[] {
  return [{
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ReferenceGrant',
    metadata: { name: 'routes', namespace: otherNamespace },
    spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace }], to: [{ group: '', kind: 'Service' }] },
  }];
}

describe('gRPC', () => {
  test('a GRPCRoute selects requests by service and method, with and without TLS', async () => {
    apply(grpcRoute());
    const secured = await entryPoint.answeredBy('orders', `grpcs://${GRPC}`, trusting(certificates[GRPC]));

    expect(secured).toMatchObject({ status: 'SERVING', certificate: [GRPC] });
    await entryPoint.answeredBy('orders', `grpc://${GRPC}`);
  });

  test('a request for a method without a rule reaches no pod', async () => {
    apply([...grpcRoute(), ...grpcRouteOfOtherMethod('other.example.com')]);
    await entryPoint.answeredBy('orders', `grpc://${GRPC}`);
    await eventually('the route is accepted', () => conditionsOf(namespace, 'grpcroute', 'other').Accepted === 'True: Accepted' || undefined);

    expect(entryPoint.call('grpc://other.example.com')[0]).toEqual({ error: expect.stringMatching(/Unimplemented|404/), milliseconds: expect.any(Number) });
  });

  const ofMethod = (method: string) => [{ matches: [{ method: { service: 'grpc.health.v1.Health', method } }], ...to('orders', 9090) }];

  function grpcRoute(): Document[] {
    return [route('GRPCRoute', namespace, 'orders', GRPC, ofMethod('Check'))];
  }

  function grpcRouteOfOtherMethod(host: string): Document[] {
    return [route('GRPCRoute', namespace, 'other', host, ofMethod('Watch'))];
  }
});
