import { spawn, spawnSync, type ChildProcess } from 'child_process';
import { createInterface } from 'readline';
import { watchKubeProxy } from './kube-proxy';
import { recordRequests } from './measurements';
import { eventually } from '../harness/eventually';
import { NAMESPACES } from '../harness/facts';
import type { Requests } from '../harness/measurements';
import { inNamespace } from '../harness/network';

/** A place from which requests are sent: the start of a command line that runs the agent there. */
export type Place = readonly string[];

/** A client machine outside the cluster. */
export const OUTSIDE_CLIENT: Place = ['nsenter', ...inNamespace(NAMESPACES.client), process.env.AGENT!];

/** A machine outside the cluster, on which servers run that are not pods. */
export const OUTSIDE_MACHINE: Place = ['nsenter', ...inNamespace(NAMESPACES.outside), process.env.AGENT!];

/** A pod whose image contains the agent. */
export function inPod(namespace: string, pod: string): Place {
  return ['kubectl', '--namespace', namespace, 'exec', '--stdin', pod, '--', '/agent'];
}

/** The number of requests that `answeredBy` sends. With two servers, the probability that one of them gets no request is about 10^-12. */
export const REQUESTS = 40;

/** The result of one request. */
export interface Answer {
  readonly pod?: string;
  readonly status?: number | string;
  /** The target of a redirect, which is not followed. */
  readonly location?: string;
  /** Host names of the server's certificate. */
  readonly certificate?: readonly string[];
  readonly body?: string;
  readonly error?: string;
  readonly milliseconds: number;
}

/** Sends requests one after the other, each over a new connection. */
export function call(place: Place, url: string, ...flags: string[]): Answer[] {
  return runAgent(place, 'call', url, ...flags);
}

/**
 * Waits until these servers, and no others, answer a series of requests without a failure. Nodes and DNS apply a change a moment after the
 * API server accepts it.
 */
export async function answeredBy(servers: readonly string[], place: Place, url: string): Promise<void> {
  const expected = [...servers].sort().join();
  let last = '';
  const agree = () => {
    // The first request may be sent before the node knows the address, and then it takes a second.
    call(place, url);
    const answers = call(place, url, '--times', String(REQUESTS));
    last = [...new Set(answers.map(({ pod, error }) => error ?? pod))].sort().join();
    return last === expected ? answers.map(({ milliseconds }) => milliseconds) : undefined;
  };
  const times = await eventually(`${url} is answered by ${expected}`, agree).catch((error: Error) => {
    throw new Error(`${error.message}; last answered by ${last}`);
  });
  recordRequests({ sent: REQUESTS, failed: 0, p99: times.sort((a, b) => a - b)[Math.ceil(0.99 * REQUESTS) - 1] });
}

/** The result of a DNS lookup. */
export interface Resolution {
  readonly addresses?: string[];
  readonly cname?: string;
  readonly srv?: { readonly target: string; readonly port: number }[];
  readonly error?: string;
}

export function resolve(place: Place, name: string, type: 'host' | 'cname' | 'srv' = 'host'): Resolution {
  return runAgent<Resolution>(place, 'resolve', name, '--type', type)[0];
}

/** No run of the agent takes this long, on any machine. */
const LONGEST_RUN_MS = 60 * 60 * 1000;

/** Runs the agent, whose output includes the errors of requests. */
function runAgent<T>([command, ...args]: Place, ...agentArgs: string[]): T[] {
  const { stdout, stderr, error } = spawnSync(command, [...args, ...agentArgs], { encoding: 'utf-8', timeout: LONGEST_RUN_MS });
  const lines = (stdout ?? '').split('\n').filter(line => line.startsWith('{'));
  if (error || lines.length === 0) {
    throw new Error(`${command} ${agentArgs.join(' ')}: ${error?.message ?? ''}${stdout}${stderr}`);
  }
  return lines.map(line => JSON.parse(line));
}

/** The results of a load. */
export interface LoadSummary extends Requests {
  readonly errors: Readonly<Record<string, number>>;
  readonly byPod: Readonly<Record<string, number>>;
  /** The longest time for which the machine did not run the client, in milliseconds. */
  readonly longestPause: number;
  readonly firstFailure?: string;
  readonly lastFailure?: string;
  /** The most seconds that kube-proxy needed during the load to apply a change of endpoints, rounded up. */
  readonly slowestChange: number;
}

/** A constant load of requests. */
export interface Load {
  /** Stops the load as soon as enough requests are sent, and returns the results. */
  stop(): Promise<LoadSummary>;
}

const loads: ChildProcess[] = [];
/** Ends the loads that a failed test has not stopped. Their pipes would keep the process of the tests running. */
afterAll(() => loads.forEach(load => load.kill('SIGKILL')));

/** Waits until a request succeeds, starts a load, and waits until the first request of the load succeeds. */
export async function startLoad(place: Place, url: string, ...flags: string[]): Promise<Load> {
  const host = flags.filter(flag => flag.startsWith('--host='));
  await eventually(`${url} answers`, () => call(place, url, ...host)[0].error === undefined || undefined);
  const slowestChange = await watchKubeProxy();
  const [command, ...args] = place;
  const child = spawn(command, [...args, 'load', url, '--at-most=1h', ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  loads.push(child);
  const errors: string[] = [];
  child.stderr.on('data', data => errors.push(String(data)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await lines.next();
    if (value === undefined) {
      throw new Error(`the load of ${url} has stopped: ${errors.join('')}`);
    }
    return JSON.parse(value);
  };
  await next();
  return {
    stop: async () => {
      child.stdin.end();
      return { ...await next(), slowestChange: await slowestChange() };
    },
  };
}
