import { checkContents, checkFilePaths, checkKeys } from './check-files';
import { pathsOfFiles, pathsOfItems, type FilePath } from './file-paths';
import type { Json } from '../manifest/manifest';
import { checkLabelMap } from '../rules/metadata';
import { isDnsLabel, isDnsSubdomain } from '../rules/names';
import type { Problems } from '../rules/rule';
import { checkServed, type KubernetesVersion } from '../rules/versions';
import { volumeRules } from '../rules/volumes';

/**
 * The first version in which the gates ClusterTrustBundleProjection and PodCertificateRequest are on by default: pkg/features/kube_features.go of
 * Kubernetes 1.37.
 */
const CERTIFICATES = '1.37';

/** Seconds for which a token can be valid: validateProjectionSources in core/validation/validation.go of Kubernetes 1.37. */
const TOKEN_SECONDS = { min: 600, max: 2 ** 32 };

/** Seconds for which a certificate can be valid: MaxMaxExpirationSeconds in pkg/apis/certificates/types.go of Kubernetes 1.37. */
const CERTIFICATE_SECONDS = { min: 3600, max: 91 * 24 * 60 * 60, ofKubernetes: 24 * 60 * 60 };

const MAX_SIGNER_NAME = 571;
const CERTIFICATE_PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

/** Reports problems with the sources of a projected volume, and files of different sources that cannot both exist. @internal */
export function checkProjected(problems: Problems, field: string, sources: readonly Json[], version: KubernetesVersion): void {
  if (sources.length === 0) {
    problems.report(volumeRules.source, field, sources, "Add a source such as ProjectedSource.configMap('settings').");
  }
  sources.forEach((source, index) => checkProjectedSource(problems, `${field}[${index}]`, source, version));
  checkFilePaths(problems, sources.flatMap((source, index) => pathsOf(`${field}[${index}]`, source)));
}

function checkProjectedSource(problems: Problems, field: string, source: Json, version: KubernetesVersion): void {
  const { downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source;
  const keyed = source.configMap ?? source.secret;
  if (keyed && !isDnsSubdomain(keyed.name)) {
    problems.report(volumeRules.source, `${field}.name`, keyed.name, "Use the name of an object, such as 'settings'.");
  }
  checkKeys(problems, keyed?.items ?? [], index => `${field}.items[${index}]`);
  if (downwardAPI) {
    checkContents(problems, `${field}.files`, downwardAPI.items);
  }
  if (serviceAccountToken?.expirationSeconds !== undefined) {
    checkSeconds(problems, `${field}.expiration`, serviceAccountToken.expirationSeconds, TOKEN_SECONDS, 'Duration.hours(1)');
  }
  if (clusterTrustBundle) {
    checkServed(problems, field, clusterTrustBundle.name ?? clusterTrustBundle.signerName, CERTIFICATES, version);
    checkTrustBundle(problems, field, clusterTrustBundle);
  }
  if (podCertificate) {
    checkServed(problems, field, podCertificate.signerName, CERTIFICATES, version);
    checkCertificate(problems, field, podCertificate);
  }
}

function checkTrustBundle(problems: Problems, field: string, { name, signerName, labelSelector }: Json): void {
  if (name !== undefined && !isBundleName(name)) {
    problems.report(volumeRules.certificate, `${field}.name`, name, "Use a name such as 'example-ca' or 'example.com:pods:ca'.");
  }
  if (signerName !== undefined) {
    checkSigner(problems, field, signerName);
    checkLabelMap(problems, `${field}.labels`, labelSelector.matchLabels);
  }
}

/** The name of a bundle of a signer begins with the name of the signer, with colons: ValidateClusterTrustBundleName in core/validation/names.go. */
function isBundleName(name: string): boolean {
  return isDnsSubdomain(name.slice(name.lastIndexOf(':') + 1));
}

function checkCertificate(problems: Problems, field: string, certificate: Json): void {
  const { signerName, maxExpirationSeconds: seconds } = certificate;
  checkSigner(problems, field, signerName);
  if (seconds !== undefined) {
    const isOfKubernetes = /^([^/]*\.)?kubernetes\.io(\/|$)/.test(signerName);
    const max = isOfKubernetes ? CERTIFICATE_SECONDS.ofKubernetes : CERTIFICATE_SECONDS.max;
    checkSeconds(problems, `${field}.maxExpiration`, seconds, { min: CERTIFICATE_SECONDS.min, max }, 'Duration.hours(24)');
  }
  if (CERTIFICATE_PATHS.every(name => certificate[name] === undefined)) {
    problems.report(volumeRules.certificate, `${field}.credentialBundlePath`, undefined, "Set it to a path such as 'tls.pem'.");
  }
}

/** `ValidateSignerName` in core/validation/names.go. */
function checkSigner(problems: Problems, field: string, name: string): void {
  const [domain, path, ...rest] = name.split('/');
  const isDomain = domain.length <= 253 && domain.split('.').length > 1 && domain.split('.').every(isDnsLabel);
  if (!isDomain || path === undefined || rest.length > 0 || !path.split('.').every(isDnsSubdomain) || name.length > MAX_SIGNER_NAME) {
    problems.report(volumeRules.certificate, `${field}.signerName`, name, "Use a name such as 'example.com/pods'.");
  }
}

function checkSeconds(
  problems: Problems, field: string, seconds: number, { min, max }: { readonly min: number; readonly max: number }, example: string,
): void {
  if (!(Number.isInteger(seconds) && seconds >= min && seconds <= max)) {
    problems.report(volumeRules.expiration, field, seconds, `Use a whole number of seconds from ${min} to ${max}, such as ${example}.`);
  }
}

/** The paths of all files of a source. Without items, the keys of a ConfigMap or Secret are not known. */
function pathsOf(field: string, source: Json): FilePath[] {
  const { downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate = {} } = source;
  return [
    ...pathsOfItems((source.configMap ?? source.secret)?.items ?? [], index => `${field}.items[${index}]`),
    ...pathsOfFiles(`${field}.files`, downwardAPI?.items ?? []),
    ...serviceAccountToken ? [{ field: `${field}.path`, path: serviceAccountToken.path }] : [],
    ...clusterTrustBundle ? [{ field: `${field}.filePath`, path: clusterTrustBundle.path }] : [],
    ...CERTIFICATE_PATHS.filter(name => podCertificate[name] !== undefined).map(name => ({ field: `${field}.${name}`, path: podCertificate[name] })),
  ];
}
