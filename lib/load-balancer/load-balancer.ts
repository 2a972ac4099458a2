import type { Service } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { addressReservations, type BalancedService } from './address-reservations';
import { keyMatcher } from './annotation-keys';
import { checkFields } from './check-fields';
import { checkIneffectiveOptions, checkSourceRangesJustification } from './check-ineffective-options';
import { checkSchemeAnnotations, checkSchemeStated } from './check-scheme';
import { checkService } from './check-service';
import { checkSettings } from './check-settings';
import { isUnsupported, type LoadBalancerRequest, type Mapping, type Provider, type ServiceParts } from './mapping/mapping';
import { requestedSettings, type RequestedSetting } from './mapping/requested-settings';
import { serviceFamilies } from './mapping/service-families';
import { neededAnnotations } from './needed-annotations';
import { providerOf } from './providers/providers';
import type { ClusterProfile } from '../cluster/cluster-profile';
import { IpFamily } from '../cluster/ip-family';
import type { Reservation } from '../cluster/unique-in-cluster';
import { TrafficPolicy, type Exposure } from '../exposure/exposure';
import { LoadBalancerHealthCheckProtocol } from '../exposure/load-balancer-settings';
import type { Json, ObjectMetadata } from '../manifest/manifest';
import type { Port } from '../port/port';
import { loadBalancerRules } from '../rules/load-balancers';
import type { Problems } from '../rules/rule';
import { hidden } from '../rules/show';
import { showDuration } from '../values/durations';

const NONE: Readonly<Record<string, string>> = {};

/** The values that determine the load balancer of a Service. */
export interface LoadBalancerParts {
  readonly exposure: Exposure;
  readonly profile: ClusterProfile;
  /** Returns the ports that the Service exposes, including ports that are added later. */
  readonly ports: () => readonly Port[];
  /** Returns the `appProtocol` that a port has on the Service. */
  readonly appProtocolOf: (port: Port) => string | undefined;
  /** Annotations of the user. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** IP families of the backend, if the Service must have the same families. */
  readonly families?: readonly IpFamily[];
  /** Addresses outside the cluster behind the Service, other than those with a justification. */
  readonly outside?: readonly string[];
}

/** A setting with its mapping. */
interface MappedSetting extends RequestedSetting {
  readonly mapping: Mapping;
}

/**
 * The annotations and fields of a Service that configure its load balancer, in the form that the provider of the cluster reads. A Service of
 * another type has none.
 *
 * @internal
 */
export class LoadBalancer {
  private known?: Provider;
  /** Annotations that were added to the Service. Users may have changed them later. */
  private written: Readonly<Record<string, string>> = NONE;

  constructor(private readonly parts: LoadBalancerParts) {}

  /** Only Services with a load balancer need it, and the providers are loaded on first use. */
  private get provider(): Provider {
    return this.known ??= providerOf(this.parts.profile.loadBalancerProvider);
  }

  /**
   * Reports settings that are not well formed, that the provider does not support, or that conflict with annotations.
   *
   * @param added a port that is about to be added
   */
  public check(problems: Problems, ...added: Port[]): void {
    const options = this.parts.exposure._options;
    if (this.parts.exposure._type !== 'LoadBalancer') {
      return;
    }
    const request = this.request(added);
    const requested = requestedSettings(options);
    const wellFormed = problems.accepts(() => checkSettings(problems, request, this.provider.checksPodsOfLocal?.(request) ?? false));
    const accepted = requested.map(setting => this.checkOne(problems, setting, request, wellFormed)).every(Boolean);
    if (wellFormed && accepted) {
      this.checkDistinct(problems, request);
    }
    checkService(problems, this.provider, request, this.parts.outside ?? []);
    this.checkController(problems, request, 'serviceMetadata');
    checkSchemeStated(problems, this.provider, request);
    checkSourceRangesJustification(problems, options);
    this.checkEffects(problems, request, 'serviceMetadata', Object.keys(request.annotations));
  }

