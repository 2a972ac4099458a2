import type { Backend } from './backend';
import type { EndpointsApi } from './endpoints-api';
import type { Exposure } from '../exposure/exposure';
import type { MetadataOptions } from '../manifest/metadata-options';
import type { Port } from '../port/port';

/**
 * Options of an `ExternalService`.
 */
export interface ExternalServiceProps {
  /**
   * The IP addresses or host names of the backend, or the pods that replace them. The Service has the IP family of the addresses; for pods it has the
   * primary family of the cluster. If the primary family of the Service changes, the Service must be recreated: delete it first, then apply.
   */
  readonly backend: Backend;

  /**
   * Ports that the backend listens on. A port with a different `servicePort` is remapped. This requires a backend of addresses or pods, and a Service
   * that is not headless.
   *
   * @default - no ports, which requires a host name or a headless Service
   */
  readonly ports?: Port[];

  /**
   * Name of the Service, which is also its name in DNS.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * How clients reach the Service: by a virtual IP address in the cluster (cluster IP), also from outside the cluster (node ports, load
   * balancer), or headless. The name of a headless Service resolves to the addresses themselves, and clients choose among them. The IP
   * families are those of the addresses. A backend with host names cannot have an exposure. If you change it to or from headless,
   * the Service must be recreated: delete it first, then apply.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * The API objects that contain the addresses: EndpointSlices, legacy Endpoints, or both.
   *
   * @default EndpointsApi.ENDPOINT_SLICES
   */
  readonly endpointsApi?: EndpointsApi;

  /**
   * Name of the EndpointSlice, such as that of an existing one. If there are several, the others have this name with `-ipv6`, `-ipv4-2` and so on. It is
   * not accepted for host names and pods, and with `EndpointsApi.ENDPOINTS`.
   *
   * @default - the name of the Service with `-ipv4` or `-ipv6`
   */
  readonly endpointSliceName?: string;

  /**
   * Name in the TLS certificate of the backend. Clients connect to the name of the Service, so they must be configured to expect this name.
   * Read it from `address.tlsServerName`, or pass it on with `connectTo`. It is not part of the Service or its endpoints.
   *
   * @default - the host name of the backend; unknown for addresses and pods
   */
  readonly tlsServerName?: string;

  /**
   * CIDR ranges of the addresses that the host names resolve to, such as `203.0.113.0/24`. Network policies use them, because a NetworkPolicy
   * cannot contain host names. Set them only if the ranges are known and do not change. They are not accepted for addresses and pods.
   *
   * @default - unknown
   */
  readonly networks?: string[];

  /**
   * Additional labels and annotations of the Service. The numbered Services of several host names get the labels only, because annotations
   * configure the controllers of a Service.
   *
   * @default - the labels of the chart only
   */
  readonly serviceMetadata?: MetadataOptions;

  /**
   * Additional labels and annotations of the EndpointSlices and Endpoints. They also have the labels that assign them to the Service. A backend
   * with host names has no endpoints, and the cluster creates those of pods, so this option is not accepted for either.
   *
   * @default - the labels of the chart only
   */
  readonly endpointsMetadata?: MetadataOptions;
}
