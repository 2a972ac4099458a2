import * as kplus from 'cdk8s-plus-28';
import {
  Backend, ClusterProfile, Controller, ExposedPods, ExposedWorkload, ExternalService, Isolation, Mesh, NetworkPolicyProvider,
  PodDnsPolicy, PodSelection, Port, SecurityExemption, SecurityProfile, type ExposedWorkloadProps, type PodNetwork,
} from '../../lib';
import { find, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

const SERVER = { ...MINIMAL, controller: Controller.daemonSet() };
const HOST = { ...SERVER, podNetwork: { hostNetwork: true } };

function podOf(props: Partial<ExposedWorkloadProps>): Document {
  return find(synthOf(chart => new ExposedWorkload(chart, 'web', { ...SERVER, ...props })), 'DaemonSet').spec.template.spec;
}

function messagesOf(declare: () => unknown): string[] {
  try {
    declare();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map(line => line.replace(/^.*?: (.*?): .* (\[[-a-z]+\]) .*$/, '$1 $2'));
  }
}

describe('the network of pods', () => {
  test('has a host name, a subdomain, DNS settings and host aliases', () => {
    expect(podOf({
      podNetwork: {
        hostname: 'web',
        subdomain: 'shop',
        hostnameAsFqdn: true,
        dnsPolicy: PodDnsPolicy.NONE,
        dns: { nameservers: ['10.0.0.53'], searches: ['shop.example.com'], options: { 'single-request': '', 'ndots': '2' } },
        hostAliases: { '10.0.0.6': ['b.example.com'], '10.0.0.5': ['a.example.com', 'c.example.com'] },
      },
    })).toMatchObject({
      hostname: 'web',
      subdomain: 'shop',
      setHostnameAsFQDN: true,
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['10.0.0.53'], searches: ['shop.example.com'], options: [{ name: 'ndots', value: '2' }, { name: 'single-request' }] },
      hostAliases: [{ ip: '10.0.0.5', hostnames: ['a.example.com', 'c.example.com'] }, { ip: '10.0.0.6', hostnames: ['b.example.com'] }],
    });
  });

  test('is unchanged without options, and with defaults', () => {
    expect(podOf({
      podNetwork: { hostNetwork: false, hostnameAsFqdn: false, dnsPolicy: PodDnsPolicy.CLUSTER_FIRST, dns: {}, hostAliases: {} },
      podNamespaces: { hostPid: false, hostIpc: false, hostUsers: true, shareProcesses: false },
      enableServiceLinks: false,
    })).toEqual(podOf({}));
  });

  test('also has what methods of cdk8s-plus add', () => {
    const chart = newChart();
    const { workload } = new ExposedWorkload(chart, 'web', {
      ...SERVER, podNetwork: { dns: { nameservers: ['10.0.0.1'], searches: ['a.example.com'] }, hostAliases: { '10.0.0.5': ['a.example.com'] } },
    });
    workload.dns.addNameserver('10.0.0.2');
    workload.dns.addSearch('b.example.com');
    workload.addHostAlias({ ip: '10.0.0.6', hostnames: ['b.example.com'] });
    const { dnsConfig, hostAliases } = find(synth(chart), 'DaemonSet').spec.template.spec;

    expect(dnsConfig).toEqual({ nameservers: ['10.0.0.1', '10.0.0.2'], searches: ['a.example.com', 'b.example.com'] });
    expect(hostAliases.map(({ ip }: Document) => ip)).toEqual(['10.0.0.5', '10.0.0.6']);
  });

  test.each<[string, PodNetwork, string]>([
    ['no name server', { dnsPolicy: PodDnsPolicy.NONE }, 'podNetwork.dnsPolicy "None" [pod-dns-policy]'],
    ['four name servers', { dns: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } }, 'podNetwork.dns.nameservers 4 [pod-dns]'],
    ['a name server that is no address', { dns: { nameservers: ['dns'] } }, 'podNetwork.dns.nameservers[0] "dns" [ip-address]'],
    ['33 search domains', { dns: { searches: Array.from({ length: 33 }, (_, index) => `a${index}`) } }, 'podNetwork.dns.searches 33 [pod-dns]'],
    ['an option without a name', { dns: { options: { '': '2' } } }, 'podNetwork.dns.options "" [pod-dns]'],
    ['an alias without names', { hostAliases: { '10.0.0.5': [] } }, "podNetwork.hostAliases['10.0.0.5'] [] [host-alias]"],
    ['an alias of no address', { hostAliases: { db: ['db.example.com'] } }, 'podNetwork.hostAliases[\'db\'] "db" [ip-address]'],
    ['a subdomain with a dot', { subdomain: 'a.b' }, 'podNetwork.subdomain "a.b" [pod-hostname]'],
  ])('is refused with %s', (_, podNetwork, expected) => {
    expect(messagesOf(() => podOf({ podNetwork }))).toEqual([expected]);
  });

  test('has no host name for the pods of a StatefulSet', () => {
    expect(messagesOf(() => podOf({ controller: Controller.statefulSet(), podNetwork: { hostname: 'web' } }))).toEqual(['podNetwork.hostname "web" [pod-hostname]']);
  });
});

