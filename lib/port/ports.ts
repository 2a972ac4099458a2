import { Protocol, type Container, type ContainerPort } from 'cdk8s-plus-28';
import { checkHostPort } from './check-host-port';
import { checkReference, type Listener } from './check-reference';
import type { Port } from './port';
import { TargetPort } from './port-options';
import { sameContainerPort } from './same-container-port';
import { SCHEME_FIX, checkAppProtocol, checkPortName, checkPortNumber, hiddenScheme, isContainerPortName, isScheme, portRules } from '../rules/ports';
import { DOCUMENTATION, type Problems } from '../rules/rule';
import { workloadRules } from '../rules/workloads';
import { withItem } from '../values/lists';

/** How the Service can remap ports: to any number, not at all (headless, hostname), or as in the existing Service (imported). `none` if there is no Service. */
export type Remapping = 'any' | 'headless' | 'hostname' | 'imported' | 'none';

/** The ports that one container, or the backend of a declaration, declares. */
export interface PortList {
  /** The property with the list, for messages. */
  readonly field: string;
  readonly ports?: readonly Port[];
  readonly listener: Listener;
}

/** What the declaration with the ports determines. */
export interface PortsOptions {
  /** What to declare instead of a Service without ports, as a sentence for the error. */
  readonly alternative?: string;
  /** Whether Services refer to container ports by numbers, unless a port sets another `targetPort`. */
  readonly byNumber?: boolean;
}

/** The ports from which the health checks of a container choose one. */
export interface ProbedPorts {
  /** All ports of the container. */
  readonly all: readonly Port[];
  /** Its ports that are part of the Service. */
  readonly exposed: readonly Port[];
  /** The port with a name, of this container or of another container of the pod. */
  named(name: string): Port | undefined;
  /** How a probe of the container refers to the port. */
  target(port: Port): string | number;
}

/** A declared port, with the list that contains it. */
interface ListedPort {
  readonly port: Port;
  /** Index of the list. */
  readonly list: number;
}

/**
 * The ports of one declaration, in the order in which they were declared. All objects that refer to a port read it from here.
 *
 * @internal
 */
export class Ports {
  /** Returns the ports that are part of the Service, including ports that are added later. One function for all who call it at synth. */
  public readonly listExposed: () => readonly Port[];

  private declared: readonly ListedPort[];
  private ports: readonly Port[];
  /** The containers that list the ports, by the index of the list. */
  private containers: readonly Container[] = [];

  /**
   * @param lists the declared ports, by container; methods add ports to the first list
   */
  constructor(private readonly remapping: Remapping, private readonly lists: readonly PortList[], private readonly options: PortsOptions = {}) {
    this.declared = lists.flatMap(({ ports = [] }, list) => ports.map(port => ({ port, list })));
    this.ports = this.declared.map(({ port }) => port);
    this.listExposed = () => this.exposed;
  }

  /** All ports, including ports that are not part of the Service. */
  public get all(): readonly Port[] {
    return this.ports;
  }

  /** Ports that are part of the Service. */
  public get exposed(): readonly Port[] {
    return this.ports.filter(port => this.isExposed(port));
  }

  /** Ports that the monitoring system scrapes. */
  public get scraped(): readonly Port[] {
    return this.ports.filter(port => port.scraped);
  }

  /** Where each port is declared, such as `sidecars[0].ports[1]`, in the order of `all`. */
  public get fields(): readonly string[] {
    return this.declared.map(({ list }, index) => {
      const before = this.declared.slice(0, index).filter(other => other.list === list);
      return `${this.lists[list].field}[${before.length}]`;
    });
  }

  /** Reports problems with the declared ports: with each port by itself, and conflicts among them. */
  public check(problems: Problems): void {
    const { fields } = this;
    this.declared.forEach((listed, index) => this.checkPort(problems, listed, this.declared.slice(0, index), fields[index]));
    if (this.remapping === 'any' && this.exposed.length === 0) {
      const { alternative } = this.options;
      const fix = ['Add a port that is exposed, such as Port.http(8080).', ...alternative === undefined ? [] : [alternative]].join(' ');
      problems.report(portRules.missing, 'ports', this.ports.map(port => port.name), fix);
    }
  }

  /** Reports problems with a port that is about to be added, and its conflicts with the existing ports. */
  public checkAdded(problems: Problems, port: Port, field: string): void {
    this.checkPort(problems, { port, list: 0 }, this.declared, field);
  }

  /** Adds a port that has been checked. */
  public add(port: Port): void {
    this.declared = withItem(this.declared, { port, list: 0 });
    this.ports = withItem(this.ports, port);
    this.listInContainers();
  }

