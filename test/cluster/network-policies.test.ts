import { readFileSync } from 'fs';
import { join } from 'path';
import { ExposedWorkload, Exposure, IpFamilyPolicy, Port, TrafficPolicy } from '../../lib';
import { eventually } from './harness/eventually';
import { CLIENT, CLUSTER_DOMAIN, HAS_IPV6, NODE, OUTSIDE } from './harness/facts';
import { run } from './harness/shell';
import { balancerAddress } from './support/balancer';
import { deployClient } from './support/client';
import { CONTROL_PORT, deploy, server } from './support/declare';
import { seen } from './support/figures';
import { apply, kubectl } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { startOutside } from './support/outside-servers';
import { OUTSIDE_CLIENT, call, inPod, resolve, type Place } from './support/places';
import { podsOf } from './support/pods';
import { policiesInForce } from './support/policies';
import { WORKLOAD_LABEL } from '../../lib/workload/identity';

const namespace = testNamespace('policies');
const elsewhere = testNamespace('policies-elsewhere');

/** What is tried: from where, to where. */
type Attempt = readonly [Place, string];

let client: Place;
let neighbour: Place;
let stranger: Place;
const web = () => inPod(namespace, 'deployment/web');

const NODE_PORT = 30180;
const pods = (workload: string) => ({ matchLabels: { [WORKLOAD_LABEL]: `deployment.${workload}` } });
const toWeb = (place: Place): Attempt => [place, 'http://web:8080'];
/** By the address of the only pod of a workload in one IP family. */
const toPod = (place: Place, scheme: string, port: number, family: 'ipv4' | 'ipv6' = 'ipv4'): Attempt => {
  const { ip } = podsOf(namespace, 'deployment.web')[0].status.podIPs.find((each: { ip: string }) => each.ip.includes(':') === (family === 'ipv6'));
  return [place, `${scheme}://${family === 'ipv6' ? `[${ip}]` : ip}:${port}`];
};
const addressOf = (service: string) => balancerAddress(namespace, service);

beforeAll(async () => {
  client = deployClient(namespace);
  stranger = deployClient(elsewhere);
  const props = server('--http=:8080', '--tcp=:9090', '--tcp=:9091', '--tcp=:9092', '--udp=:5353');
  const ports = [Port.http(8080)];
  deploy(namespace, chart => {
    new ExposedWorkload(chart, 'neighbour', { ...server(), ports: [Port.http(CONTROL_PORT)] });
    new ExposedWorkload(chart, 'web', {
      ...props,
      ports: [...ports, Port.tcp(9090, { name: 'admin' }), Port.udp(5353, { name: 'dns' })],
      exposure: Exposure.nodePort({ nodePorts: { http: NODE_PORT }, ...HAS_IPV6 && { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK } }),
    });
    new ExposedWorkload(chart, 'local', { ...props, ports, exposure: Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL }) });
    new ExposedWorkload(chart, 'cluster', { ...props, ports, exposure: Exposure.loadBalancer() });
  });
  neighbour = inPod(namespace, 'deployment/neighbour');
  await startOutside('db-0', `${OUTSIDE[0].ipv4}:5432`);
  await startOutside('db-1', `${OUTSIDE[1].ipv4}:5432`);
});

function succeed([place, url]: Attempt): boolean {
  return call(place, url, '--timeout=5s')[0].error === undefined;
}

/** The error of a request that gets no answer at all. */
function errorOf([place, url]: Attempt): string {
  return call(place, url, '--timeout=500ms')[0].error ?? 'none';
}

/** Tries everything, of which nothing fails where there is no policy. */
async function expectOpen(attempts: readonly Attempt[]): Promise<void> {
  for (const attempt of attempts) {
    await eventually(`${attempt.join(' ')} answers`, 30, () => succeed(attempt) || undefined);
  }
}

