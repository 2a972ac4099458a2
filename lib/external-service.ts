import { Chart, type ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Backend } from './backend/backend';
import { checkBackend } from './backend/check-backend';
import { checkExternal } from './backend/check-external';
import { partProblems } from './backend/check-parts';
import { endpointSlices, familiesOf, networksOf } from './backend/endpoint-slices';
import { endpoints } from './backend/endpoints';
import { EndpointsApi } from './backend/endpoints-api';
import { memberAddresses, memberServiceNames, serverName } from './backend/members';
import { aliasSpec, remappingOf, specOfBackend } from './backend/service-of-backend';
import { checkFamiliesOfCluster } from './cluster/check-ip-families';
import { ClusterProfile } from './cluster/cluster-profile';
import { declarePeer } from './discovery/peer';
import type { IReachable } from './discovery/reachable';
import { ServiceAddress } from './discovery/service-address';
import { checkExposure } from './exposure/check-exposure';
import { Exposure } from './exposure/exposure';
import { LoadBalancer } from './exposure/load-balancer/load-balancer';
import { ManagedService } from './exposure/managed-service';
import { allocationReservations } from './exposure/reservations';
import { ImportedService, type ImportedServiceOptions } from './imported-service';
import type { MetadataOptions } from './manifest/metadata-options';
import { validateUnique } from './manifest/unique-in-cluster';
import type { Port } from './port/port';
import { Ports } from './port/ports';
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
   * The addresses or the host names, or the pods that stand in for them. Changing it recreates the Service where its IP family changes, which
   * is that of the addresses, and for pods the primary one of the cluster: delete the Service first, then apply.
   */
  readonly backend: Backend;

  /**
   * Ports that the backend listens on. One with another `servicePort` is remapped, which only addresses and pods behind a cluster IP can be.
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
   * Name in the certificate of the backend, where it speaks TLS: clients that reach it by the name of the Service have to be told to
   * expect this one (`address.tlsServerName`). No object has it.
   *
   * @default - the host name; for addresses and pods not known
   */
  readonly tlsServerName?: string;

  /**
   * Ranges of the addresses that the host names resolve to, for network policies, which know no names: only where they are known and stay.
   *
   * @default - not known
   */
  readonly networks?: string[];

  /**
   * Labels and annotations of the Service. The Services of single host names get the labels alone, because annotations tell controllers what
   * to do with a Service.
   *
   * @default - the labels of the chart
   */
  readonly serviceMetadata?: MetadataOptions;

  /**
   * Labels and annotations of the EndpointSlices and Endpoints, besides the labels that tie them to the Service. Host names have neither, and
   * those of pods are the cluster's.
   *
   * @default - the labels of the chart
   */
  readonly endpointsMetadata?: MetadataOptions;
}