  /** Adds the ports to their containers, which are in the order of the lists, including ports that are added later. */
  public attachTo(containers: readonly Container[]): void {
    this.containers = containers;
    this.listInContainers();
  }

  /** The port with a name. */
  public named(name: string): Port | undefined {
    return this.ports.find(port => port.name === name);
  }

  /**
   * How the pods refer to the container port of a port, for example in probes: by its name, or by its number if the container port has no name.
   * It has the name of the Service port if that is at most 15 characters long, as the API server requires (IANA_SVC_NAME, RFC 6335). Ports
   * with the same number and protocol share the container port of the first one, because a container lists each only once.
   */
  public target(port: Port): string | number {
    const listed = this.containerOf(port)?.ports.find(other => sameContainerPort(other, port));
    return listed ? listed.name ?? listed.number : this.containerPortName(port) ?? port.number;
  }

  /** The `targetPort` of a Service port. */
  public serviceTarget(port: Port): string | number {
    return this.isByName(port) ? this.target(port) : port.number;
  }

  private isByName(port: Port): boolean {
    return port._target === undefined ? !this.options.byNumber : port._target === TargetPort.NAME;
  }

  /** Whether the name of a container port is set and no Service uses it, so that ports of other containers can have the same name. */
  public isNameOfContainer(containerPort: ContainerPort): boolean {
    const ports = this.ports.filter(port => sameContainerPort(port, containerPort));
    return ports.length > 0 && ports.every(port => port._containerPortName !== undefined && !(this.isExposed(port) && this.isByName(port)));
  }

  /** The name of the container port of a port; undefined if it has none. */
  public containerPortName(port: Port): string | undefined {
    return containerPortName(port, this.ports);
  }

  /**
   * The ports of a list, for the health checks of its container. A name refers to a port of the same container only, so the port of another container is
   * given by its number.
   */
  public ofList(list: number): ProbedPorts {
    return new PortsOfContainer(this, list);
  }

  /** The ports of one list. */
  public inList(list: number): readonly Port[] {
    return this.declared.filter(each => each.list === list).map(({ port }) => port);
  }

  /** Whether a port is part of the Service. */
  public isExposed(port: Port): boolean {
    return port.exposed && this.remapping !== 'none';
  }

  private containerOf(port: Port): Container | undefined {
    return this.containers[this.declared.find(listed => listed.port === port)?.list ?? 0];
  }

  private listInContainers(): void {
    for (const { port, list } of this.declared) {
      const container = this.containers[list];
      if (!port._unlisted && container?.ports.every(other => !sameContainerPort(other, port))) {
        const protocol = port.protocol === Protocol.TCP ? undefined : port.protocol;
        const { number, hostPort, hostIp } = port;
        container.addPort({ number, name: containerPortName(port, this.ports), protocol, hostPort, hostIp });
      }
    }
  }

  private checkPort(problems: Problems, listed: ListedPort, listedBefore: readonly ListedPort[], field: string): void {
    const { port, list } = listed;
    const before = listedBefore.map(other => other.port);
    const validNumber = checkPortNumber(problems, `${field}.number`, port.number);
    if (!Object.is(port.servicePort, port.number)) {
      checkPortNumber(problems, `${field}.servicePort`, port.servicePort);
      this.checkRemapping(problems, port, field);
    }
    if (validNumber || port.name !== port._plainName) {
      checkPortName(problems, `${field}.name`, port.name, validNumber ? port._plainName : port.kind);
    }
    const { listener } = this.lists[list];
    checkHostPort(problems, field, port, before, listener === 'container');
    if ([port, ...before.filter(other => sameContainerPort(other, port))].some(setsReference)) {
      checkReference(problems, field, port, { listener, before, exposed: this.isExposed(port), name: containerPortName(port, [...before, port]) });
    }
    checkAppProtocol(problems, `${field}.appProtocol`, port.appProtocol);
    if (!isScheme(port.scheme)) {
      problems.report(portRules.scheme, `${field}.scheme`, hiddenScheme(port.scheme), SCHEME_FIX);
    }
    if (before.some(other => other.name === port.name)) {
      problems.report(portRules.nameDuplicate, `${field}.name`, port.name, `Use Port.${port.kind}(${port.number}, { name: '${port._plainName}' }).`);
    }
    this.checkContainerPortName(problems, listed, listedBefore, field);
    this.checkUnnamed(problems, port, before, field);
    const sharing = listedBefore.find(other => other.list !== list && sameContainerPort(other.port, port));
    if (sharing) {
      const fix = `It is also in ${this.lists[sharing.list].field}. Remove it where the container does not listen on it. If both listen on it, change one of them.`;
      problems.report(workloadRules.sharedPort, `${field}.number`, port.number, fix);
    }
    const exposedBefore = this.isExposed(port) ? before.filter(other => other.exposed) : [];
    const duplicate = exposedBefore.find(other => other.servicePort === port.servicePort && other.protocol === port.protocol);
    if (duplicate && !sharing) {
      problems.report(portRules.duplicate, `${field}.servicePort`, port.servicePort, `Port '${duplicate.name}' already uses ${port.servicePort}/${port.protocol}. Set another servicePort.`);
    }
  }

