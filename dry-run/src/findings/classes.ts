import type { Check, CheckContext } from './check';
import { at, items, list, quote, text } from './fields';
import { specOf, type Entry } from './inventory';
import { GATEWAY_API } from './reference-grants';
import type { FindingRule, Report } from './rule';

export const classRules = {
  ingress: {
    id: 'ingress-class-missing',
    severity: 'warning',
    description: 'an Ingress names an IngressClass that is not among the IngressClasses in the manifests',
    source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class',
  },
  gateway: {
    id: 'gateway-class-missing',
    severity: 'warning',
    description: 'a Gateway names a GatewayClass that is not among the GatewayClasses in the manifests',
    source: 'https://gateway-api.sigs.k8s.io/api-types/gatewayclass/',
  },
  storage: {
    id: 'storage-class-missing',
    severity: 'warning',
    description: 'a claim names a class that no StorageClass and no PersistentVolume in the manifests has',
    source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
  },
} as const satisfies Record<string, FindingRule>;

/** A cluster usually has its classes already. A missing class is reported only if the manifests contain other classes of its kind. */
export const checkClasses: Check = (context, report) => {
  const { objects } = context;
  const ingressClasses = namesOf(context, 'networking.k8s.io', 'IngressClass');
  for (const ingress of objects.checkedOfKind('networking.k8s.io', 'Ingress')) {
    checkClass(ingressClasses, classRules.ingress, ingress, text(specOf(ingress), 'ingressClassName'), 'spec.ingressClassName', report);
  }
  const gatewayClasses = namesOf(context, GATEWAY_API, 'GatewayClass');
  for (const gateway of objects.checkedOfKind(GATEWAY_API, 'Gateway')) {
    checkClass(gatewayClasses, classRules.gateway, gateway, text(specOf(gateway), 'gatewayClassName'), 'spec.gatewayClassName', report);
  }
  checkStorage(context, report);
};

function namesOf({ objects }: CheckContext, group: string, kind: string): ReadonlySet<string> {
  return new Set(objects.everyOfKind(group, kind).map(({ name }) => name));
}

function checkStorage(context: CheckContext, report: Report): void {
  const { objects } = context;
  const storageClasses = namesOf(context, 'storage.k8s.io', 'StorageClass');
  if (storageClasses.size === 0) {
    return;
  }
  // A claim and a volume that name the same class are bound to each other without a StorageClass.
  const classes = new Set([...storageClasses, ...objects.everyOfKind('', 'PersistentVolume').map(volume => text(specOf(volume), 'storageClassName') ?? '')]);
  const check = (entry: Entry, claim: unknown, field: string) => {
    checkClass(classes, classRules.storage, entry, text(claim, 'spec', 'storageClassName'), `${field}spec.storageClassName`, report);
  };
  for (const claim of objects.checkedOfKind('', 'PersistentVolumeClaim')) {
    check(claim, claim.object, '');
  }
  for (const set of objects.checkedOfKind('apps', 'StatefulSet')) {
    items(specOf(set), 'volumeClaimTemplates').forEach((template, index) => check(set, template, `spec.volumeClaimTemplates[${index}].`));
  }
  for (const { entry, spec, specField } of context.pods.all.filter(pods => pods.entry.checked)) {
    items(spec, 'volumes').forEach((volume, index) => {
      check(entry, at(volume, 'ephemeral', 'volumeClaimTemplate'), `${specField}.volumes[${index}].ephemeral.volumeClaimTemplate.`);
    });
  }
}

function checkClass(
  classes: ReadonlySet<string>, rule: FindingRule, entry: Entry, name: string | undefined, field: string, report: Report,
): void {
  if (name !== undefined && classes.size > 0 && !classes.has(name)) {
    report(rule, entry, field, `The class ${quote(name)} is not in the manifests, so it is possible that no controller serves this object. The classes in the manifests are: ${list([...classes].filter(each => each !== '').map(quote))}.`);
  }
}
