import type { PortOptions } from 'cdk8s-service-patterns';
import { withoutUndefined, type Fields } from './fields';
import type { Mode } from './mode';
import { PortSchemes } from './port-schemes';
import type { RoutedPorts } from './routed-ports';
import { Port, TargetPort } from '../code/library';
import type { Document } from '../document';

/** A container port of a manifest. */
export interface ContainerPort {
  readonly number: number;
  readonly protocol: string;
  readonly name?: string;
  readonly hostPort?: number;
  readonly hostIp?: string;
}

/** A port of a Service of a manifest. */
export interface ServicePort {
  readonly servicePort: number;
  readonly protocol: string;
  readonly target: number | string;
  readonly name?: string;
  readonly appProtocol?: string;
  /** Whether HTTP requests are routed to the port. */
  readonly isHttp?: boolean;
}

/** A port of a declaration. */
export interface DeclaredPort {
  /** The code. */
  readonly port: Port;
  /** The name by which the declaration refers to the port. */
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
  readonly servicePort: number;
  readonly isExposed: boolean;
  readonly usesTls: boolean;
}

/** The ports of a pod: each Service port belongs to the container that lists its target, or to the workload's own container. */
export class PodPorts {
  private readonly names: PortNames;
  private readonly schemes: PortSchemes;

  /**
   * @param offered the ports of the first Service
   * @param isByName whether the declaration lets the Service refer to ports by their names
   */
  constructor(
    private readonly offered: readonly ServicePort[], private readonly containers: readonly Document[], private readonly mode: Mode,
    private readonly isByName = false,
  ) {
    this.schemes = new PortSchemes(containers);
    this.names = new PortNames(offered.map(({ name }) => name));
  }

  /** The ports of a container, of which those that the Service offers are declared. */
  public ofContainer(container: Fields, isOwn: boolean): DeclaredPorts {
    const listed = container.readList('ports', readContainerPort) ?? [];
    const ports = new DeclaredPorts(listed, this.names, this.mode, this.schemes, this.isByName);
    const name = container.read<string>('name');
    const offered = this.offered.filter(port => {
      const target = containerBehind(port, this.containers);
      return target === undefined ? isOwn : target.name === name;
    });
    offered.forEach(port => ports.offer(port, offered.filter(each => each.target === port.target && each.protocol === port.protocol).length > 1));
    return ports;
  }

  /** The port of a Service other than the first. */
  public portOfService(port: ServicePort): DeclaredPort {
    const { servicePort, protocol, target, name, appProtocol } = port;
    const listed = portsOf(containerBehind(port, this.containers)?.ports).find(each => leadsTo(port, each));
    const number = listed?.number ?? Number(target);
    const byName = this.mode.inPlace && isName(target) ? { containerPortName: String(target), targetPort: TargetPort.NAME } : {};
    const known = name ?? listed?.name;
    const unnamed = name === undefined ? true : undefined;
    const isHttp = this.schemes.isHttp(number, listed?.name) ?? port.isHttp;
    return declare({ protocol, number, name: known, servicePort, appProtocol, isHttp }, { unnamed, ...byName });
  }
}

/** The ports that a container of a manifest lists. */
export function portsOf(ports: unknown): ContainerPort[] {
  return Array.isArray(ports) ? ports.map(({ containerPort, name, protocol = 'TCP' }) => ({ number: containerPort, name, protocol })) : [];
}

/** Whether a port is for metrics, by its name. */
export function isOfMetrics(name: string | undefined): boolean {
  return name !== undefined && /^metrics(-|$)/.test(name);
}

function isName(target: number | string): boolean {
  return Number.isNaN(Number(target));
}

/** The first container that lists the target of a port of a Service, as a Service resolves a name. */
export function containerBehind(port: ServicePort, containers: readonly Document[]): Document | undefined {
  return containers.find(({ ports }) => portsOf(ports).some(listed => leadsTo(port, listed)));
}

/** Whether a port of a Service leads to a port that a container lists. */
function leadsTo({ target, protocol }: ServicePort, listed: ContainerPort): boolean {
  return listed.protocol === protocol && (listed.number === Number(target) || listed.name === target);
}

interface Declaration {
  readonly protocol: string;
  readonly number: number;
  readonly name?: string;
  readonly servicePort?: number;
  readonly appProtocol?: string;
  /** Whether the port answers HTTP requests without TLS; undefined if it is not known. */
  readonly isHttp?: boolean;
  /** Whether several ports of the Service lead to the port of the container. All of them must then state the same name of the container port. */
  readonly isShared?: boolean;
}

