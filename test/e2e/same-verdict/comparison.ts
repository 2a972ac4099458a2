import type { ApplyResult } from 'kubernetes-dry-run';
import type { RealAnswer } from './real-server';
import type { Document } from '../../support';

/** Fields whose values differ in each cluster, apart from the UID. */
const ASSIGNED = ['resourceVersion', 'creationTimestamp', 'generation', 'managedFields'];

/** Fields that are set by admission plugins that the dry run does not have. */
const ADMITTED: readonly (readonly [plugin: string, kind: string, part: 'metadata' | 'spec', fields: readonly string[]])[] = [
  ['ServiceAccount', 'Pod', 'spec', ['serviceAccount', 'serviceAccountName']],
  ['Priority', 'Pod', 'spec', ['priority', 'preemptionPolicy']],
  ['DefaultTolerationSeconds', 'Pod', 'spec', ['tolerations']],
  ['StorageObjectInUseProtection', 'PersistentVolume', 'metadata', ['finalizers']],
  ['StorageObjectInUseProtection', 'PersistentVolumeClaim', 'metadata', ['finalizers']],
  ['StorageObjectInUseProtection', 'VolumeAttributesClass', 'metadata', ['finalizers']],
];

/** Messages of a real server about an invalid name, which it sends before it validates the object. The dry run reports the problem with the name. */
const INVALID_NAME = [/^namespaces "[^"]*" not found$/, /IPAddress\.networking\.k8s\.io "[^"]*" is invalid: spec\.parentRef\.name: Required value/];

/** The part of an answer that both servers must agree on. */
interface Verdict {
  readonly stored?: Document;
  readonly reasons?: readonly string[];
  readonly warnings: readonly string[];
}

/** The verdicts of both servers on an object. */
export function verdicts(requested: Document, real: RealAnswer, dry: ApplyResult): { readonly real: Verdict; readonly dry: Verdict } {
  // The status of an updated object was written by controllers.
  const withComparableStatus = ({ status, ...object }: Document) => real.updated ? object : { ...object, status };
  return {
    real: {
      warnings: real.warnings,
      ...real.accepted ? { stored: withComparableStatus(comparable(real.body, requested)) } : { reasons: reasonsOf(causesOf(real.body, dry)) },
    },
    dry: { warnings: dry.warnings, ...dry.stored ? { stored: withComparableStatus(dry.stored) } : { reasons: reasonsOf(dry.causes) } },
  };
}

/** Causes without values, because some values are allocated. They are sorted, because the entries of maps are validated in any order. */
function reasonsOf(causes: readonly Document[]): string[] {
  return causes.map(({ field = '', message }) => `${field.replace(/\[\d+\]/g, '[]')}: ${message.replace(/"[^"]*"/g, '""')}`).sort();
}

/** The causes of a refusal. If the message of the real server contains the causes of the dry run, it returns those. */
function causesOf({ message, details }: Document, { causes }: ApplyResult): readonly Document[] {
  const isSame = INVALID_NAME.some(each => each.test(message)) || (!details?.causes && causes.every(cause => message.includes(cause.message)));
  return isSame ? causes : details?.causes ?? [{ message }];
}

/** The object that the real server stored, without fields that were not requested and that differ in each cluster. */
function comparable(body: Document, requested: Document): Document {
  const stored = JSON.parse(JSON.stringify(body), (_, value) => value === body.metadata.uid ? undefined : value);
  ASSIGNED.forEach(field => delete stored.metadata[field]);
  delete stored.status?.lastPhaseTransitionTime;
  ADMITTED.filter(([, kind]) => kind === stored.kind).forEach(([,, part, fields]) => fields.forEach(field => delete stored[part][field]));
  if (stored.kind === 'Service') {
    forgetAllocated(stored.spec, requested.spec);
  }
  return stored;
}

function forgetAllocated(spec: Document, requested: Document): void {
  if (spec.clusterIP !== 'None') {
    ['clusterIP', 'clusterIPs', 'healthCheckNodePort'].filter(field => !requested[field]).forEach(field => delete spec[field]);
  }
  const numbers = requested.ports?.map(({ nodePort }: Document) => nodePort);
  spec.ports?.filter(({ nodePort }: Document) => !numbers.includes(nodePort)).forEach((port: Document) => delete port.nodePort);
}
