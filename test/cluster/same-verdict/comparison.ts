import type { ApplyResult } from 'kubernetes-dry-run';
import type { RealAnswer } from './real-server';
import type { Document } from '../../support';

/** Fields that are another in every cluster, beside the UID. */
const ASSIGNED = ['resourceVersion', 'creationTimestamp', 'generation', 'managedFields'];

/** Fields that admission plugins set which the dry run has not, by the plugin. */
const ADMITTED: readonly (readonly [plugin: string, kind: string, part: 'metadata' | 'spec', fields: readonly string[]])[] = [
  ['ServiceAccount', 'Pod', 'spec', ['serviceAccount', 'serviceAccountName']],
  ['Priority', 'Pod', 'spec', ['priority', 'preemptionPolicy']],
  ['DefaultTolerationSeconds', 'Pod', 'spec', ['tolerations']],
  ['StorageObjectInUseProtection', 'PersistentVolume', 'metadata', ['finalizers']],
  ['StorageObjectInUseProtection', 'PersistentVolumeClaim', 'metadata', ['finalizers']],
  ['StorageObjectInUseProtection', 'VolumeAttributesClass', 'metadata', ['finalizers']],
];

/** Messages of a cluster about a name that nothing can have, before it looks at the object; the dry run says what is wrong with the name. */
const UNNAMED = [/^namespaces "[^"]*" not found$/, /IPAddress\.networking\.k8s\.io "[^"]*" is invalid: spec\.parentRef\.name: Required value/];

/** What of an answer the servers have to agree on. */
interface Verdict {
  readonly stored?: Document;
  readonly why?: readonly string[];
  readonly warnings: readonly string[];
}

/** The verdicts of both servers on an object. */
export function verdicts(asked: Document, real: RealAnswer, dry: ApplyResult): { readonly real: Verdict; readonly dry: Verdict } {
  // Of what was there before, controllers have written the status.
  const seen = ({ status, ...object }: Document) => real.updated ? object : { ...object, status };
  return {
    real: { warnings: real.warnings, ...real.accepted ? { stored: seen(comparable(real.body, asked)) } : { why: reasons(causesOf(real.body, dry)) } },
    dry: { warnings: dry.warnings, ...dry.stored ? { stored: seen(dry.stored) } : { why: reasons(dry.causes) } },
  };
}

/** Causes without values, some of which are allocated, and in an order: entries of maps are validated in any. */
function reasons(causes: readonly Document[]): string[] {
  return causes.map(({ field = '', message }) => `${field.replace(/\[\d+\]/g, '[]')}: ${message.replace(/"[^"]*"/g, '""')}`).sort();
}

/** Why an object is refused: in the words of the dry run, where the real server has them in its message. */
function causesOf({ message, details }: Document, { causes }: ApplyResult): readonly Document[] {
  const isSame = UNNAMED.some(each => each.test(message)) || (!details?.causes && causes.every(cause => message.includes(cause.message)));
  return isSame ? causes : details?.causes ?? [{ message }];
}

/** What the real server has stored, without what is not asked for and another in each cluster. */
function comparable(body: Document, asked: Document): Document {
  const stored = JSON.parse(JSON.stringify(body), (_, value) => value === body.metadata.uid ? undefined : value);
  ASSIGNED.forEach(field => delete stored.metadata[field]);
  delete stored.status?.lastPhaseTransitionTime;
  ADMITTED.filter(([, kind]) => kind === stored.kind).forEach(([,, part, fields]) => fields.forEach(field => delete stored[part][field]));
  if (stored.kind === 'Service') {
    forgetAllocated(stored.spec, asked.spec);
  }
  return stored;
}

function forgetAllocated(spec: Document, asked: Document): void {
  if (spec.clusterIP !== 'None') {
    ['clusterIP', 'clusterIPs', 'healthCheckNodePort'].filter(field => !asked[field]).forEach(field => delete spec[field]);
  }
  const numbers = asked.ports?.map(({ nodePort }: Document) => nodePort);
  spec.ports?.filter(({ nodePort }: Document) => !numbers.includes(nodePort)).forEach((port: Document) => delete port.nodePort);
}
