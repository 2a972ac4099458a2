import { Chart, type ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Backend } from './backend/backend';
import { checkBackend } from './backend/check-backend';
import { checkExternal } from './backend/check-external';
import { endpointSlices, familiesOf } from './backend/endpoint-slices';
import { endpoints } from './backend/endpoints';
import { EndpointsApi } from './backend/endpoints-api';
import { checkFamiliesOfCluster } from './cluster/check-ip-families';
import { ClusterProfile } from './cluster/cluster-profile';
import { ServiceAddress } from './discovery/service-address';
import { allocationClaims } from './exposure/allocation-claims';
import { checkExposure } from './exposure/check-exposure';
import { Exposure, IpFamilyPolicy } from './exposure/exposure';
import { ManagedService } from './exposure/managed-service';
import { serviceSpec } from './exposure/service-spec';
import type { Json } from './manifest/manifest';
import type { MetadataOptions } from './manifest/metadata-options';
import { validateUnique } from './manifest/unique-in-cluster';
import type { Port } from './port/port';
import { Ports, type Remapping } from './port/ports';
import { backendRules } from './rules/backends';
import { checkLabels, checkMetadata, checkServiceAnnotations } from './rules/metadata';
import { checkNamespace, checkServiceName } from './rules/names';
import { Problems } from './rules/rule';
import { checkAllMade, checkEnum, checkMade, checkRequired } from './rules/values';
import { isAtLeast } from './rules/versions';

/**
 * A backend outside the cluster.
 */
export interface ExternalServiceProps {
  /**
   * The addresses or the host name. Changing it recreates the Service where addresses of one IP family give way to those of the other:
   * delete the Service first, then apply.
   */
  readonly backend: Backend;

  /**
   * Ports that the backend listens on. One with another `servicePort` is remapped, which only addresses behind a cluster IP can be.
   *
   * @default - none, which only a host name and a headless Service can do with
   */
  readonly ports?: Port[];

  /**
   * Name of the Service, which is its name in DNS.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * How the Service is reached: by a virtual address of the cluster, from outside too, or headless, so that the name resolves to the addresses
   * themselves, for clients that choose among them. IP families follow the addresses. A host name has none. Changing it recreates the
   * Service where it becomes headless or was so: delete the Service first, then apply.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Which API tells the cluster the addresses.
   *
   * @default EndpointsApi.ENDPOINT_SLICES
   */
  readonly endpointsApi?: EndpointsApi;

  /**
   * Labels and annotations of the Service.
   *
   * @default - the labels of the chart
   */
  readonly serviceMetadata?: MetadataOptions;

  /**
   * Labels and annotations of the EndpointSlices and Endpoints, besides the labels that tie them to the Service. A host name has neither.
   *
   * @default - the labels of the chart
   */
  readonly endpointsMetadata?: MetadataOptions;
}

/**
 * A backend outside the cluster that callers inside reach as a Service: by addresses, through EndpointSlices (or Endpoints); by a host
 * name, through ExternalName.
 *
 * **Argo CD** from version 3 on leaves EndpointSlices and Endpoints out of what it manages, so that the Service comes up without its
 * addresses. In its ConfigMap `argocd-cm`, take them out of the first entry of the installed list and keep all others:
 *
 * ```yaml
 * data:
 *   resource.exclusions: |
 *     - apiGroups: ['']        # was: '' and discovery.k8s.io
 *       kinds: [Endpoints]     # was: Endpoints and EndpointSlice
 * ```
 *
 * **Roles**: the built-in roles `edit` and `admin` can't write EndpointSlices or Endpoints (CVE-2021-25740). Whoever applies the manifests
 * needs a Role with these rules, bound to its account:
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
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion
 */
export class ExternalService extends Construct {
  /** The Service. */
  public readonly service: kplus.Service;

  /** The EndpointSlices, IPv4 before IPv6; none for a host name, nor where Endpoints alone are asked for. */
  public readonly endpointSlices: ApiObject[];

  /** The legacy Endpoints, where they are asked for. */
  public readonly endpoints?: ApiObject;

  /** How the backend is reached from inside the cluster. */
  public readonly address: ServiceAddress;

  /**
   * Declares a backend outside the cluster.
   *
   * @param scope a chart, or a construct in one
   * @param id names the Service, unless `name` says otherwise
   * @param props the backend
   * @throws with everything that is wrong with the declaration, a line each (docs/rules.md)
   */
  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    checkTypes(this, props);
    const chart = Chart.of(this);
    const profile = ClusterProfile.of(this);
    const { backend, exposure = Exposure.clusterIp(), endpointsApi = EndpointsApi.ENDPOINT_SLICES } = props;
    const name = props.name ?? id;
    const alias = backend._hostname !== undefined;
    const ports = new Ports(remapping(backend, exposure));
    this.address = ServiceAddress._of(this, { name, alias, ports: () => ports.exposed });

