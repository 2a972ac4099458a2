import { join } from 'path';
import type { Credentials } from './credentials';
import { API_PROXY, HAS_IPV6, NODE, POD_CIDRS, SERVICE_CIDRS, families } from './facts';
import type { Supervisor } from './supervisor';

const ETCD = 'http://127.0.0.1:2379';
const ETCD_PEERS = 'http://127.0.0.1:2380';

/** Starts etcd, the API server, the controller manager, the scheduler, and a proxy to the API server that requires no credentials. */
export async function startControlPlane(supervisor: Supervisor, directory: string, programs: string, credentials: Credentials): Promise<void> {
  const program = (name: string) => join(programs, name);
  supervisor.start('etcd', program('etcd'), [
    `--data-dir=${join(directory, 'etcd')}`, `--listen-client-urls=${ETCD}`, `--advertise-client-urls=${ETCD}`,
    `--listen-peer-urls=${ETCD_PEERS}`, `--initial-advertise-peer-urls=${ETCD_PEERS}`, `--initial-cluster=default=${ETCD_PEERS}`,
    '--unsafe-no-fsync', '--log-level=warn',
  ]);
  supervisor.start('kube-apiserver', program('kube-apiserver'), [
    `--etcd-servers=${ETCD}`, `--bind-address=${HAS_IPV6 ? '::' : '0.0.0.0'}`, `--advertise-address=${NODE.ipv4}`, '--secure-port=6443',
    `--cert-dir=${credentials.certificates}`, `--token-auth-file=${credentials.tokens}`, '--authorization-mode=Node,RBAC',
    '--service-account-issuer=https://kubernetes.default.svc', `--service-account-key-file=${credentials.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${credentials.serviceAccountKey}`, `--service-cluster-ip-range=${families(SERVICE_CIDRS)}`,
    '--allow-privileged=true', '--kubelet-preferred-address-types=InternalIP', '--profiling=false',
    // After a restart, the API server must not wait for the lease of the previous process.
    '--endpoint-reconciler-type=none',
  ]);
  supervisor.start('kubectl-proxy', program('kubectl'), [
    'proxy', `--kubeconfig=${credentials.kubeconfig('admin')}`, '--port=8001', '--accept-hosts=.*',
  ]);
  await supervisor.ready('kube-apiserver', async () => (await fetch(`${API_PROXY}/readyz`)).ok || undefined);
  supervisor.start('kube-controller-manager', program('kube-controller-manager'), [
    ...client(credentials, 'kube-controller-manager'), `--service-account-private-key-file=${credentials.serviceAccountKey}`,
    `--root-ca-file=${credentials.authority}`, `--service-cluster-ip-range=${families(SERVICE_CIDRS)}`, `--cluster-cidr=${families(POD_CIDRS)}`,
    '--allocate-node-cidrs=false', '--use-service-account-credentials=true',
  ]);
  supervisor.start('kube-scheduler', program('kube-scheduler'), client(credentials, 'kube-scheduler'));
}

function client(credentials: Credentials, name: string): string[] {
  const kubeconfig = credentials.kubeconfig(name);
  return [
    `--kubeconfig=${kubeconfig}`, `--authentication-kubeconfig=${kubeconfig}`, `--authorization-kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1', `--cert-dir=${credentials.certificates}-of-${name}`, '--leader-elect=false',
  ];
}
