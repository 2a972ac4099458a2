import { podSecurityOf, withDots } from './pod-security';
import type { Seccomp } from './seccomp';
import type { ExemptionKind, SecurityExemption } from './security-exemption';
import type { ContainerSecurityOptions, SecurityOptions } from './security-options';
import type { SecurityProfile, SecuritySettings } from './security-profile';
import { backendRules } from '../rules/backends';
import { containerRules } from '../rules/containers';
import { isJustification, type Problems } from '../rules/rule';
import { capabilityOf, isCapability, isSysctlName, securityRules } from '../rules/security';
import { checkText } from '../rules/text';
import { isInnerPath } from '../rules/volumes';
import { stringCode } from '../values/code';
import { isInt32 } from '../values/numbers';

const MAX_APP_ARMOR_NAME = 4095;

/** Exemptions that apply to the whole pod. */
const OF_POD: readonly ExemptionKind[] = ['probeHosts', 'volumeOwner'];

/** Settings of a profile that apply to the pod. */
const SETTINGS_OF_POD: readonly string[] = ['nonRoot', 'seccomp'] satisfies (keyof SecuritySettings)[];

/** The options that a pod and its containers have. */
type SharedOptions = Pick<SecurityOptions, keyof ContainerSecurityOptions>;

/** Reports problems with the security options of a workload, apart from those of its own container. @internal */
export function checkSecurity(problems: Problems, field: string, options: SecurityOptions | undefined): void {
  if (!options) {
    return;
  }
  const { fsGroup, supplementalGroups, sysctls = {}, exemptions, profile, container } = options;
  checkId(problems, `${field}.fsGroup`, fsGroup);
  supplementalGroups?.forEach((group, index) => checkId(problems, `${field}.supplementalGroups[${index}]`, group));
  Object.entries(sysctls).forEach(([name, value]) => {
    if (!isSysctlName(name)) {
      problems.report(securityRules.sysctlName, `${field}.sysctls`, name, "Use a name such as 'net.core.somaxconn'.");
    }
    checkText(problems, `${field}.sysctls['${withDots(name)}']`, value);
  });
  checkShared(problems, field, options);
  checkRoot(problems, field, options.user, podSecurityOf(options).nonRoot);
  if (profile?._settings) {
    checkEffect(problems, field, exemptions, kind => kind === 'probeHosts', 'Remove it: the profile has no such default.');
  } else if (container) {
    checkEffect(problems, field, exemptions, kind => kind === 'runAsRoot' || OF_POD.includes(kind), `Move it to ${field}.container.exemptions.`);
  }
  if (container) {
    checkSettingsOfPod(problems, `${field}.profile`, profile?._settings ?? {}, `Move it to ${field}.container.profile.`);
  }
}

/** Reports settings of a profile that no container has, because the own container has a profile of its own. */
function checkSettingsOfPod(problems: Problems, field: string, settings: SecuritySettings, fix: string): void {
  Object.entries(settings).filter(([name, value]) => value !== undefined && !SETTINGS_OF_POD.includes(name)).forEach(([name, value]) => {
    problems.report(securityRules.settingEffect, `${field}.${name}`, value, fix);
  });
}

/**
 * Reports problems with the security options of an init container, a sidecar or an additional container.
 *
 * @param field the field of the options
 * @param ofPod the security options of the workload
 * @internal
 */
export function checkContainerSecurity(
  problems: Problems, field: string, options: ContainerSecurityOptions = {}, ofPod: SecurityOptions | undefined,
): void {
  const pod = podSecurityOf(ofPod);
  checkShared(problems, field, options);
  checkRoot(problems, field, options.user ?? ofPod?.user, pod.settingsOf(options).nonRoot ?? pod.nonRoot);
  if (options.profile ? options.profile._settings : !pod.isHardened) {
    checkEffect(problems, field, options.exemptions, () => false, 'Remove it: the profile has no such default.');
  } else {
    checkEffect(problems, field, options.exemptions, kind => !OF_POD.includes(kind), 'Move it to security.exemptions of the workload.');
  }
}

