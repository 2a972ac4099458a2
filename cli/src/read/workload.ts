import type { ExistingTemplate, WorkloadOptions } from 'cdk8s-service-patterns';
import { readController } from './controller';
import { Fields, unlessEmpty, withoutUndefined, type UnknownField } from './fields';
import { hasLabelOfLibrary, isSelectorOfLibrary, withoutWorkloadLabel } from './library-labels';
import { readMetadata, type Metadata } from './metadata';
import type { Mode } from './mode';
import { withOwnContainerFirst } from './own-container';
import { readPod, type PodContext, type ReadPod, type References } from './pod';
import { PodPorts, servicePortsOf, type DeclaredPort } from './ports';
import type { RoutedPorts } from './routed-ports';
import { readService } from './service';
import type { Exposure, Port } from '../code/library';
import type { Document } from '../document';

/** A Deployment, StatefulSet or DaemonSet, with the Services that lead to its pods and to no others. */
export interface Manifest {
  readonly workload: Document;
  readonly services: readonly Document[];
  /** Whether a Service leads to the pods. */
  readonly isSelected: boolean;
  readonly routed: RoutedPorts;
}

/** A Service of a declaration. */
export interface ReadService {
  readonly service: Document;
  readonly ports: readonly DeclaredPort[];
  /** The options, apart from the name and the ports. */
  readonly options: { readonly exposure?: Exposure; readonly serviceMetadata?: Metadata };
  /** Fields that no option expresses. */
  readonly unknown: readonly UnknownField[];
}

/** The options that declare a workload. */
export interface ReadWorkload {
  readonly options: Partial<WorkloadOptions> & { readonly image: string; readonly ports?: Port[] };
  /** The name of the workload's own container. */
  readonly container: string;
  /** The ports of all containers. */
  readonly ports: readonly DeclaredPort[];
  /** The Service that is declared together with the workload; undefined if there is none. */
  readonly main?: ReadService;
  /** Services that are declared separately. */
  readonly others: readonly ReadService[];
  /** Fields that no option expresses. */
  readonly unknown: readonly UnknownField[];
}

/**
 * Reads a workload and its Services to the options that declare them.
 *
 * @throws UnreadableField if a value has a type that the API does not have
 */
export function readWorkload({ workload: read, services, isSelected, routed }: Manifest, mode: Mode, references: References): ReadWorkload {
  const unknown: UnknownField[] = [];
  const [main, ...others] = withMainFirst(read, services);
  const offered = servicePortsOf(main, routed);
  // In place, the order of the containers is part of the pod template, and the library writes the own container first.
  const workload = mode.inPlace ? read : withOwnContainerFirst(read, offered);
  const { containers, initContainers } = workload.spec.template.spec;
  const all: Document[] = [...containers, ...initContainers ?? []];
  const ports = new PodPorts(offered, all, mode, isSelectorOfLibrary(workload));
  const context = { mode, isExposed: isSelected, containers: all, ports, references };
  const { options, pod } = Fields.readAll(workload, unknown, fields => readFields(fields, workload, main, context));
  return {
    options,
    container: containers[0].name,
    ports: pod.ports,
    main: main && readOne(main, pod.ports),
    others: others.map(service => readOne(service, servicePortsOf(service, routed).map(port => ports.portOfService(port)))),
    unknown,
  };
}

/**
 * Reads a Service for pods that it shares with other Services, or that are not declared.
 *
 * @param workload a workload whose pods it selects
 */
export function readServiceOfPods(service: Document, workload: Document | undefined, routed: RoutedPorts, mode: Mode): ReadService {
  const { containers = [], initContainers } = workload?.spec.template.spec ?? {};
  const ports = new PodPorts([], [...containers, ...initContainers ?? []], mode);
  return readOne(service, servicePortsOf(service, routed).map(port => ports.portOfService(port)));
}

