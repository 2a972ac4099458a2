import { Protocol, type Container, type ContainerPort } from 'cdk8s-plus-28';
import type { Port } from './port';
import { SCHEME_FIX, checkAppProtocol, checkPortName, checkPortNumber, hiddenScheme, isContainerPortName, isScheme, portRules } from '../rules/ports';
import { DOCUMENTATION, type Problems } from '../rules/rule';
import { withItem } from '../values/lists';

/** How the Service can remap ports: to any number, not at all (headless, hostname), or as in the existing Service (imported). */
export type Remapping = 'any' | 'headless' | 'hostname' | 'imported';

/**
 * The ports of one declaration, in the order in which they were declared. All objects that refer to a port read it from here.
 *
 * @internal
 */
export class Ports {
  /** Returns the ports that are part of the Service, including ports that are added later. One function for all who call it at synth. */
  public readonly listExposed: () => readonly Port[];

  private declared: readonly Port[];
  private container?: Container;

  /**
   * @param ports the declared ports
   * @param alternative what to declare instead of a Service without ports, as a sentence for the error
   */
  constructor(private readonly remapping: Remapping, ports: readonly Port[] | undefined, private readonly alternative?: string) {
    this.declared = [...ports ?? []];
    this.listExposed = () => this.exposed;
  }

  /** All ports, including ports that are not part of the Service. */
  public get all(): readonly Port[] {
    return this.declared;
  }

  /** Ports that are part of the Service. */
  public get exposed(): readonly Port[] {
    return this.declared.filter(port => port.exposed);
  }

  /** Ports that the monitoring system scrapes. */
  public get scraped(): readonly Port[] {
    return this.declared.filter(port => port.scraped);
  }

  /** Reports problems with the declared ports: with each port by itself, and conflicts among them. */
  public check(problems: Problems): void {
    this.declared.forEach((port, index) => this.checkPort(problems, port, this.declared.slice(0, index), `ports[${index}]`));
    if (this.remapping === 'any' && this.exposed.length === 0) {
      const fix = ['Add a port that is exposed, such as Port.http(8080).', ...this.alternative === undefined ? [] : [this.alternative]].join(' ');
      problems.report(portRules.missing, 'ports', this.declared.map(port => port.name), fix);
    }
  }

  /** Reports problems with a port that is about to be added, and its conflicts with the existing ports. */
  public checkAdded(problems: Problems, port: Port, field: string): void {
    this.checkPort(problems, port, this.declared, field);
  }

  /** Adds a port that has been checked. */
  public add(port: Port): void {
    this.declared = withItem(this.declared, port);
    this.listInContainer();
  }

  /** Adds the ports to a container, including ports that are added later. */
  public attachTo(container: Container): void {
    this.container = container;
    this.listInContainer();
  }

  /** The port with a name. */
  public named(name: string): Port | undefined {
    return this.declared.find(port => port.name === name);
  }

  /**
   * How Services and probes refer to the container port of a port: by its name, or by its number if the container port has no name.
   * It has the name of the Service port if that is at most 15 characters long, as the API server requires (IANA_SVC_NAME, RFC 6335). Ports
   * with the same number and protocol share the container port of the first one, because a container lists each only once.
   */
  public target(port: Port): string | number {
    const listed = this.container?.ports.find(other => sameContainerPort(other, port));
    return listed ? listed.name ?? listed.number : containerPortName(port, this.declared);
  }

  private listInContainer(): void {
    for (const port of this.declared) {
      if (this.container?.ports.every(other => !sameContainerPort(other, port))) {
        const protocol = port.protocol === Protocol.TCP ? undefined : port.protocol;
        this.container.addPort({ number: port.number, name: containerPortName(port, this.declared), protocol });
      }
    }
  }

  private checkPort(problems: Problems, port: Port, before: readonly Port[], field: string): void {
    const validNumber = checkPortNumber(problems, `${field}.number`, port.number);
    if (!Object.is(port.servicePort, port.number)) {
      checkPortNumber(problems, `${field}.servicePort`, port.servicePort);
      this.checkRemapping(problems, port, field);
    }
    if (validNumber || port.name !== port._plainName) {
      checkPortName(problems, `${field}.name`, port.name, validNumber ? port._plainName : port.kind);
    }
    checkAppProtocol(problems, `${field}.appProtocol`, port.appProtocol);
    if (!isScheme(port.scheme)) {
      problems.report(portRules.scheme, `${field}.scheme`, hiddenScheme(port.scheme), SCHEME_FIX);
    }
    if (before.some(other => other.name === port.name)) {
      problems.report(portRules.nameDuplicate, `${field}.name`, port.name, `Use Port.${port.kind}(${port.number}, { name: '${port._plainName}' }).`);
    }
    this.checkContainerPortName(problems, port, before, field);
    const exposedBefore = port.exposed ? before.filter(other => other.exposed) : [];
    const duplicate = exposedBefore.find(other => other.servicePort === port.servicePort && other.protocol === port.protocol);
    if (duplicate) {
      problems.report(portRules.duplicate, `${field}.servicePort`, port.servicePort, `Port '${duplicate.name}' already uses ${port.servicePort}/${port.protocol}. Set another servicePort.`);
    }
  }

  /** Reports a port whose container port would have the name of another port of the container, whether the names are set or derived. */
  private checkContainerPortName(problems: Problems, port: Port, before: readonly Port[], field: string): void {
    const all = [...before, port];
    const name = containerPortName(port, all);
    const others = [
      ...this.container?.ports ?? [],
      ...before.map(other => ({ name: containerPortName(other, all), number: other.number, protocol: other.protocol })),
    ];
    if (others.some(other => other.name === name && !sameContainerPort(other, port)) && before.every(other => other.name !== port.name)) {
      const fix = `The container has another port with the name '${name}'. Set an unused name of at most 15 characters.`;
      problems.report(portRules.nameDuplicate, `${field}.name`, port.name, fix);
    }
  }

  private checkRemapping(problems: Problems, port: Port, field: string): void {
    if (this.remapping === 'headless') {
      problems.report(portRules.remapHeadless, `${field}.servicePort`, port.servicePort, `Omit it, so that clients use ${port.number}, or set exposure: Exposure.clusterIp().`);
    } else if (this.remapping === 'hostname') {
      problems.report(portRules.remapHostname, `${field}.servicePort`, port.servicePort, `Omit it, so that clients use ${port.number}, as connectTo configures them. To remap the port, use Backend.addresses(…), or run a relay (${DOCUMENTATION}/external-services.md).`);
    }
  }
}

function sameContainerPort(a: ContainerPort, b: ContainerPort): boolean {
  return a.number === b.number && (a.protocol ?? Protocol.TCP) === (b.protocol ?? Protocol.TCP);
}

function containerPortName(port: Port, ports: readonly Port[]): string {
  const first = ports.find(other => sameContainerPort(other, port)) ?? port;
  return isContainerPortName(first.name) ? first.name : first._plainName;
}
