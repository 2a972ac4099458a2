import { withoutUndefined, type Fields } from './fields';
import { Port, TargetPort, type PortOptions } from '../../lib';
import type { Document } from '../support';

/** A container port of a manifest. */
interface ContainerPort {
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
}

/** The ports of a pod: each Service port belongs to the container that lists its target, or to the workload's own container. */
export class PodPorts {
  private readonly names = new Set<string>();
  private readonly listed: readonly ContainerPort[];

  /** @param offered the ports of the first Service */
  constructor(private readonly offered: readonly ServicePort[], containers: readonly Document[]) {
    const ports = containers.flatMap(({ ports: listed = [] }) => listed as Document[]);
    this.listed = ports.map(({ containerPort, name, protocol = 'TCP' }) => ({ number: containerPort, name, protocol }));
  }

  /** The ports of a container, of which those that the Service offers are declared. */
  public ofContainer(container: Fields, isOwn: boolean): DeclaredPorts {
    const listed = container.readList('ports', readContainerPort) ?? [];
    const ports = new DeclaredPorts(listed, this.names);
    this.offered
      .filter(port => listed.some(each => leadsTo(port, each)) || (isOwn && !this.listed.some(each => leadsTo(port, each))))
      .forEach(port => ports.offer(port));
    return ports;
  }

  /** The port of a Service other than the first. */
  public portOfService(port: ServicePort): Port {
    const { servicePort, protocol, target, name, appProtocol } = port;
    const listed = this.listed.find(each => leadsTo(port, each));
    const reference = isName(target) ? { containerPortName: String(target), targetPort: TargetPort.NAME } : {};
    return create(protocol, listed?.number ?? Number(target), withoutUndefined({ ...nameOnService(name), ...reference, servicePort, appProtocol }));
  }
}

function isName(target: number | string): boolean {
  return Number.isNaN(Number(target));
}

/** A port without a name has one in the declaration only. */
function nameOnService(name: string | undefined): Pick<PortOptions, 'name' | 'unnamed'> {
  return name === undefined ? { unnamed: true } : { name };
}

function leadsTo({ target, protocol }: ServicePort, listed: ContainerPort): boolean {
  return listed.protocol === protocol && (listed.number === Number(target) || listed.name === target);
}

function create(protocol: string, number: number, options: PortOptions): Port {
  return protocol === 'UDP' ? Port.udp(number, options) : protocol === 'SCTP' ? Port.sctp(number, options) : Port.tcp(number, options);
}

/** The ports of one container: those that the Service offers, and others. */
export class DeclaredPorts {
  public readonly all: Port[] = [];

  constructor(private readonly listed: readonly ContainerPort[], private readonly names: Set<string>) {}

  /** Declares a port that the Service offers. */
  public offer(port: ServicePort): void {
    const { target, protocol, servicePort, name, appProtocol } = port;
    const targetPort = isName(target) ? TargetPort.NAME : undefined;
    const options = { ...nameOnService(name), targetPort, servicePort, appProtocol };
    this.declare(this.listed.find(each => leadsTo(port, each)) ?? { number: Number(target), protocol }, options);
  }

  /** Declares the ports that the Service does not offer. */
  public declareOthers(): void {
    const isDeclared = (listed: ContainerPort) => this.all.some(({ number, protocol }) => number === listed.number && protocol === listed.protocol);
    for (const port of this.listed.filter(listed => !isDeclared(listed))) {
      this.declare(port, { exposed: false, name: port.name });
    }
  }

  /** The name of the port that a probe uses, which is declared if the container does not list it. */
  public nameOf(reference: number | string | undefined): string | undefined {
    const listed = this.listed.find(({ name, number }) => name === reference || number === Number(reference));
    const number = listed?.number ?? Number(reference);
    const known = this.all.find(port => port.number === number && port.protocol === 'TCP');
    return (known ?? this.declare(listed ?? { number, protocol: 'TCP' }, { exposed: false, name: listed?.name })).name;
  }

  private declare(port: ContainerPort, { name: preferred, ...options }: PortOptions): Port {
    const { number, protocol, hostPort, hostIp } = port;
    const isListed = this.listed.includes(port);
    const inContainer = isListed ? { containerPortName: port.name ?? '' } : { listed: false };
    const name = this.free(preferred, `${protocol.toLowerCase()}-${number}`);
    const declared = create(protocol, number, withoutUndefined<PortOptions>({ ...options, ...inContainer, name, hostPort, hostIp }));
    this.all.push(declared);
    return declared;
  }

  private free(preferred: string | undefined, fallback: string): string {
    const name = [preferred, fallback, ...Array.from(this.names, (_, index) => `${fallback}-${index}`)].find(each => each && !this.names.has(each))!;
    this.names.add(name);
    return name;
  }
}

function readContainerPort(port: Fields): ContainerPort {
  return withoutUndefined<ContainerPort>({
    number: port.read('containerPort')!,
    protocol: port.read('protocol') ?? 'TCP',
    name: port.read('name'),
    hostPort: port.read('hostPort'),
    hostIp: port.read('hostIP') || undefined,
  });
}

/** The ports of a Service. */
export function servicePortsOf(service: Document | undefined): ServicePort[] {
  return (service?.spec?.ports ?? []).map((port: Document) => withoutUndefined<ServicePort>({
    servicePort: port.port,
    protocol: port.protocol ?? 'TCP',
    target: port.targetPort || port.port,
    name: port.name,
    appProtocol: port.appProtocol || undefined,
  }));
}
