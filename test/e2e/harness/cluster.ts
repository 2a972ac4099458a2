import { join } from 'path';
import type { Programs } from './build';
import { cgroupOf } from './cgroups';
import { startControlPlane } from './control-plane';
import { Credentials } from './credentials';
import { dns } from './dns';
import { startEnforcer } from './enforcer';
import { eventually } from './eventually';
import { NODE } from './facts';
import { IMAGES, importImages } from './images';
import { assignAddresses } from './load-balancer';
import { isolateMounts } from './mounts';
import { connect } from './network';
import { containerdSocket, startContainerd, startNode } from './node';
import { startOutsideServers } from './outside-servers';
import { linkPrograms, run } from './shell';
import { Supervisor } from './supervisor';

/** Names of the programs that the Kubernetes binary contains. It selects one by the name that it is called with. */
const KUBERNETES_PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet', 'kubectl'];

/** Starts the cluster that `runInside` has prepared. Returns the environment variables with which tests find it. */
export async function startCluster(): Promise<NodeJS.ProcessEnv> {
  const directory = process.env.CLUSTER_DIRECTORY!;
  const compiled: Programs = JSON.parse(process.env.CLUSTER_PROGRAMS!);
  const { kubernetes, traefik, enforcer, 'policy-engine': policyEngine, ...servers } = compiled;
  isolateMounts(directory);
  connect();
  const programs = join(directory, 'bin');
  linkPrograms(programs, Object.fromEntries(KUBERNETES_PROGRAMS.map(program => [program, kubernetes])));
  const supervisor = new Supervisor(directory);
  const credentials = new Credentials(directory);

  startOutsideServers(supervisor, servers.agent);
  startContainerd(supervisor, directory);
  await startControlPlane(supervisor, directory, programs, credentials);
  await supervisor.ready('containerd', () => run('ctr', ['--address', containerdSocket(directory), 'version']));
  importImages(containerdSocket(directory), directory, servers, IMAGES);
  startNode(supervisor, directory, programs, credentials, cgroupOf(process.env.CLUSTER_RUN!));
  startEnforcer(supervisor, directory, enforcer, credentials);
  void assignAddresses();
  const kubectl = (args: string[], input?: string) => run(join(programs, 'kubectl'), ['--kubeconfig', credentials.kubeconfig('admin'), ...args], input);
  kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: dns(directory, credentials) }));
  await supervisor.ready('kubelet', () => kubectl(['wait', '--for=condition=Ready', `node/${NODE.name}`, '--timeout=1s']));
  await eventually('DNS answers', () => kubectl(['--namespace', 'kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=1s']));
  return {
    PATH: `${programs}:${process.env.PATH}`,
    KUBECONFIG: credentials.kubeconfig('admin'),
    AGENT: servers.agent,
    TRAEFIK: traefik,
    POLICY_ENGINE: policyEngine,
  };
}
