import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';
const RESTRICTED = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted';

/** @internal */
export const securityRules = {
  userId: {
    id: 'user-id',
    limit: 'a user or group ID must be an integer from 0 to 2147483647',
    showsValue: true,
    source: 'IsValidUserID in apimachinery/pkg/util/validation/validation.go',
    cases: ['R18'],
  },
  root: {
    id: 'run-as-root',
    limit: 'a container with runAsNonRoot cannot run as user 0, which is root',
    showsValue: true,
    source: RESTRICTED,
    cases: ['Q10'],
    hazard: 'The API server accepts the Deployment, but its pods are refused or never start. Override the rule with SecurityExemption.runAsRoot(\'the reason\').',
  },
  exemptionReason: {
    id: 'exemption-reason',
    limit: 'a security exemption must have a reason',
    source: 'docs/decisions/security-defaults.md',
    cases: [],
    hazard: 'The reason is not written to the manifest. It is for the people who read the code later.',
  },
  exemptionCapabilities: {
    id: 'exemption-capabilities',
    limit: 'an exemption for capabilities must name the capabilities that the container keeps',
    showsValue: true,
    source: 'docs/decisions/security-defaults.md',
    cases: [],
    hazard: 'An exemption without capabilities has no effect.',
  },
  exemptionEffect: {
    id: 'exemption-effect',
    limit: 'a security exemption must disable a default: with SecurityProfile.ofImageAndCluster only probeHosts does, and probeHosts and volumeOwner only in the security of the workload',
    source: 'docs/decisions/security-defaults.md',
    cases: [],
    hazard: 'An exemption without an effect would suggest that another default applies. This rule cannot be overridden.',
  },
  settingEffect: {
    id: 'security-setting-effect',
    limit: 'with security.container, the profile of the workload must have only the settings of the pod: nonRoot and seccomp',
    showsValue: true,
    source: 'docs/decisions/security-defaults.md',
    cases: [],
    hazard: 'No container would have the setting. This rule cannot be overridden.',
  },
  capability: {
    id: 'capability',
    limit: 'a capability must be the name of a Linux capability in capital letters and without the prefix CAP_, or ALL',
    showsValue: true,
    source: 'capabilities(7); https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
    cases: [],
    hazard: 'The API server accepts any text. A container runtime ignores a capability that it does not know or does not start the container, and Pod Security compares the names exactly. This rule cannot be overridden.',
  },
  seccomp: {
    id: 'seccomp-profile',
    limit: 'a seccomp profile of type Localhost must have the relative path of a profile on the node, and a profile of another type must not have a path',
    showsValue: true,
    source: `validateSeccompProfileField in ${VALIDATION}`,
    cases: ['L36'],
    hazard: 'The API server accepts an empty path for Localhost, and the container never starts. This rule cannot be overridden.',
  },
  appArmor: {
    id: 'app-armor-profile',
    limit: 'an AppArmor profile of the node must have a name of 1 to 4095 characters, without white space at its beginning and end',
    showsValue: true,
    source: `ValidateAppArmorProfileField in ${VALIDATION}`,
    cases: [],
  },
  sysctlName: {
    id: 'sysctl-name',
    limit: 'the name of a sysctl must have at most 253 characters: parts of lowercase letters, digits, hyphens and underscores that begin and end with a letter or digit, separated by dots or slashes',
    showsValue: true,
    source: `IsValidSysctlName in ${VALIDATION}`,
    cases: [],
  },
} satisfies Record<string, Rule>;

/** The capabilities of Linux 6.17, of which the newest is from Linux 5.9: include/uapi/linux/capability.h. */
const CAPABILITIES: ReadonlySet<string> = new Set([
  'ALL', 'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER',
  'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE',
  'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE',
  'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM',
]);

/** Whether a text is the name of a capability as Kubernetes expects it. @internal */
export function isCapability(name: string): boolean {
  return CAPABILITIES.has(name);
}

/** The name of a capability that a text means, such as `cap_net_admin`; undefined if it means none. @internal */
export function capabilityOf(text: string): string | undefined {
  const name = text.toUpperCase().replace(/^CAP_/, '');
  return isCapability(name) ? name : undefined;
}

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** @internal */
export function isSysctlName(name: string): boolean {
  return name.length <= 253 && SYSCTL.test(name);
}