/**
 * A backend outside the cluster that callers inside reach as a Service: by addresses, through EndpointSlices (or Endpoints); by a host
 * name, through ExternalName. Pods can stand in for it, so that callers are told the same in every environment.
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
export class ExternalService extends Construct implements IReachable {
  /**
   * A Service that is there already: another team's, in another namespace, or one of the cluster set. Nothing is made of it but what
   * callers, routes and policies need to know.
   *
   * @param scope a chart, or a construct in one
   * @param id id of the construct
   * @param serviceName name of the Service
   * @param options where it is, and what is known of it
   * @throws with everything that is wrong with the declaration, a line each (docs/rules.md)
   * @example
   * const payments = ExternalService.fromServiceName(this, 'payments', 'payments', {
   *   namespace: 'billing',
   *   ports: [Port.http(8080, { servicePort: 80 })],
   * });
   * payments.address.url(); // http://payments.billing.svc.cluster.local:80
   */
  public static fromServiceName(scope: Construct, id: string, serviceName: string, options: ImportedServiceOptions = {}): ImportedService {
    return ImportedService._of(scope, id, serviceName, options);
  }

  /** The Service. Of several host names it leads to the first. */
  public readonly service: kplus.Service;

  /** The Services of the single host names, where the backend is given by `Backend.hostnames(…)`, in their order. */
  public readonly memberServices: kplus.Service[];

  /** The EndpointSlices, IPv4 before IPv6; none for host names and pods, nor where Endpoints alone are asked for. */
  public readonly endpointSlices: ApiObject[];

  /** The legacy Endpoints, where they are asked for. */
  public readonly endpoints?: ApiObject;

  /** How the backend is reached from inside the cluster. */
  public readonly address: ServiceAddress;

  /**
   * How each member of the backend is reached: each host name of several, and each address that has a `hostname` behind a headless Service.
   * Where members have no names of their own, the one address of the backend.
   */
  public readonly memberAddresses: ServiceAddress[];

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
    const alias = backend._isAlias;
    const ports = new Ports(remappingOf(backend, exposure));
    const [hostname] = backend._hostnames;
    const tlsServerName = props.tlsServerName ?? (hostname === undefined ? undefined : serverName(hostname));
    const target = { name, alias, ports: () => ports.exposed, tlsServerName };
    this.address = ServiceAddress._of(this, target);
    const members = memberAddresses(this, backend, exposure, target, props.tlsServerName);
    this.memberAddresses = members.length > 0 ? members : [this.address];

    const problems = new Problems(this);
    ports.check(problems, props.ports ?? []);
    ports.add(...props.ports ?? []);
    checkNamespace(problems, 'namespace', chart.namespace);
    const leadingDigit = isAtLeast(profile._version, '1.36');
    const memberNames = memberServiceNames(backend, name);
    if (checkServiceName(problems, 'name', name, leadingDigit) && memberNames.length > 0) {
      checkServiceName(problems, 'name of the Service of the last host name', memberNames.at(-1)!, leadingDigit);
    }
    checkBackend(problems, backend, profile, chart.namespace, [this.address, ...this.memberAddresses].map(({ host }) => host));
    checkExternal(problems, props);
    checkExposure(problems, exposure, ports, profile);
    const loadBalancer = new LoadBalancer({
      exposure, profile, ports: () => ports.exposed, annotations: props.serviceMetadata?.annotations, families: backend._kind === 'addresses' ? familiesOf(backend) : undefined,
    });
    loadBalancer.check(problems);
    checkFamiliesOfCluster(problems, 'backend.addresses', familiesOf(backend), profile.ipFamilies);
    checkLabels(problems, 'chart', chart.labels);
    checkMetadata(problems, 'serviceMetadata', props.serviceMetadata);
    if (backend._kind === 'addresses') {
      checkMetadata(problems, 'endpointsMetadata', props.endpointsMetadata);
    }
    checkServiceAnnotations(problems, 'serviceMetadata', props.serviceMetadata?.annotations, exposure._type === 'LoadBalancer');
    problems.throwIfAny();

    const offer = (port: Port) => ({ number: port.servicePort, target: port.number, nodePort: exposure._options.nodePorts?.[port.name] });
    const service = new ManagedService(this, 'Service', {
      metadata: loadBalancer.annotate({ ...props.serviceMetadata, name }), spec: { ...specOfBackend(backend, exposure), ...loadBalancer.spec }, offer,
    });
    if (backend._selector) {
      service.select(backend._selector);
    }
    const selector = service.selector;
    const memberServices = memberNames.map((memberName, index) => new ManagedService(this, `Member-${index}`, {
      metadata: { labels: props.serviceMetadata?.labels, name: memberName },
      spec: aliasSpec(backend._hostnames[index]),
      offer,
    }));
    [service, ...memberServices].forEach(each => each.offer(...ports.exposed));
    this.service = service;
    this.memberServices = memberServices;
    const metadata = { ...props.endpointsMetadata, name };
    this.endpointSlices = endpointsApi === EndpointsApi.ENDPOINTS ? [] : endpointSlices(this, backend, ports, metadata);
    if (backend._kind === 'addresses' && endpointsApi !== EndpointsApi.ENDPOINT_SLICES) {
      this.endpoints = endpoints(this, backend, ports, metadata, endpointsApi === EndpointsApi.ENDPOINTS);
    }
    this.node.defaultChild = this.service;
    declarePeer({
      construct: this,
      address: this.address,
      serviceKind: 'Service',
      ports: () => ports.exposed,
      exposure: alias ? undefined : exposure,
      annotations: props.serviceMetadata?.annotations,
      pods: backend._selector && (() => ({ namespace: chart.namespace, labels: selector })),
      networks: backend._kind === 'addresses' ? networksOf(backend) : props.networks && [...props.networks],
      hostnames: alias ? backend._hostnames : undefined,
      memberAddresses: this.memberAddresses,
    });
    const endpointObjects = [...this.endpointSlices, ...this.endpoints ? [this.endpoints] : []];
    this.node.addValidation({ validate: () => partProblems(this, [service], selector, endpointObjects) });
    this.node.addValidation({ validate: () => partProblems(this, memberServices, {}, []) });
    this.node.addValidation(loadBalancer.validation(this, service));
    validateUnique(this, allocationReservations(this, exposure));
  }
}

/** Of what has another type nothing further can be said. */
function checkTypes(construct: Construct, props: ExternalServiceProps): void {
  const problems = new Problems(construct);
  checkAllMade(problems, 'ports', props.ports, '_plainName', 'Port.tcp(5432)');
  if (checkRequired(problems, 'backend', props.backend, '_endpoints', "Backend.addresses('10.20.0.11')")) {
    checkAllMade(problems, 'backend.addresses', props.backend._endpoints, 'address', "Backend.endpoints({ address: '10.20.0.11' })");
    if (props.backend._kind === 'pods') {
      checkRequired(problems, 'backend.pods', props.backend._selector, 'toPodSelectorConfig', "Backend.pods(kplus.Pods.select(this, 'db', { labels: { app: 'db' } }))");
    }
  }
  checkMade(problems, 'exposure', props.exposure, '_type', 'Exposure.headless()');
  checkEnum(problems, 'endpointsApi', props.endpointsApi, EndpointsApi);
  problems.throwIfAny();
}
