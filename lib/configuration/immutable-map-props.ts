import type { MetadataOptions } from '../manifest/metadata-options';

/**
 * An immutable ConfigMap or Secret, except for its contents.
 */
export interface ImmutableMapProps {
  /**
   * The beginning of the name. A hyphen and ten characters, which depend on the contents, follow.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels and annotations.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: MetadataOptions;

  /**
   * Whether Argo CD, Flux and Helm keep the object when a later release does not have it. Delete objects that no pod uses anymore yourself. `kubectl apply`
   * without `--prune` keeps all objects.
   *
   * @default false
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/configuration.md#old-maps
   */
  readonly retain?: boolean;
}

/**
 * An immutable ConfigMap.
 */
export interface ImmutableConfigMapProps extends ImmutableMapProps {
  /**
   * Texts by key.
   *
   * @default - none
   */
  readonly data?: { [key: string]: string };

  /**
   * Bytes by key, in base64.
   *
   * @default - none
   */
  readonly binaryData?: { [key: string]: string };
}

/**
 * An immutable Secret of the type `Opaque`.
 */
export interface ImmutableSecretProps extends ImmutableMapProps {
  /**
   * Texts by key. They take precedence over `data`.
   *
   * @default - none
   */
  readonly stringData?: { [key: string]: string };

  /**
   * Bytes by key, in base64.
   *
   * @default - none
   */
  readonly data?: { [key: string]: string };
}
