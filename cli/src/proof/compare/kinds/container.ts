import { RESOURCES } from './amounts';
import { environment, ENV_FROM, ENV_VAR } from './environment';
import { LIFECYCLE, PROBE } from './probes';
import { CONTAINER_SECURITY, containerSecurityOf } from './security';
import type { Document } from '../../../document';
import { pullPolicyOf } from '../../../pull-policy';
import { Assumed } from '../tree/nodes';
import { by, type Field, type List, type Type } from '../tree/schema';

const ACTIONS = [['readinessProbe'], ['livenessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']];

/** Ports have the identity that server-side apply uses. */
const PORTS: List = { order: 'unordered', by: ({ containerPort, protocol }) => `${containerPort}/${protocol ?? 'TCP'}` };

const MOUNT: Type = { fields: { mountPropagation: { assumed: 'None' }, recursiveReadOnly: { assumed: 'Disabled' } } };

const CONTAINER_FIELDS: Readonly<Record<string, Field>> = {
  env: { list: by('name'), type: ENV_VAR },
  envFrom: { type: ENV_FROM },
  lifecycle: { type: LIFECYCLE },
  livenessProbe: { type: PROBE },
  ports: { list: PORTS, type: { fields: { protocol: { assumed: 'TCP' }, hostPort: { convert: port => port === 0 ? undefined : port } } } },
  readinessProbe: { type: PROBE },
  resizePolicy: { list: by('resourceName') },
  resources: { type: RESOURCES },
  securityContext: { type: CONTAINER_SECURITY },
  startupProbe: { type: PROBE },
  terminationMessagePath: { assumed: '/dev/termination-log' },
  terminationMessagePolicy: { assumed: 'File' },
  volumeDevices: { list: by('devicePath') },
  volumeMounts: { list: by('mountPath'), type: MOUNT },
};

/**
 * A container that `completeContainer` completed. Defaults: SetDefaults_Container in pkg/apis/core/v1/defaults.go, and the comments of the types in
 * k8s.io/api/core/v1/types.go, of Kubernetes 1.37.
 */
export const CONTAINER: Type = { fields: CONTAINER_FIELDS };

/** A container with what the meaning of its fields depends on: the settings of its pod, numbers of ports, and the tag of its image. */
export function completeContainer(container: Document, pod: Document): Document {
  const { env, ports, resizePolicy } = container;
  const completed = {
    ...container,
    env: Array.isArray(env) ? environment(env) : env,
    imagePullPolicy: container.imagePullPolicy || new Assumed(pullPolicyOf(container.image)),
    ports: pod.hostNetwork && Array.isArray(ports) ? ports.map(onHost) : ports,
    // The kubelet resizes a container without a restart if nothing is specified (setDefaultResizePolicy in pkg/apis/core/v1/defaults.go).
    resizePolicy: Array.isArray(resizePolicy) ? resizePolicy.filter(({ restartPolicy }) => restartPolicy !== 'NotRequired') : resizePolicy,
    securityContext: containerSecurityOf(container, pod),
  };
  return ACTIONS.reduce((object, path) => withNumber(object, path, ports ?? []), completed);
}

/** A container of the network of the node has the same port there (defaultHostNetworkPorts in pkg/apis/core/v1/defaults.go of Kubernetes 1.37). */
function onHost(port: Document): Document {
  return { ...port, hostPort: port.hostPort || new Assumed(port.containerPort) };
}

/** A container in which the action at a path has the number of its port. The kubelet looks the name up in the container itself. */
function withNumber(object: Document, [name, ...rest]: readonly string[], ports: readonly Document[]): Document {
  const action = object[name];
  if (typeof action !== 'object' || action === null) {
    return object;
  }
  if (rest.length > 0) {
    return { ...object, [name]: withNumber(action, rest, ports) };
  }
  const kind = action.httpGet ? 'httpGet' : 'tcpSocket';
  const port = action[kind]?.port;
  const number = ports.find(each => each.name === port)?.containerPort;
  return typeof port !== 'string' || number === undefined ? object : { ...object, [name]: { ...action, [kind]: { ...action[kind], port: number } } };
}
