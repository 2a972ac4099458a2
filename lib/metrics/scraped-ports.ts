import type { Metrics } from './metrics';
import type { Mesh } from '../cluster/mesh';
import { isInMesh, type PodMetadata } from '../mesh/membership';
import { isIstioSidecar } from '../mesh/mesh-properties';
import { Port } from '../port/port';
import type { Ports } from '../port/ports';

/** Name of the port with the metrics, by default. */
const DEFAULT_PORT = 'metrics';

/**
 * The port on which the agent of Istio serves the metrics of the application together with those of the proxy. Istio's injector changes the annotations
 * `prometheus.io/*` of pods to this port: https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging
 */
const ISTIO_AGENT = 15020;

/** The port that serves the metrics; undefined if it is not declared. @internal */
export function metricsPort({ _options: { port: name = DEFAULT_PORT } }: Metrics, ports: Ports): Port | undefined {
  return ports.named(name);
}

/** The ports that Prometheus reads: those with `scraped`, and that of the option `metrics`. @internal */
export function scrapedPorts(metrics: Metrics, ports: Ports, mesh: Mesh | undefined, pods: PodMetadata): readonly Port[] {
  const port = metricsPort(metrics, ports);
  const merged = metrics._kind === 'annotations' && isIstioSidecar(mesh) && isInMesh(mesh, pods);
  const ofOption = merged ? Port.http(ISTIO_AGENT, { name: 'istio-metrics' }) : port;
  return [...ports.scraped, ...ofOption && !ports.scraped.includes(ofOption) ? [ofOption] : []];
}
