import type { ContainerSecurityOptions, SeLinuxLabel, SecurityOptions, SecuritySettings } from 'cdk8s-service-patterns';
import { unlessEmpty, withoutUndefined, type Fields } from './fields';
import type { Mode } from './mode';
import { AppArmor, Seccomp, SecurityExemption, SecurityProfile } from '../code/library';
import type { Document } from '../document';

const JUSTIFICATION = 'the existing manifest has this setting';
const PROFILE_JUSTIFICATION = 'the existing manifest has no other settings';

/** The security settings of a pod that its containers share unless they override them. */
export interface PodSecurity {
  readonly user?: number;
  readonly group?: number;
  readonly nonRoot?: boolean;
  readonly seccomp?: Seccomp;
  readonly others: Partial<SecurityOptions>;
}

/** Reads the `securityContext` of a pod. */
export function readPodSecurity(pod: Fields): PodSecurity {
  return pod.readObject('securityContext', context => ({
    user: context.read('runAsUser'),
    group: context.read('runAsGroup'),
    nonRoot: context.read('runAsNonRoot'),
    seccomp: context.readObject('seccompProfile', readSeccomp),
    others: withoutUndefined<Partial<SecurityOptions>>({
      fsGroup: context.read('fsGroup'),
      fsGroupChangePolicy: context.readMember('fsGroupChangePolicy', 'FsGroupChange'),
      supplementalGroups: context.read('supplementalGroups'),
      supplementalGroupsPolicy: context.readMember('supplementalGroupsPolicy', 'SupplementalGroupsPolicy'),
      seLinux: context.readObject('seLinuxOptions', readSeLinux),
      appArmor: context.readObject('appArmorProfile', readAppArmor),
      sysctls: sysctls(context),
    }),
  })) ?? { others: {} };
}

function sysctls(context: Fields): Record<string, string> | undefined {
  const list = context.readList('sysctls', sysctl => [sysctl.read<string>('name')!, String(sysctl.read('value'))]);
  return list && Object.fromEntries(list);
}

/**
 * The security options of a workload, of which the settings of its own container are a part.
 *
 * @param hasProbeHosts whether a health check or a lifecycle hook of the pod has a host
 * @param ofOneContainer settings that the library cannot write for the container without giving them to others
 */
export function securityOfWorkload(
  container: Fields, pod: PodSecurity, hasProbeHosts: boolean, mode: Mode, ofOneContainer: readonly string[],
): SecurityOptions | undefined {
  const context = container.read<Document>('securityContext') ?? {};
  const read = securityOfContainer(container, pod, mode, false, ofOneContainer) ?? {};
  // In place, the container may have no other setting, to which a patch could add one.
  if (ofOneContainer.length > 0 && mode.inPlace) {
    container.reportValue(['securityContext'], context);
  } else {
    ofOneContainer.forEach(setting => container.reportValue(['securityContext', setting], context[setting]));
  }
  const { user, group, profile, exemptions, ...own } = read;
  const hosts = hasProbeHosts ? [SecurityExemption.probeHosts(JUSTIFICATION)] : [];
  const all = [...exemptions ?? [], ...hosts];
  return unlessEmpty(withoutUndefined<SecurityOptions>({
    ...pod.others, ...own, user, group, profile, exemptions: all.length > 0 ? all : undefined,
  }));
}

/** Settings of the own container that the library writes for the pod. */
const OF_POD = { runAsUser: 'user', runAsGroup: 'group', seccompProfile: undefined, seLinuxOptions: 'seLinux', appArmorProfile: 'appArmor' } as const;

/**
 * The settings of the workload's own container that other containers would also get, because the library writes them for the pod. Other containers could
 * not have the user of their image, for example.
 *
 * @param containers all containers of the pods, of which the first is the own container
 */
export function settingsOfOneContainer(ofPod: Document | undefined, containers: readonly Document[]): string[] {
  const isSet = (value: unknown) => value !== undefined && value !== null;
  const [own, ...others] = containers.map(({ securityContext }) => securityContext ?? {});
  return Object.keys(OF_POD).filter(setting => isSet(own[setting]) && !isSet(ofPod?.[setting]) && others.some(context => !isSet(context[setting])));
}

/**
 * The security options of a container. Settings of the pod are repeated, because the pods get those of the workload's own container.
 *
 * @param ownNonRoot whether the workload's own container, and therefore the pod, must not run as root
 */
