import type { Check } from './check';
import { at, fields } from './fields';
import type { Entry } from './inventory';
import type { FindingRule, Report } from './rule';

export const applyRules = {
  duplicate: {
    id: 'apply-duplicate-key',
    severity: 'warning',
    description: 'two items of a list that server-side apply merges by keys have the same keys, so server-side apply, which Flux and other tools use, would refuse the object',
    source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy; associative lists in k8s.io/client-go/applyconfigurations/internal/internal.go',
  },
} as const satisfies Record<string, FindingRule>;

/** How server-side apply merges a field. A list that has no shape here is replaced as a whole. */
interface Shape {
  /** For a list whose items are merged: the fields that identify an item. Empty for a set of strings or numbers. */
  readonly keys?: readonly string[];
  /** The shapes of the fields within this field, or within each of its items. */
  readonly within?: Shapes;
}

type Shapes = Readonly<Record<string, Shape>>;

const set: Shape = { keys: [] };
const byName: Shape = { keys: ['name'] };
const by = (...keys: readonly string[]): Shape => ({ keys });
const holding = (within: Shapes, list: Shape = {}): Shape => ({ ...list, within });

/** The values of keys that an item omits. */
const DEFAULTS: Readonly<Record<string, string>> = { protocol: 'TCP' };

const resources = holding({ claims: byName });

const containers = holding({
  env: byName,
  ports: by('containerPort', 'protocol'),
  volumeMounts: by('mountPath'),
  volumeDevices: by('devicePath'),
  resources,
}, byName);

const podSpec = holding({
  containers,
  initContainers: containers,
  ephemeralContainers: containers,
  volumes: byName,
  imagePullSecrets: byName,
  hostAliases: by('ip'),
  topologySpreadConstraints: by('topologyKey', 'whenUnsatisfiable'),
  resourceClaims: byName,
  schedulingGates: byName,
  evictionResponders: byName,
  resources,
});

const template = holding({ spec: podSpec });
const workload = holding({ template });
const jobSpec = holding({ template, podFailurePolicy: holding({ rules: holding({ onExitCodes: holding({ values: set }) }) }) });
const webhooks = holding({ matchConditions: byName }, byName);

/** The lists that every object has. Lists in `status` are not checked, because manifests do not set them. */
const metadata = holding({ finalizers: set, ownerReferences: by('uid') });

const KINDS: ReadonlyMap<string, Shapes> = new Map(Object.entries<Shapes>({
  '/Pod': { spec: podSpec },
  '/PodTemplate': { template },
  '/ReplicationController': { spec: workload },
  'apps/Deployment': { spec: workload },
  'apps/StatefulSet': { spec: workload },
  'apps/DaemonSet': { spec: workload },
  'apps/ReplicaSet': { spec: workload },
  'batch/Job': { spec: jobSpec },
  'batch/CronJob': { spec: holding({ jobTemplate: holding({ spec: jobSpec }) }) },
  '/Service': { spec: holding({ ports: by('port', 'protocol') }) },
  '/ServiceAccount': { secrets: byName },
  'discovery.k8s.io/EndpointSlice': { endpoints: holding({ addresses: set }) },
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': { webhooks },
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': { webhooks },
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': { spec: holding({ matchConditions: byName }) },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': { spec: holding({ matchConditions: byName, variables: byName }) },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': { spec: holding({ validationActions: set }) },
  'flowcontrol.apiserver.k8s.io/FlowSchema': {
    spec: holding({
      rules: holding({
        nonResourceRules: holding({ verbs: set, nonResourceURLs: set }),
        resourceRules: holding({ verbs: set, apiGroups: set, resources: set, namespaces: set }),
      }),
    }),
  },
  'storage.k8s.io/CSIDriver': { spec: holding({ volumeLifecycleModes: set }) },
}));

/** Checks new objects only: the server merges an object that it has already stored by other rules. */
export const checkApplyLists: Check = ({ objects }, report) => {
  for (const entry of objects.checked) {
    if (!objects.isLive(entry)) {
      visit(entry, { metadata, ...KINDS.get(`${entry.group}/${entry.kind}`) }, entry.object, '', report);
    }
  }
};

function visit(entry: Entry, shapes: Shapes, value: unknown, prefix: string, report: Report): void {
  for (const [name, { keys, within }] of Object.entries(shapes)) {
    const found = at(value, name);
    const items = Array.isArray(found) ? found : undefined;
    const field = `${prefix}${name}`;
    if (keys !== undefined && items !== undefined) {
      checkList(entry, items, field, keys, report);
    }
    if (within !== undefined && items !== undefined) {
      items.forEach((item, index) => visit(entry, within, item, `${field}[${index}].`, report));
    } else if (within !== undefined && found !== undefined) {
      visit(entry, within, found, `${field}.`, report);
    }
  }
}

function checkList(entry: Entry, items: readonly unknown[], field: string, keys: readonly string[], report: Report): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    const values = keys.length === 0 ? [item] : keys.map(key => fields(item)[key] ?? DEFAULTS[key]);
    if (values.some(value => typeof value !== 'string' && typeof value !== 'number')) {
      return;
    }
    const key = JSON.stringify(values);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
    } else {
      const what = values.map((value, position) => `${keys[position] ?? ''} ${JSON.stringify(value)}`.trim()).join(' and ');
      report(applyRules.duplicate, entry, `${field}[${index}]`, `${field}[${first}] already has ${what}. Server-side apply, which Flux and other tools use, would refuse the ${entry.kind}. Remove one of the two items.`);
    }
  });
}
