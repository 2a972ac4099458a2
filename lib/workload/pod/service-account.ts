import { Lazy } from 'cdk8s';
import { ServiceAccount, type IServiceAccount } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Manifest } from '../../manifest/manifest';
import type { MetadataOptions } from '../../manifest/metadata-options';

/**
 * Creates the service account of a workload. Pods that use the account without being declared here do not get its token by default.
 *
 * @internal
 */
export function createServiceAccount(declaration: Construct, name: string, metadata: MetadataOptions | undefined): IServiceAccount {
  return new OwnAccount(declaration, 'ServiceAccount', { ...metadata, name });
}

/** A service account of cdk8s-plus whose manifest this library generates, so that its strings are checked. */
class OwnAccount extends ServiceAccount {
  declare protected readonly apiObject: Manifest;

  constructor(scope: Construct, id: string, metadata: MetadataOptions & { readonly name: string }) {
    super(scope, id, { metadata });
    this.node.tryRemoveChild('Resource');
    this.apiObject = new Manifest(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      automountServiceAccountToken: false,
      secrets: Lazy.any({ produce: () => this.secrets.length > 0 ? this.secrets.map(secret => ({ name: secret.name })) : undefined }),
    });
  }
}