  /** Fields of the Service, in addition to those of the exposure. */
  public get spec(): Json {
    if (this.parts.exposure._type !== 'LoadBalancer') {
      return {};
    }
    return Object.assign({}, this.provider.spec?.(this.request()), ...this.serviceParts().map(({ spec }) => spec));
  }

  /** Returns the metadata of the user with the annotations for the load balancer. */
  public annotate(metadata: ObjectMetadata): ObjectMetadata {
    if (this.parts.exposure._type !== 'LoadBalancer') {
      return metadata;
    }
    const annotations = this.annotations;
    this.written = annotations;
    return Object.keys(annotations).length > 0 ? { ...metadata, annotations: { ...metadata.annotations, ...annotations } } : metadata;
  }

  /** Adds annotations for new ports to a Service, and updates annotations that name several ports. Annotations that users have changed are kept. */
  public annotateLater(service: Service): void {
    const current: Record<string, string> = service.metadata.toJson().annotations ?? {};
    for (const [key, value] of Object.entries(this.annotations).filter(([each]) => current[each] === this.written[each])) {
      service.metadata.addAnnotation(key, value);
      this.written = { ...this.written, [key]: value };
    }
  }

  /** Reports annotations that users have added to the Service later and that conflict with settings. */
  public checkAnnotations(problems: Problems, service: Service): void {
    if (this.parts.exposure._type !== 'LoadBalancer') {
      return;
    }
    const current: Record<string, string> = service.metadata.toJson().annotations ?? {};
    const { annotations } = this;
    const request = this.requestAtSynth(current);
    const changed = Object.keys(request.annotations).filter(key => current[key] !== annotations[key]);
    for (const { field, mapping } of this.mappedSettings()) {
      for (const key of changed.filter(configuredBy(mapping))) {
        reportAnnotation(problems, `service.metadata.annotations['${key}']`, current[key], field);
      }
    }
    this.checkController(problems, request, 'service.metadata');
    this.checkEffects(problems, request, 'service.metadata', changed);
  }

  /** Reports settings that the controller of the Service does not read. */
  private checkController(problems: Problems, request: LoadBalancerRequest, place: string): void {
    const conflict = requestedSettings(request.options).length > 0 ? this.provider.conflict?.(request) : undefined;
    if (conflict) {
      const field = conflict.field ?? `${place}.annotations['${conflict.annotation}']`;
      problems.report(loadBalancerRules.otherController, field, conflict.value, conflict.fix);
    }
  }

  /** Reports fields and options that the provider ignores or refuses, and annotations that state in an unknown way whether the load balancer is internal. */
  private checkEffects(problems: Problems, request: LoadBalancerRequest, place: string, keys: readonly string[]): void {
    checkFields(problems, this.provider, request);
    checkSchemeAnnotations(problems, this.provider, request, place);
    checkIneffectiveOptions(problems, this.parts.profile.loadBalancerProvider._id, this.provider, request, { place, keys });
  }

  /** The addresses of the load balancer, which other Services of the cluster cannot have. */
  public reservations(declaration: IConstruct, { ports, metadata, selector }: Pick<BalancedService, 'ports' | 'selector'> & Pick<Service, 'metadata'>): readonly Reservation[] {
    const { _type, _options } = this.parts.exposure;
    if (_type !== 'LoadBalancer') {
      return [];
    }
    const annotations: Record<string, string> = metadata.toJson().annotations ?? {};
    const local = _options.externalTrafficPolicy === TrafficPolicy.LOCAL;
    return addressReservations(declaration, _options, { ports, annotations, selector, local }, this.provider.sharing);
  }

  private get annotations(): Record<string, string> {
    const { _type } = this.parts.exposure;
    const needed = _type === 'LoadBalancer' ? neededAnnotations(this.provider, this.request()) : {};
    return Object.assign(needed, ...this.serviceParts().map(({ annotations }) => annotations));
  }

  private serviceParts(): ServiceParts[] {
    const settings = this.mappedSettings();
    if (settings.length === 0) {
      return [];
    }
    const request = this.request();
    return settings.flatMap(({ mapping }) => mapping.write?.(request) ?? []);
  }

