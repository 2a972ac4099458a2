import { Protocol, type Container, type ContainerPort } from 'cdk8s-plus-28';
import type { Port } from './port';
import { SCHEME_MEND, checkAppProtocol, checkPortName, checkPortNumber, isContainerPortName, isScheme, portRules } from '../rules/ports';
import type { Problems } from '../rules/rule';
import { checkBoolean } from '../rules/values';

/** How a port looks on the Service that it belongs to; on one that is there already, as it was made. */
export type Remapping = 'any' | 'headless' | 'hostname' | 'imported';

/**
 * The ports of one declaration, in the order in which they were declared. Every object that mentions a port reads it here.
 *
 * @internal
 */
export class Ports {
  private readonly declared: Port[] = [];
  private container?: Container;

  constructor(private readonly remapping: Remapping) {}

  /** All ports, those that the Service does not offer included. */
  public get all(): readonly Port[] {
    return this.declared;
  }

  /** Ports that the Service offers. */
  public get exposed(): readonly Port[] {
    return this.declared.filter(port => port.exposed);
  }

  /** Ports that metrics are read from. */
  public get scraped(): readonly Port[] {
    return this.declared.filter(port => port.scraped);
  }

  /**
   * Notes what is wrong with more ports, by themselves, with each other, and with those that are there.
   *
   * @param fieldOf what the user calls the port of an index
   */
  public check(problems: Problems, ports: readonly Port[], fieldOf = (index: number) => `ports[${index}]`): void {
    ports.forEach((port, index) => {
      const before = [...this.declared, ...ports.slice(0, index)];
      this.checkPort(problems, port, before, fieldOf(index));
    });
    if (this.remapping === 'any' && ![...this.declared, ...ports].some(port => port.exposed)) {
      problems.report(portRules.missing, 'ports', ports.map(port => port.name), 'Give one that is exposed, like Port.http(8080).');
    }
  }

  /** Adds ports that were checked. */
  public add(...ports: Port[]): void {
    this.declared.push(...ports);
    this.listInContainer();
  }

  /** Has a container list the ports, those that come later too. */
  public attachTo(container: Container): void {
    this.container = container;
    this.listInContainer();
  }

  /** The port of that name. */
  public named(name: string): Port | undefined {
    return this.declared.find(port => port.name === name);
  }

  /**
   * The container port behind a port, as Services and probes refer to it: its name, or its number where the container lists it without one.
   * It is called as the Service port where that fits into the 15 characters that the API server allows (IANA_SVC_NAME, RFC 6335). Ports of
   * one number and protocol share the first one's, since a container lists each once.
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
    const numbered = checkPortNumber(problems, `${field}.number`, port.number);
    if (!Object.is(port.servicePort, port.number)) {
      checkPortNumber(problems, `${field}.servicePort`, port.servicePort);
      this.checkRemapping(problems, port, field);
    }
    if (numbered || port.name !== port._plainName) {
      checkPortName(problems, `${field}.name`, port.name, numbered ? port._plainName : port.kind);
    }
    checkAppProtocol(problems, `${field}.appProtocol`, port.appProtocol);
    checkBoolean(problems, `${field}.scraped`, port.scraped);
    if (!isScheme(port.scheme)) {
      problems.report(portRules.scheme, `${field}.scheme`, port.scheme, SCHEME_MEND);
    }
    if (before.some(other => other.name === port.name)) {
      problems.report(portRules.nameDuplicate, `${field}.name`, port.name, `Give Port.${port.kind}(${port.number}, { name: '${port._plainName}' }).`);
    }
    this.checkContainerPortName(problems, port, before, field);
    const twin = before.find(other => other.exposed && port.exposed && other.servicePort === port.servicePort && other.protocol === port.protocol);
    if (twin) {
      problems.report(portRules.duplicate, `${field}.servicePort`, port.servicePort, `'${twin.name}' offers ${port.servicePort}/${port.protocol} already. Give another servicePort.`);
    }
  }

  /** Two ports of a container may not share a name, whoever gave it. */
  private checkContainerPortName(problems: Problems, port: Port, before: readonly Port[], field: string): void {
    const all = [...before, port];
    const name = containerPortName(port, all);
    const others = [
      ...this.container?.ports ?? [],
      ...before.map(other => ({ name: containerPortName(other, all), number: other.number, protocol: other.protocol })),
    ];
    if (others.some(other => other.name === name && !sameContainerPort(other, port)) && before.every(other => other.name !== port.name)) {
      const fix = `The container has another port called '${name}'. Give a name of at most 15 characters that is free.`;
      problems.report(portRules.nameDuplicate, `${field}.name`, port.name, fix);
    }
  }

  private checkRemapping(problems: Problems, port: Port, field: string): void {
    if (this.remapping === 'headless') {
      problems.report(portRules.remapHeadless, `${field}.servicePort`, port.servicePort, `Leave it out, so that clients use ${port.number}, or expose by Exposure.clusterIp().`);
    } else if (this.remapping === 'hostname') {
      problems.report(portRules.remapHostname, `${field}.servicePort`, port.servicePort, `Leave it out, so that clients use ${port.number}, as connectTo tells them; or give the backend by Backend.addresses(…), behind which ports are remapped, or run a relay in its place (docs/external-services.md).`);
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
