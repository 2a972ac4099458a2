import type { Capability, ContainerSecurityContextProps, PodSecurityContextProps, SeccompProfile } from 'cdk8s-plus-28';
import type { ExemptionKind } from './security-exemption';
import { FsGroupChange, type ContainerSecurityOptions, type SecurityOptions } from './security-options';
import type { SecuritySettings } from './security-profile';
import type { Json } from '../manifest/manifest';
import { compareNames, sortedEntries } from '../values/compare-names';

/** Only root can listen on ports below this number, unless the sysctl below is set. */
const FIRST_UNPRIVILEGED_PORT = 1024;
const UNPRIVILEGED_PORT_SYSCTL = 'net.ipv4.ip_unprivileged_port_start';

/** The seccomp profile of hardened pods. */
const RUNTIME_DEFAULT: Json = { type: 'RuntimeDefault' };

/** The security defaults of containers: Pod Security *restricted*, whose seccomp profile is that of the pod, and a read-only root file system. */
const DEFAULTS: SecuritySettings = { nonRoot: true, readOnlyRootFilesystem: true, privilegeEscalation: false, droppedCapabilities: ['ALL'] };

const NO_SETTINGS: SecuritySettings = {};

/**
 * The security settings of the pods of a workload, and of their containers.
 *
 * @internal
 */
export class PodSecurity {
  /** Whether the workload has the security defaults of the library, apart from exemptions. */
  public readonly isHardened: boolean;
  /** Whether the containers cannot run as root unless they override it. */
  public readonly nonRoot: boolean;

  private readonly own: SecuritySettings;
  private readonly seccomp?: Json;

  constructor(private readonly options: SecurityOptions = {}) {
    const settings = options.profile?._settings;
    this.isHardened = settings === undefined;
    this.seccomp = settings ? settings.seccomp?._toJson() : RUNTIME_DEFAULT;
    this.own = settingsOf(options, DEFAULTS);
    this.nonRoot = this.own.nonRoot ?? false;
  }

  /** Whether a default is disabled for the workload's own container or for the pods. */
  public hasExemption(kind: ExemptionKind): boolean {
    return this.options.exemptions?.some(exemption => exemption._kind === kind) ?? false;
  }

  /**
   * Whether processes of a container can have the capability to listen on ports below 1024.
   *
   * @param options the options of the container; undefined for the workload's own container if it has those of the pod
   */
  public canBindPrivilegedPorts(options: ContainerSecurityOptions | undefined): boolean {
    const { privileged, addedCapabilities = [], droppedCapabilities = [] } = this.settingsOf(options);
    const contains = (names: readonly string[]) => names.some(name => ['ALL', 'NET_BIND_SERVICE'].includes(name.toUpperCase()));
    return privileged || contains(addedCapabilities) || !contains(droppedCapabilities);
  }

  /**
   * Whether a container gets a writable directory for temporary files.
   *
   * @param options the options of the container; undefined for the workload's own container if it has those of the pod
   */
  public needsTmp(options: ContainerSecurityOptions | undefined): boolean {
    return this.hardens(options) && this.settingsOf(options).readOnlyRootFilesystem === true;
  }

  /** Whether the volumes keep their owner unless `fsGroup` is set. */
  public get keepsVolumeOwner(): boolean {
    return !this.isHardened || this.hasExemption('volumeOwner');
  }

  /** The settings of the pods that cdk8s-plus knows. */
  public get podProps(): PodSecurityContextProps {
    const { user, group, fsGroup } = this.options;
    return { user, group, fsGroup, ensureNonRoot: this.nonRoot };
  }

  /**
   * The settings of a container that cdk8s-plus knows, for programs that read them from the container.
   *
   * @param options the options of the container; undefined for the workload's own container if it has those of the pod
   */
  public propsOf(options: ContainerSecurityOptions | undefined): ContainerSecurityContextProps {
    const settings = this.settingsOf(options);
    return {
      user: options?.user,
      group: options?.group,
      ensureNonRoot: settings.nonRoot ?? this.nonRoot,
      readOnlyRootFilesystem: settings.readOnlyRootFilesystem ?? false,
      allowPrivilegeEscalation: settings.privileged || (settings.privilegeEscalation ?? true),
      privileged: settings.privileged ?? false,
      capabilities: capabilitiesOf(settings) as { add?: Capability[]; drop?: Capability[] } | undefined,
      seccompProfile: settings.seccomp?._toJson() as SeccompProfile | undefined,
    };
  }

  /**
   * Renders the `securityContext` of a container.
   *
   * @param options the options of the container; undefined for the workload's own container if it has those of the pod
   */
  public contextOf(options: ContainerSecurityOptions | undefined): Json {
    const settings = this.settingsOf(options);
    if (!options) {
      // The seccomp profile of a profile of the image is that of the pod
      return toContext(settings, this.isHardened ? settings.seccomp?._toJson() : undefined, this.nonRoot);
    }
    const needed = this.hardens(options) && this.seccomp?.type !== RUNTIME_DEFAULT.type ? RUNTIME_DEFAULT : undefined;
    const { user, group, seLinux, appArmor } = options;
    return {
      runAsUser: user,
      runAsGroup: group,
      seLinuxOptions: seLinux && { ...seLinux },
      appArmorProfile: appArmor?._toJson(),
      // A profile of the image writes what is specified, also if the pod has the same setting
      ...toContext(settings, settings.seccomp?._toJson() ?? needed, options.profile?._settings ? undefined : this.nonRoot),
    };
  }

