/**
 * The API objects that contain the addresses of a backend outside the cluster.
 */
export enum EndpointsApi {
  /** EndpointSlices, which kube-proxy and all current clients of the API read. */
  ENDPOINT_SLICES = 'EndpointSlices',
  /** Legacy Endpoints, deprecated since Kubernetes 1.33. The cluster mirrors them into EndpointSlices, at most 1000 addresses. */
  ENDPOINTS = 'Endpoints',
  /** Both, for programs that still read Endpoints. A label on the Endpoints prevents the cluster from mirroring them into more slices. */
  BOTH = 'Both',
}