describe('on the network of the node', () => {
  test('names of Services resolve, unless another policy is set', () => {
    expect(podOf(HOST)).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
    expect(podOf({ podNetwork: { hostNetwork: true, dnsPolicy: PodDnsPolicy.DEFAULT } }).dnsPolicy).toBe('Default');
  });

  test('ports below 1024 need a capability, and get no sysctl', () => {
    const ports = [Port.http(80)];
    const exempt = (exemption: SecurityExemption) => podOf({ ...HOST, ports, security: { exemptions: [exemption] } }).securityContext;

    expect(messagesOf(() => podOf({ ...HOST, ports }))).toEqual(['ports[0].number 80 [host-network-port]']);
    expect(exempt(SecurityExemption.capabilities('its program has it', 'NET_BIND_SERVICE'))).not.toHaveProperty('sysctls');
    expect(exempt(SecurityExemption.privileged('manages the network'))).not.toHaveProperty('sysctls');
    expect(podOf({ ...HOST, ports, security: { profile: SecurityProfile.ofImageAndCluster('of the vendor') } })).not.toHaveProperty('securityContext');
    expect(messagesOf(() => podOf({ ...HOST, ports, security: { profile: SecurityProfile.ofImageAndCluster('of the vendor', { droppedCapabilities: ['ALL'] }) } })))
      .toEqual(['ports[0].number 80 [host-network-port]']);
  });

  test('ports of sidecars below 1024 need a capability of the sidecar', () => {
    const sidecar = { name: 'dns', image: 'registry.example.com/dns:1', ports: [Port.udp(53)] };
    const exemptions = [SecurityExemption.capabilities('its program has it', 'NET_BIND_SERVICE')];

    expect(messagesOf(() => podOf({ ...HOST, sidecars: [sidecar], security: { exemptions } }))).toEqual(['sidecars[0].ports[0].number 53 [host-network-port]']);
    expect(messagesOf(() => podOf({ ...HOST, sidecars: [{ ...sidecar, security: { exemptions } }] }))).toEqual([]);
  });

  test('a port below 1024 that is added later is refused at synth', () => {
    const chart = newChart();
    new ExposedWorkload(chart, 'web', HOST).addPort(Port.udp(53));
    expect(() => synth(chart)).toThrow(/\[host-network-port\]/);
  });

  test('a port of the node must be the port itself', () => {
    expect(messagesOf(() => podOf({ ...HOST, ports: [Port.http(8080, { hostPort: 80 })] }))).toEqual(['ports[0].hostPort 80 [host-port]']);
    expect(podOf({ ...HOST, ports: [Port.http(8080, { hostPort: 8080 })] }).containers[0].ports).toEqual([{ containerPort: 8080, hostPort: 8080, name: 'http' }]);
  });

  test('sysctls of the network are refused', () => {
    expect(messagesOf(() => podOf({ ...HOST, security: { sysctls: { 'net.core.somaxconn': '1', 'kernel.sem': '1' } } })))
      .toEqual(['security.sysctls "net.core.somaxconn" [host-network-sysctl]']);
    expect(messagesOf(() => podOf({ podNamespaces: { hostIpc: true }, security: { sysctls: { 'net.core.somaxconn': '1', 'kernel/sem': '1' } } })))
      .toEqual(['security.sysctls "kernel.sem" [host-network-sysctl]']);
  });

  test('a Deployment needs another rollout', () => {
    expect(messagesOf(() => podOf({ ...HOST, controller: undefined }))).toEqual([expect.stringContaining('[rollout-surge]')]);
  });

  test('a mesh injects no proxy, so that it changes and refuses nothing', () => {
    const chart = newChart();
    ClusterProfile.set(chart, { mesh: Mesh.ISTIO });
    new ExposedWorkload(chart, 'web', { ...HOST, security: { user: 1337 } });
    expect(find(synth(chart), 'DaemonSet').spec.template.metadata).not.toHaveProperty('annotations');
  });

  describe('network policies', () => {
    const isolated = (profile: Parameters<typeof ClusterProfile.set>[1], declare: (agent: ExposedWorkload, web: ExposedWorkload) => void) => {
      const chart = newChart();
      ClusterProfile.set(chart, profile);
      declare(new ExposedWorkload(chart, 'agent', HOST), new ExposedWorkload(chart, 'web', { ...MINIMAL, isolate: true }));
      return synth(chart);
    };

    test('cannot isolate the pods', () => {
      const chart = newChart();
      new ExposedWorkload(chart, 'web', HOST);
      Isolation.enable(chart);
      expect(() => synth(chart)).toThrow(/isolate \(not set\): .* Set isolate: false\. \[isolation-host-network\]/);
      expect(messagesOf(() => podOf({ ...HOST, isolate: true }))).toEqual(['isolate true [isolation-host-network]']);
      expect(messagesOf(() => podOf({ ...HOST, isolate: false }))).toEqual([]);
    });

    test('allow connections from and to the addresses of the nodes', () => {
      const { spec } = find(isolated({ nodeCidrs: ['10.1.0.0/16'] }, (agent, web) => {
        agent.connectTo(web);
        web.connectTo(agent);
      }), 'NetworkPolicy');

      expect(spec.ingress).toEqual([{ from: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 8080 }] }]);
      expect(spec.egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 8080 }] });
    });

    test.each<[string, Parameters<typeof ClusterProfile.set>[1]]>([
      ['without the addresses of the nodes', {}],
      ['with Cilium, which does not match nodes by their addresses', { nodeCidrs: ['10.1.0.0/16'], networkPolicyProvider: NetworkPolicyProvider.CILIUM }],
    ])('refuse such connections %s', (_, profile) => {
      expect(() => isolated(profile, (agent, web) => agent.connectTo(web))).toThrow(/caller "shop\/agent": .*\[isolation-host-network\]/);
      expect(() => isolated(profile, (agent, web) => web.connectTo(agent))).toThrow(/connectTo\.target "shop\/agent": .*\[isolation-host-network\]/);
    });
  });
});

