import { fields, text } from './fields';
import { annotation, type Entry, type Inventory } from './inventory';

export type ConfigKind = 'ConfigMap' | 'Secret';

/** The custom resources from which a controller creates a ConfigMap or Secret, and the field that has the name of the created object. */
const CREATORS: ReadonlyMap<string, { readonly kind: ConfigKind; readonly path: readonly string[] }> = new Map([
  ['cert-manager.io/Certificate', { kind: 'Secret', path: ['spec', 'secretName'] }],
  ['bitnami.com/SealedSecret', { kind: 'Secret', path: ['spec', 'template', 'metadata', 'name'] }],
  ['external-secrets.io/ExternalSecret', { kind: 'Secret', path: ['spec', 'target', 'name'] }],
  ['secrets.hashicorp.com/VaultStaticSecret', { kind: 'Secret', path: ['spec', 'destination', 'name'] }],
  ['secrets.hashicorp.com/VaultDynamicSecret', { kind: 'Secret', path: ['spec', 'destination', 'name'] }],
  ['secrets.hashicorp.com/VaultPKISecret', { kind: 'Secret', path: ['spec', 'destination', 'name'] }],
  ['onepassword.com/OnePasswordItem', { kind: 'Secret', path: [] }],
]);

const CERTIFICATE_ANNOTATIONS = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];

/** The ConfigMaps and Secrets, including the ones that a controller will create. */
export class ConfigIndex {
  private readonly created = new Set<string>();

  constructor(private readonly objects: Inventory) {
    for (const entry of objects.entries) {
      const creator = CREATORS.get(`${entry.group}/${entry.kind}`);
      if (creator !== undefined) {
        this.created.add(`${creator.kind}/${entry.namespace}/${text(entry.object, ...creator.path) ?? entry.name}`);
      }
    }
  }

  public has(kind: ConfigKind, namespace: string, name: string): boolean {
    return this.objects.find({ group: '', kind, namespace, name }) !== undefined
      || this.created.has(`${kind}/${namespace}/${name}`)
      // pkg/controller/certificates/rootcacertpublisher creates it in every namespace.
      || (kind === 'ConfigMap' && name === 'kube-root-ca.crt');
  }

  /** The keys of a ConfigMap or Secret. Undefined if they are not known, for example because a controller fills the object. */
  public keys(kind: ConfigKind, namespace: string, name: string): ReadonlySet<string> | undefined {
    const entry = this.objects.find({ group: '', kind, namespace, name });
    if (entry === undefined || this.created.has(`${kind}/${namespace}/${name}`)
        || text(entry.object, 'type') === 'kubernetes.io/service-account-token') {
      return undefined;
    }
    const keys = new Set(['data', 'binaryData', 'stringData'].flatMap(field => Object.keys(fields(entry.object, field))));
    return keys.size === 0 ? undefined : keys;
  }
}

/** Whether an annotation makes cert-manager create the Secrets that an Ingress or Gateway names. */
export function usesCertManager(entry: Entry): boolean {
  return CERTIFICATE_ANNOTATIONS.some(name => annotation(entry, name) !== undefined);
}
