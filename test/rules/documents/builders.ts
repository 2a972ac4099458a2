/** Any JSON object. */
export type Json = Record<string, any>;

/** Fields that replace the defaults of a document; `undefined` omits a field. */
export interface PodParts {
  readonly metadata?: Json;
  readonly spec?: Json;
  readonly podMetadata?: Json;
  readonly pod?: Json;
  readonly container?: Json;
  /** Containers in addition to the container `web`. */
  readonly containers?: readonly Json[];
}

const SELECTED = { app: 'web' };

/** A Service for the pods of `deployment()`. */
export function service(spec: Json = {}, metadata: Json = {}): Json {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { selector: SELECTED, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
  };
}

/** A Service with one port whose fields are replaced. */
export function servicePort(port: Json, spec: Json = {}): Json {
  return service({ ...spec, ports: [{ name: 'http', port: 80, targetPort: 8080, ...port }] });
}

export function loadBalancer(spec: Json = {}, metadata: Json = {}): Json {
  return service({ type: 'LoadBalancer', ...spec }, metadata);
}

export function headless(spec: Json = {}): Json {
  return service({ clusterIP: 'None', ...spec });
}

/** A Service of type ExternalName. */
export function alias(externalName: unknown, spec: Json = {}): Json {
  return service({ type: 'ExternalName', externalName, selector: undefined, ports: undefined, ...spec });
}

/** A Service without a selector, whose endpoints are created separately. */
export function outside(spec: Json = {}): Json {
  return service({ selector: undefined, ports: [{ name: 'postgres', port: 5432 }], ...spec });
}

/** An EndpointSlice with these endpoints. */
export function slice(items: readonly Json[], more: Json = {}): Json {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: items,
    ports: [{ name: 'postgres', port: 5432 }],
    ...more,
  };
}

/** An EndpointSlice with one endpoint. */
export function endpoint(facts: Json, more: Json = {}): Json {
  return slice([{ addresses: ['10.20.0.11'], ...facts }], more);
}

/** An object of the legacy Endpoints API. */
export function endpoints(addresses: readonly Json[], subset: Json = {}): Json {
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'web', namespace: 'shop' },
    subsets: [{ addresses, ports: [{ name: 'postgres', port: 5432 }], ...subset }],
  };
}

/** A container that Pod Security *restricted* admits. */
export function container(name: string, parts: Json = {}): Json {
  return {
    name,
    image: 'registry.example.com/web:1.4.2',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ...parts,
  };
}

export function deployment(parts: PodParts = {}): Json {
  return workload('Deployment', parts);
}

export function daemonSet(parts: PodParts = {}): Json {
  return workload('DaemonSet', parts);
}

export function statefulSet(parts: PodParts = {}): Json {
  return workload('StatefulSet', { ...parts, spec: { serviceName: 'web', ...parts.spec } });
}

/** A volume claim template for a StatefulSet. */
export function claim(name: string, spec: Json = {}): Json {
  return { metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } };
}

/** A Deployment whose container has a readiness probe. */
export function probing(probe: Json, role = 'readinessProbe'): Json {
  return deployment({ container: { [role]: { tcpSocket: { port: 8080 }, ...probe } } });
}

/** A Deployment with one environment variable. */
export function variable(name: string, facts: Json): Json {
  return deployment({ container: { env: [{ name, ...facts }] } });
}

/** A Deployment with a volume, mounted at /data. */
export function mounting(volume: Json, mount: Json = {}): Json {
  return deployment({
    pod: { volumes: [{ name: 'data', ...volume }] },
    container: { volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }] },
  });
}

function workload(kind: string, { metadata, spec, podMetadata, pod, container: own, containers = [] }: PodParts): Json {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: {
      selector: { matchLabels: SELECTED },
      template: {
        metadata: { ...podMetadata, labels: { ...SELECTED, ...podMetadata?.labels } },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [container('web', { ports: [{ name: 'http', containerPort: 8080 }], ...own }), ...containers],
          ...pod,
        },
      },
      ...spec,
    },
  };
}
