import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DNS, LABEL, isolatedChart, workload } from './support';
import {
  Backend, ClusterProfile, ExposedPods, ExternalService, Isolation, NetworkPolicyProvider, PodSelection, Port, type HostnamePolicyRequest,
  type IHostnamePolicies,
} from '../../lib';
import { find, newChart, synth } from '../support';

describe('Cilium as the network policy provider', () => {
  const CILIUM = { networkPolicyProvider: NetworkPolicyProvider.CILIUM };
  const api = (chart: Chart) => new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com.'), ports: [Port.https(443), Port.udp(443, { name: 'quic' })] });
  const toDns = {
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
    toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
  };

  test.each(['before', 'after'])('a CiliumNetworkPolicy allows the host names, if the connection is made %s isolation is enabled', order => {
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

  test('a CiliumNetworkPolicy is created for pods whose labels change before they are connected', () => {
    const chart = newChart();
    ClusterProfile.set(chart, CILIUM);
    Isolation.enable(chart);
    const selected = { app: 'billing' };
    const selector = { toPodSelectorConfig: () => ({ labelSelector: kplus.LabelSelector.of({ labels: { ...selected } }), namespaces: { names: ['shop'] } }) };
    const pods = new ExposedPods(chart, 'billing', { selector: PodSelection.of(Object.assign(selector, { node: chart.node }) as unknown as kplus.IPodSelector) });
    selected.app = 'invoices';
    pods.connectTo(api(chart));

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec.endpointSelector).toEqual({ matchLabels: { app: 'invoices' } });
  });

  test('the names of the Services are listed as well, in every namespace if the chart has no namespace', () => {
    const chart = new Chart(new App(), 'shop');
    ClusterProfile.set(chart, { ...CILIUM, clusterDomain: 'k8s.example.com' });
    const kafka = new ExternalService(chart, 'kafka', { backend: Backend.hostnames('a.example.com', 'b.example.com'), ports: [Port.tcp(9092)] });
    workload(chart, 'web', { isolate: true }).connectTo(kafka);

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec.egress[1].toFQDNs).toEqual([
      { matchName: 'a.example.com' }, { matchName: 'b.example.com' },
      ...['kafka', 'kafka-0', 'kafka-1'].map(name => ({ matchPattern: `${name}.*.svc.k8s.example.com` })),
    ]);
  });

  test('ports that exceed the maximum length of a list are split into several lists', () => {
    const chart = isolatedChart(CILIUM);
    const ports = Array.from({ length: 41 }, (_, index) => Port.tcp(8000 + index));
    workload(chart, 'web').connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), ports }));

    expect(find(synth(chart), 'CiliumNetworkPolicy').spec.egress[1].toPorts.map((list: any) => list.ports.length)).toEqual([40, 1]);
  });

  test('no CiliumNetworkPolicy is created without host names, or if the ranges of the host names are known', () => {
    const chart = isolatedChart(CILIUM);
    const web = workload(chart, 'web');
    web.connectTo(new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com'), networks: ['203.0.113.0/24'], ports: [Port.https(443)] }));
    web.connectTo(workload(chart, 'orders'));

    expect(synth(chart).filter(({ kind }) => kind === 'CiliumNetworkPolicy')).toEqual([]);
  });
});

