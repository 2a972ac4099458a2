import { ALTERNATIVES } from './alternatives';

const PATCH = 'The library has no option for this field. Remove it, and add a JSON patch (docs/extending.md#json-patches).';
const INIT_CONTAINER = 'An init container terminates before the other containers start. Remove it, or move the container to sidecars.';
const NO_SERVICE = 'A Worker has no Service that offers ports. Remove it, or declare an ExposedWorkload.';
const SELECTOR = 'Remove it: the library generates the selector (docs/pod-selection.md).';
const TARGET_PORT = 'Declare the port of the container, with servicePort for the Service: Port.http(8080, { servicePort: 80 }).';
const SPEC = 'Use the options of the declaration, without spec.';
const HOST_PORT = 'Use ports: [Port.http(8080, { hostPort: 8080 })].';
const EXTERNAL = "Declare an ExternalService with Backend.hostname('…') for it.";
const IMMUTABLE = 'Remove it: the object is always immutable.';
const LIMITS = 'Remove it. The first two arguments of Scaling.between and Scaling.keda are the limits of the replicas.';

const MOUNTS = Object.fromEntries(['mountPath', 'mountPropagation', 'volume'].map(name => [name, "Use mounts: [{ path: '/data', source: VolumeSource.emptyDir() }]."]));

/** Options of a container, and fields of its Kubernetes object. */
const CONTAINER: Readonly<Record<string, string>> = {
  exec: 'Use readiness: HealthCheck.exec([…]).',
  httpGet: "Use readiness: HealthCheck.http('/healthz').",
  httpHeaders: "Use readiness: HealthCheck.http('/healthz', { headers: { … } }).",
  ...MOUNTS,
  securityContext: 'Use security: { user: 1000, group: 1000 }.',
};

const WORKLOAD: Readonly<Record<string, string>> = {
  ...CONTAINER,
  containers: 'The options of the declaration describe its own container. Use additionalContainers or sidecars for others.',
  matchLabels: SELECTOR,
  paused: PATCH,
  restartPolicy: 'Remove it: the pods of these controllers always have Always. For a container, use restart: ContainerRestart.onFailure().',
  runAsNonRoot: "Remove it: it is true, unless security.exemptions contains SecurityExemption.runAsRoot('the reason').",
  securityContext: 'Use security: { user: 1000, group: 1000, fsGroup: 1000 }.',
  selector: SELECTOR,
  spec: SPEC,
  template: 'Use the options of the declaration, without template.',
};

const HTTP: Readonly<Record<string, string>> = { httpHeaders: "Use headers: { 'X-Probe': '1' }." };

/** Alternatives of single structures, which take precedence. */
const SINGLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AdditionalContainer: {
    ...CONTAINER,
    hostPort: HOST_PORT,
    preStop: 'Use lifecycle: { preStop: … }.',
    restartPolicy: 'Remove it from a sidecar, which always has Always. For another container, use restart: ContainerRestart.onFailure().',
  },
  CustomMetricOptions: { labels: 'Use metricLabels.', matchLabels: 'Use metricLabels.', selector: 'Use metricLabels.' },
  ExposedPodsProps: { externalName: EXTERNAL, matchLabels: 'Use selector: PodSelection.labels({ … }).', serviceName: 'Use name.', spec: SPEC, targetPort: TARGET_PORT },
  ExposedWorkloadProps: {
    ...WORKLOAD,
    externalName: EXTERNAL,
    hostPort: HOST_PORT,
    serviceName: "Use name for the Service of the workload, or controller: Controller.statefulSet({ serviceName: '…' }) for another governing Service.",
    targetPort: TARGET_PORT,
  },
  ExternalServiceProps: {
    externalName: "Use backend: Backend.hostname('…').",
    selector: 'Use backend: Backend.pods(PodSelection.labels({ … })).',
    serviceName: 'Use name.',
    spec: SPEC,
    targetPort: TARGET_PORT,
  },
  GatewayProps: { spec: SPEC },
  HttpCheckOptions: HTTP,
  ImmutableConfigMapProps: { immutable: IMMUTABLE, spec: SPEC, stringData: 'Use data.' },
  ImmutableSecretProps: {
    binaryData: 'Use data.',
    immutable: IMMUTABLE,
    spec: SPEC,
    type: 'The Secret has the type Opaque, which pods can use like any other type. Remove it, or use a Secret of cdk8s-plus for a tool that requires another type.',
  },
  InitContainer: {
    ...Object.fromEntries([
      'containerPort', 'hostPort', 'lifecycle', 'liveness', 'livenessProbe', 'port', 'portNumber', 'ports', 'readiness', 'readinessProbe', 'resize',
      'resizePolicy', 'startup', 'startupProbe',
    ].map(name => [name, INIT_CONTAINER])),
    ...MOUNTS,
    restartPolicy: 'Use restart: ContainerRestart.never(). To start a container that runs as long as the pod, move it to sidecars.',
    securityContext: CONTAINER.securityContext,
  },
  KedaScalingOptions: Object.fromEntries(['max', 'maxReplicaCount', 'maxReplicas', 'min', 'minReplicaCount', 'minReplicas'].map(name => [name, LIMITS])),
  LifecycleHttpOptions: HTTP,
  Mount: {
    mountPath: 'Use path of the mount: mounts: [{ path, source }].',
    mountPropagation: 'Use propagation of the mount: mounts: [{ path, source, propagation }].',
    volume: 'Use source of the mount: VolumeSource.fromVolume(…) for a volume of cdk8s-plus.',
  },
  PortOptions: { targetPort: 'Use servicePort for the port of the Service. The number of the port is that of the container.' },
  RouteProps: { spec: SPEC },
  ScalingOptions: Object.fromEntries(['max', 'maxReplicas', 'min', 'minReplicas'].map(name => [name, LIMITS])),
  WorkerProps: {
    ...WORKLOAD,
    ...Object.fromEntries([
      'allocateLoadBalancerNodePorts', 'clusterIP', 'clusterIPs', 'exposure', 'externalIPs', 'externalName', 'externalTrafficPolicy',
      'internalTrafficPolicy', 'loadBalancerIP', 'loadBalancerSourceRanges', 'nodePort', 'publishNotReadyAddresses', 'serviceMetadata',
      'sessionAffinity', 'targetPort', 'type',
    ].map(name => [name, NO_SERVICE])),
    hostPort: HOST_PORT,
    serviceName: "Use controller: Controller.statefulSet({ serviceName: '…' }).",
    workloadName: 'Use name.',
  },
  WorkloadOptions: WORKLOAD,
};

/** Names of Kubernetes fields that have a text only for some structures, and are no option of any construct. */
const FIELDS = ['annotations', 'metadata', 'spec', ...Object.keys(WORKLOAD), 'externalName', 'hostPort', 'serviceName', 'targetPort'];

/** Whether a name is that of a Kubernetes field for which there is a text, although it may not apply. @internal */
export function isKubernetesField(name: string): boolean {
  return Object.hasOwn(ALTERNATIVES, name) || FIELDS.includes(name);
}

/** What to write instead of a name in a structure, for texts that only apply to this structure. @internal */
export function ownAlternative(type: string, name: string): string | undefined {
  const own = SINGLE[type] ?? {};
  return Object.hasOwn(own, name) ? own[name] : undefined;
}