function readOne(service: Document, ports: readonly DeclaredPort[]): ReadService {
  const unknown: UnknownField[] = [];
  return { service, ports, options: Fields.readAll(service, unknown, fields => readService(fields, nodePortsOf(service, ports))), unknown };
}

/** The first Service is the one with the name of the workload, or one with a cluster IP, or the one that gives pods of a StatefulSet their names. */
function withMainFirst(workload: Document, services: readonly Document[]): readonly Document[] {
  const isHeadless = (service: Document) => service.spec.clusterIP === 'None';
  const main = services.find(service => service.metadata.name === workload.metadata.name)
    ?? services.find(service => !isHeadless(service))
    ?? services.find(service => service.metadata.name === workload.spec.serviceName)
    ?? services[0];
  return main ? [main, ...services.filter(service => service !== main)] : [];
}

function nodePortsOf(service: Document, ports: readonly DeclaredPort[]): Record<string, number> {
  const chosen = (service.spec.ports ?? []).filter((port: Document) => port.nodePort);
  return Object.fromEntries(chosen.flatMap(({ port, protocol = 'TCP', nodePort }: Document) => {
    const declared = ports.find(each => each.isExposed && each.servicePort === port && each.protocol === protocol);
    return declared ? [[declared.name, nodePort]] : [];
  }));
}

interface ReadFields {
  readonly options: ReadWorkload['options'];
  readonly pod: ReadPod;
}

function readFields(
  workload: Fields, manifest: Document, main: Document | undefined, context: Omit<PodContext, 'isDump' | 'claims'>,
): ReadFields {
  const { mode } = context;
  const { kind, metadata, spec: { selector } } = manifest;
  workload.expect('apiVersion', 'apps/v1');
  workload.read('kind');
  workload.read('status');
  const workloadMetadata = workload.readObject('metadata', readMetadata);
  const isDump = metadata.uid !== undefined;
  return workload.readObject('spec', spec => {
    spec.readObject('selector', fields => fields.readMap('matchLabels'));
    const replicas = spec.readNumber('replicas');
    const ownService = main?.spec.clusterIP === 'None' ? main.metadata.name : undefined;
    const { controller, claims } = readController(spec, kind, mode, ownService);
    const { podMetadata, pod } = spec.readObject('template', template => ({
      podMetadata: template.readObject('metadata', readMetadata),
      pod: template.readObject('spec', fields => (
        readPod(fields, { ...context, isDump, claims })
      ))!,
    }))!;
    const own = {
      replicas,
      controller,
      workloadMetadata,
      podMetadata: withoutSelector(podMetadata, selector?.matchLabels ?? {}),
      existingTemplate: mode.inPlace ? existingTemplate(manifest) : undefined,
    };
    const selection = isSelectorOfLibrary(manifest) ? {}
      : { selector: selector?.matchLabels, workloadLabel: mode.inPlace && !hasLabelOfLibrary(manifest) ? false : undefined };
    return { options: { ...pod.options, ...withoutUndefined({ ...own, ...selection }) }, pod };
  })!;
}

/** The values of the pod template that have no effect. */
function existingTemplate({ spec: { template: { metadata, spec } } }: Document): ExistingTemplate | undefined {
  const specifiesServiceLinks = spec.enableServiceLinks || undefined;
  return unlessEmpty(withoutUndefined<ExistingTemplate>({ name: metadata?.name || undefined, specifiesServiceLinks }));
}

/** The labels of the selector, and the one of the library, are labels of the pods in any case. */
function withoutSelector(metadata: Metadata | undefined, selector: Record<string, string>): Metadata | undefined {
  const labels = Object.entries(withoutWorkloadLabel(metadata?.labels ?? {})).filter(([key, value]) => selector[key] !== value);
  const { annotations } = metadata ?? {};
  return unlessEmpty(withoutUndefined<Metadata>({ labels: unlessEmpty(Object.fromEntries(labels)), annotations }));
}
