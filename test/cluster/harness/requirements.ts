import { spawnSync } from 'child_process';
import { existsSync } from 'fs';

/** Programs, and the Debian packages that have them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  '/usr/bin/containerd': 'containerd',
  '/usr/bin/ctr': 'containerd',
  '/usr/sbin/runc': 'runc',
  '/usr/lib/cni/ptp': 'containernetworking-plugins',
  '/usr/sbin/nft': 'nftables',
  '/usr/sbin/iptables': 'iptables',
  '/usr/sbin/conntrack': 'conntrack',
  '/usr/sbin/ip': 'iproute2',
  '/usr/bin/unshare': 'util-linux',
  '/usr/bin/diff': 'diffutils',
};

/** What is missing for a cluster to run here, in a sentence; nothing where it can. */
export function missingRequirement(): string | undefined {
  if (process.platform !== 'linux') {
    return 'Linux is needed';
  }
  if (process.getuid!() !== 0) {
    return 'root is needed, for network namespaces and containers';
  }
  const packages = new Set(Object.entries(PROGRAMS).filter(([path]) => !existsSync(path)).map(([, name]) => name));
  if (packages.size > 0) {
    return `these Debian packages are needed: apt-get install ${[...packages].join(' ')}`;
  }
  if (spawnSync('go', ['version']).status !== 0) {
    return 'Go 1.26 or newer is needed: https://go.dev/dl';
  }
  const unshared = spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', '--mount-proc', 'mount', '-t', 'tmpfs', 'tmpfs', '/run'], { encoding: 'utf-8' });
  return unshared.status === 0 ? undefined : `a process has to be allowed namespaces of its own and mounts in them: ${unshared.stderr.trim()}`;
}
