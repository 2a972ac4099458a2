import { ExposedWorkload, Exposure, IpFamilyPolicy, Port, TrafficPolicy } from '../../lib';
import { eventually } from './harness/eventually';
import { CLIENT, CLUSTER_DOMAIN, HAS_IPV6, NODE, OUTSIDE } from './harness/facts';
import { balancerAddress } from './support/balancer';
import { deployClient } from './support/client';
import { CONTROL_PORT, deploy, server } from './support/declare';
import { apply, kubectl } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT, call, inPod, resolve, type Place } from './support/places';
import { podsOf } from './support/pods';
import { policiesInForce } from './support/policies';
import { WORKLOAD_LABEL } from '../../lib/workload/pod/identity';

const namespace = testNamespace('policies');
const otherNamespace = testNamespace('policies-elsewhere');

/** A request: the client and the URL. */
type Attempt = readonly [Place, string];

let client: Place;
let neighbor: Place;
let stranger: Place;
const web = () => inPod(namespace, 'deployment/web');

const NODE_PORT = 30180;
const pods = (workload: string) => ({ matchLabels: { [WORKLOAD_LABEL]: `deployment.${workload}` } });
const toWeb = (place: Place): Attempt => [place, 'http://web:8080'];
/** A request to the address, in one IP family, of the only pod of the workload `web`. */
const toPod = (place: Place, scheme: string, port: number, family: 'ipv4' | 'ipv6' = 'ipv4'): Attempt => {
  const { ip } = podsOf(namespace, 'deployment.web')[0].status.podIPs.find((each: { ip: string }) => each.ip.includes(':') === (family === 'ipv6'));
  return [place, `${scheme}://${family === 'ipv6' ? `[${ip}]` : ip}:${port}`];
};
const addressOf = (service: string) => balancerAddress(namespace, service);

beforeAll(async () => {
  client = deployClient(namespace);
  stranger = deployClient(otherNamespace);
  const props = server('--http=:8080', '--tcp=:9090', '--tcp=:9091', '--tcp=:9092', '--udp=:5353');
  const ports = [Port.http(8080)];
  deploy(namespace, chart => {
    new ExposedWorkload(chart, 'neighbor', { ...server(), ports: [Port.http(CONTROL_PORT)] });
    new ExposedWorkload(chart, 'web', {
      ...props,
      ports: [...ports, Port.tcp(9090, { name: 'admin' }), Port.udp(5353, { name: 'dns' })],
      exposure: Exposure.nodePort({ nodePorts: { http: NODE_PORT }, ...HAS_IPV6 && { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK } }),
    });
    new ExposedWorkload(chart, 'local', { ...props, ports, exposure: Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL }) });
    new ExposedWorkload(chart, 'cluster', { ...props, ports, exposure: Exposure.loadBalancer() });
  });
  neighbor = inPod(namespace, 'deployment/neighbor');
});

function succeeds([place, url]: Attempt): boolean {
  return call(place, url, '--timeout=5s')[0].error === undefined;
}

/** The error of a request that is expected to get no answer, or `none`. */
function errorOf([place, url]: Attempt): string {
  return call(place, url, '--timeout=500ms')[0].error ?? 'none';
}

/** Waits until all requests succeed, as they do without a policy. */
async function expectOpen(attempts: readonly Attempt[]): Promise<void> {
  for (const attempt of attempts) {
    await eventually(`${attempt.join(' ')} answers`, () => succeeds(attempt) || undefined);
  }
}

/**
 * Checks which requests policies in the namespace allow and deny, and that all of the requests succeed before the policies exist and after
 * they are deleted.
 */
async function expectPolicies(specs: readonly object[], allowed: readonly Attempt[], denied: readonly Attempt[]): Promise<void> {
  await expectOpen([...allowed, ...denied]);
  apply(specs.map((spec, index) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `policy-${index}`, namespace }, spec })));
  try {
    await policiesInForce(namespace, otherNamespace);
    expect(allowed.filter(attempt => !succeeds(attempt))).toEqual([]);
    for (const attempt of denied) {
      expect([attempt, errorOf(attempt)]).toEqual([attempt, expect.stringMatching(/timeout|deadline/)]);
    }
  } finally {
    kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
  }
  await policiesInForce(namespace, otherNamespace);
  await expectOpen([...allowed, ...denied]);
}

const DENY_INGRESS = { podSelector: {}, policyTypes: ['Ingress'] };
const fromNetwork = (cidr: string, ...except: string[]) => [{ ipBlock: { cidr, ...except.length > 0 && { except } } }];

