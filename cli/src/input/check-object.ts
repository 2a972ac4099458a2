import type { Document } from '../document';
import { MAX_OBJECT } from './limits';
import { isTemplate } from './placeholders';

/**
 * What keeps a value from being a Kubernetes object that has a name and fields of the right types, or undefined. The message contains no value of
 * the document.
 */
export function problemOfObject(value: Document): string | undefined {
  if (!isMap(value)) {
    return 'the document is no map of fields, so it is no Kubernetes object. Remove it, or specify only files with manifests';
  }
  const { apiVersion, kind, metadata } = value;
  if (isAbsent(apiVersion) && isAbsent(kind)) {
    return 'the document has no apiVersion and kind, so it is no Kubernetes object. Remove it, or specify only files with manifests';
  }
  if (kind === 'List' || kind === 'Kustomization' && String(apiVersion).startsWith('kustomize.config.k8s.io/')) {
    return kind === 'List' ? 'items must be a list of objects. Write the objects of the List in items'
      : 'the document is a kustomization, not an object of a cluster. Run `kustomize build`, and specify the result';
  }
  return problemOfType(apiVersion, kind) ?? problemOfMetadata(metadata) ?? problemOfContent(value);
}

/** The kinds of custom resources are names in the form of RFC 1035 with capital letters, as those of Kubernetes. */
function problemOfType(apiVersion: unknown, kind: unknown): string | undefined {
  if (typeof apiVersion !== 'string' || !/^(?:[a-z0-9.-]+\/)?[a-z0-9]+$/.test(apiVersion)) {
    return `apiVersion ${isAbsent(apiVersion) ? 'is missing' : 'is not a version of an API'}. Specify one such as apps/v1`;
  }
  if (typeof kind !== 'string' || !/^[A-Za-z][A-Za-z0-9]*$/.test(kind)) {
    return `kind ${isAbsent(kind) ? 'is missing' : 'is not the name of a kind'}. Specify one such as Deployment`;
  }
  return undefined;
}

function problemOfMetadata(metadata: Document): string | undefined {
  if (!isMap(metadata)) {
    return `metadata ${isAbsent(metadata) ? 'is missing' : 'must be a map'}. Specify a map with a name`;
  }
  const { name, namespace, generateName, labels, annotations } = metadata;
  if (isAbsent(name) || name === '') {
    return isAbsent(generateName) ? 'metadata.name is missing. Specify a name'
      : 'the object has metadata.generateName and no name, so each creation makes another object. Specify metadata.name';
  }
  if (typeof name !== 'string' || !isAbsent(namespace) && typeof namespace !== 'string') {
    return `metadata.${typeof name === 'string' ? 'namespace' : 'name'} must be a text. Write it in quotes`;
  }
  if ([name, namespace].some(isTemplate)) {
    return PLACEHOLDER('metadata.name or metadata.namespace');
  }
  // IsValidPathSegmentName in k8s.io/apimachinery/pkg/api/validation/path/name.go of Kubernetes 1.35.
  if ([name, namespace ?? ''].some(text => text === '.' || text === '..' || /[/%]/.test(text))) {
    return 'metadata.name or metadata.namespace is . or .., or contains a slash or a percent sign, which the API server refuses. Correct it';
  }
  const field = [labels, annotations].findIndex(isNoMapOfTexts);
  return field === -1 ? undefined : `metadata.${['labels', 'annotations'][field]} must be a map of texts. Write numbers and booleans in quotes`;
}

function problemOfContent(object: Document): string | undefined {
  if (isBuiltIn(object.apiVersion)) {
    if ('spec' in object && !isMap(object.spec) && !(object.spec === null && object.kind === 'Namespace')) {
      return `spec ${object.spec === null ? 'is empty' : 'must be a map'}. Specify its fields`;
    }
    const field = ['data', 'binaryData', 'stringData'].find(name => ['ConfigMap', 'Secret'].includes(object.kind) && isNoMapOfTexts(object[name]));
    if (field !== undefined) {
      return `${field} must be a map of texts. Write numbers and booleans in quotes`;
    }
    if (hasTemplate(object.spec)) {
      return PLACEHOLDER('spec');
    }
  }
  const ports = object.apiVersion === 'v1' && object.kind === 'Service' ? problemOfPorts(object.spec?.ports) : undefined;
  if (ports !== undefined) {
    return ports;
  }
  const key = UNWRITABLE.find(each => hasKey(object, each));
  if (key !== undefined) {
    return `a map of the object has the key ${key}, which cdk8s cannot write. Use another key, or apply the object by other means`;
  }
  return Buffer.byteLength(JSON.stringify(object)) > MAX_OBJECT
    ? 'the object has more than 3 MiB, which the API server refuses. Use smaller values' : undefined;
}

/** The ports of a Service are read for routes, monitors and workloads. */
function problemOfPorts(ports: Document): string | undefined {
  if (isAbsent(ports) || Array.isArray(ports) && ports.every(isMap)) {
    const isNamed = ports?.every(({ name }: Document) => isAbsent(name) || typeof name === 'string') ?? true;
    return isNamed ? undefined : 'the name of a port must be a text. Write it in quotes';
  }
  return 'spec.ports must be a list of maps. Specify the field port of each';
}

/** Keys that objects of JavaScript have. With them, sanitizeValue in lib/_util.js of cdk8s 2.70 fails, or loses the value. */
const UNWRITABLE = ['__proto__', 'constructor'];

const PLACEHOLDER = (field: string) => `${field} contains a placeholder, so the file is a template. Render it first, a Helm chart with \`helm template\``;

/** Custom resources can contain templates: an Argo Workflow, for example. */
function isBuiltIn(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return !group.includes('.') || /^(?:apps|batch|autoscaling|policy)$/.test(group) || group.endsWith('.k8s.io');
}

/** The API server reads null as an empty text. */
function isNoMapOfTexts(map: unknown): boolean {
  return !isAbsent(map) && !(isMap(map) && Object.values(map as object).every(text => text === null || typeof text === 'string'));
}

function hasTemplate(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).some(hasTemplate) : isTemplate(value);
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && (Object.hasOwn(value, key) || Object.values(value).some(each => hasKey(each, key)));
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
