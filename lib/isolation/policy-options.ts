import type { MetadataOptions } from '../manifest/metadata-options';

/** The options of a declaration that concern the network policy of its pods. @internal */
export interface PolicyOptions {
  readonly isolate?: boolean;
  readonly networkPolicyName?: string;
  readonly networkPolicyMetadata?: MetadataOptions;
}
