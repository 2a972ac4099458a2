import { kindOf } from './workloads';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';
import { assignedFields, isPrinted, without } from '../objects/printed';
import { Assumed, assumingFields } from '../tree/nodes';
import { assumed, MAP, SET, type List, type Type } from '../tree/schema';

const PORTS: List = { order: 'unordered', by: ({ port, protocol }) => `${port}/${protocol ?? 'TCP'}` };

/** The constant DefaultClientIPServiceAffinitySeconds in k8s.io/api/core/v1/types.go of Kubernetes 1.37. */
const AFFINITY_SECONDS = 10800;

const SERVICE_SPEC: Type = {
  fields: {
    externalIPs: { list: SET },
    loadBalancerSourceRanges: { list: SET },
    ports: { list: PORTS, type: { fields: { protocol: assumed('TCP'), nodePort: { convert: port => port === 0 ? undefined : port } } } },
    selector: { type: MAP },
    sessionAffinity: assumed('None'),
    // Both names have exactly the same meaning (k8s.io/api/core/v1/types.go of Kubernetes 1.37).
    trafficDistribution: { convert: each => each === 'PreferClose' ? 'PreferSameZone' : each },
    type: assumed('ClusterIP'),
  },
  complete: completeService,
};

/** Defaults: SetDefaults_Service in pkg/apis/core/v1/defaults.go, and the assignment of addresses in pkg/registry/core/service, of Kubernetes 1.37. */
function completeService(specified: Document, context: Context): Document {
  const isListed = specified.clusterIPs?.length === 1 && specified.clusterIPs[0] === specified.clusterIP;
  const single = isListed ? without(specified, ['clusterIPs']) : specified;
  const spec = assumingFields(single, assignedFields(context.object));
  const { type = 'ClusterIP', sessionAffinity } = spec;
  const isExternal = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && spec.externalIPs?.length > 0);
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  return {
    ...spec,
    allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? (type === 'LoadBalancer' ? new Assumed(true) : undefined),
    externalTrafficPolicy: spec.externalTrafficPolicy || (isExternal ? new Assumed('Cluster') : undefined),
    internalTrafficPolicy: spec.internalTrafficPolicy || (type === 'ExternalName' ? undefined : new Assumed('Cluster')),
    ipFamilyPolicy: spec.ipFamilyPolicy ?? (type === 'ExternalName' ? undefined : new Assumed(familyPolicyOf(specified))),
    ports: spec.ports?.map((port: Document) => ({ ...withAssignedNodePort(port, context), targetPort: targetOf(port, spec.selector, context) })),
    sessionAffinityConfig: sessionAffinity === 'ClientIP' ? { clientIP: { timeoutSeconds: seconds ?? new Assumed(AFFINITY_SECONDS) } } : undefined,
  };
}

/**
 * A cluster assigns the node ports of load balancers, and an update that omits them keeps them (patchAllocatedValues in
 * pkg/registry/core/service/storage/storage.go of Kubernetes 1.37).
 */
function withAssignedNodePort(port: Document, { object }: Context): Document {
  return isPrinted(object) && object.spec.type === 'LoadBalancer' ? assumingFields(port, ['nodePort']) : port;
}

/** The policy that the server infers for a new Service (initIPFamilyFields in pkg/registry/core/service/storage/alloc.go of Kubernetes 1.37). */
function familyPolicyOf({ clusterIP, selector }: Document): string {
  return clusterIP === 'None' && Object.keys(selector ?? {}).length === 0 ? 'RequireDualStack' : 'SingleStack';
}

/**
 * The number of a target port in the pods that the Service selects (`FindPort` in k8s.io/endpointslice/utils.go of Kubernetes 1.37). A name that no pod
 * has remains, and if pods have different numbers, all are the target.
 */
function targetOf({ port, protocol = 'TCP', targetPort }: Document, selector: Document, context: Context): unknown {
  if (!targetPort) {
    return new Assumed(port);
  }
  const pods = typeof targetPort === 'string' && Object.keys(selector ?? {}).length > 0 ? context.podsWith(selector) : [];
  const numbers = pods.flatMap(pod => numbersOf(pod, targetPort, protocol));
  return numbers.length === 0 ? targetPort : unlessSeveral([...new Set(numbers)].sort((a, b) => a - b));
}

/** The numbers of the first ports of a pod with this name. */
export function numbersOf({ spec }: Document, name: string, protocol: string): number[] {
  const running: Document[] = [...spec.containers ?? [], ...(spec.initContainers ?? []).filter(({ restartPolicy }: Document) => restartPolicy === 'Always')];
  const found = running.flatMap(({ ports }) => ports ?? []).find(each => each.name === name && (each.protocol ?? 'TCP') === protocol);
  return found ? [found.containerPort] : [];
}

function unlessSeveral(numbers: readonly number[]): unknown {
  return numbers.length === 1 ? numbers[0] : numbers;
}

/** Kinds of Services and endpoints. Defaults: pkg/apis/discovery/v1/defaults.go, and the comments of EndpointConditions, of Kubernetes 1.37. */
export const SERVICES: Readonly<Record<string, Type>> = {
  '/Service': kindOf(SERVICE_SPEC),
  'discovery.k8s.io/EndpointSlice': kindOf({}, {
    endpoints: {
      list: { order: 'unordered', by: ({ addresses }) => [...addresses ?? []].sort().join() },
      type: {
        complete: endpoint => ({ conditions: {}, ...endpoint }),
        fields: {
          addresses: { list: SET },
          conditions: {
            type: {
              complete: conditions => ({ ...conditions, serving: conditions.serving ?? new Assumed(conditions.ready ?? true) }),
              fields: { ready: assumed(true) },
            },
          },
        },
      },
    },
    ports: {
      list: { order: 'unordered', by: ({ port, protocol }) => `${port ?? ''}/${protocol ?? 'TCP'}` },
      type: { fields: { protocol: assumed('TCP'), name: assumed('') } },
    },
  }),
};
