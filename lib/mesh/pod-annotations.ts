import { opaquePods } from './opaque-ports';
import { proxyOf } from './proxies';
import { Mesh } from '../cluster/mesh';
import type { Json } from '../manifest/manifest';
import type { Port } from '../port/port';

const ISTIO_NATIVE = 'sidecar.istio.io/nativeSidecar';
const ISTIO_CONFIG = 'proxy.istio.io/config';
const LINKERD_NATIVE = 'config.beta.linkerd.io/proxy-enable-native-sidecar';
const LINKERD_NATIVE_BEFORE = 'config.alpha.linkerd.io/proxy-enable-native-sidecar';

/** Annotation that an ordinary proxy of Linkerd waits by before it stops. With a native sidecar it makes the injection fail. @internal */
export const LINKERD_WAIT = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';

/** What Kubernetes leaves a pod where nobody says. */
const DEFAULT_GRACE_PERIOD = 30;

/** How the pods of a workload end, in seconds. */
export interface PodEnd {
  /** How long they go on serving. */
  readonly delay: number;
  /** How long they have in all. */
  readonly gracePeriod?: number;
}

/**
 * Annotations by which the proxy of a pod starts before its containers, serves as long as they do, and knows what their ports speak. What
 * the pod says by itself stands.
 *
 * @param template the pod template, with the labels and annotations that users want
 * @internal
 */
export function meshPodAnnotations(mesh: Mesh | undefined, template: Json, ports: readonly Port[], end: PodEnd): Record<string, string> {
  if (!proxyOf(mesh, template.metadata)) {
    return {};
  }
  const said = template.metadata.annotations ?? {};
  switch (mesh) {
    case Mesh.ISTIO:
      return said[ISTIO_NATIVE] === 'false' ? { [ISTIO_CONFIG]: ordinaryIstioProxy(end) } : { [ISTIO_NATIVE]: 'true' };
    case Mesh.LINKERD:
      return { ...linkerdSidecar(said, end), ...opaquePods(ports, template.spec.containers) };
    default:
      return {};
  }
}

/** Whether pods say that Linkerd's proxy shall be an ordinary container. @internal */
export function hasOrdinaryLinkerdProxy(annotations: Readonly<Record<string, string>> = {}): boolean {
  return (annotations[LINKERD_NATIVE] ?? annotations[LINKERD_NATIVE_BEFORE]) === 'false';
}

function linkerdSidecar(said: Readonly<Record<string, string>>, { delay }: PodEnd): Record<string, string> {
  if (hasOrdinaryLinkerdProxy(said)) {
    return delay > 0 ? { [LINKERD_WAIT]: String(delay) } : {};
  }
  return said[LINKERD_NATIVE_BEFORE] === undefined ? { [LINKERD_NATIVE]: 'true' } : {};
}

/** An ordinary container gets the signal at once; then it serves through the delay, and until no connection is left. */
function ordinaryIstioProxy({ delay, gracePeriod = DEFAULT_GRACE_PERIOD }: PodEnd): string {
  return JSON.stringify({
    holdApplicationUntilProxyStarts: true,
    terminationDrainDuration: `${gracePeriod}s`,
    proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true', MINIMUM_DRAIN_DURATION: `${delay}s` },
  });
}
