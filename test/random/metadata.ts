import type { Random } from './random';
import { key, labelValue, text } from './texts';
import type { MetadataOptions } from '../../lib';

/** Annotations that the API server reads or used to read. */
const KNOWN_ANNOTATIONS: Record<string, readonly string[]> = {
  'service.beta.kubernetes.io/load-balancer-source-ranges': ['10.0.0.0/8', '10.0.0.0/8,11.0.0.0/8', '10.0.0.0', '', ' ', '010.0.0.0/8', '10.1.2.3/8'],
  'service.kubernetes.io/topology-mode': ['Auto', 'auto', 'Disabled', 'x', ''],
  'service.kubernetes.io/topology-aware-hints': ['Auto', 'auto', 'Disabled'],
  'service.alpha.kubernetes.io/tolerate-unready-endpoints': ['true'],
  'endpoints.kubernetes.io/over-capacity': ['truncated'],
  'endpoints.kubernetes.io/last-change-trigger-time': ['x'],
  'container.apparmor.security.beta.kubernetes.io/web': ['runtime/default', 'unconfined', 'localhost/x', 'x'],
  'container.apparmor.security.beta.kubernetes.io/nobody': ['runtime/default'],
  'seccomp.security.alpha.kubernetes.io/pod': ['runtime/default', 'unconfined', 'x', 'localhost/../x'],
  'container.seccomp.security.alpha.kubernetes.io/web': ['runtime/default'],
  'scheduler.alpha.kubernetes.io/critical-pod': [''],
  'scheduler.alpha.kubernetes.io/tolerations': ['[]', '[{"key":"a"}]', 'x'],
  'scheduler.alpha.kubernetes.io/preferAvoidPods': ['{}', 'x'],
  'kubernetes.io/config.mirror': ['x'],
  'kubernetes.io/config.source': ['file'],
  'deployment.kubernetes.io/revision': ['1', 'x'],
  'deprecated.deployment.rollback.to': ['1', 'x', '-1', '1.5', ''],
  'deprecated.daemonset.template.generation': ['1', 'x', '-1', '1.5', ''],
  'controller.kubernetes.io/pod-deletion-cost': ['10', 'x', '+1', '99999999999', '-5', '007'],
  'pod.alpha.kubernetes.io/init-containers': ['x'],
  'pod.beta.kubernetes.io/init-containers': ['x'],
  'pod.beta.kubernetes.io/init-container-statuses': ['x'],
  'security.alpha.kubernetes.io/sysctls': ['a=b', 'x'],
  'security.alpha.kubernetes.io/unsafe-sysctls': ['a=b'],
  'volume.beta.kubernetes.io/storage-class': ['x'],
  'kubectl.kubernetes.io/default-container': ['x'],
};

/** Labels that a part of Kubernetes or this library reads. */
const KNOWN_LABELS: Record<string, string> = {
  'pod-template-hash': 'x',
  'controller-revision-hash': 'x',
  'statefulset.kubernetes.io/pod-name': 'x',
  'kubernetes.io/service-name': 'other',
  'endpointslice.kubernetes.io/managed-by': 'other',
  'endpointslice.kubernetes.io/skip-mirror': 'true',
  'service.kubernetes.io/headless': '',
  'service.kubernetes.io/service-proxy-name': 'x',
  'cdk8s-service-patterns/workload': 'x',
  'cdk8s.io/metadata.addr': 'x',
};

const LARGE = ['x'.repeat(262_145), 'x'.repeat(262_130), 'ü'.repeat(131_060)];

export function labels(random: Random, where: string): Record<string, string> {
  const own = Object.fromEntries(random.list(0, 3, () => [key(random, `${where} label key`), labelValue(random, `${where} label value`)]));
  if (random.odd(`${where} known label`)) {
    const name = random.pick(...Object.keys(KNOWN_LABELS));
    own[name] = KNOWN_LABELS[name];
  }
  return own;
}

/** Labels of pods in a ClusterProfile. Documents contain them only if a declaration is isolated, so odd values are not generated. */
export function profileLabels(random: Random): Record<string, string> {
  return random.pick<Record<string, string>>({ app: 'fact' }, { 'app.kubernetes.io/name': 'fact', 'app.kubernetes.io/part-of': '' }, {});
}

function annotations(random: Random, where: string): Record<string, string> {
  const value = () => random.mostly(`${where} annotation value`, () => text(random), 1, true, ...LARGE);
  const own = Object.fromEntries(random.list(0, 3, () => [random.mostly('case', () => key(random, `${where} annotation key`), 'Example.COM/Abc'), value()]));
  if (random.odd(`${where} known annotation`)) {
    const name = random.pick(...Object.keys(KNOWN_ANNOTATIONS));
    own[name] = random.pick(...KNOWN_ANNOTATIONS[name]);
    random.oddities.push(`${name}=${own[name]}`);
  }
  return own;
}

/** Labels and annotations of an object. */
export function metadata(random: Random, where: string): MetadataOptions {
  return random.some<MetadataOptions>('MetadataOptions', 0.6, {
    labels: () => labels(random, where),
    annotations: () => annotations(random, where),
  });
}
