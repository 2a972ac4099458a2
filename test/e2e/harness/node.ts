import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Credentials } from './credentials';
import { CLUSTER_DOMAIN, DNS_ADDRESS, HAS_IPV6, NODE, POD_CIDRS, families } from './facts';
import { PAUSE_IMAGE } from './images';
import type { Supervisor } from './supervisor';

/** Plugins of containerd that would write to other directories of the machine, or that need features that it lacks. */
const UNUSED_PLUGINS = ['aufs', 'btrfs', 'devmapper', 'zfs'].map(name => `io.containerd.snapshotter.v1.${name}`)
  .concat('io.containerd.internal.v1.opt', 'io.containerd.internal.v1.tracing', 'io.containerd.tracing.processor.v1.otlp');

/** The socket of containerd's API. */
export function containerdSocket(directory: string): string {
  return join(directory, 'containerd.sock');
}

export function startContainerd(supervisor: Supervisor, directory: string): void {
  const network = join(directory, 'cni');
  mkdirSync(network);
  writeFileSync(join(network, '10-pods.conflist'), JSON.stringify(podNetwork()));
  const config = join(directory, 'containerd.toml');
  writeFileSync(config, `
version = 2
root = ${JSON.stringify(join(directory, 'containerd'))}
state = "/run/containerd"
oom_score = 0
disabled_plugins = ${JSON.stringify(UNUSED_PLUGINS)}
[grpc]
  address = ${JSON.stringify(containerdSocket(directory))}
[ttrpc]
  address = "/run/containerd.ttrpc"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${JSON.stringify(PAUSE_IMAGE)}
  restrict_oom_score_adj = true
  disable_apparmor = true
  disable_hugetlb_controller = true
  tolerate_missing_hugetlb_controller = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = ${JSON.stringify(network)}
`);
  supervisor.start('containerd', '/usr/bin/containerd', ['--config', config]);
}

/** The node routes the traffic between pods, so that kube-proxy can handle it. */
function podNetwork(): object {
  const cidrs = HAS_IPV6 ? [POD_CIDRS.ipv4, POD_CIDRS.ipv6] : [POD_CIDRS.ipv4];
  const routes = [{ dst: '0.0.0.0/0' }, ...HAS_IPV6 ? [{ dst: '::/0' }] : []];
  return {
    cniVersion: '1.0.0',
    name: 'pods',
    plugins: [{ type: 'ptp', ipMasq: true, ipam: { type: 'host-local', ranges: cidrs.map(subnet => [{ subnet }]), routes } }],
  };
}

/** Starts the kubelet and kube-proxy. */
export function startNode(supervisor: Supervisor, directory: string, programs: string, credentials: Credentials, cgroup: string): void {
  const kubelet = join(directory, 'kubelet.json');
  writeFileSync(kubelet, JSON.stringify(kubeletConfiguration(directory, cgroup)));
  supervisor.start('kubelet', join(programs, 'kubelet'), [
    `--config=${kubelet}`, `--kubeconfig=${credentials.kubeconfig('kubelet')}`, `--hostname-override=${NODE.name}`,
    `--node-ip=${families(NODE)}`, `--root-dir=${join(directory, 'kubelet')}`, `--cert-dir=${join(directory, 'kubelet-certificates')}`,
  ]);
  const proxy = join(directory, 'kube-proxy.json');
  writeFileSync(proxy, JSON.stringify(proxyConfiguration(credentials)));
  supervisor.start('kube-proxy', join(programs, 'kube-proxy'), [`--config=${proxy}`]);
}

function kubeletConfiguration(directory: string, cgroup: string): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: NODE.ipv4,
    readOnlyPort: 0,
    // No other programs have access to this network.
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${cgroup}`,
    cgroupsPerQOS: true,
    enforceNodeAllocatable: [],
    oomScoreAdj: 0,
    clusterDNS: [DNS_ADDRESS],
    clusterDomain: CLUSTER_DOMAIN,
    resolvConf: '',
    containerRuntimeEndpoint: `unix://${containerdSocket(directory)}`,
    volumePluginDir: join(directory, 'volume-plugins'),
    podLogsDir: join(directory, 'logs', 'pods'),
    localStorageCapacityIsolation: false,
    makeIPTablesUtilChains: false,
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
    syncFrequency: '10s',
    nodeStatusUpdateFrequency: '5s',
  };
}

function proxyConfiguration(credentials: Credentials): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clientConnection: { kubeconfig: credentials.kubeconfig('kube-proxy') },
    hostnameOverride: NODE.name,
    clusterCIDR: families(POD_CIDRS),
    oomScoreAdj: 0,
    // Zeros keep kube-proxy from changing settings of the whole kernel.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
}