    const problems = new Problems(this);
    ports.check(problems, props.ports ?? []);
    ports.add(...props.ports ?? []);
    checkNamespace(problems, 'namespace', chart.namespace);
    checkServiceName(problems, 'name', name, isAtLeast(profile._version, '1.36'));
    checkBackend(problems, backend, profile, this.address.host);
    checkExternal(problems, props);
    checkExposure(problems, exposure, ports, profile);
    checkFamiliesOfCluster(problems, 'backend.addresses', familiesOf(backend), profile.ipFamilies);
    checkLabels(problems, 'chart', chart.labels);
    checkMetadata(problems, 'serviceMetadata', props.serviceMetadata);
    if (!alias) {
      checkMetadata(problems, 'endpointsMetadata', props.endpointsMetadata);
    }
    checkServiceAnnotations(problems, 'serviceMetadata', props.serviceMetadata?.annotations, exposure._type === 'LoadBalancer');
    problems.throwIfAny();

    const service = new ManagedService(this, 'Service', {
      metadata: { ...props.serviceMetadata, name },
      spec: alias ? { type: kplus.ServiceType.EXTERNAL_NAME, externalName: backend._hostname } : specOf(backend, exposure),
      offer: port => ({ number: port.servicePort, target: port.number, nodePort: exposure._options.nodePorts?.[port.name] }),
    });
    service.offer(...ports.exposed);
    this.service = service;
    const metadata = { ...props.endpointsMetadata, name };
    this.endpointSlices = endpointsApi === EndpointsApi.ENDPOINTS ? [] : endpointSlices(this, backend, ports, metadata);
    if (!alias && endpointsApi !== EndpointsApi.ENDPOINT_SLICES) {
      this.endpoints = endpoints(this, backend, ports, metadata, endpointsApi === EndpointsApi.ENDPOINTS);
    }
    this.node.defaultChild = this.service;
    this.node.addValidation({ validate: () => partProblems(this, service, [...this.endpointSlices, ...this.endpoints ? [this.endpoints] : []]) });
    validateUnique(this, allocationClaims(this, exposure));
  }
}

/** Of what has another type nothing further can be said. */
function checkTypes(construct: Construct, props: ExternalServiceProps): void {
  const problems = new Problems(construct);
  checkAllMade(problems, 'ports', props.ports, '_plainName', 'Port.tcp(5432)');
  if (checkRequired(problems, 'backend', props.backend, '_endpoints', "Backend.addresses('10.20.0.11')")) {
    checkAllMade(problems, 'backend.addresses', props.backend._endpoints, 'address', "Backend.endpoints({ address: '10.20.0.11' })");
  }
  checkMade(problems, 'exposure', props.exposure, '_type', 'Exposure.headless()');
  checkEnum(problems, 'endpointsApi', props.endpointsApi, EndpointsApi);
  problems.throwIfAny();
}

function remapping(backend: Backend, exposure: Exposure): Remapping {
  if (backend._hostname !== undefined) {
    return 'hostname';
  }
  return exposure._type === 'Headless' ? 'headless' : 'any';
}

/** The families of the Service follow the addresses: an address of another family would never get a connection. */
function specOf(backend: Backend, exposure: Exposure): Json {
  const families = familiesOf(backend);
  const { ipFamilies, ipFamilyPolicy } = exposure._options;
  return {
    ...serviceSpec(exposure),
    ipFamilies: ipFamilies ?? (families.length > 1 ? undefined : families),
    ipFamilyPolicy: ipFamilyPolicy ?? (families.length > 1 ? IpFamilyPolicy.PREFER_DUAL_STACK : IpFamilyPolicy.SINGLE_STACK),
  };
}

/** What the methods of cdk8s and cdk8s-plus may have done to the objects. */
function partProblems(declaration: ExternalService, service: ManagedService, endpointObjects: readonly ApiObject[]): string[] {
  const problems = new Problems(declaration);
  for (const port of service.boundByUsers) {
    problems.report(backendRules.serviceParts, 'service.bind', port.port, 'Declare the port in ports.');
  }
  if (Object.keys(service.selector).length > 0) {
    problems.report(backendRules.serviceParts, 'service.select', service.selector, 'For pods, declare an ExposedWorkload or a Service of cdk8s-plus.');
  }
  checkMetadata(problems, 'service.metadata', service.metadata.toJson());
  endpointObjects.forEach(object => checkMetadata(problems, `${object.kind}.metadata`, object.metadata.toJson()));
  return problems.messages;
}