/** Tries what policies of a namespace allow, what they deny, and all of it without them, before and after. */
async function expectUnder(specs: readonly object[], allowed: readonly Attempt[], denied: readonly Attempt[]): Promise<void> {
  await expectOpen([...allowed, ...denied]);
  apply(specs.map((spec, index) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `policy-${index}`, namespace }, spec })));
  try {
    await policiesInForce();
    expect(allowed.filter(attempt => !succeed(attempt))).toEqual([]);
    for (const attempt of denied) {
      expect([attempt, errorOf(attempt)]).toEqual([attempt, expect.stringMatching(/timeout|deadline/)]);
    }
  } finally {
    kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
  }
  await policiesInForce();
  await expectOpen([...allowed, ...denied]);
}

const DENY_INGRESS = { podSelector: {}, policyTypes: ['Ingress'] };
const fromNetwork = (cidr: string, ...except: string[]) => [{ ipBlock: { cidr, ...except.length > 0 && { except } } }];

describe('what a pod receives', () => {
  test('is nothing where nothing is allowed, but for its own node and itself', async () => {
    const fromNode: Attempt = [[process.env.AGENT!], toPod(client, 'http', 8080)[1]];

    await expectUnder([DENY_INGRESS], [fromNode, toWeb(web())], [
      toWeb(client), [stranger, `http://web.${namespace}:8080`], [OUTSIDE_CLIENT, `http://${NODE.ipv4}:${NODE_PORT}`],
    ]);
  });

  test('is what one of several policies allows, by labels', async () => {
    const allow = { podSelector: pods('web'), ingress: [{ from: [{ podSelector: pods('client') }], ports: [{ port: 8080 }] }] };

    await expectUnder([DENY_INGRESS, allow], [toWeb(client)], [
      toWeb(neighbour), [stranger, `http://web.${namespace}:8080`], toPod(client, 'tcp', 9090), toPod(client, 'udp', 5353),
    ]);
  });

  test('is what comes from a namespace, and from those of its pods that labels choose', async () => {
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': elsewhere } };
    const toThem: Attempt = [stranger, `http://web.${namespace}:8080`];
    const from = (podSelector?: object) => ({ podSelector: pods('web'), ingress: [{ from: [{ namespaceSelector, podSelector }] }] });

    await expectUnder([from()], [toThem], [toWeb(client)]);
    await expectUnder([from(pods('client'))], [toThem], [toWeb(client)]);
    await expectUnder([from(pods('neighbour'))], [], [toThem, toWeb(client)]);
  });

  test('is what a port allows: its name, a range, its protocol', async () => {
    const allow = (...ports: object[]) => ({ podSelector: pods('web'), ingress: [{ ports }] });

    await expectUnder([allow({ port: 'admin' })], [toPod(client, 'tcp', 9090)], [toPod(client, 'tcp', 9091), toWeb(client)]);
    await expectUnder([allow({ port: 9090, endPort: 9091 })], [toPod(client, 'tcp', 9090), toPod(client, 'tcp', 9091)], [toPod(client, 'tcp', 9092), toWeb(client)]);
    await expectUnder([allow({ port: 5353, protocol: 'UDP' })], [toPod(client, 'udp', 5353), [client, 'udp://web:5353']], [toWeb(client)]);
    await expectUnder([allow({ port: 5353 })], [], [toPod(client, 'udp', 5353)]);
  });

  test('has the address of its client under externalTrafficPolicy Local, and that of a node without', async () => {
    const to = async (service: string): Promise<Attempt> => [OUTSIDE_CLIENT, `http://${await addressOf(service)}:8080`];
    const [local, cluster] = [await to('local'), await to('cluster')];
    const allow = (...from: object[]) => ({ podSelector: {}, ingress: [{ from }] });

    await expectUnder([allow(...fromNetwork(`${CLIENT.ipv4}/32`))], [local], [cluster]);
    await expectUnder([allow(...fromNetwork(`${NODE.ipv4}/32`))], [cluster], [local]);
    await expectUnder([allow(...fromNetwork('10.77.0.0/24'))], [local, cluster], [toWeb(client)]);
    await expectUnder([allow(...fromNetwork('0.0.0.0/0', `${CLIENT.ipv4}/32`))], [cluster, toWeb(client)], [local]);
  });

  (HAS_IPV6 ? test : test.skip)('is of both IP families by labels, and of one by its addresses', async () => {
    const allow = (from: object[]) => ({ podSelector: pods('web'), ingress: [{ from }] });
    const both = [toPod(client, 'http', 8080, 'ipv4'), toPod(client, 'http', 8080, 'ipv6')];

    await expectUnder([allow([{ podSelector: pods('client') }])], both, [toPod(neighbour, 'http', 8080, 'ipv6')]);
    await expectUnder([allow(fromNetwork('0.0.0.0/0'))], [both[0]], [both[1]]);
    await expectUnder([allow(fromNetwork('::/0'))], [both[1]], [both[0]]);
  });
});

