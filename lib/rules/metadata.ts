import { checkCidr } from './addresses';
import { isDnsSubdomain } from './names';
import type { Problems, Rule } from './rule';
import { checkText } from './text';
import { checkMap } from './values';

const QUALIFIED_NAME_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const ANNOTATIONS_LIMIT = 256 * 1024;

const LABELS = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/';

/** @internal */
export const metadataRules = {
  key: {
    id: 'metadata-key',
    limit: 'the key of a label or annotation is a name of at most 63 letters, digits, -, _ and ., a letter or digit at both ends, with an optional DNS subdomain and / before it',
    source: `${LABELS}; IsQualifiedName in apimachinery/pkg/util/validation/validation.go`,
    cases: ['G23', 'S24', 'S23'],
  },
  labelValue: {
    id: 'label-value',
    limit: 'a label value is empty or has at most 63 letters, digits, -, _ and ., a letter or digit at both ends',
    source: `${LABELS}; IsValidLabelValue in apimachinery/pkg/util/validation/validation.go`,
    cases: ['G20'],
    hazard: 'A value that is null the server reads as an empty text, and cdk8s leaves it out. There is no way to insist: write \'\'.',
  },
  annotationValue: {
    id: 'annotation-value',
    limit: 'an annotation value is a string, and all annotations of an object together have at most 256 KiB',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/; ValidateAnnotationsSize in apimachinery/pkg/api/validation/objectmeta.go',
    cases: ['G26'],
    hazard: 'A value that is null the server reads as an empty text, and cdk8s leaves it out. There is no way to insist: write \'\'.',
  },
  reservedKey: {
    id: 'reserved-label',
    limit: 'the label that selects the pods of a workload is written by this library alone',
    source: 'docs/decisions/selectors.md',
    cases: [],
    hazard: 'Another value would take the pods away from their Service. There is no way to insist: choose another key.',
  },
  sourceRangesAnnotation: {
    id: 'source-ranges-annotation',
    limit: 'the annotation service.beta.kubernetes.io/load-balancer-source-ranges belongs on a LoadBalancer Service only',
    source: 'ValidateService in core/validation/validation.go',
    cases: ['F36'],
  },
  topologyAnnotations: {
    id: 'topology-annotations',
    limit: 'the annotation service.kubernetes.io/topology-mode is written, not its older name topology-aware-hints',
    source: 'ValidateService in core/validation/validation.go; GetWarningsForService in pkg/api/service/warnings.go',
    cases: ['F37'],
    hazard: 'The server takes the older one with a warning, except beside another topology-mode. There is no way to insist: both mean the same.',
  },
  podAnnotation: {
    id: 'pod-annotation',
    limit: 'an annotation of pods has the form that it stands for: controller.kubernetes.io/pod-deletion-cost a whole number of 32 bits, and kubernetes.io/config.mirror is for the kubelet alone',
    source: 'ValidatePodSpecificAnnotations in core/validation/validation.go',
    cases: [],
  },
  superseded: {
    id: 'annotation-superseded',
    limit: 'a setting of pods or workloads is written as a field, not as the annotation that was there before it',
    source: 'deprecatedAnnotations in pkg/api/pod/warnings.go; ValidateSeccompPodAnnotations, ValidateAppArmorPodAnnotations and ValidateTolerationsInPodAnnotations in core/validation/validation.go; pkg/apis/apps/v1/conversion.go',
    cases: [],
    hazard: 'The server refuses some values or leaves them out, and takes the others with a warning, or without one although nothing reads them; a number in deprecated.deployment.rollback.to rolls the Deployment back. There is no way to insist.',
  },
} satisfies Record<string, Rule>;

/** @internal */
export function isQualifiedName(key: unknown): key is string {
  if (typeof key !== 'string') {
    return false;
  }
  const [name, prefix, ...rest] = key.split('/').reverse();
  return rest.length === 0 && name.length <= 63 && QUALIFIED_NAME_PART.test(name) && (prefix === undefined || isDnsSubdomain(prefix));
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
export function checkLabelMap(problems: Problems, field: string, labels?: Record<string, string>, reserved: readonly string[] = []): void {
  if (!checkMap(problems, field, labels)) {
    return;
  }
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (reserved.includes(key)) {
      problems.report(metadataRules.reservedKey, field, key, 'Use a key of your own.');
    } else if (!isQualifiedName(key)) {
      problems.report(metadataRules.key, field, key, "Write it like 'example.com/team'.");
    }
    checkText(problems, `${field}['${key}']`, value);
    if (!isLabelValue(value)) {
      problems.report(metadataRules.labelValue, `${field}['${key}']`, value, 'Shorten it, or put it into an annotation, which takes any text.');
    }
  }
}

function checkAnnotations(problems: Problems, field: string, annotations?: Record<string, string>): void {
  if (!checkMap(problems, `${field}.annotations`, annotations)) {
    return;
  }
  let size = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    if (!isQualifiedName(key.toLowerCase())) {
      problems.report(metadataRules.key, `${field}.annotations`, key, "Write it like 'example.com/contact'.");
    }
    checkText(problems, `${field}.annotations['${key}']`, value);
    if (typeof value !== 'string') {
      problems.report(metadataRules.annotationValue, `${field}.annotations['${key}']`, value, `Write '${String(value)}'.`);
    }
    size += Buffer.byteLength(key) + Buffer.byteLength(String(value));
  }
  if (size > ANNOTATIONS_LIMIT) {
    problems.report(metadataRules.annotationValue, `${field}.annotations`, `${size} bytes`, 'Move large texts into a ConfigMap.');
  }
}

/** Labels and annotations of one object. @internal */
export function checkMetadata(
  problems: Problems, field: string, metadata: { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> } = {},
  reserved: readonly string[] = [],
): void {
  checkLabels(problems, field, metadata.labels, reserved);
  checkAnnotations(problems, field, metadata.annotations);
}

/** @internal */
export function checkServiceAnnotations(problems: Problems, field: string, given: Record<string, string> | undefined, loadBalancer: boolean): void {
  const annotations = given ?? {};
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
    const fix = mode === undefined ? "Write 'service.kubernetes.io/topology-mode'." : 'Leave it out beside topology-mode.';
    problems.report(metadataRules.topologyAnnotations, `${field}.annotations['${older}']`, annotations[older], fix);
  }
}
