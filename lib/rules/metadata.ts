import { checkCidr } from './address-checks';
import { isDnsSubdomain } from './names';
import type { Problems, Rule } from './rule';
import { shown } from './show';
import { checkText } from './text';
import { stringFix } from '../values/code';

const QUALIFIED_NAME_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const ANNOTATIONS_LIMIT = 256 * 1024;

const LABELS = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/';

/** @internal */
export const metadataRules = {
  key: {
    id: 'metadata-key',
    limit: 'the key of a label or annotation must be a name of at most 63 letters, digits, -, _ and . that starts and ends with a letter or digit, with an optional prefix: a DNS subdomain and /. It must not be constructor, which cdk8s cannot write',
    showsValue: true,
    source: `${LABELS}; IsQualifiedName in apimachinery/pkg/util/validation/validation.go`,
    cases: ['G23', 'S24', 'S23'],
  },
  labelValue: {
    id: 'label-value',
    limit: 'a label value must be empty or consist of at most 63 letters, digits, -, _ and . that start and end with a letter or digit',
    showsValue: true,
    source: `${LABELS}; IsValidLabelValue in apimachinery/pkg/util/validation/validation.go`,
    cases: ['G20'],
    hazard: 'The API server reads null as an empty string, and cdk8s omits it. This rule cannot be overridden. For an empty value, write \'\'.',
  },
  annotationValue: {
    id: 'annotation-value',
    limit: 'an annotation value must be a string, and all annotations of an object must have at most 256 KiB in total',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/; ValidateAnnotationsSize in apimachinery/pkg/api/validation/objectmeta.go',
    cases: [],
    hazard: 'The API server reads null as an empty string, and cdk8s omits it. This rule cannot be overridden. For an empty value, write \'\'.',
  },
  reservedKey: {
    id: 'reserved-label',
    limit: 'a declaration cannot set the labels by which this library selects the pods and the Service of a workload',
    showsValue: true,
    source: 'docs/decisions/selectors.md',
    cases: [],
    hazard: 'With another value, the Service would no longer select the pods. This rule cannot be overridden. Use another key. The option selector sets other labels for the pods of an existing workload.',
  },
  sourceRangesAnnotation: {
    id: 'source-ranges-annotation',
    limit: 'the annotation service.beta.kubernetes.io/load-balancer-source-ranges is allowed only on a LoadBalancer Service',
    source: 'ValidateService in core/validation/validation.go',
    cases: ['F36'],
  },
  topologyAnnotations: {
    id: 'topology-annotations',
    limit: 'the annotation service.kubernetes.io/topology-mode must be used instead of its former name topology-aware-hints',
    source: 'ValidateService in core/validation/validation.go; GetWarningsForService in pkg/api/service/warnings.go',
    cases: ['F37'],
    hazard: 'The API server accepts the former name with a warning, unless topology-mode has a different value. This rule cannot be overridden, because both have the same effect.',
  },
  podAnnotation: {
    id: 'pod-annotation',
    limit: 'a pod annotation must have the format that Kubernetes expects: controller.kubernetes.io/pod-deletion-cost must be a 32-bit integer, and only the kubelet sets kubernetes.io/config.mirror',
    source: 'ValidatePodSpecificAnnotations in core/validation/validation.go',
    cases: [],
  },
  superseded: {
    id: 'annotation-superseded',
    limit: 'a setting of pods or workloads must be specified as a field, not as the annotation that preceded the field',
    source: 'deprecatedAnnotations in pkg/api/pod/warnings.go; ValidateSeccompPodAnnotations, ValidateAppArmorPodAnnotations and ValidateTolerationsInPodAnnotations in core/validation/validation.go; pkg/apis/apps/v1/conversion.go',
    cases: [],
    hazard: 'The API server rejects or drops some values and accepts others, with or without a warning, although nothing reads them. A number in deprecated.deployment.rollback.to rolls the Deployment back. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function isQualifiedName(key: string): boolean {
  const [name, prefix, ...rest] = key.split('/').reverse();
  // cdk8s cannot write an object with the key constructor
  return key !== 'constructor' && rest.length === 0 && name.length <= 63 && QUALIFIED_NAME_PART.test(name) && (prefix === undefined || isDnsSubdomain(prefix));
}

/** Whether an annotation can have this key. The API server checks keys of annotations in lowercase. @internal */
export function isAnnotationKey(key: string): boolean {
  return isQualifiedName(key.toLowerCase());
}

/** @internal */
export function isLabelValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 63 && (value === '' || QUALIFIED_NAME_PART.test(value));
}

