import { withoutUndefined, type Fields } from './fields';
import {
  AppArmor, Seccomp, SecurityExemption, SecurityProfile,
  type ContainerSecurityOptions, type SeLinuxLabel, type SecurityOptions, type SecuritySettings,
} from '../../lib';
import type { Document } from '../support';

const JUSTIFICATION = 'the existing manifest has these settings';

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
      fsGroupChangePolicy: context.read('fsGroupChangePolicy'),
      supplementalGroups: context.read('supplementalGroups'),
      supplementalGroupsPolicy: context.read('supplementalGroupsPolicy'),
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
 */
export function securityOfWorkload(container: Fields, pod: PodSecurity, hasProbeHosts: boolean): SecurityOptions {
  const { user, group, profile, ...own } = securityOfContainer(container, pod);
  const exemptions = hasProbeHosts ? [SecurityExemption.probeHosts(JUSTIFICATION)] : undefined;
  return withoutUndefined<SecurityOptions>({ ...pod.others, ...own, user, group, profile, exemptions });
}

/**
 * Records the settings of the workload's own container that other containers also get, because its pods get them. Other containers cannot have the
 * user of their image, for example, if the workload's own container sets one.
 *
 * @param pod the `spec` of the pods
 * @param containers all containers of the pods
 */
export function reportShared(pod: Fields, containers: readonly Document[], ownName: string): void {
  const isSet = (value: unknown) => value !== undefined && value !== null;
  const ofPod = pod.read<Document>('securityContext');
  const own = containers.find(({ name }) => name === ownName)?.securityContext ?? {};
  for (const setting of ['runAsUser', 'runAsGroup', 'seccompProfile', 'seLinuxOptions', 'appArmorProfile']) {
    const isShared = isSet(own[setting]) && !isSet(ofPod?.[setting]);
    if (isShared && containers.some(({ securityContext }) => !isSet(securityContext?.[setting]))) {
      pod.report(`containers[].securityContext.${setting} (not in all containers)`);
    }
  }
}

/** The security options of a container. Settings of the pod are repeated, because the pods get those of the workload's own container. */
export function securityOfContainer(container: Fields, pod: PodSecurity): ContainerSecurityOptions {
  const read = container.readObject('securityContext', readContext);
  const settings = withoutUndefined<SecuritySettings>({
    nonRoot: pod.nonRoot ?? false,
    seccomp: pod.seccomp,
    ...read?.settings,
  });
  return withoutUndefined<ContainerSecurityOptions>({
    user: read?.user ?? pod.user,
    group: read?.group ?? pod.group,
    seLinux: read?.seLinux ?? pod.others.seLinux,
    appArmor: read?.appArmor ?? pod.others.appArmor,
    profile: SecurityProfile.ofImageAndCluster(JUSTIFICATION, settings),
  });
}

function readContext(context: Fields): ContainerSecurityOptions & { readonly settings: SecuritySettings } {
  const capabilities = context.readObject('capabilities', list => ({ add: list.read<string[]>('add'), drop: list.read<string[]>('drop') }));
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

function readSeccomp(profile: Fields): Seccomp {
  const type = profile.read<string>('type');
  const path = profile.read<string>('localhostProfile');
  return type === 'Localhost' ? Seccomp.localhost(path ?? '') : type === 'Unconfined' ? Seccomp.unconfined() : Seccomp.runtimeDefault();
}

function readAppArmor(profile: Fields): AppArmor {
  const type = profile.read<string>('type');
  const name = profile.read<string>('localhostProfile');
  return type === 'Localhost' ? AppArmor.localhost(name ?? '') : type === 'Unconfined' ? AppArmor.unconfined() : AppArmor.runtimeDefault();
}

function readSeLinux(label: Fields): SeLinuxLabel {
  return withoutUndefined<SeLinuxLabel>({ user: label.read('user'), role: label.read('role'), type: label.read('type'), level: label.read('level') });
}