  /**
   * Reports a port whose container port would have the name of another port of the pod, whether the names are set or derived. If the name is set and
   * no Service uses it, a port of another container can have it too, as in existing pods.
   */
  private checkContainerPortName(problems: Problems, { port, list }: ListedPort, listedBefore: readonly ListedPort[], field: string): void {
    const before = listedBefore.map(other => other.port);
    const all = [...before, port];
    const name = containerPortName(port, all);
    const isNameOfContainer = this.isNameOfContainer(port);
    const isCompared = (otherList: number) => !isNameOfContainer || otherList === list;
    const others = [
      ...this.containers.filter((_, index) => isCompared(index)).flatMap(container => container.ports),
      ...listedBefore.filter(other => isCompared(other.list))
        .map(other => ({ name: containerPortName(other.port, all), number: other.port.number, protocol: other.port.protocol })),
    ];
    const isTaken = name !== undefined && others.some(other => other.name === name && !sameContainerPort(other, port));
    if (isTaken && before.every(other => other.name !== port.name)) {
      const fix = `The pod has another port with the name '${name}'. Set an unused name of at most 15 characters.`;
      const option = port._containerPortName === undefined ? 'name' : 'containerPortName';
      problems.report(portRules.nameDuplicate, `${field}.${option}`, name, fix);
    }
  }

  /** Reports a Service with several ports of which one has no name. */
  private checkUnnamed(problems: Problems, port: Port, before: readonly Port[], field: string): void {
    if (this.isExposed(port)) {
      const others = before.filter(other => this.isExposed(other));
      const unnamed = [port, ...others].find(({ _unnamed }) => _unnamed);
      if (unnamed && others.length > 0) {
        const fix = `Remove unnamed from the port '${unnamed.name}'. Clients that look up the name of the port must be changed first.`;
        problems.report(portRules.unnamed, `${field}.unnamed`, port._unnamed, fix);
      }
    } else if (port._unnamed) {
      problems.report(portRules.unnamed, `${field}.unnamed`, true, 'The port is not part of a Service. Remove unnamed.');
    }
  }

  private checkRemapping(problems: Problems, port: Port, field: string): void {
    if (this.remapping === 'none') {
      problems.report(portRules.withoutService, `${field}.servicePort`, port.servicePort, 'Omit it, or declare an ExposedWorkload.');
    } else if (this.remapping === 'headless') {
      problems.report(portRules.remapHeadless, `${field}.servicePort`, port.servicePort, `Omit it, so that clients use ${port.number}, or set exposure: Exposure.clusterIp().`);
    } else if (this.remapping === 'hostname') {
      problems.report(portRules.remapHostname, `${field}.servicePort`, port.servicePort, `Omit it, so that clients use ${port.number}, as connectTo configures them. To remap the port, use Backend.addresses(…), or run a relay (${DOCUMENTATION}/external-services.md).`);
    }
  }
}

class PortsOfContainer implements ProbedPorts {
  constructor(private readonly ports: Ports, private readonly list: number) {}

  public get all(): readonly Port[] {
    return this.ports.inList(this.list);
  }

  public get exposed(): readonly Port[] {
    return this.all.filter(port => this.ports.isExposed(port));
  }

  public named(name: string): Port | undefined {
    return this.all.find(port => port.name === name) ?? this.ports.named(name);
  }

  public target(port: Port): string | number {
    return this.all.includes(port) ? this.ports.target(port) : port.number;
  }
}

/** Whether a port sets how its container lists it, or how Services refer to it. */
function setsReference({ _containerPortName, _unlisted, _target }: Port): boolean {
  return _containerPortName !== undefined || _unlisted || _target !== undefined;
}

/** The name of the container port of a port: that of the first port with its number, because a container lists each number only once. */
function containerPortName(port: Port, ports: readonly Port[]): string | undefined {
  const { _unlisted, _containerPortName, name, _plainName } = ports.find(other => sameContainerPort(other, port)) ?? port;
  return _unlisted || _containerPortName === '' ? undefined : _containerPortName ?? (isContainerPortName(name) ? name : _plainName);
}