/** @internal */
export function checkLabels(problems: Problems, field: string, labels?: Record<string, string>, reserved: readonly string[] = []): void {
  checkLabelMap(problems, `${field}.labels`, labels, reserved);
}

/** @internal */
export function checkLabelMap(problems: Problems, field: string, labels: Record<string, string> = {}, reserved: readonly string[] = []): void {
  for (const [key, value] of Object.entries(labels)) {
    if (reserved.includes(key)) {
      problems.report(metadataRules.reservedKey, field, key, 'Use another key.');
    } else if (!isQualifiedName(key)) {
      problems.report(metadataRules.key, field, key, "Use a key such as 'example.com/team'.");
    }
    checkText(problems, `${field}['${key}']`, value);
    if (!isLabelValue(value)) {
      problems.report(metadataRules.labelValue, `${field}['${key}']`, value, 'Shorten the value, or use an annotation, which can contain any characters.');
    }
  }
}

/** Checks keys and values of annotations, but not their total size. @internal */
export function checkAnnotationMap(problems: Problems, field: string, annotations: Readonly<Record<string, string>> = {}): void {
  for (const [key, value] of Object.entries(annotations)) {
    if (!isAnnotationKey(key)) {
      problems.report(metadataRules.key, field, key, "Use a key such as 'example.com/contact'.");
    }
    checkText(problems, `${field}['${key}']`, value);
    if (typeof value !== 'string') {
      problems.report(metadataRules.annotationValue, `${field}['${key}']`, value, stringFix(value));
    }
  }
}

function checkAnnotations(problems: Problems, field: string, annotations: Record<string, string> = {}): void {
  checkAnnotationMap(problems, `${field}.annotations`, annotations);
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)), 0);
  if (size > ANNOTATIONS_LIMIT) {
    problems.report(metadataRules.annotationValue, `${field}.annotations`, shown(`${size} bytes`), 'Move large values into a ConfigMap.');
  }
}

/** Checks the labels and annotations of one object. @internal */
export function checkMetadata(
  problems: Problems, field: string, metadata: { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> } = {},
  reserved: readonly string[] = [],
): void {
  checkLabels(problems, field, metadata.labels, reserved);
  checkAnnotations(problems, field, metadata.annotations);
}

/** @internal */
export function checkServiceAnnotations(problems: Problems, field: string, written: Record<string, string> | undefined, loadBalancer: boolean): void {
  const annotations = written ?? {};
  const ranges = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  if (!loadBalancer && annotations[ranges] !== undefined) {
    problems.report(metadataRules.sourceRangesAnnotation, `${field}.annotations['${ranges}']`, annotations[ranges], 'Use Exposure.loadBalancer({ sourceRanges: […] }).');
  }
  const listed = loadBalancer && typeof annotations[ranges] === 'string' ? annotations[ranges].trim() : '';
  if (listed !== '') {
    listed.split(',').forEach(range => checkCidr(problems, `${field}.annotations['${ranges}']`, range.trim()));
  }
  const mode = annotations['service.kubernetes.io/topology-mode'];
  const older = 'service.kubernetes.io/topology-aware-hints';
  if (annotations[older] !== undefined) {
    const fix = mode === undefined ? "Use 'service.kubernetes.io/topology-mode'." : 'Remove it, because topology-mode is also set.';
    problems.report(metadataRules.topologyAnnotations, `${field}.annotations['${older}']`, annotations[older], fix);
  }
}