type Kind = 'http' | 'https' | 'h2c' | 'grpc' | 'tcp' | 'udp' | 'sctp';

const APP_PROTOCOLS: Readonly<Partial<Record<Kind, string>>> = { https: 'https', h2c: 'kubernetes.io/h2c', grpc: 'kubernetes.io/h2c' };

/** Writes a port with the function of its kind, without the options that the function implies. */
function declare({ protocol, number, name: preferred, servicePort, appProtocol, isHttp, isShared }: Declaration, others: PortOptions): DeclaredPort {
  const kind = kindOf(protocol, preferred, appProtocol, isHttp);
  const implied = ['tcp', 'udp', 'sctp'].includes(kind) ? `${kind}-${number}` : kind;
  const name = preferred ?? implied;
  const containerPortName = others.containerPortName === name && isContainerPortName(name) && !isShared ? undefined : others.containerPortName;
  const port = Port[kind](number, withoutUndefined<PortOptions>({
    name: name === implied ? undefined : name,
    servicePort: servicePort === number ? undefined : servicePort,
    appProtocol: appProtocol === APP_PROTOCOLS[kind] ? undefined : appProtocol,
    ...others,
    containerPortName,
  }));
  const usesTls = kind === 'https' || /^(https|tls|wss|kubernetes\.io\/wss)$/.test(appProtocol ?? '');
  return { port, name, number, protocol, servicePort: servicePort ?? number, isExposed: others.exposed !== false, usesTls };
}

function kindOf(protocol: string, name: string | undefined, appProtocol: string | undefined, isHttp: boolean | undefined): Kind {
  if (protocol !== 'TCP') {
    return protocol === 'UDP' ? 'udp' : 'sctp';
  }
  switch (appProtocol) {
    case undefined:
      return isHttp ?? (name !== undefined && /^(http|web)(-|$)|-http$/.test(name)) ? 'http' : 'tcp';
    case 'http':
      return 'http';
    case 'https':
      return 'https';
    case 'kubernetes.io/h2c':
      return name !== undefined && /grpc/.test(name) ? 'grpc' : 'h2c';
    default:
      return 'tcp';
  }
}

function isContainerPortName(name: string): boolean {
  return name.length <= 15 && /[a-z]/.test(name);
}

/** The names of the ports of a pod. */
class PortNames {
  private readonly declared = new Set<string>();
  private readonly inContainers = new Map<string, ContainerPort>();

  /** @param ofService the names of the ports that the Service offers, which no other ports take */
  constructor(private readonly ofService: readonly (string | undefined)[]) {}

  /** Takes a name that no other port of the declaration has. */
  public take(preferred: string | undefined, fallback: string, isOffered: boolean): string {
    const numbered = Array.from({ length: this.declared.size + this.ofService.length }, (_, index) => `${fallback}-${index}`);
    const name = [preferred, fallback, ...numbered].find(each => each && !this.declared.has(each) && (isOffered || !this.ofService.includes(each)))!;
    this.declared.add(name);
    return name;
  }

  /**
   * The name of a container port. Ports of different containers can have the same name in a manifest, and a Service then leads to the first of
   * them. If a Service leads to another one by its name, the declaration gives it another name.
   */
  public inContainer(port: ContainerPort, isTargetByName: boolean): string | undefined {
    const { name } = port;
    if (name === undefined) {
      return undefined;
    }
    const first = this.inContainers.get(name) ?? port;
    this.inContainers.set(name, first);
    return first !== port && isTargetByName ? undefined : name;
  }
}

/** The ports of one container: those that the Service offers, and others. */
export class DeclaredPorts {
  public readonly all: DeclaredPort[] = [];
  /** Options that refer to a port of the container. */
  private readonly references: { port?: string }[] = [];

  constructor(
    private readonly listed: readonly ContainerPort[], private readonly names: PortNames, private readonly mode: Mode,
    private readonly schemes: PortSchemes, private readonly isByName: boolean,
  ) {}

  /** The code of the ports; undefined if the container has none. */
  public get code(): Port[] | undefined {
    return this.all.length > 0 ? this.all.map(({ port }) => port) : undefined;
  }

  /** Declares a port that the Service offers. */
  public offer(port: ServicePort, isShared: boolean): void {
    const { target, protocol, servicePort, name, appProtocol } = port;
    const listed = this.listed.find(each => leadsTo(port, each)) ?? { number: Number(target), protocol };
    this.declare(listed, { name: name ?? listed.name, servicePort, appProtocol, isShared, isHttp: port.isHttp }, {
      // While the port of a Service that runs gets a name, kube-proxy can find no endpoints: docs/ports.md.
      unnamed: name === undefined ? true : undefined,
      targetPort: this.targetOf(target),
    });
  }

