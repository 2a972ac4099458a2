import { mkdirSync, writeFileSync } from 'fs';
import { CLIENT, HAS_IPV6, LOAD_BALANCER, NAMESPACES, NODE, OUTSIDE, OUTSIDE_GATEWAY, type Addresses } from './facts';
import { run } from './shell';

const ip = (...args: string[]) => run('ip', args);

/**
 * Connects the node's network namespace, in which this process runs, to a namespace for a client and to a namespace for machines outside the
 * cluster. None of them has a connection to the machine's own network.
 */
export function connect(): void {
  ip('link', 'set', 'lo', 'up');
  setKernel('net.ipv4.ip_forward', '1');
  if (HAS_IPV6) {
    setKernel('net.ipv6.conf.all.forwarding', '1');
  }
  mkdirSync('/run/netns', { recursive: true });
  join(NAMESPACES.client, [NODE], [CLIENT], NODE);
  run('nsenter', [...inNamespace(NAMESPACES.client), 'ip', 'route', 'add', LOAD_BALANCER.cidr, 'via', NODE.ipv4]);
  join(NAMESPACES.outside, [OUTSIDE_GATEWAY], OUTSIDE, OUTSIDE_GATEWAY);
  showNodeAddress();
  // This default route leads nowhere, but kubelet and kube-proxy need one.
  ip('route', 'add', 'default', 'via', CLIENT.ipv4);
}

/**
 * Sets the source address of traffic that kube-proxy masquerades to the address of the node, as if another node had forwarded it. Without this,
 * the source is the address of the node's end of the pod's veth pair, which belongs to the addresses of pods.
 */
function showNodeAddress(): void {
  const masqueraded = 'meta mark & 0x4000 == 0x4000';
  run('nft', ['--file', '-'], `
table inet show-node-address {
  chain postrouting {
    type nat hook postrouting priority srcnat - 1;
    meta nfproto ipv4 ${masqueraded} snat ip to ${NODE.ipv4} fully-random
    ${HAS_IPV6 ? `meta nfproto ipv6 ${masqueraded} snat ip6 to ${NODE.ipv6} fully-random` : ''}
  }
}
`);
}

/** The first arguments of nsenter. `ip netns exec` is no alternative, because it would mount a new /sys without the cgroups. */
export function inNamespace(name: string): string[] {
  return [`--net=/run/netns/${name}`];
}

/** Creates a namespace, and connects it to this one by a veth pair. */
function join(name: string, here: readonly Addresses[], there: readonly Addresses[], gateway: Addresses): void {
  const [localDevice, remoteDevice] = [`to-${name}`, `in-${name}`];
  ip('netns', 'add', name);
  ip('link', 'add', localDevice, 'type', 'veth', 'peer', 'name', remoteDevice, 'netns', name);
  attach(localDevice, here);
  attach(remoteDevice, there, name);
  ip('-n', name, 'link', 'set', 'lo', 'up');
  ip('-n', name, 'route', 'add', 'default', 'via', gateway.ipv4);
  if (HAS_IPV6) {
    ip('-n', name, '-6', 'route', 'add', 'default', 'via', gateway.ipv6);
  }
}

function attach(device: string, addresses: readonly Addresses[], namespace?: string): void {
  const namespaceArgs = namespace === undefined ? [] : ['-n', namespace];
  for (const { ipv4, ipv6 } of addresses) {
    ip(...namespaceArgs, 'address', 'add', `${ipv4}/24`, 'dev', device);
    if (HAS_IPV6) {
      ip(...namespaceArgs, 'address', 'add', `${ipv6}/64`, 'dev', device, 'nodad');
    }
  }
  ip(...namespaceArgs, 'link', 'set', device, 'up');
}

function setKernel(name: string, value: string): void {
  writeFileSync(`/proc/sys/${name.replace(/\./g, '/')}`, value);
}
