import { App, Chart, Testing } from 'cdk8s';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { ExposedWorkload, Port, type ExposedWorkloadProps } from '../../lib';
import type { Document } from '../support';

/** A workload with a port for HTTP. */
export function web(chart: Chart, id = 'web', props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, id, { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080, { servicePort: 80 })], ...props });
}

/** A workload with ports for all protocols of routes. */
export function everything(chart: Chart, id = 'orders'): ExposedWorkload {
  const ports = [Port.http(8080), Port.grpc(9090), Port.https(8443), Port.tcp(5432, { name: 'db' }), Port.udp(53, { name: 'dns' })];
  return web(chart, id, { ports });
}

/** The documents of all charts of an app. The API server must accept them unchanged, and all references must exist. */
export function accepted(app: App): Document[] {
  const documents = app.charts.flatMap(chart => Testing.synth(chart));
  const { results, findings } = new ServerDryRun({ kubernetesVersion: '1.35' }).apply(documents as ApiObject[]);
  const notKept = results.filter(({ accepted: wasAccepted, droppedFields }) => !wasAccepted || droppedFields.length > 0);
  expect(notKept.map(({ kind, causes, droppedFields }) => ({ kind, causes, droppedFields }))).toEqual([]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return documents;
}

/** The documents of one kind. */
export function ofKind(documents: readonly Document[], kind: string): Document[] {
  return documents.filter(document => document.kind === kind);
}

/** Kinds and names of the documents that are not part of a workload. */
export function routing(documents: readonly Document[]): string[] {
  return documents.filter(({ kind }) => !['Deployment', 'Service'].includes(kind)).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
}
