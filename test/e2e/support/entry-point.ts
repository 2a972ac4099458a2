import { kubectl } from './kubectl';
import { OUTSIDE_CLIENT, call, type Answer } from './places';
import { eventually } from '../harness/eventually';

/** The namespace of the controller and the label of its pods. Tests must not rely on other labels. */
export const CONTROLLER = { namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } } as const;

/** Default ports of URLs by their scheme. */
const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'grpc:': 80, 'grpcs:': 443 };

/** The HTTP request that a pod received, as the pod reports it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly proto: string;
  readonly header: Readonly<Record<string, readonly string[]>>;
}

/** The entry point of the cluster for many hosts, as clients outside the cluster use it if DNS has its address for all of these hosts. */
export class EntryPoint {
  constructor(public readonly address: string) {}

  /** Requests a URL. If the scheme uses TLS, the server's certificate must contain the host of the URL. */
  public call(url: string, ...flags: string[]): Answer[] {
    return call(OUTSIDE_CLIENT, ...this.target(url), ...flags);
  }

  /** Waits until a pod of a workload answers, and returns the answer. */
  public async answeredBy(workload: string, url: string, ...flags: string[]): Promise<Answer> {
    return this.until(`${url} is answered by ${workload}`, ({ pod }) => pod?.startsWith(`${workload}-`) ?? false, url, ...flags);
  }

  /** Waits until an answer has a status, and returns the answer. */
  public async answeredWith(status: number, url: string, ...flags: string[]): Promise<Answer> {
    return this.until(`${url} is answered with ${status}`, answer => answer.status === status, url, ...flags);
  }

  private target(url: string): [string, string] {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    return [`${protocol}//${this.address}:${port || PORTS[protocol]}${pathname}${search}`, `--host=${hostname}`];
  }

  private async until(what: string, holds: (answer: Answer) => boolean, url: string, ...flags: string[]): Promise<Answer> {
    let last: Answer | undefined;
    return eventually(what, () => {
      [last] = this.call(url, ...flags);
      return holds(last) ? last : undefined;
    }).catch((error: Error) => {
      throw new Error(`${error.message}; last ${JSON.stringify(last)}; the controller has logged:\n${controllerLog()}`);
    });
  }
}

function controllerLog(): string {
  return kubectl('--namespace', CONTROLLER.namespace, 'logs', 'deployment/traefik', '--tail=20');
}

/** The request that a pod received, which is in the body of its answer. */
export function received({ body }: Answer): Received {
  return JSON.parse(body!);
}
