import type { Duration } from 'cdk8s';
import type { VolumeItem } from './volume-options';

/**
 * Options of a ConfigMap or Secret in a projected volume.
 */
export interface ProjectedKeysOptions {
  /**
   * The keys that become files.
   *
   * @default - all keys
   */
  readonly items?: VolumeItem[];

  /**
   * Whether the object, or one of the `items`, can be missing. If it is required and missing, the pod does not start.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * A token of the pod's service account for one audience. The kubelet renews it before it expires.
 */
export interface ServiceAccountTokenOptions {
  /** Relative path of the file in the volume. */
  readonly path: string;

  /**
   * The recipient of the token, which must find its own identifier in it.
   *
   * @default - the API server of the cluster
   */
  readonly audience?: string;

  /**
   * Time until the token expires. Whole seconds, at least 10 minutes.
   *
   * @default - 1 hour, the Kubernetes default
   */
  readonly expiration?: Duration;
}

/**
 * Options of certificates that the cluster trusts.
 */
export interface TrustBundleOptions {
  /**
   * Whether the certificates can be missing. The file is then empty. If they are required and missing, the pod does not start.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * Options of the certificates that the cluster trusts for a signer.
 */
export interface SignerTrustBundlesOptions extends TrustBundleOptions {
  /**
   * Labels of the ClusterTrustBundles.
   *
   * @default - all ClusterTrustBundles of the signer
   */
  readonly labels?: { [key: string]: string };
}

/**
 * The type of the private key of a certificate.
 */
export enum CertificateKeyType {
  /** RSA with 3072 bits. */
  RSA_3072 = 'RSA3072',

  /** RSA with 4096 bits. */
  RSA_4096 = 'RSA4096',

  /** ECDSA with the curve P-256. */
  ECDSA_P256 = 'ECDSAP256',

  /** ECDSA with the curve P-384. */
  ECDSA_P384 = 'ECDSAP384',

  /** ECDSA with the curve P-521. */
  ECDSA_P521 = 'ECDSAP521',

  /** Ed25519. */
  ED25519 = 'ED25519',
}

/**
 * A private key of the pod with its certificate. The kubelet creates the key, requests the certificate and renews it. At least one path is required.
 */
export interface PodCertificateOptions {
  /** Name of the signer, such as `example.com/pods`. */
  readonly signerName: string;

  /** Type of the private key. */
  readonly keyType: CertificateKeyType;

  /**
   * Relative path of a file with the private key and the certificates. The kubelet replaces it as a whole, so that the key always belongs to the
   * certificate.
   *
   * @default - no such file
   */
  readonly credentialBundlePath?: string;

  /**
   * Relative path of a file with the private key only.
   *
   * @default - no such file
   */
  readonly keyPath?: string;

  /**
   * Relative path of a file with the certificates only.
   *
   * @default - no such file
   */
  readonly certificateChainPath?: string;

  /**
   * The longest time for which the certificate can be valid. Whole seconds from 1 hour to 91 days; at most 24 hours for signers of Kubernetes.
   *
   * @default - 24 hours, the Kubernetes default
   */
  readonly maxExpiration?: Duration;
}
