import { allContainers } from './cross-checks';
import type { Document } from '../support';

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];
const SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
];

/**
 * The reasons why Pod Security *restricted* does not admit a pod, one on each line.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function violationsOfRestricted(pod: Document): string[] {
  const context: Document = pod.securityContext ?? {};
  const rules: Record<string, boolean> = {
    'host namespaces': !pod.hostNetwork && !pod.hostPID && !pod.hostIPC,
    'volume types': (pod.volumes ?? []).every(({ name: _, ...source }: Document) => Object.keys(source).every(type => VOLUMES.includes(type))),
    'sysctls': (context.sysctls ?? []).every((sysctl: Document) => SYSCTLS.includes(sysctl.name)),
  };
  const violations = Object.keys(rules).filter(rule => !rules[rule]);
  return [...violations, ...allContainers(pod).flatMap(container => violationsOfContainer(container, context))];
}

function violationsOfContainer(container: Document, podContext: Document): string[] {
  const { capabilities = {}, ...own }: Document = container.securityContext ?? {};
  const context: Document = { ...podContext, ...own };
  const rules: Record<string, boolean> = {
    'privileged': context.privileged !== true,
    'privilege escalation': context.allowPrivilegeEscalation === false,
    'running as non-root': context.runAsNonRoot === true && context.runAsUser !== 0,
    'seccomp': ['RuntimeDefault', 'Localhost'].includes(context.seccompProfile?.type),
    'capabilities': capabilities.drop?.includes('ALL') && (capabilities.add ?? []).every((added: string) => added === 'NET_BIND_SERVICE'),
    'host ports': !container.ports?.some((port: Document) => port.hostPort),
  };
  return Object.keys(rules).filter(rule => !rules[rule]).map(rule => `${container.name}: ${rule}`);
}
