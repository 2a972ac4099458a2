import { Chart } from 'cdk8s';
import type { IPodSelector } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkBound } from './check-bound';
import { checkExposure } from './check-exposure';
import { ManagedService } from './managed-service';
import { allocationReservations } from './reservations';
import { serviceSpec, type Offer } from './service-spec';
import { validateAtSynth, type CheckedAtSynth } from '../app/checks-at-synth';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { IpFamily } from '../cluster/ip-family';
import type { Reservation, Reserving } from '../cluster/unique-in-cluster';
import type { InboundRoute } from '../discovery/inbound-route';
import { appProtocolForRoutes } from '../discovery/inbound-routes';
import type { Peer } from '../discovery/peer';
import { ServiceAddress, type AddressTarget } from '../discovery/service-address';
import type { Exposure } from '../exposure/exposure';
import { LoadBalancer } from '../load-balancer/load-balancer';
import type { Json, ObjectMetadata } from '../manifest/manifest';
import type { MetadataOptions } from '../manifest/metadata-options';
import { appProtocolOf } from '../mesh/app-protocol';
import { checkMeshPortNames } from '../mesh/check-mesh';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { checkLabels, checkMetadata, checkServiceAnnotations } from '../rules/metadata';
import { checkNamespace, checkServiceName } from '../rules/names';
import type { Problems } from '../rules/rule';

/** A Service in addition to the main one. It offers the ports of the main Service with the numbers that the pods or the backend listen on. */
export interface AdditionalService {
  readonly id: string;
  readonly name: string;
  /** What the name is, for messages. */
  readonly field: string;
  /** The spec without ports and selector. */
  readonly spec: () => Json;
}

/** The parts of a declaration that determine the Service that it offers. */
export interface OfferedServiceProps {
  readonly name: string;
  readonly ports: Ports;
  readonly exposure: Exposure;
  readonly metadata?: MetadataOptions;
  /** Labels that only the main Service has, and not the additional ones. */
  readonly ownLabels?: Readonly<Record<string, string>>;
  /** Keys of labels that the library sets. */
  readonly reservedLabels?: readonly string[];
  /** The spec without ports and selector, if the exposure does not determine all of it. */
  readonly spec?: () => Json;
  /** IP families of the backend, if the Service must have the same families. */
  readonly families?: readonly IpFamily[];
  /** Addresses outside the cluster behind the Service, other than those with a justification. */
  readonly outside?: readonly string[];
  /** Whether the Service is only a name of a host outside the cluster. */
  readonly alias?: boolean;
  readonly tlsServerName?: string;
  /** Services with the same ports and labels. */
  readonly additional?: readonly AdditionalService[];
  /** Reports changes of a Service by methods of cdk8s and cdk8s-plus that are not valid. By default, users can bind valid ports. */
  readonly checkChanges?: (problems: Problems, service: ManagedService) => void;
}

/**
 * The Service that a declaration offers to its callers: checked first, then created, and found by callers, routes and policies.
 *
 * @internal
 */
export class OfferedService implements CheckedAtSynth, Reserving {
  public readonly address: ServiceAddress;

  private readonly profile: ClusterProfile;
  private readonly loadBalancer: LoadBalancer;
  private services: readonly ManagedService[] = [];

  constructor(private readonly declaration: Construct, private readonly props: OfferedServiceProps) {
    const { exposure, metadata, families, outside, ports } = props;
    this.profile = ClusterProfile._of(declaration);
    this.address = ServiceAddress._of(declaration, this.addressTarget);
    this.loadBalancer = new LoadBalancer({
      exposure,
      families,
      outside,
      annotations: metadata?.annotations,
      ports: ports.listExposed,
      profile: this.profile,
      appProtocolOf: this.appProtocolOf,
    });
  }

  /** The parts of the address, from which addresses of single pods and members are derived. */
  public get addressTarget(): AddressTarget {
    const { name, alias = false, tlsServerName, ports } = this.props;
    return { name, alias, tlsServerName, ports: ports.listExposed };
  }

  /** The parts of the declaration's peer that concern the Service. */
  public get peer(): Pick<Peer, 'address' | 'serviceKind' | 'ports' | 'scraped' | 'exposure' | 'annotations' | 'currentAnnotations' | 'followRoute'> {
    const { ports, exposure, alias, metadata } = this.props;
    return {
      address: this.address,
      serviceKind: 'Service',
      ports: ports.listExposed,
      scraped: () => ports.scraped,
      exposure: alias ? undefined : exposure,
      annotations: metadata?.annotations,
      currentAnnotations: () => this.currentAnnotations,
      followRoute: inbound => this.followRoute(inbound),
    };
  }

  /** The values that only this Service can have in the cluster. They are read at synth, because ports and annotations can be added. */
  public get reservations(): readonly Reservation[] {
    return [...allocationReservations(this.declaration, this.props.exposure), ...this.loadBalancer.reservations(this.declaration, this.services[0])];
  }

