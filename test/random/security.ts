import type { Random } from './random';
import {
  AppArmor, FsGroupChange, Seccomp, SecurityExemption, SecurityProfile, SupplementalGroupsPolicy, type ContainerSecurityOptions, type SeLinuxLabel,
  type SecurityOptions, type SecuritySettings,
} from '../../lib';

const CAPABILITIES = ['ALL', 'CHOWN', 'NET_ADMIN', 'NET_BIND_SERVICE', 'NET_RAW', 'SYS_ADMIN', 'SYS_PTRACE'];
const ODD_CAPABILITIES = ['CAP_SYS_ADMIN', 'net_admin', '', 'A b'];

export function security(random: Random): SecurityOptions {
  const pod = securityOfPod(random);
  const { container } = random.some<Pick<SecurityOptions, 'container'>>('SecurityOptions', 0.1, { container: () => containerSecurity(random) });
  if (!container || random.odd('settings that no container has')) {
    return { ...pod, ...container && { container } };
  }
  const { profile, exemptions = [], ...others } = pod;
  const isOfPod = ({ _kind }: SecurityExemption) => _kind === 'runAsRoot' || _kind === 'volumeOwner';
  const ofPod = profile ? { profile: SecurityProfile.hardened() } : {};
  // Without the profile, root needs an exemption.
  return { ...others, user: others.user || undefined, ...ofPod, exemptions: exemptions.filter(isOfPod), container };
}

type OptionsOfPod = Omit<SecurityOptions, 'container'>;

function securityOfPod(random: Random): OptionsOfPod {
  let root = false;
  const profile = random.some<Pick<SecurityOptions, 'profile'>>('SecurityOptions', 0.2, {
    profile: () => {
      const settings = random.chance(0.2) ? undefined : profileSettings(random);
      root = settings !== undefined && !settings.nonRoot;
      return settings ? SecurityProfile.ofImageAndCluster(random.mostly('profile justification', () => 'required by the image', '', ' '), settings) : SecurityProfile.hardened();
    },
  });
  const exemptions = random.some<Pick<SecurityOptions, 'exemptions'>>('SecurityOptions', 0.4, {
    exemptions: () => {
      if (profile.profile?._settings && !random.odd('an exemption without an effect')) {
        return undefined!;
      }
      const exempted = random.list(0, 2, () => exemption(random));
      root = exempted.some(each => each._kind === 'runAsRoot');
      return exempted;
    },
  });
  const id = (what: string) => random.mostly(what, () => random.pick(1000, 65535, 1, ...root ? [0] : []), 0, -1, 2147483647, 2147483648, 1.5);
  return {
    ...profile,
    ...exemptions,
    ...random.some<Pick<SecurityOptions, 'user' | 'group' | 'fsGroup'>>('SecurityOptions', 0.4, { user: () => id('user'), group: () => id('group'), fsGroup: () => id('fsGroup') }),
    ...random.some<Omit<OptionsOfPod, 'profile' | 'exemptions' | 'user' | 'group' | 'fsGroup'>>('SecurityOptions', 0.1, {
      fsGroupChangePolicy: () => random.mostly('fsGroupChangePolicy', () => random.pick(...Object.values(FsGroupChange)), 'always', ''),
      supplementalGroups: () => random.list(0, 2, () => id('supplemental group')),
      supplementalGroupsPolicy: () => random.mostly('supplementalGroupsPolicy', () => random.pick(...Object.values(SupplementalGroupsPolicy)), 'strict', ''),
      seLinux: () => seLinux(random),
      appArmor: () => appArmor(random),
      sysctls: () => sysctls(random),
    }),
  };
}

export function containerSecurity(random: Random): ContainerSecurityOptions {
  const { user, group, seLinux: label, appArmor: profile } = securityOfPod(random);
  const isExempt = random.chance(0.5);
  return random.some<ContainerSecurityOptions>('ContainerSecurityOptions', 0.4, {
    user: () => user,
    group: () => group,
    seLinux: () => label,
    appArmor: () => profile,
    profile: () => isExempt || random.chance(0.5) ? SecurityProfile.hardened() : SecurityProfile.ofImageAndCluster('required by the image', profileSettings(random)),
    exemptions: () => isExempt || random.odd('an exemption without an effect') ? random.list(0, 2, () => exemption(random)) : undefined!,
  });
}

function exemption(random: Random): SecurityExemption {
  const reason = random.mostly('exemption reason', () => 'required by the program', '', ' ');
  if (random.chance(0.3)) {
    return SecurityExemption.writableRootFilesystem(reason);
  }
  random.unrestricted = true;
  switch (random.pick('runAsRoot', 'volumeOwner', 'privilegeEscalation', 'privileged', 'capabilities', 'seccomp')) {
    case 'volumeOwner':
      return SecurityExemption.volumeOwner(reason);
    case 'runAsRoot':
      return SecurityExemption.runAsRoot(reason);
    case 'privilegeEscalation':
      return SecurityExemption.privilegeEscalation(reason);
    case 'privileged':
      return SecurityExemption.privileged(reason);
    case 'capabilities':
      return SecurityExemption.capabilities(reason, ...capabilities(random, random.odd('no capabilities') ? 0 : 1));
    default:
      return SecurityExemption.seccomp(reason, seccomp(random));
  }
}

function profileSettings(random: Random): SecuritySettings {
  const privileged = random.chance(0.4);
  random.unrestricted = true;
  return random.some<SecuritySettings>('SecuritySettings', 0.4, {
    nonRoot: () => random.chance(0.5),
    readOnlyRootFilesystem: () => random.chance(0.5),
    privilegeEscalation: () => (privileged && !random.odd('privileged without escalation')) || random.chance(0.5),
    privileged: () => privileged,
    addedCapabilities: () => capabilities(random, 0),
    droppedCapabilities: () => capabilities(random, 0),
    seccomp: () => seccomp(random),
  });
}

function capabilities(random: Random, min: number): string[] {
  return random.list(min, 3, () => random.mostly('capability', () => random.pick(...CAPABILITIES), ...ODD_CAPABILITIES));
}

function seccomp(random: Random): Seccomp {
  return random.chance(0.5)
    ? Seccomp.localhost(random.mostly('seccomp path', () => 'profiles/a.json', '../x', '/x', ''))
    : random.pick(Seccomp.unconfined(), Seccomp.runtimeDefault());
}

function appArmor(random: Random): AppArmor {
  random.unrestricted = true;
  return random.chance(0.5)
    ? AppArmor.localhost(random.mostly('AppArmor name', () => 'k8s-web', '', ' a', 'a'.repeat(4096)))
    : random.pick(AppArmor.unconfined(), AppArmor.runtimeDefault());
}

function seLinux(random: Random): SeLinuxLabel {
  random.unrestricted = true;
  return random.some<SeLinuxLabel>('SeLinuxLabel', 0.5, {
    user: () => random.pick('system_u', ''),
    role: () => 'system_r',
    type: () => random.pick('spc_t', 'container_t'),
    level: () => 's0:c123,c456',
  });
}

function sysctls(random: Random): Record<string, string> {
  random.unrestricted = true;
  const name = () => random.mostly('sysctl', () => random.pick('net.core.somaxconn', 'kernel.shm_rmid_forced', 'net.ipv4.ip_unprivileged_port_start', 'net/ipv4/tcp_syncookies'), '', 'A.b', 'a..b', 'a.b=');
  return Object.fromEntries(random.list(0, 2, () => [name(), random.pick('1', '', '1024')]));
}
