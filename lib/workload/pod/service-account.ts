import { Lazy } from 'cdk8s';
import { ServiceAccount, type IServiceAccount } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Manifest } from '../../manifest/manifest';
import type { MetadataOptions } from '../../manifest/metadata-options';

/** What a workload determines of the service account that is created for it. */
export interface AccountProps {
  readonly name: string;
  readonly metadata?: MetadataOptions;
  /**
   * Whether pods get the token by default; undefined for the default of Kubernetes. If the pods of the workload state it themselves, other pods with the
   * account do not get it.
   */
  readonly automountServiceAccountToken: false | undefined;
}

/**
 * Creates the service account of a workload.
 *
 * @internal
 */
export function createServiceAccount(declaration: Construct, props: AccountProps): IServiceAccount {
  return new OwnAccount(declaration, 'ServiceAccount', props);
}

/** A service account of cdk8s-plus whose manifest this library generates, so that its strings are checked. */
class OwnAccount extends ServiceAccount {
  declare protected readonly apiObject: Manifest;

  constructor(scope: Construct, id: string, { name, metadata: declared, automountServiceAccountToken }: AccountProps) {
    const metadata = { ...declared, name };
    super(scope, id, { metadata });
    this.node.tryRemoveChild('Resource');
    this.apiObject = new Manifest(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      automountServiceAccountToken,
      secrets: Lazy.any({ produce: () => this.secrets.length > 0 ? this.secrets.map(secret => ({ name: secret.name })) : undefined }),
    });
  }
}