function checkShared(problems: Problems, field: string, { user, group, appArmor, seLinux, profile, exemptions = [] }: SharedOptions): void {
  checkId(problems, `${field}.user`, user);
  checkId(problems, `${field}.group`, group);
  Object.entries(seLinux ?? {}).forEach(([part, text]) => checkText(problems, `${field}.seLinux.${part}`, text));
  if (appArmor?._type === 'Localhost') {
    const name = appArmor._name ?? '';
    if (name === '' || name !== name.trim() || name.length > MAX_APP_ARMOR_NAME) {
      problems.report(securityRules.appArmor, `${field}.appArmor.name`, name, "Use the name of a loaded profile, such as AppArmor.localhost('k8s-web').");
    }
  }
  checkProfile(problems, `${field}.profile`, profile);
  exemptions.forEach((exemption, index) => checkExemption(problems, `${field}.exemptions[${index}]`, exemption));
}

function checkId(problems: Problems, field: string, id: number | undefined): void {
  if (id !== undefined && !isInt32(id, 0)) {
    problems.report(securityRules.userId, field, id, 'Use an ID such as 1000.');
  }
}

function checkRoot(problems: Problems, field: string, user: number | undefined, nonRoot: boolean): void {
  if (user === 0 && nonRoot) {
    const fix = `Use another user, or add SecurityExemption.runAsRoot('the reason') to ${field}.exemptions; with SecurityProfile.ofImageAndCluster, set nonRoot: false.`;
    problems.report(securityRules.root, `${field}.user`, 0, fix);
  }
}

function checkEffect(
  problems: Problems, field: string, exemptions: readonly SecurityExemption[] = [], hasEffect: (kind: ExemptionKind) => boolean, fix: string,
): void {
  exemptions.forEach(({ _kind }, index) => {
    if (!hasEffect(_kind)) {
      problems.report(securityRules.exemptionEffect, `${field}.exemptions[${index}]`, undefined, fix);
    }
  });
}

function checkProfile(problems: Problems, field: string, profile: SecurityProfile | undefined): void {
  const settings: SecuritySettings | undefined = profile?._settings;
  if (!settings) {
    return;
  }
  if (!isJustification(profile?._justification)) {
    const fix = "Write the reason, such as 'the manifests of the vendor have no other settings'.";
    problems.report(backendRules.justification, `${field}.justification`, profile?._justification, fix);
  }
  checkCapabilities(problems, `${field}.addedCapabilities`, settings.addedCapabilities, inContainerRuntime);
  checkCapabilities(problems, `${field}.droppedCapabilities`, settings.droppedCapabilities, inContainerRuntime);
  checkSeccomp(problems, `${field}.seccomp`, settings.seccomp);
  if (settings.privileged && settings.privilegeEscalation === false) {
    problems.report(containerRules.privileged, `${field}.privilegeEscalation`, false, 'Remove it, or remove privileged.');
  }
}

function checkExemption(problems: Problems, field: string, { _kind, _capabilities, _seccomp, reason }: SecurityExemption): void {
  const isReason = isJustification(reason);
  if (!isReason) {
    problems.report(securityRules.exemptionReason, `${field}.reason`, reason, `Use SecurityExemption.${_kind}('the reason').`);
  }
  if (_kind === 'capabilities' && _capabilities.length === 0) {
    const capability = isReason ? capabilityOf(reason) : undefined;
    const why = capability !== undefined || !isReason ? 'the reason' : reason;
    const fix = `The first argument is the reason. Use SecurityExemption.capabilities(${stringCode(why)}, '${capability ?? 'NET_ADMIN'}'), or remove the exemption.`;
    problems.report(securityRules.exemptionCapabilities, field, [], fix);
  }
  checkCapabilities(problems, `${field}.capabilities`, _capabilities);
  checkSeccomp(problems, `${field}.profile`, _seccomp);
}

/** A name as container runtimes read it: they ignore the case (`WithCapabilities` in internal/cri/opts/spec_opts.go of containerd 2.1). */
function inContainerRuntime(name: string): string {
  return name.toUpperCase();
}

/** @param read returns the name that the text means */
function checkCapabilities(problems: Problems, field: string, names: readonly string[] = [], read = (name: string) => name): void {
  names.forEach((name, index) => {
    if (typeof name === 'string' && !isCapability(read(name))) {
      problems.report(securityRules.capability, `${field}[${index}]`, name, `Use a name such as '${capabilityOf(name) ?? 'NET_ADMIN'}'.`);
    }
  });
}

function checkSeccomp(problems: Problems, field: string, seccomp: Seccomp | undefined): void {
  if (seccomp?._type === 'Localhost' && (!seccomp._path || !isInnerPath(seccomp._path))) {
    problems.report(securityRules.seccomp, `${field}.path`, seccomp._path, "Use the path of a profile, such as Seccomp.localhost('profiles/audit.json').");
  }
}
