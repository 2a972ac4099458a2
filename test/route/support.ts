import { App, Chart, Testing } from 'cdk8s';
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

/** The defaults of the Gateway API that references to a Gateway, a Service and a Secret contain, and those of a match and a listener. */
export const GATEWAY_REF = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
export const SERVICE_REF = { group: '', kind: 'Service' };
export const SECRET_REF = { group: '', kind: 'Secret' };
export const ALL_REQUESTS = [{ path: { type: 'PathPrefix', value: '/' } }];
export const SAME_NAMESPACE = { namespaces: { from: 'Same' } };

/** The documents of all charts of an app. `test/against-server/routes.test.ts` also sends them to the API server. */
export function rendered(app: App): Document[] {
  return app.charts.flatMap(chart => Testing.synth(chart));
}

/** The documents of one kind. */
export function ofKind(documents: readonly Document[], kind: string): Document[] {
  return documents.filter(document => document.kind === kind);
}

/** Kinds and names of the documents that are not part of a workload. */
export function routing(documents: readonly Document[]): string[] {
  return documents.filter(({ kind }) => !['Deployment', 'Service'].includes(kind)).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
}
