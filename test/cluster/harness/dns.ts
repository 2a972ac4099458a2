import { writeFileSync } from 'fs';
import { join } from 'path';
import type { Credentials } from './credentials';
import { CLUSTER_DOMAIN, DNS_ADDRESS, NODE, OUTSIDE, OUTSIDE_HOST } from './facts';
import type { Supervisor } from './supervisor';

const PORT = 5353;
const READY = '127.0.0.1:8181';

/** Answers well once the server knows the Services of the cluster. */
export const DNS_READY = `http://${READY}/ready`;

/** Starts the DNS server of the cluster, and gives the objects by which pods reach it. */
export function startDns(supervisor: Supervisor, directory: string, coredns: string, credentials: Credentials): object[] {
  const corefile = join(directory, 'Corefile');
  writeFileSync(corefile, `
.:${PORT} {
  errors
  ready ${READY}
  kubernetes ${CLUSTER_DOMAIN} in-addr.arpa ip6.arpa {
    kubeconfig ${credentials.kubeconfig('coredns')}
    pods insecure
  }
  hosts {
    ${OUTSIDE[0].ipv4} ${OUTSIDE_HOST}
    fallthrough
  }
  loadbalance
}
`);
  supervisor.start('coredns', coredns, ['-conf', corefile]);
  const ports = ['UDP', 'TCP'].map(protocol => ({ name: `dns-${protocol.toLowerCase()}`, protocol, port: 53 }));
  const metadata = { name: 'kube-dns', namespace: 'kube-system' };
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP: DNS_ADDRESS, ports } },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': metadata.name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [NODE.ipv4] }],
      ports: ports.map(port => ({ ...port, port: PORT })),
    },
  ];
}
