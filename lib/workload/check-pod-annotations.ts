import type { ControllerKind } from './controller';
import { metadataRules } from '../rules/metadata';
import type { Problems } from '../rules/rule';
import { isInt32 } from '../rules/values';

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** Annotations, or their beginnings, in whose place there are fields now. */
const SUPERSEDED: Record<string, string> = {
  'container.apparmor.security.beta.kubernetes.io/': 'Patch securityContext.appArmorProfile into the container.',
  'seccomp.security.alpha.kubernetes.io/pod': 'Write SecurityExemption.seccomp(…) for another profile than the default one of the runtime.',
  'container.seccomp.security.alpha.kubernetes.io/': 'Write SecurityExemption.seccomp(…), or the securityContext of the container.',
  'scheduler.alpha.kubernetes.io/critical-pod': 'Patch priorityClassName into the pod.',
  'scheduler.alpha.kubernetes.io/tolerations': 'Use the scheduling of the workload.',
  'security.alpha.kubernetes.io/sysctls': 'Patch securityContext.sysctls into the pod.',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'Patch securityContext.sysctls into the pod.',
  'pod.alpha.kubernetes.io/init-containers': 'Write initContainers.',
  'pod.beta.kubernetes.io/init-containers': 'Write initContainers.',
  'pod.alpha.kubernetes.io/init-container-statuses': 'Leave it out.',
  'pod.beta.kubernetes.io/init-container-statuses': 'Leave it out.',
};

/** What the server keeps of fields that a controller had in older APIs; it reads them as numbers. */
const OF_OLDER_APIS: { readonly [kind in ControllerKind]?: string } = {
  Deployment: 'deprecated.deployment.rollback.to',
  DaemonSet: 'deprecated.daemonset.template.generation',
};

/** Notes annotations of pods that the server refuses, or warns of because nothing reads them any more. @internal */
export function checkPodAnnotations(problems: Problems, field: string, annotations?: Record<string, string>): void {
  for (const [key, value] of Object.entries(annotations ?? {})) {
    const name = `${field}.annotations['${key}']`;
    const [, fix] = Object.entries(SUPERSEDED).find(([superseded]) => key === superseded || (superseded.endsWith('/') && key.startsWith(superseded))) ?? [];
    if (fix !== undefined) {
      problems.report(metadataRules.superseded, name, value, fix);
    }
    if (key === MIRROR) {
      problems.report(metadataRules.podAnnotation, name, value, 'Leave it out: the kubelet writes it.');
    }
    if (key === DELETION_COST && !isInt32Text(value)) {
      problems.report(metadataRules.podAnnotation, name, value, "Write it like '-100'.");
    }
  }
}

/** Notes the annotation of a workload that stands for a field of older APIs. @internal */
export function checkWorkloadAnnotations(problems: Problems, field: string, kind: ControllerKind, annotations?: Record<string, string>): void {
  const key = OF_OLDER_APIS[kind];
  if (key !== undefined && annotations?.[key] !== undefined) {
    problems.report(metadataRules.superseded, `${field}.annotations['${key}']`, annotations[key], 'Leave it out.');
  }
}

function isInt32Text(value: unknown): boolean {
  return typeof value === 'string' && /^(0|-?[1-9]\d*)$/.test(value) && isInt32(Number(value), -2147483648);
}
