import type { IPodSelector } from 'cdk8s-plus-28';
import type { Construct, IConstruct, IValidation } from 'constructs';
import { checkBound } from './check-bound';
import { ManagedService } from './managed-service';
import { serviceSpec } from './service-spec';
import type { ClusterProfile } from '../cluster/cluster-profile';
import type { Exposure } from '../exposure/exposure';
import type { LoadBalancer } from '../load-balancer/load-balancer';
import type { Json, ObjectMetadata } from '../manifest/manifest';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Port } from '../port/port';
import type { Ports } from '../port/ports';
import { checkMetadata } from '../rules/metadata';
import { Problems } from '../rules/rule';

/** The parts of the Services of a workload. */
export interface WorkloadServicesProps {
  readonly name: string;
  /** Name of the additional headless Service of a StatefulSet. Not set if no additional Service is needed. */
  readonly governing?: string;
  readonly metadata?: MetadataOptions;
  readonly exposure: Exposure;
  readonly governingExposure: Exposure;
  readonly ports: Ports;
  readonly loadBalancer: LoadBalancer;
}

/**
 * The Services of a workload: its main Service, and the additional headless Service of a StatefulSet.
 *
 * @internal
 */
export class WorkloadServices {
  public readonly main: ManagedService;
  public readonly governing?: ManagedService;

  constructor(scope: Construct, private readonly props: WorkloadServicesProps) {
    const { name, governing, metadata, loadBalancer } = props;
    this.main = this.make(scope, 'Service', loadBalancer.annotate({ ...metadata, name }), props.exposure, loadBalancer.spec);
    this.governing = governing === undefined
      ? undefined
      : this.make(scope, 'GoverningService', { labels: metadata?.labels, name: governing }, props.governingExposure);
  }

  public select(pods: IPodSelector): void {
    this.all.forEach(service => service.select(pods));
  }

  public offer(port: Port): void {
    this.all.forEach(service => service.offer(port));
  }

  /** Reports conflicts of a port with the ports that users have added with `bind`. */
  public checkFree(problems: Problems, port: Port, field: string): void {
    this.all.forEach(service => service.checkFree(problems, port, field));
  }

  /** A validation of cdk8s that reports invalid changes of the Services by methods of cdk8s and cdk8s-plus. */
  public validation(declaration: IConstruct, profile: ClusterProfile): IValidation {
    return {
      validate: () => {
        const problems = new Problems(declaration);
        for (const service of this.all) {
          this.props.ports.exposed.forEach(port => service.checkFree(problems, port, `ports['${port.name}']`));
          checkBound(problems, service, profile);
          checkMetadata(problems, 'service.metadata', service.metadata.toJson());
        }
        return problems.messages;
      },
    };
  }

  private get all(): ManagedService[] {
    return this.governing ? [this.main, this.governing] : [this.main];
  }

  private make(scope: Construct, id: string, metadata: ObjectMetadata, exposure: Exposure, spec: Json = {}): ManagedService {
    const { ports } = this.props;
    const service = new ManagedService(scope, id, {
      metadata,
      spec: { ...serviceSpec(exposure), ...spec },
      offer: port => ({
        number: exposure._type === 'Headless' ? port.number : port.servicePort,
        target: ports.target(port),
        nodePort: exposure._options.nodePorts?.[port.name],
      }),
    });
    service.offer(...ports.exposed);
    return service;
  }
}
