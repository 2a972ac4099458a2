import { spawn, spawnSync } from 'child_process';
import { createInterface } from 'readline';
import { counted } from './figures';
import { eventually } from '../harness/eventually';
import type { Requests } from '../harness/figures';
import { inNamespace } from '../harness/network';

/** Where requests come from: the start of a command line that runs the agent there. */
export type Place = readonly string[];

/** A machine outside the cluster. */
export const OUTSIDE_CLIENT: Place = ['nsenter', ...inNamespace('client'), process.env.AGENT!];

/** A pod that has the agent. */
export function inPod(namespace: string, pod: string): Place {
  return ['kubectl', '--namespace', namespace, 'exec', '--stdin', pod, '--', '/agent'];
}

/** How many requests `answeredBy` sends and notes: with two servers, one chance in 10^12 that one gets none. */
export const REQUESTS = 40;

/** What came of one request. */
export interface Answer {
  readonly pod?: string;
  readonly status?: number | string;
  /** Where a redirect leads, which is not followed. */
  readonly location?: string;
  /** Host names of the certificate that was shown. */
  readonly certificate?: readonly string[];
  readonly body?: string;
  readonly error?: string;
  readonly milliseconds: number;
}

/** Sends requests one after the other, each by a connection of its own. */
export function call(place: Place, url: string, ...flags: string[]): Answer[] {
  return ask(place, 'call', url, ...flags);
}

/**
 * Waits until these servers, and no others, answer some requests, none of which fails. Nodes and DNS learn of a change a moment after the
 * API server.
 */
export async function answeredBy(servers: readonly string[], place: Place, url: string): Promise<void> {
  const expected = [...servers].sort().join();
  let last = '';
  const agree = () => {
    // The first one may come before the node knows the address, and then takes a second.
    call(place, url);
    const answers = call(place, url, '--times', String(REQUESTS));
    last = [...new Set(answers.map(({ pod, error }) => error ?? pod))].sort().join();
    return last === expected ? answers.map(({ milliseconds }) => milliseconds) : undefined;
  };
  const times = await eventually(`${url} is answered by ${expected}`, 30, agree).catch((error: Error) => {
    throw new Error(`${error.message}; last by ${last}`);
  });
  counted({ sent: REQUESTS, failed: 0, p99: times.sort((a, b) => a - b)[Math.ceil(0.99 * REQUESTS) - 1] });
}

/** What a name resolves to. */
export interface Resolution {
  readonly addresses?: string[];
  readonly cname?: string;
  readonly srv?: { readonly target: string; readonly port: number }[];
  readonly error?: string;
}

export function resolve(place: Place, name: string, type: 'host' | 'cname' | 'srv' = 'host'): Resolution {
  return ask<Resolution>(place, 'resolve', name, '--type', type)[0];
}

/** Runs the agent, which says what went wrong in what it prints. */
function ask<T>([command, ...args]: Place, ...agentArgs: string[]): T[] {
  const { stdout, stderr, error } = spawnSync(command, [...args, ...agentArgs], { encoding: 'utf-8', timeout: 90_000 });
  const lines = (stdout ?? '').split('\n').filter(line => line.startsWith('{'));
  if (error || lines.length === 0) {
    throw new Error(`${command} ${agentArgs.join(' ')}: ${error?.message ?? ''}${stdout}${stderr}`);
  }
  return lines.map(line => JSON.parse(line));
}

/** What came of a load. */
export interface LoadSummary extends Requests {
  readonly errors: Readonly<Record<string, number>>;
  readonly byPod: Readonly<Record<string, number>>;
}

/** A constant load of requests. */
export interface Load {
  /** Ends it as soon as enough requests are sent, and tells what came of them. */
  stop(): Promise<LoadSummary>;
}

/** Starts a load as soon as a request succeeds, and waits until the first of its own has. */
export async function startLoad(place: Place, url: string, ...flags: string[]): Promise<Load> {
  await eventually(`${url} answers`, 30, () => call(place, url)[0].error === undefined || undefined);
  const [command, ...args] = place;
  const child = spawn(command, [...args, 'load', url, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', data => said.push(String(data)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await lines.next();
    if (value === undefined) {
      throw new Error(`the load of ${url} has ended: ${said.join('')}`);
    }
    return JSON.parse(value);
  };
  await next();
  return {
    stop: () => {
      child.stdin.end();
      return next();
    },
  };
}
