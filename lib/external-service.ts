import type { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { validateUnique } from './cluster/unique-in-cluster';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { Exposure } from './exposure/exposure';
import { checkBackend } from './external/check-backend';
import { checkExternal } from './external/check-external';
import { checkPortsOutside } from './external/check-ports';
import { createEndpoints } from './external/create-endpoints';
import type { ExternalServiceProps } from './external/external-service-props';
import type { ImportedServiceOptions } from './external/imported-service-options';
import { memberAddresses } from './external/members';
import { peerOfBackend } from './external/peer-of-backend';
import { remappingOf, serviceOfBackend } from './external/service-of-backend';
import { ImportedService } from './imported-service';
import { receiveProps, receiveScope } from './options/receive';
import { Ports } from './port/ports';
import { Problems } from './rules/rule';
import { OfferedService } from './service/offered-service';

/**
 * A Service for a backend outside the cluster. IP addresses become EndpointSlices (or Endpoints) of a
 * [Service without selector](https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors); a host name becomes
 * a Service of type ExternalName. Pods can replace the backend, for example in a test environment, and callers keep the same configuration.
 *
 * **Argo CD**: from version 3, Argo CD
 * [excludes](https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion) EndpointSlices and
 * Endpoints by default, so the Service has no addresses. To change this, edit the first entry of `resource.exclusions` in the ConfigMap
 * `argocd-cm`, and keep all other entries:
 *
 * ```yaml
 * data:
 *   resource.exclusions: |
 *     - apiGroups: ['']        # was: '' and discovery.k8s.io
 *       kinds: [Endpoints]     # was: Endpoints and EndpointSlice
 * ```
 *
 * **Roles**: the built-in roles `edit` and `admin` do not allow writing EndpointSlices or Endpoints (CVE-2021-25740). The account that applies
 * the manifests needs a Role with these rules:
 *
 * ```yaml
 * rules:
 *   - apiGroups: [discovery.k8s.io]
 *     resources: [endpointslices]
 *     verbs: [get, list, watch, create, update, patch, delete]
 * ```
 *
 * @example
 * const db = new ExternalService(this, 'orders-db', {
 *   backend: Backend.addresses('10.20.0.11', '10.20.0.12'),
 *   ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })],
 * });
 * db.address.url(); // postgresql://orders-db.shop.svc.cluster.local:5432
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/external-services.md
 */
export class ExternalService extends Construct implements IReachable {
  /**
   * Refers to an existing Service, for example of another team, in another namespace, or in the cluster set. It generates no objects. Callers,
   * routes and network policies can use it like any other target. The library does not check that the Service exists.
   *
   * @param scope a chart, or a construct in a chart
   * @param id id of the construct
   * @param serviceName name of the existing Service
   * @param options namespace, ports and other properties of the Service
   * @throws an error that lists all problems of the declaration, one per line
   * @example
   * const payments = ExternalService.fromServiceName(this, 'payments', 'payments', {
   *   namespace: 'billing',
   *   ports: [Port.http(8080, { servicePort: 80 })],
   * });
   * payments.address.url(); // http://payments.billing.svc.cluster.local:80
   */
  public static fromServiceName(scope: Construct, id: string, serviceName: string, options: ImportedServiceOptions = {}): ImportedService {
    receiveScope('ExternalService.fromServiceName', scope);
    return ImportedService._of(scope, id, serviceName, options);
  }

  /** The Service. For several host names, it is an alias for the first. */
  public readonly service: kplus.Service;

  /** The numbered Services of `Backend.hostnames(…)`, in the order of the host names. Empty for all other backends. */
  public readonly memberServices: kplus.Service[];

  /** The EndpointSlices, IPv4 before IPv6. Empty for host names and pods, and with `EndpointsApi.ENDPOINTS`. */
  public readonly endpointSlices: ApiObject[];

  /** The legacy Endpoints, with `EndpointsApi.ENDPOINTS` and `EndpointsApi.BOTH`. */
  public readonly endpoints?: ApiObject;

  /** The address of the backend inside the cluster: host, ports and URLs of the Service. */
  public readonly address: ServiceAddress;

  /**
   * The address of each member of the backend that has its own name: each host name of `Backend.hostnames(…)`, and each IP address with a
   * `hostname` behind a headless Service. If no member has its own name, the list contains only `address`.
   */
  public readonly memberAddresses: ServiceAddress[];

  /**
   * Declares a backend outside the cluster.
   *
   * @param scope a chart, or a construct in a chart
   * @param id id of the construct, which is also the name of the Service unless `name` is set
   * @param props the backend, its ports and its exposure
   * @throws an error that lists all problems of the declaration, one per line
   */
  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    props = receiveProps(this, 'ExternalServiceProps', props, new.target !== ExternalService);
    const { backend, tlsServerName } = props;
    const exposure = props.exposure ?? Exposure.clusterIp();
    const name = props.name ?? id;
    const ports = new Ports(remappingOf(backend, exposure), [{ field: 'ports', ports: props.ports, listener: 'servers' }], { byNumber: true });
    const offered = new OfferedService(this, {
      name, exposure, ports, metadata: props.serviceMetadata, ...serviceOfBackend(backend, exposure, name, tlsServerName),
    });
    const members = memberAddresses(this, backend, exposure, offered.addressTarget, tlsServerName);
    this.address = offered.address;
    this.memberAddresses = members.length > 0 ? members : [this.address];

    const problems = new Problems(this);
    offered.check(problems);
    checkBackend(problems, this, backend, [this.address, ...this.memberAddresses]);
    checkExternal(problems, props);
    checkPortsOutside(problems, ports);
    problems.refuseIfAny();

    [this.service, ...this.memberServices] = offered.create(backend._selector);
    const { endpointSlices, endpoints } = createEndpoints(this, backend, ports, { ...props.endpointsMetadata, name }, props.endpointsApi);
    this.endpointSlices = endpointSlices;
    this.endpoints = endpoints;
    this.node.defaultChild = this.service;
    declarePeer({ construct: this, ...offered.peer, ...peerOfBackend(this, backend, props.networks), memberAddresses: this.memberAddresses });
    validateUnique(this, offered);
  }
}
