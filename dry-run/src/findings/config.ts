import { fields, text } from './fields';
import { annotation, isIn, type Entry, type Inventory } from './inventory';

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

/**
 * Names such as `config.openshift.io/inject-trusted-cabundle`, `replicator.v1.mittwald.de/replicate-from` and
 * `reflector.v1.k8s.emberstack.com/reflects`.
 */
const FILLED = /inject|replicate-from|reflects/;

const CERTIFICATE_ANNOTATIONS = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];

/** The ConfigMaps and Secrets, including the ones that a controller will create. */
export class ConfigIndex {
  /** The custom resources from which the objects of a kind and name will be created. */
  private readonly creators = new Map<string, Entry[]>();

  constructor(private readonly objects: Inventory) {
    for (const entry of [...objects.entries, ...objects.context]) {
      const creator = CREATORS.get(`${entry.group}/${entry.kind}`);
      if (creator !== undefined) {
        const created = `${creator.kind}/${text(entry.object, ...creator.path) ?? entry.name}`;
        this.creators.set(created, [...this.creators.get(created) ?? [], entry]);
      }
    }
  }

  public has(kind: ConfigKind, namespace: string, name: string): boolean {
    return !this.objects.isMissing({ group: '', kind, namespace, name })
      || this.isCreated(kind, namespace, name)
      // pkg/controller/certificates/rootcacertpublisher creates it in every namespace.
      || (kind === 'ConfigMap' && name === 'kube-root-ca.crt');
  }

  /** The keys of a ConfigMap or Secret. Undefined if they are not known, for example because a controller fills the object. */
  public keys(kind: ConfigKind, namespace: string, name: string): ReadonlySet<string> | undefined {
    const entry = this.objects.find({ group: '', kind, namespace, name });
    if (entry === undefined || this.isCreated(kind, namespace, name) || isFilled(entry)
        || text(entry.object, 'type') === 'kubernetes.io/service-account-token') {
      return undefined;
    }
    const keys = new Set(['data', 'binaryData', 'stringData'].flatMap(field => Object.keys(fields(entry.object, field))));
    return keys.size === 0 ? undefined : keys;
  }

  private isCreated(kind: ConfigKind, namespace: string, name: string): boolean {
    return (this.creators.get(`${kind}/${name}`) ?? []).some(entry => isIn(entry, namespace));
  }
}

/** Whether a label or annotation makes another program fill a ConfigMap or Secret, for example with a bundle of certificates. */
function isFilled({ object }: Entry): boolean {
  return ['labels', 'annotations'].some(part => Object.keys(fields(object, 'metadata', part)).some(name => FILLED.test(name)));
}

/** Whether an annotation makes cert-manager create the Secrets that an Ingress or Gateway names. */
export function usesCertManager(entry: Entry): boolean {
  return CERTIFICATE_ANNOTATIONS.some(name => annotation(entry, name) !== undefined);
}
