import { Service, ServiceType, type IPodSelector, type ServicePort } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { servicePort, type Offer } from './service-spec';
import type { Mesh } from '../cluster/mesh';
import { takeOver, type Json, type Manifest, type ObjectMetadata } from '../manifest/manifest';
import type { ObservedMetadata } from '../manifest/observed-metadata';
import { opaqueService } from '../mesh/opaque-ports';
import type { Port } from '../port/port';
import { portRules } from '../rules/ports';
import type { Problems } from '../rules/rule';
import { withItem } from '../values/lists';

const NONE: readonly never[] = [];
const NOTHING: Readonly<Record<string, string>> = {};

/** The parts of a Service of this library. */
export interface ManagedServiceProps {
  readonly metadata: ObjectMetadata;
  /** The spec without ports and selector. */
  readonly spec: Json;
  /** How the Service exposes a declared port. */
  readonly offer: (port: Port) => Offer;
  readonly mesh?: Mesh;
  readonly appProtocolOf: (port: Port) => string | undefined;
}

/**
 * A Service of cdk8s-plus whose manifest this library generates: with named target ports, and with every field of a ServiceSpec.
 *
 * @internal
 */
export class ManagedService extends Service {
  declare protected readonly apiObject: Manifest;
  private readonly selected: Record<string, string> = {};
  private declared: readonly Port[] = NONE;
  /** The declared ports, as the ServicePort objects of cdk8s-plus. Users have added all other ports with `bind`. */
  private bound: readonly ServicePort[] = NONE;
  /** Annotations that this class has written. */
  private annotated: Readonly<Record<string, string>> = NOTHING;

  private readonly spec: Json;
  private readonly offerOf: (port: Port) => Offer;
  private readonly mesh?: Mesh;
  private readonly appProtocolOf: (port: Port) => string | undefined;

  constructor(scope: Construct, id: string, { metadata, spec, offer, mesh, appProtocolOf }: ManagedServiceProps) {
    super(scope, id, {
      metadata,
      type: spec.type as ServiceType | undefined,
      clusterIP: spec.clusterIP,
      externalName: spec.externalName,
    });
    this.spec = spec;
    this.offerOf = offer;
    this.mesh = mesh;
    this.appProtocolOf = appProtocolOf;
    this.apiObject = takeOver(this, metadata);
  }

  public get metadata(): ObservedMetadata {
    return this.apiObject.metadata;
  }

  /** Appends what methods of cdk8s and cdk8s-plus can change, for checks at synth. */
  public appendParts(parts: unknown[]): void {
    parts.push(...this.ports, ...Object.entries(this.selected).flat(), this.metadata.revision);
  }

  /** Exposes declared ports. Of several ports with the same number and protocol, which a headless Service can have, only the first one is exposed. */
  public offer(...ports: readonly Port[]): void {
    for (const port of ports) {
      const { number } = this.offerOf(port);
      if (!this.declared.some(other => this.offerOf(other).number === number && other.protocol === port.protocol)) {
        this.declared = withItem(this.declared, port);
        this.bind(number, { name: port._serviceName, targetPort: port.number, protocol: port.protocol });
        this.bound = withItem(this.bound, this.ports.at(-1)!);
      }
    }
    this.annotate();
  }

  /** Reports conflicts of a port with the ports that users have added with `bind`. */
  public checkFree(problems: Problems, port: Port, field: string): void {
    const { number } = this.offerOf(port);
    const others = this.boundByUsers;
    if (others.some(other => other.name === port.name)) {
      problems.report(portRules.nameDuplicate, `${field}.name`, port.name, 'A port with the same name was bound to the Service. Use a different name for one of them.');
    }
    if (others.some(other => other.port === number && (other.protocol ?? 'TCP') === port.protocol)) {
      problems.report(portRules.duplicate, `${field}.servicePort`, number, 'A port with the same number was bound to the Service. Use a different number for one of them.');
    }
  }

  /** Ports that users have added with the `bind` method of cdk8s-plus. */
  public get boundByUsers(): ServicePort[] {
    return this.ports.filter(port => !this.bound.includes(port));
  }

  /** The declared node ports. */
  public get nodePorts(): number[] {
    return this.declared.flatMap(port => this.offerOf(port).nodePort ?? []);
  }

  /** Whether the ports are exposed on nodes as well. */
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

  /** Writes the annotations for the ports, and updates them when ports are added. An annotation that a user has set is kept. */
  private annotate(): void {
    const headless = this.spec.clusterIP === 'None';
    const annotations = opaqueService(this.mesh, this.declared, headless, port => this.offerOf(port).number);
    for (const [key, value] of Object.entries(annotations)) {
      if (this.metadata.toJson().annotations?.[key] === this.annotated[key]) {
        this.metadata.addAnnotation(key, value);
        this.annotated = { ...this.annotated, [key]: value };
      }
    }
  }

  /** Renders the spec. @internal */
  public _toSpec(): Json {
    const declared = this.declared.map(port => servicePort(port, { ...this.offerOf(port), appProtocol: this.appProtocolOf(port) }));
    const ports = [...declared, ...this.boundByUsers];
    return {
      ...this.spec,
      selector: Object.keys(this.selected).length > 0 ? this.selected : undefined,
      ports: ports.length > 0 ? ports : undefined,
    };
  }
}
