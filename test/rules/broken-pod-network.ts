import { web, type Broken, type Declaration } from './broken';
import { Backend, Controller, ExposedWorkload, ExternalService, Port, SecurityExemption, PodDnsPolicy, type PodNetwork } from '../../lib';

const connected = (podNetwork: PodNetwork): Declaration => chart => web(chart, { podNetwork, controller: Controller.daemonSet() });
const onNode = (port: Port, ...exemptions: SecurityExemption[]): Declaration => chart => web(chart, {
  ports: [port], podNetwork: { hostNetwork: true }, controller: Controller.daemonSet(), security: { exemptions },
});
const external = (hostPort?: number): Declaration => chart => (
  new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432, { hostPort })] })
);

/** Declarations that break the rules about the network of pods. */
export const BROKEN_POD_NETWORKS: Readonly<Record<string, Broken>> = {
  'pod-dns-policy': {
    begins: 'podNetwork.dnsPolicy "None"',
    declare: connected({ dnsPolicy: PodDnsPolicy.NONE }),
    fixed: connected({ dnsPolicy: PodDnsPolicy.NONE, dns: { nameservers: ['10.0.0.53'] } }),
  },
  'pod-dns': {
    begins: 'podNetwork.dns.searches[0] "Shop"',
    declare: connected({ dns: { searches: ['Shop'] } }),
    fixed: connected({ dns: { searches: ['shop.example.com'] } }),
  },
  'pod-hostname': {
    begins: 'podNetwork.hostname "web.shop"',
    declare: connected({ hostname: 'web.shop' }),
    fixed: connected({ hostname: 'web' }),
  },
  'host-alias': {
    begins: 'podNetwork.hostAliases[\'10.0.0.5\'][0] "DB"',
    declare: connected({ hostAliases: { '10.0.0.5': ['DB'] } }),
    fixed: connected({ hostAliases: { '10.0.0.5': ['db.example.com'] } }),
  },
  'pod-namespaces': {
    begins: 'podNamespaces.hostUsers false',
    declare: chart => web(chart, { podNamespaces: { hostUsers: false, hostPid: true } }),
    fixed: chart => web(chart, { podNamespaces: { hostUsers: false } }),
  },
  'host-network-port': {
    begins: 'ports[0].number 80',
    declare: onNode(Port.http(80)),
    fixed: onNode(Port.http(80), SecurityExemption.capabilities('the file capability of its program', 'NET_BIND_SERVICE')),
  },
  'host-port-outside': {
    begins: 'ports[0].hostPort 5432',
    declare: external(5432),
    fixed: external(),
  },
  'isolation-host-network': {
    begins: 'isolate true',
    declare: chart => web(chart, { isolate: true, podNetwork: { hostNetwork: true }, controller: Controller.daemonSet() }),
    fixed: chart => new ExposedWorkload(chart, 'agent', {
      image: 'registry.example.com/agent:5', ports: [Port.http(9100)], podNetwork: { hostNetwork: true }, controller: Controller.daemonSet(),
    }),
  },
};
