/**
 * A service mesh whose proxies the platform puts before the pods of a cluster.
 */
export enum Mesh {
  /**
   * Istio with a proxy in each pod (sidecar mode). 1.24 or newer.
   *
   * @see https://istio.io/latest/docs/overview/dataplane-modes/
   */
  ISTIO = 'Istio',

  /**
   * Istio with a proxy on each node, and waypoints where they are asked for (ambient mode).
   *
   * @see https://istio.io/latest/docs/ambient/overview/
   */
  ISTIO_AMBIENT = 'IstioAmbient',

  /**
   * Linkerd, with a proxy in each pod. 2.19 or newer.
   *
   * @see https://linkerd.io/2/overview/
   */
  LINKERD = 'Linkerd',
}
