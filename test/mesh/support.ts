import { App, Chart } from 'cdk8s';
import { ClusterProfile, ExposedWorkload, HealthCheck, Mesh, type ExposedWorkloadProps, type MetadataOptions } from '../../lib';
import { propertiesOf } from '../../lib/mesh/mesh-properties';
import { MINIMAL, find, synth, type Document } from '../support';

/** The built-in meshes, with their names. */
export const MESHES = [Mesh.ISTIO, Mesh.ISTIO_AMBIENT, Mesh.LINKERD].map(mesh => [mesh.name, mesh] as const);

/** The label or annotation with which pods opt out of a built-in mesh. */
export function optOut(mesh: Mesh): MetadataOptions {
  return propertiesOf(mesh)!.optOut!;
}

/** A chart in its own app, for a cluster with a mesh. */
export function meshChart(mesh: Mesh | undefined, labels?: Record<string, string>): Chart {
  const app = new App();
  ClusterProfile.set(app, { mesh });
  return new Chart(app, 'shop', { namespace: 'shop', labels });
}

/** Declares the workload `web`, with a health check that works in each mesh. */
export function meshWeb(chart: Chart, props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, 'web', { ...MINIMAL, readiness: HealthCheck.http('/healthz'), ...props });
}

/** The documents of this workload. */
export function webOf(mesh: Mesh | undefined, props: Partial<ExposedWorkloadProps> = {}, labels?: Record<string, string>): Document[] {
  const chart = meshChart(mesh, labels);
  meshWeb(chart, props);
  return synth(chart);
}

/** The appProtocol of each port of a Service, by name, without the ports that have none. */
export function protocols(documents: readonly Document[], service: string): Record<string, string> {
  const ports: Document[] = find(documents, 'Service', service).spec.ports;
  return Object.fromEntries(ports.filter(port => port.appProtocol !== undefined).map(port => [port.name, port.appProtocol]));
}

/** The annotations of the pods; undefined if there are none. */
export function podAnnotations(documents: readonly Document[]): Record<string, string> | undefined {
  return documents.find(document => document.spec.template)!.spec.template.metadata.annotations;
}

/** The lines of the error of a declaration; an empty list if it throws none. */
export function refusals(declare: () => unknown): string[] {
  try {
    declare();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}