  /** The settings that the provider supports. */
  private mappedSettings(): MappedSetting[] {
    const { _type, _options } = this.parts.exposure;
    return _type === 'LoadBalancer' ? requestedSettings(_options).flatMap(requested => {
      const mapping = this.provider.mappings[requested.setting];
      return isUnsupported(mapping) ? [] : [{ ...requested, mapping }];
    }) : [];
  }

  private request(added: readonly Port[] = [], annotations = this.parts.annotations): LoadBalancerRequest {
    const { exposure, profile, appProtocolOf } = this.parts;
    const options = exposure._options;
    const allPorts = [...this.parts.ports(), ...added].filter(({ exposed }) => exposed);
    const ports = allPorts.filter(({ protocol }) => protocol === 'TCP');
    const known = profile.ipFamilies.length > 0 ? profile.ipFamilies : [IpFamily.IPV4, IpFamily.IPV6];
    return {
      options,
      ports,
      allPorts,
      tlsPorts: options.tls ? ports.filter(({ name }) => options.tls!.ports?.includes(name) ?? true) : [],
      families: options.ipFamilies ?? this.parts.families ?? known,
      serviceFamilies: serviceFamilies(options, this.parts.families, profile.ipFamilies),
      protocol: options.healthCheck?.protocol ?? (options.healthCheck?.path ? LoadBalancerHealthCheckProtocol.HTTP : undefined),
      annotations: annotations ?? {},
      appProtocol: appProtocolOf,
    };
  }

  /** The request with all annotations of the Service, and the class that was written into its spec, which later annotations do not change. */
  private requestAtSynth(annotations: Readonly<Record<string, string>>): LoadBalancerRequest {
    const request = this.request([], Object.fromEntries(Object.entries(annotations).filter(([, value]) => typeof value === 'string')));
    return { ...request, options: { ...request.options, loadBalancerClass: request.options.loadBalancerClass ?? this.spec.loadBalancerClass } };
  }

  /** Reports problems with one setting. Returns whether the provider accepts it. */
  private checkOne(problems: Problems, { setting, field, value }: RequestedSetting, request: LoadBalancerRequest, wellFormed: boolean): boolean {
    const mapping = this.provider.mappings[setting];
    if (isUnsupported(mapping)) {
      problems.report(loadBalancerRules.unsupported, field, inMessage(field, value), mapping.instead);
      return false;
    }
    const refusal = wellFormed ? mapping.refuse?.(request) : undefined;
    if (refusal !== undefined) {
      problems.report(loadBalancerRules.setting, field, inMessage(field, value), refusal);
    }
    Object.keys(request.annotations).filter(configuredBy(mapping))
      .forEach(key => reportAnnotation(problems, `serviceMetadata.annotations['${key}']`, request.annotations[key], field));
    return refusal === undefined;
  }

  /** Reports settings that write different values into one annotation, which can happen with a custom provider. */
  private checkDistinct(problems: Problems, request: LoadBalancerRequest): void {
    const written = new Map<string, { readonly field: string; readonly text: string }>();
    for (const { field, value, mapping } of this.mappedSettings()) {
      for (const [key, text] of Object.entries(mapping.write?.(request).annotations ?? {})) {
        const other = written.get(key);
        if (other && other.text !== text) {
          problems.report(loadBalancerRules.setting, field, inMessage(field, value), `${other.field} sets the annotation '${key}' to another value. Remove one of the settings.`);
        }
        written.set(key, { field, text });
      }
    }
  }
}

function reportAnnotation(problems: Problems, place: string, value: unknown, field: string): void {
  problems.report(loadBalancerRules.annotation, place, value, `${field} configures the same setting. Remove one of them.`);
}

/** The value of a setting as a message shows it. The query of a path can contain a token. */
function inMessage(field: string, value: unknown): unknown {
  if (field === 'exposure.healthCheck.path') {
    return hidden(value);
  }
  return field.endsWith('Timeout') || field.endsWith('interval') ? showDuration(value as never) : value;
}

/** Returns whether the mapping writes an annotation, or an annotation that configures the same or the opposite. */
function configuredBy({ writes, others = [] }: Mapping): (key: string) => boolean {
  return keyMatcher([...writes, ...others]);
}
