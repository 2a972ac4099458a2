import type { Workload } from 'cdk8s-plus-28';
import type { IConstruct, IValidation } from 'constructs';
import { isIstio, protocolInName } from './app-protocol';
import { LINKERD_WAIT, hasOrdinaryLinkerdProxy } from './pod-annotations';
import { proxyOf, showOptOut, type MeshProxy, type PodMarks } from './proxies';
import { Mesh } from '../cluster/mesh';
import type { Port } from '../port/port';
import { meshRules } from '../rules/mesh';
import { Problems } from '../rules/rule';

/** Protocols by which Istio may take a port of a kind without appProtocol: none of the others can be carried as that. */
const FITTING: Readonly<Record<string, readonly string[]>> = { http: ['http'], tcp: ['tcp', 'tls', 'https', 'mongo', 'redis', 'mysql'] };

/** What is declared of pods, as far as it can be in the way of a proxy. */
export interface DeclaredPods {
  readonly marks: PodMarks;
  readonly ports: readonly Port[];
  /** Name of the workload's own container. */
  readonly containerName: string;
  readonly user?: number;
  readonly group?: number;
}

/** Notes names of ports that Istio takes for another protocol. @internal */
export function checkMeshPortNames(
  problems: Problems, mesh: Mesh | undefined, ports: readonly Port[], fieldOf = (index: number) => `ports[${index}]`,
): void {
  ports.forEach(({ name, kind, exposed, appProtocol }, index) => {
    const read = protocolInName(String(name));
    if (isIstio(mesh) && exposed && appProtocol === undefined && read !== undefined && FITTING[kind]?.includes(read) === false) {
      const fix = `It is read as ${read}. Give appProtocol: '${kind}', or a name like '${kind}-${String(name).slice(read.length + 1) || 'main'}'.`;
      problems.report(meshRules.portName, `${fieldOf(index)}.name`, name, fix);
    }
  });
}

/** Notes what of the pods is in the way of the proxy that the mesh puts beside them. @internal */
export function checkMeshedPods(problems: Problems, mesh: Mesh | undefined, pods: DeclaredPods): void {
  const proxy = proxyOf(mesh, pods.marks);
  if (!proxy) {
    return;
  }
  pods.ports.forEach(({ name, number, protocol }, index) => {
    checkNumber(problems, proxy, `ports[${index}].number`, number, protocol);
    if (proxy.portNames.includes(name)) {
      problems.report(meshRules.name, `ports[${index}].name`, name, `${proxy.name} has a port called so. Give another name.`);
    }
  });
  checkUser(problems, proxy, 'security', pods);
  if (proxy.containers.includes(pods.containerName)) {
    problems.report(meshRules.name, 'name', pods.containerName, 'The mesh calls a container so. Give another name.');
  }
  const wait = pods.marks.annotations?.[LINKERD_WAIT];
  if (mesh === Mesh.LINKERD && Number(wait ?? 0) > 0 && !hasOrdinaryLinkerdProxy(pods.marks.annotations)) {
    const fix = "Leave it out: a native sidecar ends after the containers. For an ordinary proxy add 'config.beta.linkerd.io/proxy-enable-native-sidecar': 'false'.";
    problems.report(meshRules.linkerdWait, `podMetadata.annotations['${LINKERD_WAIT}']`, wait, fix);
  }
}

/**
 * A validation of cdk8s that says the same at synth of all containers, those beside the workload's own and ports that were added included.
 *
 * @param marks those of the pods as they are rendered
 * @internal
 */
export function meshValidation(declaration: IConstruct, workload: Workload, mesh: Mesh | undefined, marks: () => PodMarks): IValidation {
  return {
    validate: () => {
      const problems = new Problems(declaration);
      const proxy = proxyOf(mesh, marks());
      if (proxy) {
        const sidecars = workload.initContainers.filter(container => container.restartPolicy !== undefined);
        for (const container of [...workload.containers, ...sidecars].filter(({ name }) => !proxy.containers.includes(name))) {
          container.ports.forEach(({ number, protocol }) => checkNumber(problems, proxy, `ports of the container '${container.name}'`, number, protocol));
          checkUser(problems, proxy, `securityContext of the container '${container.name}'`, container.securityContext);
        }
      }
      return problems.messages;
    },
  };
}

function checkNumber(problems: Problems, proxy: MeshProxy, field: string, number: number, protocol = 'TCP'): void {
  if (protocol === 'TCP' && proxy.ports.includes(number)) {
    problems.report(meshRules.port, field, number, `${proxy.name} listens there. Let the server listen on another number, or ${showOptOut(proxy)}.`);
  }
}

function checkUser(problems: Problems, proxy: MeshProxy, field: string, ids: { readonly user?: number; readonly group?: number }): void {
  for (const id of ['user', 'group'] as const) {
    if (ids[id] !== undefined && ids[id] === proxy[id]) {
      problems.report(meshRules.user, `${field}.${id}`, ids[id], `${proxy.name} has it. Give another number, or ${showOptOut(proxy)}.`);
    }
  }
}
