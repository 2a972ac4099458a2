import { App, Chart } from 'cdk8s';
import { ClusterProfile, ExposedWorkload, HealthCheck, Mesh, type ExposedWorkloadProps } from '../../lib';
import { MINIMAL, find, synth, type Document } from '../support';

/** A chart of a cluster with a mesh, in an app of its own. */
export function meshChart(mesh: Mesh | undefined, labels?: Record<string, string>): Chart {
  const app = new App();
  ClusterProfile.set(app, { mesh });
  return new Chart(app, 'shop', { namespace: 'shop', labels });
}

/** Declares the workload `web`, with a check that each mesh lets through. */
export function meshWeb(chart: Chart, props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, 'web', { ...MINIMAL, readiness: HealthCheck.http('/healthz'), ...props });
}

/** The documents of that workload. */
export function webOf(mesh: Mesh | undefined, props: Partial<ExposedWorkloadProps> = {}, labels?: Record<string, string>): Document[] {
  const chart = meshChart(mesh, labels);
  meshWeb(chart, props);
  return synth(chart);
}

/** appProtocol of the ports of a Service, by name; those without one are left out. */
export function protocols(documents: readonly Document[], service: string): Record<string, string> {
  const ports: Document[] = find(documents, 'Service', service).spec.ports;
  return Object.fromEntries(ports.filter(port => port.appProtocol !== undefined).map(port => [port.name, port.appProtocol]));
}

/** Annotations of the pods; none where there are none. */
export function podAnnotations(documents: readonly Document[]): Record<string, string> | undefined {
  return documents.find(document => document.spec.template)!.spec.template.metadata.annotations;
}

/** The error of a declaration under a mesh, a line each. */
export function refusals(declare: () => unknown): string[] {
  try {
    declare();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}
