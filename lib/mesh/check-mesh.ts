import type { Workload } from 'cdk8s-plus-28';
import { protocolInName } from './app-protocol';
import { optOutFix, proxyOf, type PodMetadata, type PodProxy } from './membership';
import { isLinkerd, propertiesOf } from './mesh-properties';
import { LINKERD_WAIT, hasOrdinaryLinkerdProxy } from './pod-annotations';
import type { Mesh } from '../cluster/mesh';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { meshRules } from '../rules/mesh';
import type { Problems } from '../rules/rule';

/**
 * For each kind of port, the protocols that Istio may read from the name of such a port. If Istio reads another protocol, it misinterprets the
 * traffic, because a server of that kind does not speak it.
 */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = { http: ['http'], tcp: ['tcp', 'tls', 'https', 'mongo', 'redis', 'mysql'] };

/** The properties of a workload's pods that can conflict with a proxy. */
export interface DeclaredPods {
  readonly metadata: PodMetadata;
  readonly ports: Pick<Ports, 'all' | 'fields'>;
  readonly containers: readonly { readonly name: string; readonly nameField: string }[];
  readonly user?: number;
  readonly group?: number;
}

/** Reports names of ports from which Istio reads a protocol that the port does not speak. @internal */
export function checkMeshPortNames(
  problems: Problems, mesh: Mesh, ports: readonly Port[], fieldOf = (index: number) => `ports[${index}]`,
): void {
  ports.forEach(({ name, kind, exposed, appProtocol, _unnamed }, index) => {
    const protocol = _unnamed ? undefined : protocolInName(String(name));
    const incompatible = protocol !== undefined && COMPATIBLE[kind]?.includes(protocol) === false;
    if (propertiesOf(mesh)?.readsPortNames && exposed && appProtocol === undefined && incompatible) {
      const better = `${kind}-${String(name).slice(protocol.length + 1) || 'main'}`;
      const fix = `Istio reads this name as ${protocol}. Set appProtocol: '${kind}', or use a name such as '${better}'.`;
      problems.report(meshRules.portName, `${fieldOf(index)}.name`, name, fix);
    }
  });
}

/** Reports properties of pods that conflict with the proxy of the mesh. @internal */
export function checkMeshedPods(problems: Problems, mesh: Mesh, pods: DeclaredPods): void {
  const pod = proxyOf(mesh, pods.metadata);
  if (!pod) {
    return;
  }
  const { all, fields } = pods.ports;
  all.forEach(({ name, number, protocol }, index) => {
    checkNumber(problems, pod, `${fields[index]}.number`, number, protocol);
    if (pod.proxy.portNames?.includes(name)) {
      problems.report(meshRules.name, `${fields[index]}.name`, name, `${pod.mesh.proxyName} has a port with this name. Use another name.`);
    }
  });
  checkUser(problems, pod, 'security', pods);
  for (const { name, nameField } of pods.containers.filter(container => pod.proxy.containerNames?.includes(container.name))) {
    problems.report(meshRules.name, nameField, name, 'The mesh injects a container with this name. Use another name.');
  }
  const wait = pods.metadata.annotations?.[LINKERD_WAIT];
  if (isLinkerd(mesh) && Number(wait ?? 0) > 0 && !hasOrdinaryLinkerdProxy(pods.metadata.annotations)) {
    const fix = "Remove it: a native sidecar terminates after the containers. To use an ordinary proxy, add 'config.beta.linkerd.io/proxy-enable-native-sidecar': 'false'.";
    problems.report(meshRules.linkerdWait, `podMetadata.annotations['${LINKERD_WAIT}']`, wait, fix);
  }
}

/** Reports containers of a workload that conflict with the proxy of the mesh, whose pods have these labels and annotations. @internal */
export function checkContainersInMesh(problems: Problems, mesh: Mesh, metadata: PodMetadata, workload: Workload): void {
  const pod = proxyOf(mesh, metadata);
  if (!pod) {
    return;
  }
  const sidecars = workload.initContainers.filter(container => container.restartPolicy !== undefined);
  const injected = pod.proxy.containerNames ?? [];
  for (const container of [...workload.containers, ...sidecars].filter(({ name }) => !injected.includes(name))) {
    container.ports.forEach(({ number, protocol }) => checkNumber(problems, pod, `ports of the container '${container.name}'`, number, protocol));
    checkUser(problems, pod, `securityContext of the container '${container.name}'`, container.securityContext);
  }
}

function checkNumber(problems: Problems, { mesh, proxy }: PodProxy, field: string, number: number, protocol = 'TCP'): void {
  if (protocol === 'TCP' && proxy.ports?.includes(number)) {
    problems.report(meshRules.port, field, number, `${mesh.proxyName} listens on this port. Let the server listen on another port${optOutFix(mesh)}.`);
  }
}

function checkUser(problems: Problems, { mesh, proxy }: PodProxy, field: string, ids: { readonly user?: number; readonly group?: number }): void {
  for (const id of ['user', 'group'] as const) {
    if (ids[id] !== undefined && ids[id] === proxy[id]) {
      problems.report(meshRules.user, `${field}.${id}`, ids[id], `${mesh.proxyName} runs as this ${id}. Use another number${optOutFix(mesh)}.`);
    }
  }
}
