import { TemplateClaims } from './claim-templates';
import { items, list, quote, text } from './fields';
import type { Check, Given } from './given';
import { specOf } from './inventory';
import { podReferences, type PodReference } from './pod-references';
import type { Pods } from './pods';
import type { FindingRule, Report } from './rule';

const CONFIG_MAPS = 'https://kubernetes.io/docs/concepts/configuration/configmap/';
const SECRETS = 'https://kubernetes.io/docs/concepts/configuration/secret/';

export const podNeedRules = {
  configMap: {
    id: 'config-map-missing',
    severity: 'warning',
    says: 'pods need a ConfigMap that is not given',
    source: `${CONFIG_MAPS}#using-configmaps`,
  },
  secret: {
    id: 'secret-missing',
    severity: 'warning',
    says: 'pods need a Secret that is not given, nor made by a controller from what is given',
    source: `${SECRETS}#restriction-secret-must-exist`,
  },
  key: {
    id: 'config-key-missing',
    severity: 'error',
    says: 'pods need a key that a ConfigMap or Secret that is given does not have',
    source: 'makeEnvironmentVariables in pkg/kubelet/kubelet_pods.go; MakePayload in pkg/volume/configmap and pkg/volume/secret',
  },
  pullSecret: {
    id: 'image-pull-secret-missing',
    severity: 'warning',
    says: 'pods pull images with a Secret that is not given',
    source: 'https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod',
  },
  serviceAccount: {
    id: 'service-account-missing',
    severity: 'warning',
    says: 'pods run as a ServiceAccount that is not given',
    source: 'plugin/pkg/admission/serviceaccount/admission.go',
  },
  claim: {
    id: 'volume-claim-missing',
    severity: 'warning',
    says: 'pods mount a PersistentVolumeClaim that is not given, nor made by a StatefulSet',
    source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes',
  },
  resourceClaim: {
    id: 'resource-claim-missing',
    severity: 'warning',
    says: 'pods need a ResourceClaim, or a template of one, that is not given',
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  },
  priorityClass: {
    id: 'priority-class-missing',
    severity: 'warning',
    says: 'pods name a PriorityClass that is not given',
    source: 'plugin/pkg/admission/priority/admission.go',
  },
  runtimeClass: {
    id: 'runtime-class-missing',
    severity: 'warning',
    says: 'pods name a RuntimeClass that is not given',
    source: 'plugin/pkg/admission/runtimeclass/admission.go',
  },
} as const satisfies Record<string, FindingRule>;

const SYSTEM_PRIORITY_CLASSES = ['system-cluster-critical', 'system-node-critical'];

/** What is said of a missing object, by its kind. */
const MISSING: Readonly<Record<PodReference['kind'], {
  readonly rule: FindingRule; readonly group: string; readonly clusterScoped?: true; readonly bite: string;
}>> = {
  ConfigMap: { rule: podNeedRules.configMap, group: '', bite: 'containers do not start. Give it, or say `optional: true`' },
  Secret: { rule: podNeedRules.secret, group: '', bite: 'containers do not start. Give it, or say `optional: true`' },
  ServiceAccount: { rule: podNeedRules.serviceAccount, group: '', bite: 'pods are refused. Give it: only "default" is made by itself' },
  PersistentVolumeClaim: { rule: podNeedRules.claim, group: '', bite: 'pods are not scheduled. Give it, or mount a claim that there is' },
  ResourceClaim: { rule: podNeedRules.resourceClaim, group: 'resource.k8s.io', bite: 'pods are not scheduled. Give it' },
  ResourceClaimTemplate: { rule: podNeedRules.resourceClaim, group: 'resource.k8s.io', bite: 'pods are not scheduled. Give it' },
  PriorityClass: {
    rule: podNeedRules.priorityClass, group: 'scheduling.k8s.io', clusterScoped: true, bite: 'pods are refused. Give it, or leave the field out',
  },
  RuntimeClass: {
    rule: podNeedRules.runtimeClass, group: 'node.k8s.io', clusterScoped: true, bite: 'pods are refused. Give it, or leave the field out',
  },
};

export const checkPodNeeds: Check = (given, report) => {
  const claims = new TemplateClaims(given.objects);
  for (const pods of given.pods.all.filter(({ entry }) => entry.judged)) {
    const seen = new Set<string>();
    for (const reference of podReferences(pods.spec, pods.specField).filter(needed => !isReplaced(pods, needed))) {
      const { kind, name, optional, pulls } = reference;
      if (isThere(given, claims, pods.entry.namespace, reference)) {
        checkKeys(given, pods, reference, report);
      } else if (!optional && !seen.has(`${kind}/${pulls}/${name}`)) {
        seen.add(`${kind}/${pulls}/${name}`);
        reportMissing(pods, reference, report);
      }
    }
  }
};

/** Whether a claim template takes the place of the volume that names this claim. */
function isReplaced({ entry }: Pods, { kind, name }: PodReference): boolean {
  return kind === 'PersistentVolumeClaim' && entry.kind === 'StatefulSet'
    && items(specOf(entry), 'volumeClaimTemplates').some(template => text(template, 'metadata', 'name') === name);
}

function isThere({ objects, config }: Given, claims: TemplateClaims, namespace: string, { kind, name }: PodReference): boolean {
  const { group, clusterScoped } = MISSING[kind];
  switch (kind) {
    case 'ConfigMap':
    case 'Secret':
      return config.has(kind, namespace, name);
    case 'ServiceAccount':
      if (name === 'default') {
        return true;
      }
      break;
    case 'PriorityClass':
      if (SYSTEM_PRIORITY_CLASSES.includes(name)) {
        return true;
      }
      break;
    case 'PersistentVolumeClaim':
      if (claims.has({ namespace, name })) {
        return true;
      }
      break;
    default:
  }
  return objects.find({ group, kind, namespace: clusterScoped ? '' : namespace, name }) !== undefined;
}

function reportMissing({ entry }: Pods, { kind, name, field, pulls }: PodReference, report: Report): void {
  const { rule, clusterScoped, bite } = MISSING[kind];
  const where = clusterScoped ? '' : ` in namespace ${quote(entry.namespace)}`;
  report(pulls ? podNeedRules.pullSecret : rule, entry, field, pulls
    ? `No Secret ${quote(name)}${where} is given, and without it images of a private registry are not pulled. Give a Secret of type kubernetes.io/dockerconfigjson.`
    : `No ${kind} ${quote(name)}${where} is given, and without it ${bite}.`);
}

function checkKeys({ config }: Given, { entry }: Pods, reference: PodReference, report: Report): void {
  const { kind, name, keys, optional } = reference;
  if (optional || (kind !== 'ConfigMap' && kind !== 'Secret')) {
    return;
  }
  const there = config.keys(kind, entry.namespace, name);
  for (const { key, field } of keys) {
    if (there !== undefined && !there.has(key)) {
      report(podNeedRules.key, entry, field, `The ${kind} ${quote(name)} has no key ${quote(key)}, so that containers do not start. Its keys are ${list([...there].map(quote))}.`);
    }
  }
}
