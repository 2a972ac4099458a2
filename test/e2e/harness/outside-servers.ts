import { HAS_IPV6, NAMESPACES, OUTSIDE, OUTSIDE_HTTP_PORT, OUTSIDE_PORTS } from './facts';
import { inNamespace } from './network';
import type { Supervisor } from './supervisor';

/** Starts a server on each machine outside the cluster. It answers with the name `db-` and the index of its machine. */
export function startOutsideServers(supervisor: Supervisor, agent: string): void {
  OUTSIDE.forEach(({ ipv4, ipv6 }, index) => {
    const name = `db-${index}`;
    const hosts = [ipv4, ...HAS_IPV6 ? [`[${ipv6}]`] : []];
    const listeners = hosts.flatMap(host => [...OUTSIDE_PORTS.map(port => `--tcp=${host}:${port}`), `--http=${host}:${OUTSIDE_HTTP_PORT}`]);
    supervisor.start(name, 'nsenter', [...inNamespace(NAMESPACES.outside), 'env', `POD_NAME=${name}`, agent, 'serve', ...listeners]);
  });
}