  /**
   * The settings of a container. Other containers do not share those that apply only to the workload's own container.
   *
   * @param options the options of the container; undefined for the workload's own container if it has those of the pod
   */
  public settingsOf(options: ContainerSecurityOptions | undefined): SecuritySettings {
    return options ? settingsOf(options, this.isHardened || options.profile ? DEFAULTS : NO_SETTINGS) : this.own;
  }

  /** Whether a container has the security defaults of the library, apart from exemptions. */
  private hardens(options: ContainerSecurityOptions | undefined): boolean {
    return options?.profile ? options.profile._settings === undefined : this.isHardened;
  }

  /**
   * Completes the `securityContext` of the pods.
   *
   * @param context the settings that cdk8s-plus has rendered
   * @param ports the numbers of the declared ports in the network of the pods; undefined on the network of the node, whose sysctls a pod cannot set
   */
  public complete(context: Json, ports: readonly number[] | undefined): Json {
    const { supplementalGroups, supplementalGroupsPolicy, seLinux, appArmor, fsGroupChangePolicy } = this.options;
    return {
      seccompProfile: this.seccomp,
      ...context,
      fsGroupChangePolicy,
      supplementalGroups: supplementalGroups?.length ? [...supplementalGroups] : undefined,
      supplementalGroupsPolicy,
      seLinuxOptions: seLinux && { ...seLinux },
      appArmorProfile: appArmor?._toJson(),
      sysctls: this.sysctls(ports),
    };
  }

  /** When the kubelet changes the files of volumes that get a group. By default, not each time that a pod mounts them. */
  public get changeOfVolumes(): FsGroupChange | undefined {
    return this.options.fsGroupChangePolicy ?? (this.isHardened ? FsGroupChange.ON_ROOT_MISMATCH : undefined);
  }

  private sysctls(ports: readonly number[] | undefined): Json[] | undefined {
    const set = sortedEntries(this.options.sysctls).map(([name, value]) => ({ name, value }));
    const opens = this.isHardened && ports?.some(number => number < FIRST_UNPRIVILEGED_PORT);
    if (opens && set.every(({ name }) => withDots(name) !== UNPRIVILEGED_PORT_SYSCTL)) {
      set.push({ name: UNPRIVILEGED_PORT_SYSCTL, value: '0' });
      set.sort((a, b) => compareNames(a.name, b.name));
    }
    return set.length > 0 ? set : undefined;
  }
}

/** The security settings of a workload that sets none, which all such workloads share. */
const HARDENED = new PodSecurity();

/** The security settings of a workload with these options. @internal */
export function podSecurityOf(options: SecurityOptions | undefined): PodSecurity {
  return options ? new PodSecurity(options) : HARDENED;
}

/**
 * The name of a sysctl with dots between its parts, as the kubelet converts it (`NormalizeName` in k8s.io/component-helpers/node/util/sysctl of Kubernetes
 * 1.37).
 *
 * @internal
 */
export function withDots(name: string): string {
  const [separator] = /[./]/.exec(name) ?? [];
  return separator === '/' ? name.replace(/[./]/g, each => each === '/' ? '.' : '/') : name;
}

/** The settings of a container with a profile and exemptions. */
function settingsOf({ profile, exemptions = [] }: Pick<ContainerSecurityOptions, 'profile' | 'exemptions'>, defaults: SecuritySettings): SecuritySettings {
  if (profile?._settings) {
    return profile._settings;
  }
  if (exemptions.length === 0) {
    return defaults;
  }
  const has = (kind: ExemptionKind) => exemptions.some(exemption => exemption._kind === kind);
  const added = exemptions.flatMap(exemption => exemption._capabilities);
  const privileged = has('privileged');
  return {
    nonRoot: has('runAsRoot') ? false : defaults.nonRoot,
    readOnlyRootFilesystem: has('writableRootFilesystem') ? false : defaults.readOnlyRootFilesystem,
    privilegeEscalation: privileged || has('privilegeEscalation') ? true : defaults.privilegeEscalation,
    privileged: privileged || undefined,
    addedCapabilities: privileged || added.length === 0 ? undefined : added,
    droppedCapabilities: privileged ? undefined : defaults.droppedCapabilities,
    seccomp: exemptions.find(exemption => exemption._seccomp)?._seccomp,
  };
}

/** @param podNonRoot the setting of the pod, which the container does not repeat; undefined if it does */
function toContext(settings: SecuritySettings, seccompProfile: Json | undefined, podNonRoot: boolean | undefined): Json {
  const { nonRoot, readOnlyRootFilesystem, privileged, privilegeEscalation } = settings;
  return {
    allowPrivilegeEscalation: privilegeEscalation,
    capabilities: capabilitiesOf(settings),
    privileged,
    readOnlyRootFilesystem,
    runAsNonRoot: nonRoot === podNonRoot ? undefined : nonRoot,
    seccompProfile,
  };
}

function capabilitiesOf({ addedCapabilities: add, droppedCapabilities: drop }: SecuritySettings): Json | undefined {
  return add?.length || drop?.length ? { add: add?.length ? [...add] : undefined, drop: drop?.length ? [...drop] : undefined } : undefined;
}