describe('what a pod sends', () => {
  const outside = (place: Place, index: number): Attempt => [place, `tcp://${OUTSIDE[index].ipv4}:5432`];
  const egress = (...rules: object[]) => ({ podSelector: pods('client'), policyTypes: ['Egress'], egress: rules });
  const dns = {
    to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
    ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }],
  };
  const resolves = () => resolve(client, `web.${namespace}.svc.${CLUSTER_DOMAIN}`).addresses !== undefined;

  test('is DNS alone, and not even that without a rule', async () => {
    const denied = [toPod(client, 'http', 8080), outside(client, 0)];

    await expectUnder([egress(dns)], [outside(neighbour, 0)], denied);
    apply([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'egress', namespace }, spec: egress(dns) }]);
    await policiesInForce();
    expect(resolves()).toBe(true);
    apply([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'egress', namespace }, spec: egress() }]);
    await policiesInForce();
    expect(resolves()).toBe(false);
    kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
    await policiesInForce();
    expect(resolves()).toBe(true);
  });

  test('goes to the pods of a Service, by their own port', async () => {
    const toPods = (port: number) => egress(dns, { to: [{ podSelector: pods('web') }], ports: [{ port }] });

    await expectUnder([toPods(8080)], [toWeb(client)], [toPod(client, 'tcp', 9090), outside(client, 0)]);
    await expectUnder([toPods(NODE_PORT)], [], [toWeb(client)]);
  });

  test('goes to an address outside, and to no other', async () => {
    await expectUnder([egress({ to: fromNetwork(`${OUTSIDE[0].ipv4}/32`), ports: [{ port: 5432 }] })], [outside(client, 0)], [outside(client, 1), toPod(client, 'http', 8080)]);
    await expectUnder([egress({ to: fromNetwork('10.20.0.0/24', `${OUTSIDE[0].ipv4}/32`) })], [outside(client, 1)], [outside(client, 0)]);
  });

  test('has to be allowed by the receiver as well', async () => {
    const ingress = { podSelector: pods('web'), ingress: [{ from: [{ podSelector: pods('neighbour') }] }] };

    await expectUnder([egress({}), ingress], [toWeb(neighbour), outside(client, 0)], [toWeb(client)]);
  });
});

test('policies outlast what enforces them, which finds them again', async () => {
  const pid = () => Number(readFileSync(join(process.env.CLUSTER_DIRECTORY!, 'enforcer.pid'), 'utf-8'));
  const before = pid();
  const allow = { podSelector: pods('web'), ingress: [{ from: [{ podSelector: pods('neighbour') }] }] };
  await expectOpen([toWeb(client), toWeb(neighbour)]);
  apply([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'allow', namespace }, spec: allow }]);
  await policiesInForce();
  process.kill(before, 'SIGKILL');

  expect(errorOf(toWeb(client))).toMatch(/timeout|deadline/);
  await eventually('it is started again', 30, () => pid() !== before || undefined);
  kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
  await policiesInForce();
  await expectOpen([toWeb(client), toWeb(neighbour)]);
});

test('without a policy the kernel has no rule', async () => {
  await policiesInForce();

  expect(run('nft', ['list', 'table', 'inet', 'network-policies'])).not.toContain('chain');
});

test('the engine of others agrees, and the kernel does what is worked out', () => {
  const output = run('go', ['-C', join(__dirname, 'go'), 'test', '-trimpath', '-tags', 'grpcnotrace', '-count=1', '-v', './enforcer']);

  expect(output).toMatch(/^PASS$/m);
  expect(output).not.toMatch(/--- SKIP/);
  output.match(/seed \d+: .*/g)!.forEach(words => seen(words));
});
