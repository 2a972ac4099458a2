import type { Check, CheckContext } from './check';
import { items, quote, text } from './fields';
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
    description: 'a StatefulSet names a Service that is not in the manifests, so its pods have no DNS names',
    source: STABLE_ID,
  },
  headless: {
    id: 'stateful-service-not-headless',
    severity: 'warning',
    description: 'a StatefulSet names a Service that is not headless, so its pods have no DNS names',
    source: STABLE_ID,
  },
  selects: {
    id: 'stateful-service-selects-others',
    severity: 'warning',
    description: 'a StatefulSet names a Service that does not select its pods, so its pods have no DNS names',
    source: STABLE_ID,
  },
  claimShadows: {
    id: 'claim-template-shadows-volume',
    severity: 'warning',
    description: 'a StatefulSet has a volume with the name of one of its claim templates, and the claim silently replaces the volume',
    source: 'updateStorage in pkg/controller/statefulset/stateful_set_utils.go',
  },
  claimTwice: {
    id: 'claim-template-twice',
    severity: 'error',
    description: 'a StatefulSet has two claim templates with the same name, and only the last one has an effect',
    source: 'getPersistentVolumeClaims in pkg/controller/statefulset/stateful_set_utils.go',
  },
} as const satisfies Record<string, FindingRule>;

export const checkStatefulSets: Check = (context, report) => {
  for (const set of context.objects.checkedOfKind('apps', 'StatefulSet')) {
    checkService(context, set, report);
    checkClaims(set, report);
  }
};

function checkService({ objects }: CheckContext, set: Entry, report: Report): void {
  const name = text(specOf(set), 'serviceName');
  if (name === undefined) {
    return;
  }
  const field = 'spec.serviceName';
  const wanted = { group: '', kind: 'Service', namespace: set.namespace, name };
  const service = objects.find(wanted);
  if (objects.isMissing(wanted)) {
    report(statefulSetRules.service, set, field, `The manifests contain no Service ${quote(name)} in namespace ${quote(set.namespace)}. Without it, ${quote(`${set.name}-0.${name}`)} has no address in DNS. Add a headless Service with this name.`);
    return;
  }
  if (service === undefined) {
    return;
  }
  const requirements = requirementsOfMap(specOf(service).selector);
  const pods = podsOf(set);
  if (!isHeadless(service)) {
    report(statefulSetRules.headless, set, field, `The Service ${quote(name)} is not headless, so ${quote(`${set.name}-0.${name}`)} has no address in DNS. Add a Service with \`clusterIP: None\`, and use its name here.`);
  } else if (requirements.length > 0 && pods !== undefined && !selects(requirements, pods.labels)) {
    report(statefulSetRules.selects, set, field, `The Service ${quote(name)} selects pods with the labels ${describeSelector(requirements)}, which the pods of the StatefulSet do not have, so ${quote(`${set.name}-0.${name}`)} has no address in DNS. Use the name of the headless Service that selects these pods.`);
  }
}

function checkClaims(set: Entry, report: Report): void {
  // A volume that names the claim itself is harmless: it states what the claim template does anyway.
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
      report(statefulSetRules.claimShadows, set, field, `The pods also have a volume ${quote(name)}, which the claim silently replaces. Rename the volume or the claim template.`);
    }
    if (seen.has(name)) {
      report(statefulSetRules.claimTwice, set, field, `Another claim template also has the name ${quote(name)}, and it has no effect. Rename one of the two.`);
    }
    seen.add(name);
  });
}
