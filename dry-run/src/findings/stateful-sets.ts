import { items, quote, text } from './fields';
import type { Check, Given } from './given';
import { specOf, type Entry } from './inventory';
import { podsOf } from './pods';
import type { FindingRule, Report } from './rule';
import { describeSelector, requirementsOfMap, selects } from './selectors';
import { isHeadless } from './service-ports';

const STABLE_ID = 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id';

export const statefulSetRules = {
  service: {
    id: 'stateful-service-missing',
    severity: 'warning',
    says: 'a StatefulSet names a Service that is not given, so that its pods have no names in DNS',
    source: STABLE_ID,
  },
  headless: {
    id: 'stateful-service-not-headless',
    severity: 'warning',
    says: 'a StatefulSet names a Service that is not headless, so that its pods have no names in DNS',
    source: STABLE_ID,
  },
  selects: {
    id: 'stateful-service-selects-others',
    severity: 'warning',
    says: 'a StatefulSet names a Service that does not select its pods, so that they have no names in DNS',
    source: STABLE_ID,
  },
  claimShadows: {
    id: 'claim-template-shadows-volume',
    severity: 'error',
    says: 'a StatefulSet has a volume by the name of one of its claim templates, whose claim silently takes the place of the volume',
    source: 'updateStorage in pkg/controller/statefulset/stateful_set_utils.go',
  },
  claimTwice: {
    id: 'claim-template-twice',
    severity: 'error',
    says: 'a StatefulSet has two claim templates of one name, of which only the last has an effect',
    source: 'getPersistentVolumeClaims in pkg/controller/statefulset/stateful_set_utils.go',
  },
} as const satisfies Record<string, FindingRule>;

export const checkStatefulSets: Check = (given, report) => {
  for (const set of given.objects.judgedOfKind('apps', 'StatefulSet')) {
    checkService(given, set, report);
    checkClaims(set, report);
  }
};

function checkService({ objects }: Given, set: Entry, report: Report): void {
  const name = text(specOf(set), 'serviceName');
  if (name === undefined) {
    return;
  }
  const field = 'spec.serviceName';
  const service = objects.find({ group: '', kind: 'Service', namespace: set.namespace, name });
  if (service === undefined) {
    report(statefulSetRules.service, set, field, `No Service ${quote(name)} in namespace ${quote(set.namespace)} is given, and without it ${quote(`${set.name}-0.${name}`)} has no address in DNS. Give a headless Service of this name.`);
    return;
  }
  const requirements = requirementsOfMap(specOf(service).selector);
  const pods = podsOf(set);
  if (!isHeadless(service)) {
    report(statefulSetRules.headless, set, field, `The Service ${quote(name)} is not headless, so that ${quote(`${set.name}-0.${name}`)} has no address in DNS. Name a Service with \`clusterIP: None\`, beside the one that has an address.`);
  } else if (requirements.length > 0 && pods !== undefined && !selects(requirements, pods.labels)) {
    report(statefulSetRules.selects, set, field, `The Service ${quote(name)} selects pods with the labels ${describeSelector(requirements)}, which these do not have, so that ${quote(`${set.name}-0.${name}`)} has no address in DNS. Name the headless Service that selects them.`);
  }
}

function checkClaims(set: Entry, report: Report): void {
  // A volume that is the claim by name is an old way to write what the template does anyway
  const volumes = new Set(items(specOf(set), 'template', 'spec', 'volumes')
    .filter(volume => text(volume, 'persistentVolumeClaim', 'claimName') !== volume.name)
    .map(volume => text(volume, 'name')));
  const seen = new Set<string>();
  items(specOf(set), 'volumeClaimTemplates').forEach((template, index) => {
    const name = text(template, 'metadata', 'name');
    if (name === undefined) {
      return;
    }
    const field = `spec.volumeClaimTemplates[${index}].metadata.name`;
    if (volumes.has(name)) {
      report(statefulSetRules.claimShadows, set, field, `The pods have a volume ${quote(name)} as well, which the claim silently replaces. Give one of them another name.`);
    }
    if (seen.has(name)) {
      report(statefulSetRules.claimTwice, set, field, `Another claim template is named ${quote(name)} too, and has no effect. Give one of them another name.`);
    }
    seen.add(name);
  });
}
