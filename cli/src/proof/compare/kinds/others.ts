import { METADATA } from './metadata';
import { CLAIM_SPEC } from './volumes';
import { kindOf } from './workloads';
import type { Document } from '../../../document';
import { assignedFields, without } from '../objects/printed';
import { assumingFields } from '../tree/nodes';
import { assumed, by, MAP, type Type } from '../tree/schema';

/**
 * A Secret: texts become data (dropped by the server after it merged them: pkg/apis/core/v1/conversion.go of Kubernetes 1.37), and spaces in data have
 * no meaning.
 */
const SECRET: Type = {
  fields: { data: { type: MAP }, metadata: { type: METADATA }, type: assumed('Opaque') },
  complete: ({ stringData, data, ...secret }) => ({
    ...without(secret, ['apiVersion', 'kind']),
    data: {
      ...mapped(data, text => text.replace(/\s/g, '')),
      ...mapped(stringData, text => Buffer.from(text).toString('base64')),
    },
  }),
};

function mapped(map: Document, change: (text: string) => string): Document {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([, text]) => text !== null).map(([name, text]) => [name, change(String(text))]));
}

/** A claim. */
const CLAIM: Type = { ...CLAIM_SPEC, complete: (spec, { object }) => assumingFields(spec, assignedFields(object)) };

const NAMESPACE: Type = {
  fields: { metadata: { type: METADATA } },
  // SetDefaults_Namespace in pkg/apis/core/v1/defaults.go, and the strategy of namespaces, which adds a finalizer.
  complete: ({ metadata }) => ({ metadata: { ...metadata, labels: without(metadata?.labels, ['kubernetes.io/metadata.name']) } }),
};

/** The other kinds of which more is known. */
export const OTHERS: Readonly<Record<string, Type>> = {
  '/ConfigMap': kindOf({}, { data: { type: MAP }, binaryData: { type: MAP } }),
  '/Namespace': NAMESPACE,
  '/PersistentVolumeClaim': kindOf(CLAIM),
  '/Secret': SECRET,
  '/ServiceAccount': kindOf({}, { imagePullSecrets: { list: by('name') }, secrets: { list: by('name') }, automountServiceAccountToken: { assumed: true } }),
  'scheduling.k8s.io/PriorityClass': kindOf({}, { preemptionPolicy: assumed('PreemptLowerPriority') }),
  'storage.k8s.io/StorageClass': kindOf({}, { reclaimPolicy: assumed('Delete'), volumeBindingMode: assumed('Immediate') }),
};

/** An object of another kind, such as a custom resource. Only its metadata and its status are known. */
export const CUSTOM: Type = {
  fields: { metadata: { type: METADATA } },
  others: { isExact: true },
  complete: object => without(object, ['apiVersion', 'kind', 'status']),
};
