import type { Check, CheckContext } from './check';
import { TemplateClaims } from './claim-templates';
import { items, list, quote, text } from './fields';
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
    description: 'pods need a ConfigMap that is not in the manifests',
    source: `${CONFIG_MAPS}#using-configmaps`,
  },
  secret: {
    id: 'secret-missing',
    severity: 'warning',
    description: 'pods need a Secret that is not in the manifests and that no controller creates from an object in the manifests',
    source: `${SECRETS}#restriction-secret-must-exist`,
  },
  key: {
    id: 'config-key-missing',
    severity: 'error',
    description: 'pods need a key that a ConfigMap or Secret in the manifests does not have',
    source: 'makeEnvironmentVariables in pkg/kubelet/kubelet_pods.go; MakePayload in pkg/volume/configmap and pkg/volume/secret',
  },
  pullSecret: {
    id: 'image-pull-secret-missing',
    severity: 'warning',
    description: 'pods pull images with a Secret that is not in the manifests',
    source: 'https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod',
  },
  serviceAccount: {
    id: 'service-account-missing',
    severity: 'warning',
    description: 'pods run as a ServiceAccount that is not in the manifests',
    source: 'plugin/pkg/admission/serviceaccount/admission.go',
  },
  claim: {
    id: 'volume-claim-missing',
    severity: 'warning',
    description: 'pods mount a PersistentVolumeClaim that is not in the manifests and that no StatefulSet creates',
    source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes',
  },
  resourceClaim: {
    id: 'resource-claim-missing',
    severity: 'warning',
    description: 'pods need a ResourceClaim or a ResourceClaimTemplate that is not in the manifests',
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  },
  priorityClass: {
    id: 'priority-class-missing',
    severity: 'warning',
    description: 'pods name a PriorityClass that is not in the manifests',
    source: 'plugin/pkg/admission/priority/admission.go',
  },
  runtimeClass: {
    id: 'runtime-class-missing',
    severity: 'warning',
    description: 'pods name a RuntimeClass that is not in the manifests',
    source: 'plugin/pkg/admission/runtimeclass/admission.go',
  },
} as const satisfies Record<string, FindingRule>;

const SYSTEM_PRIORITY_CLASSES = ['system-cluster-critical', 'system-node-critical'];

/** By kind, how a missing object is reported: the effect on the pods and the fix. */
const MISSING: Readonly<Record<PodReference['kind'], {
  readonly rule: FindingRule; readonly group: string; readonly clusterScoped?: true; readonly effect: string;
}>> = {
  ConfigMap: { rule: podNeedRules.configMap, group: '', effect: 'containers do not start. Add it, or set `optional: true`' },
  Secret: { rule: podNeedRules.secret, group: '', effect: 'containers do not start. Add it, or set `optional: true`' },
  ServiceAccount: { rule: podNeedRules.serviceAccount, group: '', effect: 'pods are refused. Add it: Kubernetes creates only "default"' },
  PersistentVolumeClaim: { rule: podNeedRules.claim, group: '', effect: 'pods are not scheduled. Add it, or mount an existing claim' },
  ResourceClaim: { rule: podNeedRules.resourceClaim, group: 'resource.k8s.io', effect: 'pods are not scheduled. Add it' },
  ResourceClaimTemplate: { rule: podNeedRules.resourceClaim, group: 'resource.k8s.io', effect: 'pods are not scheduled. Add it' },
  PriorityClass: {
    rule: podNeedRules.priorityClass, group: 'scheduling.k8s.io', clusterScoped: true, effect: 'pods are refused. Add it, or omit the field',
  },
  RuntimeClass: {
    rule: podNeedRules.runtimeClass, group: 'node.k8s.io', clusterScoped: true, effect: 'pods are refused. Add it, or omit the field',
  },
};

export const checkPodNeeds: Check = (context, report) => {
  const claims = new TemplateClaims(context.objects);
  for (const pods of context.pods.all.filter(({ entry }) => entry.checked)) {
    const seen = new Set<string>();
    for (const reference of podReferences(pods.spec, pods.specField).filter(needed => !isReplaced(pods, needed))) {
      const { kind, name, optional, pulls } = reference;
      if (exists(context, claims, pods.entry.namespace, reference)) {
        checkKeys(context, pods, reference, report);
      } else if (!optional && !seen.has(`${kind}/${pulls}/${name}`)) {
        seen.add(`${kind}/${pulls}/${name}`);
        reportMissing(pods, reference, report);
      }
    }
  }
};

/** Whether a claim template replaces the volume that names this claim. */
function isReplaced({ entry }: Pods, { kind, name }: PodReference): boolean {
  return kind === 'PersistentVolumeClaim' && entry.kind === 'StatefulSet'
    && items(specOf(entry), 'volumeClaimTemplates').some(template => text(template, 'metadata', 'name') === name);
}

function exists({ objects, config }: CheckContext, claims: TemplateClaims, namespace: string, { kind, name }: PodReference): boolean {
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
  return !objects.isMissing({ group, kind, namespace: clusterScoped ? '' : namespace, name });
}

function reportMissing({ entry }: Pods, { kind, name, field, pulls }: PodReference, report: Report): void {
  const { rule, clusterScoped, effect } = MISSING[kind];
  const where = clusterScoped ? '' : ` in namespace ${quote(entry.namespace)}`;
  report(pulls ? podNeedRules.pullSecret : rule, entry, field, pulls
    ? `The manifests contain no Secret ${quote(name)}${where}. Without it, images of a private registry cannot be pulled. Add a Secret of type kubernetes.io/dockerconfigjson.`
    : `The manifests contain no ${kind} ${quote(name)}${where}. Without it, ${effect}.`);
}

function checkKeys({ config }: CheckContext, { entry }: Pods, reference: PodReference, report: Report): void {
  const { kind, name, keys, optional } = reference;
  if (optional || (kind !== 'ConfigMap' && kind !== 'Secret')) {
    return;
  }
  const existing = config.keys(kind, entry.namespace, name);
  for (const { key, field } of keys) {
    if (existing !== undefined && !existing.has(key)) {
      report(podNeedRules.key, entry, field, `The ${kind} ${quote(name)} has no key ${quote(key)}, so containers do not start. Its keys are ${list([...existing].map(quote))}.`);
    }
  }
}
