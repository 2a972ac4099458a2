import { isDeepStrictEqual } from 'node:util';
import type { ContainerSecurityOptions, SeLinuxLabel, SecurityOptions, SecuritySettings } from 'cdk8s-service-patterns';
import { unlessEmpty, withoutUndefined, type Fields } from './fields';
import type { Mode } from './mode';
import { AppArmor, Seccomp, SecurityExemption, SecurityProfile } from '../code/library';
import type { Document } from '../document';

/** The justification for a setting that the library does not give by default. */
export const JUSTIFICATION = 'the existing manifest has this setting';
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

/** Fields of the `securityContext` of a container that a pod has too. */
const OF_POD = ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seccompProfile', 'seLinuxOptions', 'appArmorProfile'];

/** Of these, those that all containers of a pod have if the library writes them for its own container. */
const SHARED = ['runAsUser', 'runAsGroup', 'seLinuxOptions', 'appArmorProfile'];

/**
 * Whether the own container of a workload needs settings that are not those of its pods. In place, they stay in the field where they are. With the defaults of
 * the library, they only must not become those of other containers, which could not have the user of their image, for example.
 *
 * @param pod the `securityContext` of the pods
 * @param containers all containers of the pods, of which the first is the own container
 */
export function hasOwnSecurity(pod: Document | undefined, containers: readonly Document[], mode: Mode): boolean {
  const isSet = (context: Document | undefined, field: string) => context?.[field] !== undefined && context[field] !== null;
  const [own, ...others] = containers.map(({ securityContext }) => securityContext);
  return mode.inPlace
    ? OF_POD.some(field => isSet(own, field)) || isDeepStrictEqual(own, {})
    : SHARED.some(field => isSet(own, field) && !isSet(pod, field) && others.some(context => !isSet(context, field)));
}

/** The security settings of a container. */
export interface ContainerSecurity {
  /** Whether the manifest has a `securityContext`, even if it is empty. */
  readonly exists: boolean;
  readonly ids: Pick<ContainerSecurityOptions, 'user' | 'group' | 'seLinux' | 'appArmor'>;
  readonly settings: SecuritySettings;
}

/** Reads the `securityContext` of a container. */
export function readContainerSecurity(container: Fields, mode: Mode): ContainerSecurity {
  return container.readObject('securityContext', context => readContext(context, mode)) ?? { exists: false, ids: {}, settings: {} };
}

/**
 * The security options of a workload, of which the settings of its own container are a part.
 *
 * @param isOwn whether the settings of the container are not those of the pods
 * @param hasProbeHosts whether a health check or a lifecycle hook of the pod has a host
 */
export function securityOfWorkload(
  { ids, settings }: ContainerSecurity, pod: PodSecurity, isOwn: boolean, hasProbeHosts: boolean, mode: Mode,
): SecurityOptions | undefined {
  // An exemption from the default seccomp profile applies to a container.
  const ofBoth = withoutUndefined<SecuritySettings>({ seccomp: pod.seccomp });
  const ofPod = withoutUndefined<SecuritySettings>({ nonRoot: pod.nonRoot, ...isOwn && !mode.inPlace ? {} : ofBoth });
  const container = isOwn ? inContainer({ ids, settings: mode.inPlace ? settings : { ...ofBoth, ...settings } }, mode) : undefined;
  const user = isOwn ? pod.user : ids.user ?? pod.user;
  const { profile, exemptions = [] } = profileOf(isOwn ? ofPod : { ...ofPod, ...settings }, user, mode);
  const all = [...exemptions, ...hasProbeHosts ? [SecurityExemption.probeHosts(JUSTIFICATION)] : []];
  return unlessEmpty(withoutUndefined<SecurityOptions>({
    user: pod.user,
    group: pod.group,
    ...pod.others,
    ...isOwn ? {} : ids,
    profile,
    exemptions: all.length > 0 ? all : undefined,
    container,
  }));
}

/**
 * The security options of a container other than the own container of a workload.
 *
 * @param ofWorkload those of the workload, which can give the pods other settings than the manifest
 */
export function securityOfContainer(
  read: ContainerSecurity, pod: PodSecurity, ofWorkload: SecurityOptions | undefined, mode: Mode,
): ContainerSecurityOptions | undefined {
  const { exists, ids, settings } = read;
  if (mode.inPlace) {
    return exists ? inContainer(read, mode) : undefined;
  }
  const { user = pod.user, group = pod.group, seLinux = pod.others.seLinux, appArmor = pod.others.appArmor } = ids;
  const { nonRoot = pod.nonRoot, seccomp = pod.seccomp } = settings;
  const needed = { user, group, seLinux, appArmor };
  const others = Object.entries(needed).filter(([option, value]) => !isDeepStrictEqual(value, ofWorkload?.[option as keyof typeof needed]));
  return unlessEmpty(withoutUndefined<ContainerSecurityOptions>({
    ...Object.fromEntries(others), ...profileOf({ ...settings, nonRoot, seccomp }, user, mode),
  }));
}

/** Options that write the settings to the container. */
function inContainer({ ids, settings }: Omit<ContainerSecurity, 'exists'>, mode: Mode): ContainerSecurityOptions {
  const isUnset = mode.inPlace && Object.keys(settings).length === 0;
  return { ...ids, ...isUnset ? {} : withoutUndefined(profileOf(settings, ids.user, mode)) };
}

/** What gives a container these settings: a profile in place, otherwise exemptions from the defaults of the library. */
function profileOf(settings: SecuritySettings, user: number | undefined, mode: Mode): Pick<SecurityOptions, 'profile' | 'exemptions'> {
  return mode.inPlace
    ? { profile: SecurityProfile.ofImageAndCluster(PROFILE_JUSTIFICATION, settings) }
    : { exemptions: exemptionsFor(settings, user) };
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

function readContext(context: Fields, mode: Mode): ContainerSecurity {
  const capabilities = context.readObject('capabilities', list => ({ add: list.readTexts('add'), drop: list.readTexts('drop') }));
  const name = (capability: string) => capabilityName(capability, mode);
  return {
    exists: true,
    ids: withoutUndefined<ContainerSecurity['ids']>({
      user: context.read('runAsUser'),
      group: context.read('runAsGroup'),
      seLinux: context.readObject('seLinuxOptions', readSeLinux),
      appArmor: context.readObject('appArmorProfile', readAppArmor),
    }),
    settings: withoutUndefined<SecuritySettings>({
      nonRoot: context.read('runAsNonRoot'),
      readOnlyRootFilesystem: context.read('readOnlyRootFilesystem'),
      privilegeEscalation: context.read('allowPrivilegeEscalation'),
      privileged: context.read('privileged'),
      addedCapabilities: capabilities?.add?.map(name),
      droppedCapabilities: capabilities?.drop?.map(name),
      seccomp: context.readObject('seccompProfile', readSeccomp),
    }),
  };
}

/** Container runtimes read a capability with and without the prefix, and in lowercase letters, which stay in place. */
function capabilityName(capability: string, mode: Mode): string {
  const name = capability.replace(/^CAP_/i, '');
  return mode.inPlace ? name : name.toUpperCase();
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
