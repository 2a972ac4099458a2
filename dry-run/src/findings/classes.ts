import { at, items, list, quote, text } from './fields';
import type { Check, Given } from './given';
import { specOf, type Entry } from './inventory';
import { GATEWAY_API } from './reference-grants';
import type { FindingRule, Report } from './rule';

export const classRules = {
  ingress: {
    id: 'ingress-class-missing',
    severity: 'warning',
    says: 'an Ingress names an IngressClass that is not among those given',
    source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class',
  },
  gateway: {
    id: 'gateway-class-missing',
    severity: 'warning',
    says: 'a Gateway names a GatewayClass that is not among those given',
    source: 'https://gateway-api.sigs.k8s.io/api-types/gatewayclass/',
  },
  storage: {
    id: 'storage-class-missing',
    severity: 'warning',
    says: 'a claim names a StorageClass that is not among those given, nor that of a PersistentVolume',
    source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
  },
} as const satisfies Record<string, FindingRule>;

/** Classes come with the cluster. Only where some are given does it say something that one is not. */
export const checkClasses: Check = (given, report) => {
  const { objects } = given;
  const ingressClasses = namesOf(given, 'networking.k8s.io', 'IngressClass');
  for (const ingress of objects.judgedOfKind('networking.k8s.io', 'Ingress')) {
    checkClass(ingressClasses, classRules.ingress, ingress, text(specOf(ingress), 'ingressClassName'), 'spec.ingressClassName', report);
  }
  const gatewayClasses = namesOf(given, GATEWAY_API, 'GatewayClass');
  for (const gateway of objects.judgedOfKind(GATEWAY_API, 'Gateway')) {
    checkClass(gatewayClasses, classRules.gateway, gateway, text(specOf(gateway), 'gatewayClassName'), 'spec.gatewayClassName', report);
  }
  checkStorage(given, report);
};

function namesOf({ objects }: Given, group: string, kind: string): ReadonlySet<string> {
  return new Set(objects.ofKind(group, kind).map(({ name }) => name));
}

function checkStorage(given: Given, report: Report): void {
  const { objects } = given;
  const storageClasses = namesOf(given, 'storage.k8s.io', 'StorageClass');
  if (storageClasses.size === 0) {
    return;
  }
  // A claim and a volume that name the same class find each other without a StorageClass
  const classes = new Set([...storageClasses, ...objects.ofKind('', 'PersistentVolume').map(volume => text(specOf(volume), 'storageClassName') ?? '')]);
  const check = (entry: Entry, claim: unknown, field: string) => {
    checkClass(classes, classRules.storage, entry, text(claim, 'spec', 'storageClassName'), `${field}spec.storageClassName`, report);
  };
  for (const claim of objects.judgedOfKind('', 'PersistentVolumeClaim')) {
    check(claim, claim.object, '');
  }
  for (const set of objects.judgedOfKind('apps', 'StatefulSet')) {
    items(specOf(set), 'volumeClaimTemplates').forEach((template, index) => check(set, template, `spec.volumeClaimTemplates[${index}].`));
  }
  for (const { entry, spec, specField } of given.pods.all.filter(pods => pods.entry.judged)) {
    items(spec, 'volumes').forEach((volume, index) => {
      check(entry, at(volume, 'ephemeral', 'volumeClaimTemplate'), `${specField}.volumes[${index}].ephemeral.volumeClaimTemplate.`);
    });
  }
}

function checkClass(
  classes: ReadonlySet<string>, rule: FindingRule, entry: Entry, name: string | undefined, field: string, report: Report,
): void {
  if (name !== undefined && classes.size > 0 && !classes.has(name)) {
    report(rule, entry, field, `The class ${quote(name)} is not among those given, so that nothing may serve this. There is ${list([...classes].filter(each => each !== '').map(quote))}.`);
  }
}
