import type { ApplyResult } from 'kubernetes-dry-run';
import type { RealAnswer } from './real-server';
import type { Document } from '../../support';

/** The manager of the fields of an applied object. */
const MANAGER = 'kubectl';

/** Annotations that contain a part of the status of a HorizontalPodAutoscaler in autoscaling/v1, in the format of `managedFields`. */
const STATUS = {
  'f:metadata': { 'f:annotations': { 'f:autoscaling.alpha.kubernetes.io/conditions': {}, 'f:autoscaling.alpha.kubernetes.io/current-metrics': {} } },
};

/** Taints of a Node, which the node lifecycle controller can remove at any time. A field that it removes has no manager. */
const TAINTS = { 'f:spec': { 'f:taints': {} } };

/** Fields whose values differ in each cluster, apart from the UID. */
const ASSIGNED = ['resourceVersion', 'creationTimestamp', 'generation', 'managedFields'];

/** Fields of a CertificateSigningRequest that contain the user. */
const USER = ['username', 'uid', 'groups', 'extra'];

/** Messages of a real server about an invalid name, which it sends before it validates the object. The dry run reports the problem with the name. */
const INVALID_NAME = [/^namespaces "[^"]*" not found$/, /IPAddress\.networking\.k8s\.io "[^"]*" is invalid: spec\.parentRef\.name: Required value/];

/** The text with which a real server refuses a method that a resource does not have. Clients show a message instead. */
const NOT_ALLOWED = /^405: Method Not Allowed/;

/** The part of an answer that both servers must agree on. */
interface Verdict {
  readonly stored?: Document;
  readonly reasons?: readonly string[];
  readonly warnings: readonly string[];
}

/** The verdicts of both servers on an object. */
export function verdicts(requested: Document, real: RealAnswer, dry: ApplyResult): { readonly real: Verdict; readonly dry: Verdict } {
  const controlled: Document[] = (real.body.metadata?.managedFields ?? [])
    .filter(({ manager }: Document) => manager !== MANAGER).map(({ fieldsV1 }: Document) => fieldsV1);
  // Controllers may have written fields of an updated object.
  const comparablePart = ({ status, ...stored }: Document) => (
    real.updated ? [STATUS, TAINTS, ...controlled].reduce(withoutFields, stored) : { ...stored, status }
  );
  // The answer to a review depends on the users of the cluster.
  const isStored = dry.stored || !dry.accepted;
  return {
    real: {
      warnings: real.warnings,
      ...real.accepted
        ? isStored && { stored: comparablePart(comparable(real.body, requested)) }
        : { reasons: reasonsOf(causesOf(real.body, dry)) },
    },
    dry: {
      warnings: dry.warnings,
      ...dry.accepted ? dry.stored && { stored: comparablePart(dry.stored) } : { reasons: reasonsOf(dry.causes) },
    },
  };
}

/** An object without the fields of an entry of its `managedFields`, and without lists of which the entry has an item. */
function withoutFields(object: Document, fields: Document): Document {
  const kept = { ...object };
  for (const [key, inner] of Object.entries<Document>(fields)) {
    const name = key.replace(/^f:/, '');
    const isNested = Object.keys(inner).some(each => each.startsWith('f:'));
    if (isNested && kept[name]) {
      kept[name] = withoutFields(kept[name], inner);
    }
    if (!isNested || Object.keys(kept[name] ?? {}).length === 0) {
      delete kept[name];
    }
  }
  return kept;
}

/**
 * Causes without values, because some values are allocated. They are sorted, because the entries of maps are validated in any order. For the same
 * reason, any of several addresses that are taken is named (`allocIPs` in pkg/registry/core/service/storage/alloc.go of Kubernetes 1.37).
 */
function reasonsOf(causes: readonly Document[]): string[] {
  const withoutValues = (message: string) => message.replace(/"[^"]*"/g, '""').replace(/failed to allocate IP [^ ]+:/, 'failed to allocate IP:');
  return causes.map(({ field = '', message }) => `${field.replace(/\[\d+\]/g, '[]')}: ${withoutValues(message)}`).sort();
}

/** The causes of a refusal. If the message of the real server contains the causes of the dry run, it returns those. */
function causesOf({ message, details }: Document, { causes }: ApplyResult): readonly Document[] {
  const isSame = [...INVALID_NAME, NOT_ALLOWED].some(each => each.test(message))
    || (!details?.causes && causes.every(cause => message.includes(cause.message)));
  return isSame ? causes : details?.causes ?? [{ message }];
}

/** The object that the real server stored, without fields that were not requested and that differ in each cluster. */
function comparable(body: Document, requested: Document): Document {
  const stored = JSON.parse(JSON.stringify(body), (_, value) => value === body.metadata.uid ? undefined : value);
  ASSIGNED.forEach(field => delete stored.metadata[field]);
  delete stored.status?.lastPhaseTransitionTime;
  if (stored.kind === 'CertificateSigningRequest') {
    USER.forEach(field => delete stored.spec[field]);
  }
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
