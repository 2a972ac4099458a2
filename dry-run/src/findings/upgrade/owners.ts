import { at, text } from '../fields';
import type { Entry } from '../inventory';
import { updated, type Upgrade } from './upgrade';

/** The labels and annotations with which tools mark the objects that they manage, with the part of the value that identifies the owner. */
const MARKS: readonly { readonly part: 'labels' | 'annotations'; readonly names: readonly string[]; readonly owner?: (value: string) => string }[] = [
  { part: 'annotations', names: ['meta.helm.sh/release-namespace', 'meta.helm.sh/release-name'] },
  // <application>:<group>/<kind>:<namespace>/<name>: https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
  { part: 'annotations', names: ['argocd.argoproj.io/tracking-id'], owner: value => value.split(':')[0] },
  { part: 'labels', names: ['argocd.argoproj.io/instance'] },
  { part: 'labels', names: ['kustomize.toolkit.fluxcd.io/namespace', 'kustomize.toolkit.fluxcd.io/name'] },
  { part: 'labels', names: ['helm.toolkit.fluxcd.io/namespace', 'helm.toolkit.fluxcd.io/name'] },
  { part: 'annotations', names: ['config.k8s.io/owning-inventory'] },
  { part: 'labels', names: ['kapp.k14s.io/app'] },
  { part: 'labels', names: ['objectset.rio.cattle.io/hash'] },
  { part: 'labels', names: ['olm.owner.namespace', 'olm.owner'] },
  { part: 'labels', names: ['addonmanager.kubernetes.io/mode'] },
];

/** A label that people write as well. Argo CD uses it by default before 3.0, so it separates applications only if the documents have it. */
const INSTANCE = 'app.kubernetes.io/instance';

/** The owners of an object, as the tools that manage it have marked it. */
function ownersOf({ object }: Entry): readonly string[] {
  return MARKS.flatMap(({ part, names, owner = (value: string) => value }) => {
    const values = names.flatMap(name => text(at(object, 'metadata', part), name) ?? []);
    return values.length === names.length ? [`${names[0]} ${values.map(owner).join('/')}`] : [];
  });
}

/** The owners of the documents, by which objects of others are recognized. */
export class DocumentOwners {
  private readonly owners: ReadonlySet<string>;
  private readonly instances: ReadonlySet<string>;

  constructor(upgrade: Upgrade) {
    const kinds = new Set(upgrade.after.checked.map(({ group, kind }) => `${group}/${kind}`));
    const live = [...kinds].flatMap(kind => {
      const separator = kind.indexOf('/');
      return updated(upgrade, kind.slice(0, separator), kind.slice(separator + 1)).map(update => update.live);
    });
    const own = [...upgrade.after.checked, ...live];
    this.owners = new Set(own.flatMap(ownersOf));
    this.instances = new Set(own.flatMap(instanceOf));
  }

  /** Whether an object belongs to the owner of the documents. Undefined if nothing marks it. */
  public own(entry: Entry): boolean | undefined {
    const owners = ownersOf(entry);
    if (owners.length > 0) {
      return owners.some(owner => this.owners.has(owner));
    }
    const [instance] = instanceOf(entry);
    return instance === undefined || this.instances.size === 0 ? undefined : this.instances.has(instance);
  }
}

function instanceOf({ object }: Entry): readonly string[] {
  const value = text(object, 'metadata', 'labels', INSTANCE);
  return value === undefined ? [] : [value];
}
