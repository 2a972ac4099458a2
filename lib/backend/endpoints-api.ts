/**
 * Which API tells the cluster the addresses of a backend.
 */
export enum EndpointsApi {
  /** EndpointSlices, which kube-proxy and everything of today reads. */
  ENDPOINT_SLICES = 'EndpointSlices',
  /** The legacy Endpoints, deprecated since Kubernetes 1.33, which the cluster mirrors into slices. At most 1000 addresses are mirrored. */
  ENDPOINTS = 'Endpoints',
  /** Both, for programs that read Endpoints still. The Endpoints are marked so that no second set of slices is made of them. */
  BOTH = 'Both',
}
