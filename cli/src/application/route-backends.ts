import type { RouteBackendOptions } from 'cdk8s-service-patterns';
import type { DeclaredService, Scope } from './scope';
import { enumerationMember } from '../code/enumerations';
import { Call, Reference, type Code } from '../code/expression';
import { RouteBackend, type RouteProtocol } from '../code/library';
import type { Document } from '../document';
import { withoutUndefined } from '../read/fields';
import type { DeclaredPort } from '../read/ports';

/** The protocol of a route. TLS is that of a route that passes TLS through. */
export type Protocol = 'HTTP' | 'GRPC' | 'TLS' | 'TCP' | 'UDP';

/** A reference of a route to a Service. */
export interface BackendReference {
  readonly service: string;
  /** The number or the name of a port of the Service. */
  readonly port: number | string | undefined;
  readonly weight?: number;
}

/** A port of a Service to which a route leads, as it was read. */
export interface RoutedPort {
  /** The function of the library that declares it. */
  readonly kind: string;
  readonly number: number;
  readonly name?: string;
  readonly appProtocol?: string;
}

/** The protocol of each kind of port, in the order in which a route without a protocol tries them (`protocolOf` of the library). */
const PROTOCOLS: Readonly<Record<string, Protocol>> = { http: 'HTTP', https: 'HTTP', h2c: 'HTTP', grpc: 'GRPC', tcp: 'TCP', udp: 'UDP' };

/** A backend whose Service the code declares. */
interface Found {
  readonly service: DeclaredService;
  readonly port: DeclaredPort;
  /** Whether the code must state the port. */
  readonly isNamed: boolean;
}

/** Declares the backends of a route. */
export class RouteBackends {
  private readonly found = new Map<BackendReference, Found>();
  private readonly problems = new Set<string>();

  /** @param justify returns why the library must accept a backend with a port, or outside of the cluster; undefined if it does so anyway */
  constructor(
    private readonly scope: Scope, private readonly wanted: Protocol, references: readonly BackendReference[],
    private readonly justify: (port: RoutedPort, isHostname: boolean) => string | undefined,
  ) {
    references.forEach(reference => this.find(reference));
  }

  /** Why the backends cannot be declared, a sentence for each reason. */
  public get reasons(): string[] {
    return [...this.problems];
  }

  /** The protocol that the code must state; undefined if the ports imply it. */
  public get protocol(): RouteProtocol | undefined {
    const all = [...this.found.values()];
    const implied = [...new Set(Object.values(PROTOCOLS))].find(protocol => all.every(({ service, port, isNamed }) => (
      (isNamed ? [port] : exposed(service)).some(each => PROTOCOLS[kindOf(each)] === protocol)
    )));
    return implied === this.wanted || this.wanted === 'TLS' ? undefined : enumerationMember('RouteProtocol', this.wanted);
  }

  /** The code of a backend. */
  public code(reference: BackendReference, justification?: string): RouteBackend {
    const { service, port, isNamed } = this.found.get(reference)!;
    const options: RouteBackendOptions = withoutUndefined({
      port: isNamed ? port.name : undefined,
      weight: reference.weight,
      justification: this.justify(this.routed(service, port), service.service.spec.type === 'ExternalName') ?? justification,
    });
    return RouteBackend.of(service.variable as never, options);
  }

  /** The construct of a backend that needs no options; undefined if it needs some. */
  public construct(reference: BackendReference): Code {
    const { service } = this.found.get(reference)!;
    const { args: [, options] } = this.code(reference) as unknown as Call;
    return Object.keys(options as object).length === 0 ? service.variable : undefined;
  }

  private find(reference: BackendReference): void {
    const { service: name, port: wanted } = reference;
    const service = this.scope.serviceNamed(name);
    if (!service) {
      const isRead = this.scope.documents.some(({ object }) => object.kind === 'Service' && object.apiVersion === 'v1' && object.metadata.name === name);
      this.problems.add(isRead
        ? `The Service ${name}, to which it leads, stays a document.`
        : `The Service ${name}, to which it leads, is not one of the objects that were read.`);
      return;
    }
    const port = exposed(service).find(each => this.isPort(service, each, wanted));
    if (!port) {
      this.problems.add(wanted === undefined
        ? `The reference to the Service ${name} has no port.`
        : `The Service ${name}, to which it leads, has no port ${wanted} for ${this.wanted}.`);
      return;
    }
    const ofProtocol = exposed(service).filter(each => PROTOCOLS[kindOf(each)] === this.wanted);
    const isOnly = exposed(service).length === 1 || (ofProtocol.length === 1 && ofProtocol[0] === port);
    this.found.set(reference, { service, port, isNamed: !isOnly });
  }

  /** The name is that in the Service, which can be absent or differ from that in the code. */
  private isPort(service: DeclaredService, port: DeclaredPort, wanted: number | string | undefined): boolean {
    const isOfProtocol = port.protocol === (this.wanted === 'UDP' ? 'UDP' : 'TCP');
    return isOfProtocol && (typeof wanted === 'number' ? port.servicePort === wanted : this.routed(service, port).name === wanted);
  }

  private routed({ service }: DeclaredService, port: DeclaredPort): RoutedPort {
    const { servicePort: number, protocol } = port;
    const read = (service.spec.ports ?? []).find((each: Document) => each.port === number && (each.protocol ?? 'TCP') === protocol);
    return { kind: kindOf(port), number, name: read?.name, appProtocol: read?.appProtocol };
  }
}

function exposed({ ports }: DeclaredService): DeclaredPort[] {
  return ports.filter(({ isExposed }) => isExposed);
}

/** The kind of a port: the function of the library that declares it. */
function kindOf({ port }: DeclaredPort): string {
  return ((port as unknown as Call).callee as Reference).path[1];
}
