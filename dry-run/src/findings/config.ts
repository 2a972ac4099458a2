import { fields, text } from './fields';
import { annotation, type Entry, type Inventory } from './inventory';

export type ConfigKind = 'ConfigMap' | 'Secret';

/** The custom resources of which a controller makes a ConfigMap or Secret, and where its name stands. */
const MAKERS: ReadonlyMap<string, { readonly kind: ConfigKind; readonly path: readonly string[] }> = new Map([
  ['cert-manager.io/Certificate', { kind: 'Secret', path: ['spec', 'secretName'] }],
  ['bitnami.com/SealedSecret', { kind: 'Secret', path: ['spec', 'template', 'metadata', 'name'] }],
  ['external-secrets.io/ExternalSecret', { kind: 'Secret', path: ['spec', 'target', 'name'] }],
  ['secrets.hashicorp.com/VaultStaticSecret', { kind: 'Secret', path: ['spec', 'destination', 'name'] }],
  ['secrets.hashicorp.com/VaultDynamicSecret', { kind: 'Secret', path: ['spec', 'destination', 'name'] }],
  ['secrets.hashicorp.com/VaultPKISecret', { kind: 'Secret', path: ['spec', 'destination', 'name'] }],
  ['onepassword.com/OnePasswordItem', { kind: 'Secret', path: [] }],
]);

const CERTIFICATE_ANNOTATIONS = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];

/** ConfigMaps and Secrets, those included that a controller will make. */
export class ConfigIndex {
  private readonly made = new Set<string>();

  constructor(private readonly objects: Inventory) {
    for (const entry of objects.entries) {
      const maker = MAKERS.get(`${entry.group}/${entry.kind}`);
      if (maker !== undefined) {
        this.made.add(`${maker.kind}/${entry.namespace}/${text(entry.object, ...maker.path) ?? entry.name}`);
      }
    }
  }

  public has(kind: ConfigKind, namespace: string, name: string): boolean {
    return this.objects.find({ group: '', kind, namespace, name }) !== undefined
      || this.made.has(`${kind}/${namespace}/${name}`)
      // Published into every namespace by pkg/controller/certificates/rootcacertpublisher
      || (kind === 'ConfigMap' && name === 'kube-root-ca.crt');
  }

  /** The keys that stand in a ConfigMap or Secret; undefined where they are not known, as when something else fills it. */
  public keys(kind: ConfigKind, namespace: string, name: string): ReadonlySet<string> | undefined {
    const entry = this.objects.find({ group: '', kind, namespace, name });
    if (entry === undefined || this.made.has(`${kind}/${namespace}/${name}`)
        || text(entry.object, 'type') === 'kubernetes.io/service-account-token') {
      return undefined;
    }
    const keys = new Set(['data', 'binaryData', 'stringData'].flatMap(field => Object.keys(fields(entry.object, field))));
    return keys.size === 0 ? undefined : keys;
  }
}

/** Whether an annotation asks cert-manager to make the Secrets that an Ingress or Gateway names. */
export function makesCertificates(entry: Entry): boolean {
  return CERTIFICATE_ANNOTATIONS.some(name => annotation(entry, name) !== undefined);
}
