import type { ApiObject } from 'cdk8s';
import { Service, ServiceType, type IPodSelector, type ServicePort } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { servicePort, type Offer } from './service-spec';
import { ClusterProfile } from '../cluster/cluster-profile';
import type { Mesh } from '../cluster/mesh';
import { takeOver, type Json, type ObjectMetadata } from '../manifest/manifest';
import { appProtocolOf } from '../mesh/app-protocol';
import { opaqueService } from '../mesh/opaque-ports';
import type { Port } from '../port/port';
import { portRules } from '../rules/ports';
import type { Problems } from '../rules/rule';

/** What a Service of this library is made of. */
export interface ManagedServiceProps {
  readonly metadata: ObjectMetadata;
  /** The spec without ports and selector. */
  readonly spec: Json;
  /** How a declared port is offered. */
  readonly offer: (port: Port) => Offer;
}

/**
 * A Service of cdk8s-plus whose document is ours: named target ports, and every field of a ServiceSpec.
 *
 * @internal
 */
export class ManagedService extends Service {
  protected readonly apiObject: ApiObject;
  private readonly selected: Record<string, string> = {};
  private readonly declared: Port[] = [];
  /** What cdk8s-plus knows of the declared ports; others were bound by users. */
  private readonly bound = new Set<ServicePort>();
  private readonly mesh?: Mesh;
  /** Annotations that no user has written. */
  private readonly annotated: Record<string, string> = {};

  constructor(scope: Construct, id: string, private readonly props: ManagedServiceProps) {
    super(scope, id, {
      metadata: props.metadata,
      type: props.spec.type as ServiceType | undefined,
      clusterIP: props.spec.clusterIP,
      externalName: props.spec.externalName,
    });
    this.apiObject = takeOver(this, () => this.toSpec());
    this.mesh = ClusterProfile.of(this).mesh;
  }

  /** Offers declared ports; of those that come out at one number, as several may in a Service that remaps none, the first. */
  public offer(...ports: readonly Port[]): void {
    for (const port of ports) {
      const { number } = this.props.offer(port);
      if (!this.declared.some(other => this.props.offer(other).number === number && other.protocol === port.protocol)) {
        this.declared.push(port);
        this.bind(number, { name: port.name, targetPort: port.number, protocol: port.protocol });
        this.bound.add(this.ports.at(-1)!);
      }
    }
    this.annotate();
  }

  /** Notes where a port can't be offered beside those that users have bound. */
  public checkFree(problems: Problems, port: Port, field: string): void {
    const { number } = this.props.offer(port);
    const others = this.boundByUsers;
    if (others.some(other => other.name === port.name)) {
      problems.report(portRules.nameDuplicate, `${field}.name`, port.name, 'A port of that name was bound to the Service. Give one of them another name.');
    }
    if (others.some(other => other.port === number && (other.protocol ?? 'TCP') === port.protocol)) {
      problems.report(portRules.duplicate, `${field}.servicePort`, number, 'That number was bound to the Service. Give one of them another one.');
    }
  }

  /** Ports that users have bound by the method of cdk8s-plus. */
  public get boundByUsers(): ServicePort[] {
    return this.ports.filter(port => !this.bound.has(port));
  }

  /** Node ports that were declared. */
  public get nodePorts(): number[] {
    return this.declared.flatMap(port => this.props.offer(port).nodePort ?? []);
  }

  /** Whether nodes offer the ports as well. */
  public get onNodes(): boolean {
    return [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER].includes(this.type);
  }

  /** Labels of the pods that the Service selects. */
  public get selector(): Record<string, string> {
    return { ...this.selected };
  }

  public select(selector: IPodSelector): void {
    Object.assign(this.selected, selector.toPodSelectorConfig().labelSelector._toKube().matchLabels);
  }

  public selectLabel(key: string, value: string): void {
    this.selected[key] = value;
  }

  /** What a user has written stands; what was written here follows the ports that are added later. */
  private annotate(): void {
    const headless = this.props.spec.clusterIP === 'None';
    const annotations = opaqueService(this.mesh, this.declared, headless, port => this.props.offer(port).number);
    for (const [key, value] of Object.entries(annotations)) {
      if (this.metadata.toJson().annotations?.[key] === this.annotated[key]) {
        this.metadata.addAnnotation(key, value);
        this.annotated[key] = value;
      }
    }
  }

  private toSpec(): Json {
    const declared = this.declared.map(port => servicePort(port, { ...this.props.offer(port), appProtocol: appProtocolOf(port, this.mesh) }));
    const ports = [...declared, ...this.boundByUsers];
    return {
      ...this.props.spec,
      selector: Object.keys(this.selected).length > 0 ? this.selected : undefined,
      ports: ports.length > 0 ? ports : undefined,
    };
  }
}
