/**
 * The canonical form of manifests: what they mean for the API server. The sides write different but equivalent documents, because cdk8s-plus renders many
 * fields with their default value, refers to ports by number, and selects pods by a label of its own.
 */

import { VALUES, podLabels } from '../sides/values';

type Json = Record<string, any>;

/** The label by which objects of cdk8s-plus select pods. Its value is a hash of the path of the construct. */
const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';

/**
 * Values that the API server sets in a field that is not specified.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
const SERVICE_DEFAULTS: Json = { type: 'ClusterIP' };
const DEPLOYMENT_DEFAULTS: Json = { minReadySeconds: 0, progressDeadlineSeconds: 600 };
const ROLLING_UPDATE_DEFAULTS: Json = { maxSurge: '25%' };
const POD_DEFAULTS: Json = { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst', setHostnameAsFQDN: false, hostNetwork: false };
const POD_SECURITY_DEFAULTS: Json = { fsGroupChangePolicy: 'Always' };
const CONTAINER_SECURITY_DEFAULTS: Json = { privileged: false };
const PROBE_DEFAULTS: Json = { failureThreshold: 3 };
const HTTP_GET_DEFAULTS: Json = { scheme: 'HTTP' };
const PORT_DEFAULTS: Json = { protocol: 'TCP' };

/** The canonical form of documents, by kind, namespace and name. */
export function canonical(documents: readonly Json[]): Record<string, Json> {
  const labels = labelsByAddress(documents);
  const entries = documents.map(document => {
    const { kind, metadata } = document;
    return [`${kind} ${metadata.namespace}/${metadata.name}`, canonicalValue(canonicalDocument(document), labels) as Json] as const;
  });
  const result = Object.fromEntries(entries);
  if (Object.keys(result).length !== documents.length) {
    throw new Error('two documents have the same kind, namespace and name');
  }
  return result;
}

/** The label of other sides for the pods of each address label. Both select the pods of one Deployment. */
function labelsByAddress(documents: readonly Json[]): ReadonlyMap<string, Json> {
  return new Map(documents.filter(({ kind }) => kind === 'Deployment').map(({ metadata, spec }) => {
    return [spec.template.metadata.labels[ADDRESS_LABEL], podLabels(metadata.name)];
  }));
}

function canonicalDocument(document: Json): Json {
  const copy = structuredClone(document);
  switch (copy.kind) {
    case 'Deployment':
      completeDeployment(copy.spec);
      break;
    case 'Service':
      omit(copy.spec, SERVICE_DEFAULTS);
      // All containers of the sides have the port `http` with this number.
      copy.spec.ports.forEach((port: Json) => {
        omit(port, PORT_DEFAULTS);
        port.targetPort = port.targetPort === 'http' ? VALUES.containerPort : port.targetPort;
      });
      break;
    case 'NetworkPolicy':
      [...copy.spec.ingress ?? [], ...copy.spec.egress ?? []]
        .flatMap(({ ports }: Json) => ports)
        .forEach((port: Json) => omit(port, PORT_DEFAULTS));
      copy.spec.policyTypes.sort();
      break;
  }
  return copy;
}

function completeDeployment(spec: Json): void {
  const pod: Json = spec.template.spec;
  omit(spec, DEPLOYMENT_DEFAULTS);
  omit(spec.strategy.rollingUpdate, ROLLING_UPDATE_DEFAULTS);
  omit(pod, POD_DEFAULTS);
  omit(pod.securityContext, POD_SECURITY_DEFAULTS);
  for (const container of pod.containers) {
    omit(container.securityContext, CONTAINER_SECURITY_DEFAULTS);
    // A container has the value of the pod, unless it specifies another one.
    omit(container.securityContext, { runAsNonRoot: pod.securityContext.runAsNonRoot });
    container.ports.forEach((port: Json) => omit(port, PORT_DEFAULTS));
    for (const probe of [container.readinessProbe, container.startupProbe]) {
      omit(probe, PROBE_DEFAULTS);
      omit(probe.httpGet ?? {}, HTTP_GET_DEFAULTS);
      resolvePort(probe.httpGet ?? probe.tcpSocket, container.ports);
    }
  }
}

/** Replaces the name of a port with its number. */
function resolvePort(action: Json, ports: readonly Json[]): void {
  action.port = ports.find(({ name }) => name === action.port)?.containerPort ?? action.port;
}

function omit(object: Json, defaults: Json): void {
  for (const [key, value] of Object.entries(defaults)) {
    if (object[key] === value) {
      delete object[key];
    }
  }
}

/**
 * A copy in which address labels are replaced, and without empty lists and null, which mean the same as a field that is not specified in all
 * documents of the sides.
 */
function canonicalValue(value: unknown, labels: ReadonlyMap<string, Json>): unknown {
  if (Array.isArray(value)) {
    return value.map(element => canonicalValue(element, labels));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value)
    .flatMap(([key, member]) => key === ADDRESS_LABEL ? Object.entries(labels.get(member) ?? { [key]: member }) : [[key, member]])
    .filter(([, member]) => member !== null && !(Array.isArray(member) && member.length === 0));
  return Object.fromEntries(entries.map(([key, member]) => [key, canonicalValue(member, labels)]));
}
