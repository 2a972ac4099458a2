import { daemonSet, deployment, loadBalancer, service } from './builders';
import { dropped, refused, refusedWithMessage, hazard, hazardWithWarning, type Documents } from './table';

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY = 'service.kubernetes.io/topology-mode';
const OLDER_TOPOLOGY = 'service.kubernetes.io/topology-aware-hints';
const SELECTING = 'cdk8s-service-patterns/workload';

const NULL = 'encoding/json: null leaves a text empty';
const annotated = (annotations: object) => service({}, { annotations });
const podAnnotated = (annotations: object) => deployment({ podMetadata: { annotations } });

/** Documents for the rules on labels and annotations. */
export const METADATA_DOCUMENTS: Documents = {
  'metadata-key': {
    refused: [
      refused('metadata.labels', service({}, { labels: { 'team/': 'orders' } })),
      refused('metadata.labels', deployment({ metadata: { labels: { ['k'.repeat(64)]: 'orders' } } })),
      refused('metadata.annotations', annotated({ 'example.com/a/b': 'orders' })),
      refused('spec.template.labels', deployment({ podMetadata: { labels: { '-team': 'orders' } } })),
    ],
  },
  'label-value': {
    refused: [
      refused('metadata.labels', service({}, { labels: { version: '1.4.2+build.7' } })),
      refused('metadata.labels', service({}, { labels: { version: 'v'.repeat(64) } })),
      refused('spec.template.labels', deployment({ podMetadata: { labels: { team: 'a b' } } })),
    ],
    hazards: [
      hazard('metadata.labels[team]', NULL, service({}, { labels: { team: null } })),
    ],
  },
  'annotation-value': {
    refused: [
      refused('metadata.annotations', annotated({ 'example.com/weight': 5 })),
      refused('metadata.annotations', annotated({ 'example.com/text': 't'.repeat(256 * 1024) })),
    ],
    hazards: [
      hazard('metadata.annotations[example.com/text]', NULL, annotated({ 'example.com/text': null })),
    ],
  },
  'reserved-label': {
    hazards: [
      hazard('spec.template.metadata.labels', 'docs/concepts/overview/working-with-objects/labels/: no server compares the labels of pods with the selectors of Services',
        service({ selector: { [SELECTING]: 'deployment.web' } }), deployment({ podMetadata: { labels: { [SELECTING]: 'other' } } })),
    ],
  },
  'source-ranges-annotation': {
    refused: [
      refused(`metadata.annotations[${RANGES}]`, annotated({ [RANGES]: '10.0.0.0/8' })),
    ],
  },
  'topology-annotations': {
    refused: [
      refused(`metadata.annotations[${TOPOLOGY}]`, annotated({ [TOPOLOGY]: 'Auto', [OLDER_TOPOLOGY]: 'disabled' })),
    ],
    hazards: [
      hazardWithWarning(`metadata.annotations[${OLDER_TOPOLOGY}]`, 'GetWarningsForService in pkg/api/service/warnings.go', OLDER_TOPOLOGY,
        loadBalancer({}, { annotations: { [OLDER_TOPOLOGY]: 'auto' } })),
    ],
  },
  'pod-annotation': {
    refused: [
      refused('spec.template.annotations[controller.kubernetes.io/pod-deletion-cost]', podAnnotated({ 'controller.kubernetes.io/pod-deletion-cost': 'low' })),
      refused('spec.template.annotations[controller.kubernetes.io/pod-deletion-cost]', podAnnotated({ 'controller.kubernetes.io/pod-deletion-cost': '2147483648' })),
      refused('spec.template.annotations[kubernetes.io/config.mirror]', podAnnotated({ 'kubernetes.io/config.mirror': 'abc' })),
    ],
  },
  'annotation-superseded': {
    refused: [
      refused('spec.template.annotations[container.apparmor.security.beta.kubernetes.io/web]', podAnnotated({ 'container.apparmor.security.beta.kubernetes.io/web': 'strict' })),
      refused('spec.template.annotations.seccomp.security.alpha.kubernetes.io/pod', deployment({
        podMetadata: { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'strict' } }, pod: { securityContext: { runAsNonRoot: true } },
      })),
      refused('spec.template.annotations', podAnnotated({ 'scheduler.alpha.kubernetes.io/tolerations': 'all' })),
      dropped('spec.template.metadata.annotations', podAnnotated({ 'pod.alpha.kubernetes.io/init-containers': '[]' })),
      refusedWithMessage('parsing "x"', daemonSet({ metadata: { annotations: { 'deprecated.daemonset.template.generation': 'x' } } })),
      refusedWithMessage('failed to parse annotation', deployment({ metadata: { annotations: { 'deprecated.deployment.rollback.to': 'x' } } })),
    ],
    hazards: [
      hazardWithWarning('spec.template.metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]', 'deprecatedAnnotations in pkg/api/pod/warnings.go',
        'scheduler.alpha.kubernetes.io/critical-pod', podAnnotated({ 'scheduler.alpha.kubernetes.io/critical-pod': '' })),
      hazardWithWarning('spec.template.metadata.annotations[security.alpha.kubernetes.io/sysctls]', 'deprecatedAnnotations in pkg/api/pod/warnings.go',
        'security.alpha.kubernetes.io/sysctls', podAnnotated({ 'security.alpha.kubernetes.io/sysctls': 'a=b' })),
      hazard('spec.template.metadata.annotations[scheduler.alpha.kubernetes.io/tolerations]', 'ValidateTolerationsInPodAnnotations in pkg/apis/core/validation/validation.go',
        podAnnotated({ 'scheduler.alpha.kubernetes.io/tolerations': '[]' })),
      hazard('metadata.annotations[deprecated.daemonset.template.generation]', 'pkg/apis/apps/v1/conversion.go: a number is kept', daemonSet({ metadata: { annotations: { 'deprecated.daemonset.template.generation': '5' } } })),
      hazard('metadata.annotations[deprecated.deployment.rollback.to]', 'pkg/apis/apps/v1/conversion.go: a number is kept', deployment({ metadata: { annotations: { 'deprecated.deployment.rollback.to': '5' } } })),
    ],
  },
};