describe('a custom network policy provider', () => {
  /** The policies for Antrea from docs/isolation.md. */
  class AntreaPolicies implements IHostnamePolicies {
    public readonly requests: HostnamePolicyRequest[] = [];

    public renderSpec(request: HostnamePolicyRequest): any {
      this.requests.push(request);
      return {
        priority: 5,
        appliedTo: [{ podSelector: { matchLabels: request.podLabels } }],
        egress: request.destinations.map(({ hostnames, serviceNames, ports }) => ({
          action: 'Allow',
          to: [...hostnames, ...serviceNames].map(fqdn => ({ fqdn })),
          ports: ports.map(({ number, protocol }) => ({ port: number, protocol })),
        })),
      };
    }
  }
  const ANTREA = { name: 'Antrea', apiVersion: 'crd.antrea.io/v1beta1', kind: 'NetworkPolicy' };
  const provider = (hostnamePolicies: IHostnamePolicies, options = {}) => ({
    networkPolicyProvider: NetworkPolicyProvider.custom({ ...ANTREA, hostnamePolicies, ...options }),
  });
  const api = (chart: Chart) => new ExternalService(chart, 'api', { backend: Backend.hostname('api.example.com.'), ports: [Port.https(443)] });
  const antreaPolicies = (chart: Chart) => synth(chart).filter(({ apiVersion }) => apiVersion === ANTREA.apiVersion);

  test('each workload that connects to host names gets a policy of the provider', () => {
    const policies = new AntreaPolicies();
    const chart = isolatedChart({ ...provider(policies), dns: { pods: { namespace: 'dns' } } });
    const web = workload(chart, 'web');
    web.connectTo(api(chart));
    web.connectTo(new ExternalService(chart, 'kafka', { backend: Backend.hostnames('a.example.com', 'b.example.com'), ports: [Port.tcp(9092), Port.udp(9093)] }), { ports: ['udp-9093'] });
    workload(chart, 'other').connectTo(web);

    expect(antreaPolicies(chart)).toEqual([{
      apiVersion: 'crd.antrea.io/v1beta1',
      kind: 'NetworkPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        priority: 5,
        appliedTo: [{ podSelector: { matchLabels: { [LABEL]: 'deployment.web' } } }],
        egress: [
          { action: 'Allow', to: [{ fqdn: 'api.example.com' }, { fqdn: 'api.shop.svc.cluster.local' }], ports: [{ port: 443, protocol: 'TCP' }] },
          {
            action: 'Allow',
            to: ['a.example.com', 'b.example.com', 'kafka.shop.svc.cluster.local', 'kafka-0.shop.svc.cluster.local', 'kafka-1.shop.svc.cluster.local'].map(fqdn => ({ fqdn })),
            ports: [{ port: 9093, protocol: 'UDP' }],
          },
        ],
      },
    }]);
    expect(policies.requests[0]).toMatchObject({ name: 'web', namespace: 'shop', dns: { pods: { namespace: 'dns' }, port: 53, addresses: [] } });
    expect(find(synth(chart).filter(({ apiVersion }) => apiVersion === 'networking.k8s.io/v1'), 'NetworkPolicy', 'web').spec.egress).toHaveLength(1);
  });

  test('connections that are made later are in the policy, and the policy can be patched', () => {
    const chart = isolatedChart(provider(new AntreaPolicies()));
    const web = workload(chart, 'web');
    web.connectTo(api(chart));
    ApiObject.of(web.node.findChild('IsolationByName')).addJsonPatch(JsonPatch.replace('/spec/priority', 7));
    web.connectTo(new ExternalService(chart, 'mail', { backend: Backend.hostname('mail.example.com'), ports: [Port.tcp(587)] }));

    const [{ spec }] = antreaPolicies(chart);
    expect(spec.priority).toBe(7);
    expect(spec.egress.map(({ to }: any) => to[0].fqdn)).toEqual(['api.example.com', 'mail.example.com']);
  });

  test('the object that renders policies is not copied, so its later changes have an effect', () => {
    const counter = { priority: 1, renderSpec(): any { return { priority: this.priority }; } };
    const chart = isolatedChart(provider(counter));
    workload(chart, 'web').connectTo(api(chart));
    counter.priority = 2;

    expect(antreaPolicies(chart)[0].spec).toEqual({ priority: 2 });
  });

  test.each([[undefined], [null], ['spec'], [[]]])('the spec %j is refused at synthesis', spec => {
    const chart = isolatedChart(provider({ renderSpec: () => spec }));
    workload(chart, 'web').connectTo(api(chart));

    expect(() => synth(chart)).toThrow(/\[shop\/web\] networkPolicyProvider\.hostnamePolicies\.renderSpec .+ Return an object: the spec of the policy\. .+#value-type$/);
  });

  test.each<[string, object, string]>([
    ['name', { name: '' }, 'networkPolicyProvider.name "": '],
    ['API version', { apiVersion: 'v1beta1' }, 'networkPolicyProvider.apiVersion "v1beta1": '],
    ['kind', { kind: 'networkpolicies.crd.antrea.io' }, 'networkPolicyProvider.kind "networkpolicies.crd.antrea.io": '],
    ['object without the method', { hostnamePolicies: {} }, 'networkPolicyProvider.hostnamePolicies {}: '],
  ])('an invalid %s is refused when the profile is set', (_, options, begins) => {
    expect(() => ClusterProfile.set(new App(), provider(new AntreaPolicies(), options))).toThrow(`app: ${begins}`);
  });

  test('all invalid options are reported in one error', () => {
    const networkPolicyProvider = NetworkPolicyProvider.custom({} as any);

    expect(() => ClusterProfile.set(new App(), { networkPolicyProvider })).toThrow(/^(app: .+#required-option\n?){4}$/);
  });

  test('a provider of another copy of the package is accepted', () => {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const other = require('../../lib') as typeof import('../../lib');
      const chart = isolatedChart({ networkPolicyProvider: other.NetworkPolicyProvider.CILIUM });
      workload(chart, 'web').connectTo(api(chart));

      expect(find(synth(chart), 'CiliumNetworkPolicy').spec.egress).toHaveLength(2);
    });
  });
});
