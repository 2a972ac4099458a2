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
    limit: 'a key of a ConfigMap or Secret must have at most 253 letters, digits, hyphens, underscores and dots, must not be . or begin with .., must not be constructor, which cdk8s cannot write, and can be only in one of the two maps of a ConfigMap',
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
  retained: {
    id: 'map-retain',
    limit: 'an immutable ConfigMap or Secret with retain must not have an annotation with which a tool deletes it',
    showsValue: true,
    source: 'https://argo-cd.readthedocs.io/en/release-3.6/user-guide/sync-options/; https://fluxcd.io/flux/components/kustomize/kustomizations/#prune; https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource',
    cases: [],
    hazard: 'The API server accepts the annotation. The tool deletes the object while old pods need it. This rule cannot be overridden.',
  },
  patched: {
    id: 'map-patched',
    limit: 'the contents of an immutable ConfigMap or Secret determine its name, so that a JSON patch must not change them',
    showsValue: true,
    source: `ValidateConfigMapUpdate and ValidateSecretUpdate in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server accepts the first release. Other contents would have the same name, and the API server refuses to change an immutable object. This rule cannot be overridden.',
  },
  missingKey: {
    id: 'map-missing-key',
    limit: 'pods must use only keys that the ConfigMap or Secret has, unless the reference is optional',
    showsValue: true,
    source: 'pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables) and pkg/volume/configmap/configmap.go of Kubernetes 1.37',
    cases: [],
    hazard: 'The API server accepts the objects. The containers do not start: the kubelet reports CreateContainerConfigError, or waits for the volume. To override the rule, for example because a controller adds the key, set optional: true in the reference.',
  },
  createdAccount: {
    id: 'service-account-created',
    limit: 'createServiceAccount and serviceAccount must not both be set, serviceAccountName and serviceAccountMetadata require createServiceAccount, and automountFromServiceAccount excludes automountServiceAccountToken',
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