  /** Reports problems with the Service: ports, names, exposure, load balancer and metadata. */
  public check(problems: Problems): void {
    const { ports, exposure, metadata, reservedLabels } = this.props;
    const { namespace, labels } = Chart.of(this.declaration);
    ports.check(problems);
    checkNamespace(problems, 'namespace', namespace);
    this.checkNames(problems);
    checkExposure(problems, exposure, ports, this.profile);
    this.loadBalancer.check(problems);
    checkLabels(problems, 'chart', labels, reservedLabels);
    checkMetadata(problems, 'serviceMetadata', metadata, reservedLabels);
    checkServiceAnnotations(problems, 'serviceMetadata', metadata?.annotations, exposure._type === 'LoadBalancer');
  }

  /**
   * Creates the Services. They must have been checked.
   *
   * @param pods the pods that they select, if they exist already
   * @returns the main Service, and the additional ones
   */
  public create(pods?: IPodSelector): [ManagedService, ...ManagedService[]] {
    const { name, ports, exposure, additional = [], spec = () => serviceSpec(exposure), ownLabels } = this.props;
    const metadata = ownLabels ? { ...this.props.metadata, labels: { ...this.props.metadata?.labels, ...ownLabels } } : this.props.metadata;
    const main = this.make('Service', this.loadBalancer.annotate({ ...metadata, name }), { ...spec(), ...this.loadBalancer.spec }, port => ({
      number: exposure._type === 'Headless' ? port.number : port.servicePort,
      nodePort: exposure._options.nodePorts?.[port.name],
      target: ports.serviceTarget(port),
    }));
    const others = additional.map(other => {
      const offer = (port: Port): Offer => ({ number: port.number, target: ports.serviceTarget(port) });
      return this.make(other.id, { labels: this.props.metadata?.labels, name: other.name }, other.spec(), offer);
    });
    this.services = [main, ...others];
    if (pods) {
      this.select(pods);
    }
    validateAtSynth(this.declaration, this);
    return [main, ...others];
  }

  /** Appends what methods of cdk8s and cdk8s-plus can change. */
  public appendParts(parts: unknown[]): void {
    for (const service of this.services) {
      service.appendParts(parts);
    }
  }

  /** Reports problems with changes of the Services. */
  public checkAtSynth(problems: Problems): void {
    this.services.forEach(service => this.checkChanges(problems, service));
    this.loadBalancer.checkAnnotations(problems, this.services[0]);
  }

  /** Selects the pods, if they did not exist when the Services were created. */
  public select(pods: IPodSelector): void {
    this.services.forEach(service => service.select(pods));
  }

  /** Reports problems with a port that is about to be added. */
  public checkAdded(problems: Problems, port: Port, field: string): void {
    this.props.ports.checkAdded(problems, port, field);
    if (this.profile.mesh) {
      checkMeshPortNames(problems, this.profile.mesh, [port], () => field);
    }
    this.services.forEach(service => service.checkFree(problems, port, field));
    this.loadBalancer.check(problems, port);
  }

  /** Adds a port that has been checked. */
  public add(port: Port): void {
    this.props.ports.add(port);
    if (port.exposed) {
      this.services.forEach(service => service.offer(port));
      this.loadBalancer.annotateLater(this.services[0]);
    }
  }

  /** Adds the annotations that an inbound route needs to the main Service. Annotations of users are kept. */
  private followRoute({ backendProtocol: { appProtocol, annotation, writesAnnotation } = {} }: InboundRoute): void {
    const [main] = this.services;
    if (annotation && writesAnnotation && this.currentAnnotations[annotation.key] === undefined) {
      main.metadata.addAnnotation(annotation.key, annotation.value);
    }
    if (appProtocol !== undefined) {
      // the annotations of a load balancer can depend on it
      this.loadBalancer.annotateLater(main);
    }
  }

  private get currentAnnotations(): Readonly<Record<string, string>> {
    return this.services[0].metadata.toJson().annotations ?? {};
  }

  private readonly appProtocolOf = (port: Port): string | undefined => (
    appProtocolOf(port, this.profile.mesh, appProtocolForRoutes(this.declaration, port.name))
  );

  private make(id: string, metadata: ObjectMetadata, spec: Json, offer: (port: Port) => Offer): ManagedService {
    const service = new ManagedService(this.declaration, id, { metadata, spec, offer, mesh: this.profile.mesh, appProtocolOf: this.appProtocolOf });
    service.offer(...this.props.ports.exposed);
    return service;
  }

  /** Of several additional names, which are numbered, the last one is the longest. */
  private checkNames(problems: Problems): void {
    const { name, additional = [] } = this.props;
    const { _version: version } = this.profile;
    const last = additional.at(-1);
    if (checkServiceName(problems, 'name', name, version) && last) {
      checkServiceName(problems, last.field, last.name, version);
    }
  }

  private checkChanges(problems: Problems, service: ManagedService): void {
    if (this.props.checkChanges) {
      this.props.checkChanges(problems, service);
    } else {
      this.props.ports.exposed.forEach(port => service.checkFree(problems, port, `ports['${port.name}']`));
      checkBound(problems, service, this.profile);
    }
    // The declared metadata has been checked, but not the annotations that a custom provider of load balancers generates.
    if (service.metadata.revision > 0 || this.props.exposure._type === 'LoadBalancer') {
      checkMetadata(problems, 'service.metadata', service.metadata.toJson());
    }
  }
}
