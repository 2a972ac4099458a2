import { at, fields } from './fields';
import type { Check } from './given';
import type { Entry } from './inventory';
import type { FindingRule, Report } from './rule';

export const applyRules = {
  duplicate: {
    id: 'apply-duplicate-key',
    severity: 'warning',
    says: 'a list that server-side apply merges by keys has an item twice, which server-side apply, and so Flux and others, would refuse',
    source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy; associative lists in k8s.io/client-go/applyconfigurations/internal/internal.go',
  },
} as const satisfies Record<string, FindingRule>;

/** What of a field is merged item by item. Lists of which nothing is said are replaced as a whole. */
interface Shape {
  /** For a list whose items are merged: the fields that tell them apart, none for a set of texts or numbers. */
  readonly keys?: readonly string[];
  /** What the field, or each of its items, has within. */
  readonly within?: Shapes;
}

type Shapes = Readonly<Record<string, Shape>>;

const set: Shape = { keys: [] };
const byName: Shape = { keys: ['name'] };
const by = (...keys: readonly string[]): Shape => ({ keys });
const holding = (within: Shapes, list: Shape = {}): Shape => ({ ...list, within });

/** What stands for a key that is left out. */
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

/** Lists of every object. Those of a status nobody writes. */
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

/** Only of new objects: what the server has stored already, it merges by other rules. */
export const checkApplyLists: Check = ({ objects }, report) => {
  for (const entry of objects.judged) {
    if (!objects.isKnown(entry)) {
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
      report(applyRules.duplicate, entry, `${field}[${index}]`, `${what} stands in ${field}[${first}] already, so that server-side apply, which Flux and others use, would refuse the ${entry.kind}. Leave one of them out.`);
    }
  });
}
