import { writeFileSync } from 'fs';
import { join } from 'path';
import type { Credentials } from './credentials';
import { CLUSTER_DOMAIN, DNS_ADDRESS, OUTSIDE, OUTSIDE_HOST } from './facts';
import { DNS_IMAGE } from './images';

const READY_PORT = 8181;
const LABELS = { 'k8s-app': 'kube-dns' };

/** The DNS server of the cluster. It is a pod, as in other clusters, so that NetworkPolicies apply to it. */
export function dns(directory: string, credentials: Credentials): object[] {
  const corefile = join(directory, 'Corefile');
  writeFileSync(corefile, `
.:53 {
  errors
  ready :${READY_PORT}
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
  const metadata = { name: 'kube-dns', namespace: 'kube-system' };
  const files = [corefile, credentials.kubeconfig('coredns'), credentials.authority].map((path, index) => ({ name: `file-${index}`, path }));
  const ports = ['UDP', 'TCP'].map(protocol => ({ name: `dns-${protocol.toLowerCase()}`, protocol, port: 53 }));
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP: DNS_ADDRESS, selector: LABELS, ports } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name: 'coredns' },
      spec: {
        selector: { matchLabels: LABELS },
        template: {
          metadata: { labels: LABELS },
          spec: {
            dnsPolicy: 'Default',
            automountServiceAccountToken: false,
            securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
            containers: [{
              name: 'coredns',
              image: DNS_IMAGE,
              imagePullPolicy: 'Never',
              args: ['-conf', corefile],
              ports: ports.map(({ port, ...named }) => ({ ...named, containerPort: port })),
              readinessProbe: { httpGet: { port: READY_PORT, path: '/ready' }, periodSeconds: 1 },
              volumeMounts: files.map(({ name, path }) => ({ name, mountPath: path, readOnly: true })),
            }],
            volumes: files.map(({ name, path }) => ({ name, hostPath: { path, type: 'File' } })),
          },
        },
      },
    },
  ];
}
