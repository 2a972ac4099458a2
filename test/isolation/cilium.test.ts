import { App, Chart } from 'cdk8s';
import { DNS, LABEL, isolatedChart, workload } from './support';
import { Backend, ClusterProfile, ExternalService, Isolation, NetworkPolicyProvider, Port } from '../../lib';
import { find, newChart, synth } from '../support';

describe('Cilium', () => {
  const CILIUM = { networkPolicyProvider: NetworkPolicyProvider.CILIUM };
  const api = (chart: Chart) => new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com.'), ports: [Port.https(443), Port.udp(443, { name: 'quic' })] });
  const toDns = {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
    toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
  };

  test.each(['before', 'after'])('names of hosts, by a policy beside, connected %s they are isolated', order => {
    const chart = newChart();
    ClusterProfile.set(chart, CILIUM);
    const [web, other] = [workload(chart, 'web'), workload(chart, 'other')];
    order === 'after' && Isolation.enable(chart);
    web.connectTo(api(chart));
    other.connectTo(web);
    order === 'before' && Isolation.enable(chart);
    const documents = synth(chart);

    expect(find(documents, 'CiliumNetworkPolicy')).toMatchObject({
      apiVersion: 'cilium.io/v2',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        endpointSelector: { matchLabels: { [LABEL]: 'deployment.web' } },
        egress: [toDns, {
          toFQDNs: [{ matchName: 'api.example.com' }, { matchName: 'api.shop.svc.cluster.local' }],
          toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }, { port: '443', protocol: 'UDP' }] }],
        }],
      },
    });
    expect(find(documents, 'NetworkPolicy', 'web').spec.egress).toEqual([DNS]);
  });

  test('several host names, each with its Service; of a chart without a namespace in any', () => {
    const chart = new Chart(new App(), 'shop');
    ClusterProfile.set(chart, { ...CILIUM, clusterDomain: 'k8s.example.com' });
    const kafka = new ExternalService(chart, 'kafka', { backend: Backend.hostnames('a.example.com', 'b.example.com'), ports: [Port.tcp(9092)] });
    workload(chart, 'web', { isolate: true }).connectTo(kafka);

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec.egress[1].toFQDNs).toEqual([
      { matchName: 'a.example.com' }, { matchName: 'b.example.com' },
      ...['kafka', 'kafka-0', 'kafka-1'].map(name => ({ matchPattern: `${name}.*.svc.k8s.example.com` })),
    ]);
  });

  test('more ports than a list can have, in several', () => {
    const chart = isolatedChart(CILIUM);
    const ports = Array.from({ length: 41 }, (_, index) => Port.tcp(8000 + index));
    workload(chart, 'web').connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), ports }));

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec.egress[1].toPorts.map((list: any) => list.ports.length)).toEqual([40, 1]);
  });

  test('no such policy without host names, and none where their ranges are known', () => {
    const chart = isolatedChart(CILIUM);
    const web = workload(chart, 'web');
    web.connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), networks: ['203.0.113.0/24'], ports: [Port.https(443)] }));
    web.connectTo(workload(chart, 'orders'));

    expect(synth(chart).filter(({ kind }) => kind === 'CiliumNetworkPolicy')).toEqual([]);
  });
});
