import type { Chart } from 'cdk8s';
import { deploy, server } from './declare';
import { get } from './kubectl';
import { startLoad, type LoadSummary, type Place } from './places';
import { ExposedWorkload, Port, type ExposedWorkloadProps } from '../../../lib';
import type { Document } from '../../support';
import { eventually } from '../harness/eventually';

/** The minimum number of requests of each kind of load. */
export const REQUESTS = 5_000;

/** Kinds of loads, and how to name them. */
export const KINDS = { new: 'new connections', keepalive: 'keep-alive', grpc: 'gRPC' };
export type Kind = keyof typeof KINDS;

/** The ports of the server. */
export const PORTS = [Port.http(8080), Port.grpc(9090)];

/** Declares something for the server, in addition to its workload. */
type AlsoDeclare = (chart: Chart, workload: ExposedWorkload) => void;

const NOTHING: AlsoDeclare = () => {};

/** Deploys a release of a server of HTTP and gRPC that finishes its open requests when it receives SIGTERM. */
export function release(namespace: string, name: string, number: number, props: Partial<ExposedWorkloadProps>, also = NOTHING): void {
  deploy(namespace, chart => {
    const rest = server('--http=:8080', '--grpc=:9090');
    also(chart, new ExposedWorkload(chart, name, { ...rest, ports: PORTS, env: { RELEASE: String(number) }, ...props }));
  });
}

/** Waits until this many pods are left, that is, until the replaced or removed pods are terminated. */
export async function podsAre(namespace: string, name: string, count: number): Promise<void> {
  await eventually(`${count} pods of ${name} are left`, () => {
    const pods: Document[] = get(namespace, 'pods').items.filter(({ metadata }: Document) => metadata.name.startsWith(`${name}-`));
    return pods.length === count || undefined;
  });
}

/** Sends requests of each kind while a rollout replaces all pods and a scale-down then removes half of them, and returns the results. */
export async function rolloutAndScaleDown(
  namespace: string, name: string, props: Partial<ExposedWorkloadProps>, place: Place, urls: Readonly<Partial<Record<Kind, string>>>, also = NOTHING,
): Promise<[Kind, LoadSummary][]> {
  const flags = ['--connections=8', '--rate=200', `--at-least=${REQUESTS}`];
  const loads = await Promise.all(Object.entries(urls).map(async ([kind, url]) => [kind as Kind, await startLoad(place, url, `--kind=${kind}`, ...flags)] as const));
  for (const replicas of [4, 2]) {
    release(namespace, name, 2, { ...props, replicas }, also);
    await podsAre(namespace, name, replicas);
  }
  return Promise.all(loads.map(async ([kind, load]) => [kind, await load.stop()] as [Kind, LoadSummary]));
}