describe('ingress to a pod', () => {
  test('is blocked by a policy without rules, except from its own node and from itself', async () => {
    const fromNode: Attempt = [[process.env.AGENT!], toPod(client, 'http', 8080)[1]];

    await expectPolicies([DENY_INGRESS], [fromNode, toWeb(web())], [
      toWeb(client), [stranger, `http://web.${namespace}:8080`], [OUTSIDE_CLIENT, `http://${NODE.ipv4}:${NODE_PORT}`],
    ]);
  });

  test('is allowed if one of several policies allows the labels of the client', async () => {
    const allow = { podSelector: pods('web'), ingress: [{ from: [{ podSelector: pods('client') }], ports: [{ port: 8080 }] }] };

    await expectPolicies([DENY_INGRESS, allow], [toWeb(client)], [
      toWeb(neighbor), [stranger, `http://web.${namespace}:8080`], toPod(client, 'tcp', 9090), toPod(client, 'udp', 5353),
    ]);
  });

  test('is allowed from all pods of a namespace, or from the pods of a namespace that a selector matches', async () => {
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': otherNamespace } };
    const toThem: Attempt = [stranger, `http://web.${namespace}:8080`];
    const from = (podSelector?: object) => ({ podSelector: pods('web'), ingress: [{ from: [{ namespaceSelector, podSelector }] }] });

    await expectPolicies([from()], [toThem], [toWeb(client)]);
    await expectPolicies([from(pods('client'))], [toThem], [toWeb(client)]);
    await expectPolicies([from(pods('neighbor'))], [], [toThem, toWeb(client)]);
  });

  test('is allowed by port name, port range and protocol', async () => {
    const allow = (...ports: object[]) => ({ podSelector: pods('web'), ingress: [{ ports }] });

    await expectPolicies([allow({ port: 'admin' })], [toPod(client, 'tcp', 9090)], [toPod(client, 'tcp', 9091), toWeb(client)]);
    await expectPolicies([allow({ port: 9090, endPort: 9091 })], [toPod(client, 'tcp', 9090), toPod(client, 'tcp', 9091)], [toPod(client, 'tcp', 9092), toWeb(client)]);
    await expectPolicies([allow({ port: 5353, protocol: 'UDP' })], [toPod(client, 'udp', 5353), [client, 'udp://web:5353']], [toWeb(client)]);
    await expectPolicies([allow({ port: 5353 })], [], [toPod(client, 'udp', 5353)]);
  });

  test('from a load balancer has the address of the client with externalTrafficPolicy Local, and the address of a node otherwise', async () => {
    const to = async (service: string): Promise<Attempt> => [OUTSIDE_CLIENT, `http://${await addressOf(service)}:8080`];
    const [local, cluster] = [await to('local'), await to('cluster')];
    const allow = (...from: object[]) => ({ podSelector: {}, ingress: [{ from }] });

    await expectPolicies([allow(...fromNetwork(`${CLIENT.ipv4}/32`))], [local], [cluster]);
    await expectPolicies([allow(...fromNetwork(`${NODE.ipv4}/32`))], [cluster], [local]);
    await expectPolicies([allow(...fromNetwork('10.77.0.0/24'))], [local, cluster], [toWeb(client)]);
    await expectPolicies([allow(...fromNetwork('0.0.0.0/0', `${CLIENT.ipv4}/32`))], [cluster, toWeb(client)], [local]);
  });

  (HAS_IPV6 ? test : test.skip)('is allowed in both IP families by labels, and in one family by its addresses', async () => {
    const allow = (from: object[]) => ({ podSelector: pods('web'), ingress: [{ from }] });
    const both = [toPod(client, 'http', 8080, 'ipv4'), toPod(client, 'http', 8080, 'ipv6')];

    await expectPolicies([allow([{ podSelector: pods('client') }])], both, [toPod(neighbor, 'http', 8080, 'ipv6')]);
    await expectPolicies([allow(fromNetwork('0.0.0.0/0'))], [both[0]], [both[1]]);
    await expectPolicies([allow(fromNetwork('::/0'))], [both[1]], [both[0]]);
  });
});

describe('egress from a pod', () => {
  const outside = (place: Place, index: number): Attempt => [place, `tcp://${OUTSIDE[index].ipv4}:5432`];
  const egress = (...rules: object[]) => ({ podSelector: pods('client'), policyTypes: ['Egress'], egress: rules });
  const dns = {
    to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
    ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }],
  };
  const resolves = () => resolve(client, `web.${namespace}.svc.${CLUSTER_DOMAIN}`).addresses !== undefined;

  test('is limited to DNS by a rule for DNS, and is blocked without a rule', async () => {
    const denied = [toPod(client, 'http', 8080), outside(client, 0)];

    await expectPolicies([egress(dns)], [outside(neighbor, 0)], denied);
    apply([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'egress', namespace }, spec: egress(dns) }]);
    await policiesInForce(namespace, otherNamespace);
    expect(resolves()).toBe(true);
    apply([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'egress', namespace }, spec: egress() }]);
    await policiesInForce(namespace, otherNamespace);
    expect(resolves()).toBe(false);
    kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
    await policiesInForce(namespace, otherNamespace);
    expect(resolves()).toBe(true);
  });

  test('to a Service is matched by the port of its pods, not by the port of the Service', async () => {
    const toPods = (port: number) => egress(dns, { to: [{ podSelector: pods('web') }], ports: [{ port }] });

    await expectPolicies([toPods(8080)], [toWeb(client)], [toPod(client, 'tcp', 9090), outside(client, 0)]);
    await expectPolicies([toPods(NODE_PORT)], [], [toWeb(client)]);
  });

  test('is allowed to an address outside the cluster, and blocked to other addresses', async () => {
    await expectPolicies([egress({ to: fromNetwork(`${OUTSIDE[0].ipv4}/32`), ports: [{ port: 5432 }] })], [outside(client, 0)], [outside(client, 1), toPod(client, 'http', 8080)]);
    await expectPolicies([egress({ to: fromNetwork('10.20.0.0/24', `${OUTSIDE[0].ipv4}/32`) })], [outside(client, 1)], [outside(client, 0)]);
  });

  test('must also be allowed by the ingress policies of the target', async () => {
    const ingress = { podSelector: pods('web'), ingress: [{ from: [{ podSelector: pods('neighbor') }] }] };

    await expectPolicies([egress({}), ingress], [toWeb(neighbor), outside(client, 0)], [toWeb(client)]);
  });
});
