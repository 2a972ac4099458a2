import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { goEnvironment } from '../../../dry-run/scripts/toolchain';

/** Programs, and the Debian packages that contain them. */
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
  '/usr/sbin/setcap': 'libcap2-bin',
};

/** The first requirement that this machine does not meet, as a clause, or undefined if a cluster can run. */
export function missingRequirement(): string | undefined {
  if (process.platform !== 'linux') {
    return 'Linux is required';
  }
  if (process.getuid!() !== 0) {
    return 'root is required, for network namespaces and containers';
  }
  const packages = new Set(Object.entries(PROGRAMS).filter(([path]) => !existsSync(path)).map(([, name]) => name));
  if (packages.size > 0) {
    return `these Debian packages are required: apt-get install ${[...packages].join(' ')}`;
  }
  const unshared = spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', '--mount-proc', 'mount', '-t', 'tmpfs', 'tmpfs', '/run'], { encoding: 'utf-8' });
  if (unshared.status !== 0) {
    return `processes must be allowed to create namespaces and to mount file systems in them: ${unshared.stderr.trim()}`;
  }
  return missingGo();
}

/** Downloads Go if necessary. */
function missingGo(): string | undefined {
  try {
    goEnvironment();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
