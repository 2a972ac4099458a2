import { allows, type TrafficEnd } from './policy-evaluation';

const pod = (name: string, namespace = 'shop'): TrafficEnd => ({ address: '10.244.0.1', namespace, labels: { app: name } });
const [web, orders, other] = [pod('web'), pod('orders'), pod('web', 'other')];
const world: TrafficEnd = { address: '198.51.100.7' };

function policy(spec: object): object {
  return { metadata: { name: 'web', namespace: 'shop' }, spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'], ...spec } };
}

test('pods that no policy selects accept traffic from everywhere', () => {
  expect(allows([], world, web, '80/TCP')).toBe(true);
  expect(allows([policy({})], orders, other, '80/TCP')).toBe(true);
});

test('pods that a policy selects exchange only the traffic that its rules allow; a pod can always reach itself', () => {
  const policies = [policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'orders' } } }], ports: [{ port: 80 }] }] })];

  expect(allows(policies, orders, web, '80/TCP')).toBe(true);
  expect(allows(policies, orders, web, '80/UDP')).toBe(false);
  expect(allows(policies, world, web, '80/TCP')).toBe(false);
  expect(allows(policies, pod('orders', 'other'), web, '80/TCP')).toBe(false);
  expect(allows(policies, web, orders, '80/TCP')).toBe(false);
  expect(allows(policies, web, web, '1/TCP')).toBe(true);
});

test('a policy applies only to its own directions', () => {
  expect(allows([policy({ policyTypes: ['Egress'] })], world, web, '80/TCP')).toBe(true);
  expect(allows([policy({ policyTypes: ['Ingress'] })], web, world, '80/TCP')).toBe(true);
  expect(allows([policy({ policyTypes: undefined })], web, world, '80/TCP')).toBe(true);
  expect(allows([policy({ policyTypes: undefined, egress: [{ ports: [{ port: 81 }] }] })], web, world, '80/TCP')).toBe(false);
});

test('a rule without peers allows everyone, a rule without ports allows every port, and a list without rules allows nobody', () => {
  expect(allows([policy({ ingress: [{ ports: [{ port: 80 }] }] })], world, web, '80/TCP')).toBe(true);
  expect(allows([policy({ ingress: [{ from: [{ ipBlock: { cidr: '198.51.100.0/24' } }] }] })], world, web, '9/SCTP')).toBe(true);
  expect(allows([policy({ ingress: [] })], world, web, '80/TCP')).toBe(false);
});

test('traffic is allowed if any of several policies allows it', () => {
  const rule = (port: number) => policy({ egress: [{ ports: [{ port }] }] });

  expect([80, 81, 82].map(port => allows([rule(80), rule(81)], web, world, `${port}/TCP`))).toEqual([true, true, false]);
});

test('ranges match addresses of their family, except the excluded ranges', () => {
  const policies = [policy({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['198.51.100.0/24'] } }] }] })];

  expect(['198.51.100.7', '198.51.101.7', '2001:db8::1'].map(address => allows(policies, web, { address }, '80/TCP'))).toEqual([false, true, false]);
});

test('namespaces match by name, with and without labels of pods', () => {
  const from = (peer: object) => [policy({ ingress: [{ from: [peer] }] })];
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'other' } };

  expect(allows(from({ namespaceSelector }), other, web, '80/TCP')).toBe(true);
  expect(allows(from({ namespaceSelector, podSelector: { matchLabels: { app: 'orders' } } }), other, web, '80/TCP')).toBe(false);
  expect(allows(from({ namespaceSelector }), orders, web, '80/TCP')).toBe(false);
});