describe('namespaces of the kernel', () => {
  test('are shared with the node or between containers', () => {
    expect(podOf({ podNamespaces: { hostPid: true, hostIpc: true } })).toMatchObject({ hostPID: true, hostIPC: true });
    expect(podOf({ podNamespaces: { hostUsers: false, shareProcesses: true } })).toMatchObject({ hostUsers: false, shareProcessNamespace: true });
  });

  test.each<[Partial<ExposedWorkloadProps>, string]>([
    [{ podNamespaces: { hostUsers: false, hostPid: true } }, 'podNamespaces.hostUsers false [pod-namespaces]'],
    [{ podNamespaces: { hostUsers: false, hostIpc: true } }, 'podNamespaces.hostUsers false [pod-namespaces]'],
    [{ ...HOST, podNamespaces: { hostUsers: false } }, 'podNamespaces.hostUsers false [pod-namespaces]'],
    [{ podNamespaces: { shareProcesses: true, hostPid: true } }, 'podNamespaces.shareProcesses true [pod-namespaces]'],
  ])('that exclude each other are refused: %j', (props, expected) => {
    expect(messagesOf(() => podOf(props))).toEqual([expected]);
  });
});

test('service links can be enabled, which is the default of Kubernetes', () => {
  expect(podOf({}).enableServiceLinks).toBe(false);
  expect(podOf({ enableServiceLinks: true })).not.toHaveProperty('enableServiceLinks');
});

describe('ports of the node', () => {
  test('lead to ports of the container', () => {
    const ports = [Port.http(8080, { hostPort: 80, hostIp: '10.0.0.5' }), Port.udp(53, { hostPort: 53 })];
    expect(podOf({ ports }).containers[0].ports).toEqual([
      { containerPort: 8080, hostIP: '10.0.0.5', hostPort: 80, name: 'http' }, { containerPort: 53, hostPort: 53, name: 'udp-53', protocol: 'UDP' },
    ]);
  });

  test.each<[string, Port[], string]>([
    ['no number', [Port.http(8080, { hostPort: 0 })], 'ports[0].hostPort 0 [port-number]'],
    ['an address without a port', [Port.http(8080, { hostIp: '10.0.0.5' })], 'ports[0].hostIp "10.0.0.5" [host-port]'],
    ['no address', [Port.http(8080, { hostPort: 80, hostIp: 'node' })], 'ports[0].hostIp "node" [ip-address]'],
    ['a port twice', [Port.http(8080, { hostPort: 80 }), Port.tcp(9090, { hostPort: 80, hostIp: '10.0.0.5' })], 'ports[1].hostPort 80 [host-port]'],
    ['another port of the node for the same port', [Port.http(8080), Port.grpc(8080, { servicePort: 90, hostPort: 80 })], 'ports[1].hostPort 80 [host-port]'],
  ])('are refused: %s', (_, ports, expected) => {
    expect(messagesOf(() => podOf({ ports }))).toEqual([expected]);
  });

  test('that differ in protocol or address are accepted', () => {
    expect(messagesOf(() => podOf({
      ports: [Port.http(8080, { hostPort: 80, hostIp: '10.0.0.5' }), Port.tcp(9090, { hostPort: 80, hostIp: '10.0.0.6' }), Port.udp(53, { hostPort: 80 })],
    }))).toEqual([]);
  });

  test('are refused for pods and backends that are not declared', () => {
    const ports = [Port.tcp(5432, { hostPort: 5432 })];
    const chart = newChart();
    const pods = kplus.Pods.select(chart, 'pods', { labels: { app: 'db' } });

    expect(messagesOf(() => new ExposedPods(chart, 'db', { selector: PodSelection.of(pods), ports }))).toEqual(['ports[0].hostPort 5432 [host-port-outside]']);
    expect(messagesOf(() => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports }))).toEqual(['ports[0].hostPort 5432 [host-port-outside]']);
  });
});