export function securityOfContainer(
  container: Fields, pod: PodSecurity, mode: Mode, ownNonRoot?: boolean, without: readonly string[] = [],
): ContainerSecurityOptions | undefined {
  const read = container.readObject('securityContext', readContext);
  for (const setting of without) {
    const option = OF_POD[setting as keyof typeof OF_POD];
    if (read && option) {
      delete read[option];
    }
  }
  const nonRoot = read?.settings.nonRoot ?? pod.nonRoot ?? (ownNonRoot ? false : undefined);
  const seccomp = without.includes('seccompProfile') ? undefined : read?.settings.seccomp ?? pod.seccomp;
  const settings = withoutUndefined<SecuritySettings>({ ...read?.settings, seccomp, nonRoot });
  const user = read?.user ?? pod.user;
  return unlessEmpty(withoutUndefined<ContainerSecurityOptions>({
    user,
    group: read?.group ?? pod.group,
    seLinux: read?.seLinux ?? pod.others.seLinux,
    appArmor: read?.appArmor ?? pod.others.appArmor,
    ...mode.inPlace
      ? { profile: SecurityProfile.ofImageAndCluster(PROFILE_JUSTIFICATION, settings) }
      : { exemptions: exemptionsFor(settings, user) },
  }));
}

/** What the manifest sets although the security defaults of the library do not permit it. */
function exemptionsFor(settings: SecuritySettings, user: number | undefined): SecurityExemption[] | undefined {
  const { nonRoot, readOnlyRootFilesystem, privileged, privilegeEscalation, addedCapabilities = [], seccomp } = settings;
  const exemptions = [
    ...user === 0 || nonRoot === false ? [SecurityExemption.runAsRoot(JUSTIFICATION)] : [],
    ...readOnlyRootFilesystem === false ? [SecurityExemption.writableRootFilesystem(JUSTIFICATION)] : [],
    ...privileged ? [SecurityExemption.privileged(JUSTIFICATION)] : [],
    ...privilegeEscalation && !privileged ? [SecurityExemption.privilegeEscalation(JUSTIFICATION)] : [],
    ...addedCapabilities.length > 0 ? [SecurityExemption.capabilities(JUSTIFICATION, ...addedCapabilities)] : [],
    ...seccomp !== undefined && !isRuntimeDefault(seccomp) ? [SecurityExemption.seccomp(JUSTIFICATION, seccomp)] : [],
  ];
  return exemptions.length > 0 ? exemptions : undefined;
}

interface ReadContext extends ContainerSecurityOptions {
  user?: number;
  group?: number;
  seLinux?: SeLinuxLabel;
  appArmor?: AppArmor;
  readonly settings: SecuritySettings;
}

function readContext(context: Fields): ReadContext {
  const capabilities = context.readObject('capabilities', list => ({ add: list.readTexts('add'), drop: list.readTexts('drop') }));
  return {
    user: context.read('runAsUser'),
    group: context.read('runAsGroup'),
    seLinux: context.readObject('seLinuxOptions', readSeLinux),
    appArmor: context.readObject('appArmorProfile', readAppArmor),
    settings: withoutUndefined<SecuritySettings>({
      nonRoot: context.read('runAsNonRoot'),
      readOnlyRootFilesystem: context.read('readOnlyRootFilesystem'),
      privilegeEscalation: context.read('allowPrivilegeEscalation'),
      privileged: context.read('privileged'),
      addedCapabilities: capabilities?.add?.map(withoutPrefix),
      droppedCapabilities: capabilities?.drop?.map(withoutPrefix),
      seccomp: context.readObject('seccompProfile', readSeccomp),
    }),
  };
}

/** Container runtimes read a capability with and without the prefix, and in lower case. */
function withoutPrefix(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, '');
}

const RUNTIME_DEFAULT = Seccomp.runtimeDefault();

function isRuntimeDefault(profile: Seccomp): boolean {
  return profile === RUNTIME_DEFAULT;
}

function readSeccomp(profile: Fields): Seccomp {
  const type = profile.read<string>('type');
  const path = profile.read<string>('localhostProfile');
  return type === 'Localhost' ? Seccomp.localhost(path ?? '') : type === 'Unconfined' ? Seccomp.unconfined() : RUNTIME_DEFAULT;
}

function readAppArmor(profile: Fields): AppArmor {
  const type = profile.read<string>('type');
  const name = profile.read<string>('localhostProfile');
  return type === 'Localhost' ? AppArmor.localhost(name ?? '') : type === 'Unconfined' ? AppArmor.unconfined() : AppArmor.runtimeDefault();
}

function readSeLinux(label: Fields): SeLinuxLabel {
  return withoutUndefined<SeLinuxLabel>({ user: label.read('user'), role: label.read('role'), type: label.read('type'), level: label.read('level') });
}
