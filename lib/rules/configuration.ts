import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';

/** @internal */
export const configurationRules = {
  name: {
    id: 'map-name',
    limit: 'the name of an immutable ConfigMap or Secret must be a DNS subdomain (RFC 1123) of at most 242 lowercase letters, digits, hyphens and dots, because a hyphen and a hash of ten characters follow',
    showsValue: true,
    source: `ValidateConfigMapName and ValidateSecretName in ${VALIDATION}`,
    cases: [],
  },
  key: {
    id: 'map-key',
    limit: 'a key of a ConfigMap or Secret must have at most 253 letters, digits, hyphens, underscores and dots, must not be . or begin with .., and can be only in one of the two maps of a ConfigMap',
    showsValue: true,
    source: `ValidateConfigMap and ValidateSecret in ${VALIDATION}; IsConfigMapKey in apimachinery/pkg/util/validation/validation.go`,
    cases: [],
  },
  content: {
    id: 'map-content',
    limit: 'the values of a ConfigMap or Secret must have at most 1 MiB together, and those of binaryData of a ConfigMap and of data of a Secret must be base64',
    source: `ValidateConfigMap and ValidateSecret in ${VALIDATION}; https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object`,
    cases: [],
  },
  createdAccount: {
    id: 'service-account-created',
    limit: 'createServiceAccount and serviceAccount must not both be set, and serviceAccountMetadata requires createServiceAccount',
    showsValue: true,
    source: 'docs/configuration.md',
    cases: [],
    hazard: 'No generated object would contain one of the settings. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** The largest total size of the values: MaxSecretSize in pkg/apis/core/types.go (Kubernetes 1.37). @internal */
export const MAX_MAP_SIZE = 1024 * 1024;

/** Whether a ConfigMap or Secret can have a key: `IsConfigMapKey` in apimachinery/pkg/util/validation/validation.go (Kubernetes 1.37). @internal */
export function isMapKey(key: string): boolean {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..');
}

/** Whether a text is base64 as Go decodes it, which ignores line breaks. @internal */
export function isBase64(text: string): boolean {
  const digits = text.replace(/[\r\n]/g, '');
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
}
