import type { Document } from '../../../document';
import { Assumed } from '../tree/nodes';
import { SET, type Type } from '../tree/schema';

/**
 * Settings of a pod that its containers have unless they override them (DetermineEffectiveSecurityContext in pkg/securitycontext/util.go and
 * the comments of SecurityContext in k8s.io/api/core/v1/types.go of Kubernetes 1.37).
 */
const INHERITED = ['appArmorProfile', 'runAsGroup', 'runAsNonRoot', 'runAsUser', 'seLinuxOptions', 'seccompProfile', 'windowsOptions'];

const CAPABILITIES: Type = { fields: { add: { list: SET, convert: capability }, drop: { list: SET, convert: capability } } };

const PROFILE: Type = { isWhole: true };

/** The settings of a container, after those of the pod were added. */
export const CONTAINER_SECURITY: Type = {
  fields: {
    allowPrivilegeEscalation: { assumed: true },
    appArmorProfile: { type: PROFILE },
    capabilities: { type: CAPABILITIES },
    procMount: { assumed: 'Default' },
    seLinuxOptions: { type: PROFILE },
    seccompProfile: { type: {} },
    windowsOptions: { type: PROFILE },
  },
};

/** The settings of a pod that its containers do not have themselves. */
export const POD_SECURITY: Type = {
  fields: {
    fsGroupChangePolicy: { assumed: 'Always' },
    supplementalGroups: { list: SET },
    supplementalGroupsPolicy: { assumed: 'Merge' },
    sysctls: { list: { order: 'unordered', by: ({ name }) => name } },
  },
};

/** The settings of a pod without those that its containers inherit. */
export function podSecurityOf({ securityContext }: Document): Document {
  return Object.fromEntries(Object.entries(securityContext ?? {}).filter(([name]) => !INHERITED.includes(name)));
}

/**
 * The settings of a container with those of its pod. A privileged container has all capabilities and no seccomp profile
 * (https://kubernetes.io/docs/reference/node/seccomp/ and the comment of SecurityContext.privileged), and without a profile it is unconfined,
 * because SeccompDefault of the kubelet is off by default (pkg/kubelet/apis/config/types.go of Kubernetes 1.37).
 */
export function containerSecurityOf(container: Document, pod: Document): Document {
  const own = Object.entries<Document>(container.securityContext ?? {}).filter(([, value]) => value !== null);
  const inherited = INHERITED.map(name => [name, pod.securityContext?.[name] ?? undefined]).filter(([, value]) => value !== undefined);
  const { capabilities, seccompProfile, ...settings } = Object.fromEntries([...inherited, ...own]) as Document;
  // A container overrides each of these options.
  const windowsOptions = settings.windowsOptions && { ...pod.securityContext?.windowsOptions, ...settings.windowsOptions };
  const others = { ...settings, windowsOptions };
  return settings.privileged ? others : {
    ...others,
    capabilities: capabilities && withoutRepetition(capabilities),
    seccompProfile: seccompProfile ?? { type: new Assumed('Unconfined') },
  };
}

/** The same capabilities: "ALL" includes each of them. One that is dropped and added stays, because runtimes differ. */
function withoutRepetition({ add, drop, ...others }: Document): Document {
  const dropped: string[] = (drop ?? []).map(capability);
  const isAll = dropped.includes('ALL');
  const added: string[] = (add ?? []).map(capability);
  return { ...others, add, drop: isAll ? ['ALL', ...dropped.filter(each => added.includes(each) && each !== 'ALL')] : drop };
}

/** The name of a capability, which container runtimes also accept with a prefix. */
function capability(name: string): string {
  return String(name).toUpperCase().replace(/^CAP_/, '');
}
