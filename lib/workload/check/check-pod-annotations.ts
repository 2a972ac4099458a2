import { metadataRules } from '../../rules/metadata';
import type { Problems } from '../../rules/rule';
import { isInt32 } from '../../values/numbers';
import type { ControllerKind } from '../controller';

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** Annotations, or prefixes of annotations, that fields have replaced. */
const SUPERSEDED: Record<string, string> = {
  'container.apparmor.security.beta.kubernetes.io/': 'Set securityContext.appArmorProfile of the container with a JSON patch.',
  'seccomp.security.alpha.kubernetes.io/pod': 'Use SecurityExemption.seccomp(…) for a profile other than the default of the container runtime.',
  'container.seccomp.security.alpha.kubernetes.io/': 'Use SecurityExemption.seccomp(…), or the securityContext of the container.',
  'scheduler.alpha.kubernetes.io/critical-pod': "Use placement: { priorityClassName: 'system-cluster-critical' }.",
  'scheduler.alpha.kubernetes.io/tolerations': 'Use the scheduling of the workload.',
  'security.alpha.kubernetes.io/sysctls': 'Set securityContext.sysctls of the pod with a JSON patch.',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'Set securityContext.sysctls of the pod with a JSON patch.',
  'pod.alpha.kubernetes.io/init-containers': 'Use initContainers.',
  'pod.beta.kubernetes.io/init-containers': 'Use initContainers.',
  'pod.alpha.kubernetes.io/init-container-statuses': 'Remove it.',
  'pod.beta.kubernetes.io/init-container-statuses': 'Remove it.',
};

/** Annotations in which the API server stores fields of older APIs of a controller. It reads them as numbers. */
const LEGACY_ANNOTATIONS: { readonly [kind in ControllerKind]?: string } = {
  Deployment: 'deprecated.deployment.rollback.to',
  DaemonSet: 'deprecated.daemonset.template.generation',
};

/** Reports annotations of pods that the API server refuses, or about which it warns because Kubernetes does not read them anymore. @internal */
export function checkPodAnnotations(problems: Problems, field: string, annotations?: Record<string, string>): void {
  for (const [key, value] of Object.entries(annotations ?? {})) {
    const name = `${field}.annotations['${key}']`;
    const [, fix] = Object.entries(SUPERSEDED).find(([superseded]) => key === superseded || (superseded.endsWith('/') && key.startsWith(superseded))) ?? [];
    if (fix !== undefined) {
      problems.report(metadataRules.superseded, name, value, fix);
    }
    if (key === MIRROR) {
      problems.report(metadataRules.podAnnotation, name, value, 'Remove it: only the kubelet writes it.');
    }
    if (key === DELETION_COST && !isInt32Text(value)) {
      problems.report(metadataRules.podAnnotation, name, value, "Use a value such as '-100'.");
    }
  }
}

/** Reports the annotation of a workload that represents a field of older APIs. @internal */
export function checkWorkloadAnnotations(problems: Problems, field: string, kind: ControllerKind, annotations?: Record<string, string>): void {
  const key = LEGACY_ANNOTATIONS[kind];
  if (key !== undefined && annotations?.[key] !== undefined) {
    problems.report(metadataRules.superseded, `${field}.annotations['${key}']`, annotations[key], 'Remove it.');
  }
}

function isInt32Text(value: unknown): boolean {
  return typeof value === 'string' && /^(0|-?[1-9]\d*)$/.test(value) && isInt32(Number(value), -2147483648);
}
