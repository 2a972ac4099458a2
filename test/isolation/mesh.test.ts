import type { Chart } from 'cdk8s';
import { block, isolatedChart, namespaced, podsOf, policy, workload } from './support';
import { Backend, Exposure, ExternalService, HealthCheck, Mesh, Port } from '../../lib';

const declare = (chart: Chart, id: string, ports = [Port.http(8080)]) => (
  workload(chart, id, { ports, readiness: HealthCheck.none(), exposure: id === 'open' ? Exposure.nodePort() : undefined })
);

/** The rules of `web` without the rule for DNS. `web` connects to `orders` and to a backend outside the cluster, and `caller` connects to `web`. */
function rules(mesh: Mesh, name = 'web'): { ingress: unknown; egress: unknown } {
  const chart = isolatedChart({ mesh });
  const web = declare(chart, 'web');
  web.connectTo(declare(chart, 'orders'));
  web.connectTo(declare(chart, 'names', [Port.udp(5353)]));
  web.connectTo(new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] }));
  declare(chart, 'caller').connectTo(web);
  declare(chart, 'open');
  const { ingress, egress } = policy(chart, name);
  return { ingress, egress: egress.slice(1) };
}

const called = [{ to: [podsOf('orders')], ports: [{ port: 8080 }] }];
const others = [{ to: [podsOf('names')], ports: [{ port: 5353, protocol: 'UDP' }] }, { to: [block('10.20.0.11/32')], ports: [{ port: 5432 }] }];

test('Istio: the control plane is allowed', () => {
  expect(rules(Mesh.ISTIO)).toEqual({
    ingress: [{ from: [podsOf('caller')], ports: [{ port: 8080 }] }],
    egress: [...called, ...others, { to: [{ ...namespaced('istio-system'), podSelector: { matchLabels: { app: 'istiod' } } }], ports: [{ port: 15012 }] }],
  });
});

test('Istio ambient: the tunnel between pods with declared TCP traffic is allowed, and health checks from their own address', () => {
  const kubelet = [block('169.254.7.127/32'), block('fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128')];

  expect(rules(Mesh.ISTIO_AMBIENT)).toEqual({
    ingress: [{ from: [podsOf('caller')], ports: [{ port: 8080 }, { port: 15008 }] }, { from: kubelet }],
    egress: [{ to: [podsOf('orders')], ports: [{ port: 8080 }, { port: 15008 }] }, ...others],
  });
  expect(rules(Mesh.ISTIO_AMBIENT, 'open').ingress).toEqual([{ ports: [{ port: 8080 }] }, { from: kubelet }]);
});

test('Linkerd: the control plane is allowed, and the proxies of pods with declared TCP traffic', () => {
  const component = (name: string) => ({ ...namespaced('linkerd'), podSelector: { matchLabels: { 'linkerd.io/control-plane-component': name } } });

  expect(rules(Mesh.LINKERD)).toEqual({
    ingress: [{ from: [podsOf('caller')], ports: [{ port: 4143 }, { port: 8080 }] }],
    egress: [
      { to: [podsOf('orders')], ports: [{ port: 4143 }, { port: 8080 }] }, ...others,
      { to: [component('identity')], ports: [{ port: 8080 }] },
      { to: [component('destination')], ports: [{ port: 8086 }, { port: 8090 }] },
    ],
  });
});
