import type { Chart } from 'cdk8s';
import { ExposedWorkload, Port, type ExposedWorkloadProps } from 'cdk8s-service-patterns';
import { server } from '../../../../test/e2e/support/declare';

/** The port of PostgreSQL. */
export const POSTGRES = Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' });

/** A server of HTTP with one pod, whose Service has port 80. */
export function web(chart: Chart, id: string, props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, id, { ...server('--http=:8080'), replicas: 1, ports: [Port.http(8080, { servicePort: 80 })], ...props });
}
