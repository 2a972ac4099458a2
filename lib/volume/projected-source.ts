import type { DownwardApiFile } from './downward-api-file';
import { toItems } from './items';
import type {
  PodCertificateOptions, ProjectedKeysOptions, ServiceAccountTokenOptions, SignerTrustBundlesOptions, TrustBundleOptions,
} from './projected-options';
import type { Json } from '../manifest/manifest';
import { receive } from '../options/receive';
import { secondsOf } from '../values/durations';
import { mark } from '../values/mark';

/**
 * A source of files for `VolumeSource.projected`, which combines several sources in one directory.
 *
 * @example
 * const credentials = VolumeSource.projected([
 *   ProjectedSource.secret('vault-login', { items: [{ key: 'role' }] }),
 *   ProjectedSource.serviceAccountToken({ path: 'token', audience: 'vault', expiration: Duration.hours(1) }),
 * ]);
 * new ExposedWorkload(this, 'web', {
 *   image: 'registry.example.com/web:1.4.2',
 *   ports: [Port.http(8080)],
 *   mounts: [{ path: '/var/run/vault', source: credentials, readOnly: true }],
 * });
 *
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export class ProjectedSource {
  /**
   * Keys of a ConfigMap.
   *
   * @param name name of the ConfigMap, in the namespace of the pod
   * @param options the keys, and whether they are optional
   */
  public static configMap(name: string, options: ProjectedKeysOptions = {}): ProjectedSource {
    const { values: [configMap, set], wrong } = receive('ProjectedSource.configMap', name, options);
    return new ProjectedSource({ configMap: keysOf(configMap, set) }, wrong);
  }

  /**
   * Keys of a Secret.
   *
   * @param name name of the Secret, in the namespace of the pod
   * @param options the keys, and whether they are optional
   */
  public static secret(name: string, options: ProjectedKeysOptions = {}): ProjectedSource {
    const { values: [secret, set], wrong } = receive('ProjectedSource.secret', name, options);
    return new ProjectedSource({ secret: keysOf(secret, set) }, wrong);
  }

  /**
   * Fields of the pod and resources of its containers.
   *
   * @param files the files
   */
  public static downwardApi(files: DownwardApiFile[]): ProjectedSource {
    const { values: [listed], wrong } = receive('ProjectedSource.downwardApi', files);
    return new ProjectedSource({ downwardAPI: { items: listed?.map(file => file?._item) ?? [] } }, wrong);
  }

  /**
   * A token of the pod's service account for one audience.
   *
   * @param options path of the file, audience and expiration
   * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
   */
  public static serviceAccountToken(options: ServiceAccountTokenOptions): ProjectedSource {
    const { values: [{ path, audience, expiration } = {} as Partial<ServiceAccountTokenOptions>], wrong } = receive('ProjectedSource.serviceAccountToken', options);
    return new ProjectedSource({ serviceAccountToken: { path, audience, expirationSeconds: expiration && secondsOf(expiration) } }, wrong);
  }

  /**
   * The certificates of a ClusterTrustBundle. Kubernetes 1.37 or newer.
   *
   * @param name name of the ClusterTrustBundle
   * @param filePath relative path of the file in the volume
   * @param options whether the certificates are optional
   * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/#clustertrustbundle
   */
  public static clusterTrustBundle(name: string, filePath: string, options: TrustBundleOptions = {}): ProjectedSource {
    const { values: [bundle, file, set], wrong } = receive('ProjectedSource.clusterTrustBundle', name, filePath, options);
    return new ProjectedSource({ clusterTrustBundle: { name: bundle, path: file, optional: set?.optional } }, wrong);
  }

  /**
   * The certificates of all ClusterTrustBundles of a signer. Kubernetes 1.37 or newer.
   *
   * @param signerName name of the signer, such as `example.com/pods`
   * @param filePath relative path of the file in the volume
   * @param options labels of the ClusterTrustBundles, and whether the certificates are optional
   * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/#clustertrustbundle
   */
  public static clusterTrustBundlesOfSigner(signerName: string, filePath: string, options: SignerTrustBundlesOptions = {}): ProjectedSource {
    const { values: [signer, file, set], wrong } = receive('ProjectedSource.clusterTrustBundlesOfSigner', signerName, filePath, options);
    // Without a selector, the API selects no bundle
    const labelSelector = set?.labels ? { matchLabels: set.labels } : {};
    return new ProjectedSource({ clusterTrustBundle: { signerName: signer, labelSelector, path: file, optional: set?.optional } }, wrong);
  }

  /**
   * A private key of the pod with its certificate. Kubernetes 1.37 or newer.
   *
   * @param options signer, type of the key and paths of the files
   * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/#podcertificate
   */
  public static podCertificate(options: PodCertificateOptions): ProjectedSource {
    const { values: [{ maxExpiration, ...set } = {} as Partial<PodCertificateOptions>], wrong } = receive('ProjectedSource.podCertificate', options);
    return new ProjectedSource({ podCertificate: { ...set, maxExpirationSeconds: maxExpiration && secondsOf(maxExpiration) } }, wrong);
  }

  private constructor(
    /** The source in the form of the API. @internal */ public readonly _source: Json,
    wrong: readonly unknown[],
  ) {
    mark(this, 'ProjectedSource', wrong);
  }
}

function keysOf(name: string, { items, optional }: ProjectedKeysOptions = {}): Json {
  return { name, items: toItems(items), optional };
}