  /** Declares the ports that the Service does not offer. */
  public declareOthers(): void {
    const isDeclared = (listed: ContainerPort) => this.all.some(({ number, protocol }) => number === listed.number && protocol === listed.protocol);
    for (const port of this.listed.filter(listed => !isDeclared(listed))) {
      this.declare(port, { name: port.name }, { exposed: false });
    }
    if (this.mode.inPlace) {
      const position = ({ number, protocol }: DeclaredPort) => this.listed.findIndex(port => port.number === number && port.protocol === protocol);
      const places = new Map(this.all.map(port => [port, position(port)]));
      this.all.sort((a, b) => (places.get(a)! + 1 || Infinity) - (places.get(b)! + 1 || Infinity) || 0);
    }
    // The only port is the default of every health check.
    if (this.all.filter(({ protocol }) => protocol === 'TCP').length === 1) {
      this.references.forEach(reference => delete reference.port);
    }
  }

  /** The port that a probe uses, which is declared if the container does not list it. */
  public portOf(reference: number | string | undefined): DeclaredPort {
    const listed = this.listed.find(({ name, number }) => name === reference || number === Number(reference));
    const number = listed?.number ?? Number(reference);
    const known = this.all.find(port => port.number === number && port.protocol === 'TCP');
    return known ?? this.declare(listed ?? { number, protocol: 'TCP' }, { name: listed?.name }, { exposed: false });
  }

  /** Options that refer to a port by its name. If there is only one port, they have no name. */
  public refer<T extends { port?: string }>(options: T): T {
    this.references.push(options);
    return options;
  }

  /** Running pods can have a port without a name, or another one, so that a number stays a number. */
  private targetOf(target: number | string): TargetPort | undefined {
    if (this.isByName) {
      return isName(target) ? undefined : TargetPort.NUMBER;
    }
    return this.mode.inPlace && isName(target) ? TargetPort.NAME : undefined;
  }

  private declare(port: ContainerPort, service: Partial<Declaration>, others: PortOptions): DeclaredPort {
    const { number, protocol, hostPort, hostIp } = port;
    const isListed = this.listed.includes(port);
    const isTargetByName = others.exposed !== false && (others.targetPort === TargetPort.NAME || this.isByName);
    const inContainer: PortOptions = isListed
      ? { containerPortName: this.names.inContainer(port, isTargetByName) ?? (this.mode.inPlace && !port.name ? '' : undefined) }
      : { listed: this.mode.inPlace ? false : undefined };
    const isHttp = this.schemes.isHttp(number, port.name) ?? service.isHttp;
    const kind = kindOf(protocol, service.name, service.appProtocol, isHttp);
    const implied = ['tcp', 'udp', 'sctp'].includes(kind) ? undefined : kind;
    const name = this.names.take(service.name ?? implied, `${protocol.toLowerCase()}-${number}`, others.exposed !== false);
    const declared = declare({ protocol, number, ...service, name, isHttp }, { ...others, ...inContainer, hostPort, hostIp });
    this.all.push(declared);
    return declared;
  }
}

function readContainerPort(port: Fields): ContainerPort {
  return withoutUndefined<ContainerPort>({
    number: port.read('containerPort')!,
    protocol: port.read('protocol') ?? 'TCP',
    name: port.read('name') || undefined,
    hostPort: port.read('hostPort') || undefined,
    hostIp: port.read('hostIP') || undefined,
  });
}

/** Names of ports that receive other requests than HTTP without TLS, whatever leads to them. */
const NOT_HTTP = /^(https|tls|grpc|h2c)/;

/** The ports of a Service, of which some receive HTTP requests. */
export function servicePortsOf(service: Document | undefined, routed: RoutedPorts): ServicePort[] {
  const http = routed.get(service?.metadata.name) ?? new Set();
  const isHttp = ({ port, name = '' }: Document) => (http.has(port) || http.has(name)) && port !== 443 && !NOT_HTTP.test(name);
  return (service?.spec?.ports ?? []).map((port: Document) => withoutUndefined<ServicePort>({
    servicePort: port.port,
    protocol: port.protocol ?? 'TCP',
    target: port.targetPort || port.port,
    name: port.name || undefined,
    appProtocol: port.appProtocol || undefined,
    isHttp: isHttp(port) || undefined,
  }));
}
