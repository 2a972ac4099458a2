import type { Service } from 'cdk8s-plus-28';
import type { IConstruct, IValidation } from 'constructs';
import { checkSaid, checkSaidTypes } from './check-said';
import { LoadBalancerHealthCheckProtocol } from './intents';
import { PROVIDERS } from './providers';
import { saidOf, type Said } from './said';
import { isGap, type Provider, type Way, type Wish, type Written } from './way';
import type { ClusterProfile } from '../../cluster/cluster-profile';
import { IpFamily } from '../../cluster/ip-family';
import type { Json, ObjectMetadata } from '../../manifest/manifest';
import type { Port } from '../../port/port';
import { loadBalancerRules } from '../../rules/load-balancers';
import { Problems } from '../../rules/rule';
import { showDuration } from '../../rules/values';
import type { Exposure } from '../exposure';

/** What a load balancer is made for. */
export interface LoadBalancerParts {
  readonly exposure: Exposure;
  readonly profile: ClusterProfile;
  /** Ports that the Service offers, those that are added later too. */
  readonly ports: () => readonly Port[];
  /** Annotations that the user wrote. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** IP families of what is behind the Service, where it has to have these. */
  readonly families?: readonly IpFamily[];
}

/**
 * What a Service says to the provider of the cluster about its load balancer; nothing where it has none.
 *
 * @internal
 */
export class LoadBalancer {
  private readonly provider: Provider;
  private readonly written = new Set<string>();

  constructor(private readonly parts: LoadBalancerParts) {
    this.provider = PROVIDERS[parts.profile.loadBalancerProvider];
  }

  /**
   * Notes what can't be said, or not so.
   *
   * @param added a port that is about to be added
   */
  public check(problems: Problems, ...added: Port[]): void {
    const options = this.parts.exposure._options;
    if (this.parts.exposure._type !== 'LoadBalancer' || !checkSaidTypes(problems, options)) {
      return;
    }
    const wish = this.wish(added);
    const said = saidOf(options);
    const wellSaid = checkSaid(problems, wish);
    for (const one of said) {
      this.checkOne(problems, one, wish, wellSaid);
    }
    const elsewhere = said.length > 0 ? this.provider.elsewhere?.(wish) : undefined;
    if (elsewhere) {
      problems.report(loadBalancerRules.elsewhere, elsewhere.field, elsewhere.value, elsewhere.fix);
    }
  }

  /** Fields of the Service, besides those of the exposure. */
  public get spec(): Json {
    if (this.parts.exposure._type !== 'LoadBalancer') {
      return {};
    }
    return Object.assign({}, this.provider.spec?.(this.wish()), ...this.toSay().map(({ spec }) => spec));
  }

  /** Adds the annotations to those of the user. */
  public annotate(metadata: ObjectMetadata): ObjectMetadata {
    const annotations = this.annotations;
    Object.keys(annotations).forEach(key => this.written.add(key));
    return Object.keys(annotations).length > 0 ? { ...metadata, annotations: { ...metadata.annotations, ...annotations } } : metadata;
  }

  /** Adds to a Service the annotations for ports that were added since. */
  public annotateLater(service: Service): void {
    for (const [key, value] of Object.entries(this.annotations).filter(([written]) => !this.written.has(written))) {
      service.metadata.addAnnotation(key, value);
      this.written.add(key);
    }
  }

  /** A validation of cdk8s that tells annotations by which users have said something else on the Service since. */
  public validation(declaration: IConstruct, service: Service): IValidation {
    return {
      validate: () => {
        const problems = new Problems(declaration);
        const now: Record<string, string> = service.metadata.toJson().annotations ?? {};
        const { annotations } = this;
        for (const { field, way } of this.ways()) {
          for (const key of Object.keys(now).filter(other => says(way, other) && now[other] !== annotations[other])) {
            problems.report(loadBalancerRules.annotation, `service.metadata.annotations['${key}']`, now[key], `${field} says it too. Leave one of them out.`);
          }
        }
        return problems.messages;
      },
    };
  }

  private get annotations(): Record<string, string> {
    return Object.assign({}, ...this.toSay().map(({ annotations }) => annotations));
  }

  private toSay(): Written[] {
    const wish = this.wish();
    return this.ways().flatMap(({ way }) => way.write?.(wish) ?? []);
  }

  /** How what was said is met. */
  private ways(): { readonly field: string; readonly way: Way }[] {
    const { _type, _options } = this.parts.exposure;
    return _type === 'LoadBalancer' ? saidOf(_options).flatMap(({ intent, field }) => {
      const way = this.provider.ways[intent];
      return isGap(way) ? [] : [{ field, way }];
    }) : [];
  }

  private wish(added: readonly Port[] = []): Wish {
    const { exposure, profile, annotations } = this.parts;
    const options = exposure._options;
    const ports = [...this.parts.ports(), ...added].filter(({ exposed, protocol }) => exposed && protocol === 'TCP');
    const known = profile.ipFamilies.length > 0 ? profile.ipFamilies : [IpFamily.IPV4, IpFamily.IPV6];
    return {
      options,
      ports,
      tlsPorts: options.tls ? ports.filter(({ name }) => options.tls!.ports?.includes(name) ?? true) : [],
      families: Array.isArray(options.ipFamilies) ? options.ipFamilies : this.parts.families ?? known,
      protocol: options.healthCheck?.protocol ?? (options.healthCheck?.path ? LoadBalancerHealthCheckProtocol.HTTP : undefined),
      annotations: annotations ?? {},
    };
  }

  private checkOne(problems: Problems, { intent, field, value }: Said, wish: Wish, wellSaid: boolean): void {
    const way = this.provider.ways[intent];
    const shown = field.endsWith('Timeout') || field.endsWith('interval') ? showDuration(value as never) : value;
    if (isGap(way)) {
      problems.report(loadBalancerRules.intent, field, shown, way.instead);
      return;
    }
    const refusal = wellSaid ? way.refuse?.(wish) : undefined;
    if (refusal !== undefined) {
      problems.report(loadBalancerRules.setting, field, shown, refusal);
    }
    const twice = Object.keys(wish.annotations).filter(key => says(way, key));
    twice.forEach(key => problems.report(
      loadBalancerRules.annotation, `serviceMetadata.annotations['${key}']`, wish.annotations[key], `${field} says it too. Leave one of them out.`,
    ));
  }
}

/** Whether an annotation is one of those by which the intent is said, or another that says the same. */
function says({ writes, others = [] }: Way, key: string): boolean {
  return [...writes, ...others].some(pattern => {
    const [before, after] = pattern.split('{port}');
    return after === undefined ? key === before : key.startsWith(before) && key.endsWith(after) && /^\d+$/.test(key.slice(before.length, key.length - after.length));
  });
}
