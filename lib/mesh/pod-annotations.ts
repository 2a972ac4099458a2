import { isInMesh } from './membership';
import { isIstioSidecar, isLinkerd, propertiesOf } from './mesh-properties';
import { opaquePods } from './opaque-ports';
import type { Mesh } from '../cluster/mesh';
import type { Json } from '../manifest/manifest';
import type { Port } from '../port/port';

const ISTIO_NATIVE = 'sidecar.istio.io/nativeSidecar';
const ISTIO_CONFIG = 'proxy.istio.io/config';
const LINKERD_NATIVE = 'config.beta.linkerd.io/proxy-enable-native-sidecar';
const LINKERD_NATIVE_ALPHA = 'config.alpha.linkerd.io/proxy-enable-native-sidecar';

/** Annotation that makes an ordinary proxy of Linkerd wait before it exits. With a native sidecar, the injection fails. @internal */
export const LINKERD_WAIT = 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds';

/** Kubernetes' default of the termination grace period, in seconds. */
const DEFAULT_GRACE_PERIOD = 30;

/** How the pods of a workload terminate, in seconds. */
export interface PodTermination {
  /** How long the pods serve requests after their termination has started. */
  readonly delay: number;
  /** The termination grace period. */
  readonly gracePeriod?: number;
}

/**
 * Annotations that make the proxy of a pod start before the containers of the pod, and serve as long as they do, and that list the ports whose
 * protocol the proxy cannot detect. The caller must let the existing annotations of the pod override these annotations.
 *
 * @param template the pod template, with the labels and annotations that the user set
 * @param termination called only if the annotations depend on it
 * @internal
 */
export function meshPodAnnotations(
  mesh: Mesh | undefined, template: Json, ports: readonly Port[], termination: () => PodTermination,
): Record<string, string> {
  if (!isInMesh(mesh, template.metadata)) {
    return {};
  }
  const existing = template.metadata.annotations ?? {};
  if (isIstioSidecar(mesh)) {
    return existing[ISTIO_NATIVE] === 'false' ? { [ISTIO_CONFIG]: ordinaryIstioProxy(termination()) } : { [ISTIO_NATIVE]: 'true' };
  }
  if (isLinkerd(mesh)) {
    return { ...linkerdSidecar(existing, termination), ...opaquePods(ports, template.spec.containers) };
  }
  const times = termination();
  const annotations = Object.entries(propertiesOf(mesh)!.podAnnotations ?? {}).map(([key, value]) => [key, fillIn(value, times)]);
  return Object.fromEntries(annotations);
}

/** Whether the annotations of a pod make Linkerd's proxy an ordinary container. @internal */
export function hasOrdinaryLinkerdProxy(annotations: Readonly<Record<string, string>> = {}): boolean {
  return (annotations[LINKERD_NATIVE] ?? annotations[LINKERD_NATIVE_ALPHA]) === 'false';
}

function linkerdSidecar(existing: Readonly<Record<string, string>>, termination: () => PodTermination): Record<string, string> {
  if (hasOrdinaryLinkerdProxy(existing)) {
    const { delay } = termination();
    return delay > 0 ? { [LINKERD_WAIT]: String(delay) } : {};
  }
  return existing[LINKERD_NATIVE_ALPHA] === undefined ? { [LINKERD_NATIVE]: 'true' } : {};
}

/**
 * The configuration of a proxy in an ordinary container. Such a container gets the termination signal immediately. The proxy then serves during
 * the delay, and until no connection is left.
 */
function ordinaryIstioProxy({ delay, gracePeriod = DEFAULT_GRACE_PERIOD }: PodTermination): string {
  return JSON.stringify({
    holdApplicationUntilProxyStarts: true,
    terminationDrainDuration: `${gracePeriod}s`,
    proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true', MINIMUM_DRAIN_DURATION: `${delay}s` },
  });
}

/** Replaces the placeholders for durations in the value of an annotation of a custom mesh. */
function fillIn(value: string, { delay, gracePeriod = DEFAULT_GRACE_PERIOD }: PodTermination): string {
  return value.replaceAll('{shutdownDelay}', String(delay)).replaceAll('{gracePeriod}', String(gracePeriod));
}
