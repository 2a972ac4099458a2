import { at, canonical, fields, list } from '../fields';
import { annotation, named, type Entry } from '../inventory';
import { podReferences } from '../pod-references';
import { podsOf } from '../pods';
import type { FindingRule, Report } from '../rule';
import { updated, type UpgradeCheck } from './upgrade';

export const configUpgradeRules = {
  notRolled: {
    id: 'config-not-rolled-out',
    severity: 'warning',
    description: 'a ConfigMap or Secret changes that running pods use in their environment, and nothing restarts the pods',
    source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
  },
} as const satisfies Record<string, FindingRule>;

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Annotations that make https://github.com/stakater/Reloader restart pods. */
const RELOADER = ['reloader.stakater.com/auto', 'reloader.stakater.com/search'];

export const checkConfigUpgrades: UpgradeCheck = (upgrade, report) => {
  const changed = new Set((['ConfigMap', 'Secret'] as const).flatMap(kind => updated(upgrade, '', kind)
    .filter(({ live, document }) => comparable(live) && comparable(document) && dataOf(live) !== dataOf(document))
    .map(({ document: { namespace, name } }) => `${kind}/${namespace}/${name}`)));
  for (const { live, document } of KINDS.flatMap(kind => updated(upgrade, 'apps', kind))) {
    if (changed.size > 0) {
      checkEnvironment(changed, live, document, report);
    }
  }
};

/** Whether the data can be compared with the data of a stored object: not if a Secret uses `stringData`. */
function comparable({ object }: Entry): boolean {
  return at(object, 'stringData') === undefined;
}

function dataOf({ object }: Entry): string {
  return canonical([fields(object, 'data'), fields(object, 'binaryData')]);
}

function checkEnvironment(changed: ReadonlySet<string>, live: Entry, document: Entry, report: Report): void {
  const pods = podsOf(document);
  if (pods === undefined || RELOADER.some(name => annotation(document, name) !== undefined)
      || canonical(at(live.object, 'spec', 'template')) !== canonical(at(document.object, 'spec', 'template'))) {
    return;
  }
  const stale = podReferences(pods.spec, pods.specField)
    .filter(({ kind, name, environment }) => environment && changed.has(`${kind}/${document.namespace}/${name}`));
  if (stale.length > 0) {
    report(configUpgradeRules.notRolled, document, stale[0].field, `The changes in ${list([...new Set(stale.map(named))])} do not reach the environment of running pods, because the pod template stays the same. Add a hash of the data to an annotation of the pod template, or to the name of the ${stale[0].kind}.`);
  }
}
