import { OUTSIDE_CLIENT, call, type Answer } from './places';
import { eventually } from '../harness/eventually';

/** Ports at which URLs without one are asked for, as browsers do. */
const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'grpc:': 80, 'grpcs:': 443 };

/** What a pod says of the HTTP request that it got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly proto: string;
  readonly header: Readonly<Record<string, readonly string[]>>;
}

/** A way into the cluster for many hosts, as people outside of the cluster see it whose DNS has its address for all of them. */
export class Front {
  constructor(public readonly address: string) {}

  /** Asks for a URL, whose host has to be in the certificate that is shown where the scheme is one with TLS. */
  public call(url: string, ...flags: string[]): Answer[] {
    return call(OUTSIDE_CLIENT, ...this.comeHere(url), ...flags);
  }

  /** Waits until a pod of a workload answers, and gives the answer. */
  public async answeredBy(workload: string, url: string, ...flags: string[]): Promise<Answer> {
    return this.until(`${url} is answered by ${workload}`, ({ pod }) => pod?.startsWith(`${workload}-`) ?? false, url, ...flags);
  }

  /** Waits until an answer has a status, and gives the answer. */
  public async answeredWith(status: number, url: string, ...flags: string[]): Promise<Answer> {
    return this.until(`${url} is answered with ${status}`, answer => answer.status === status, url, ...flags);
  }

  private comeHere(url: string): [string, string] {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    return [`${protocol}//${this.address}:${port || PORTS[protocol]}${pathname}${search}`, `--host=${hostname}`];
  }

  private async until(what: string, holds: (answer: Answer) => boolean, url: string, ...flags: string[]): Promise<Answer> {
    let last: Answer | undefined;
    return eventually(what, 30, () => {
      [last] = this.call(url, ...flags);
      return holds(last) ? last : undefined;
    }).catch((error: Error) => {
      throw new Error(`${error.message}; last ${JSON.stringify(last)}`);
    });
  }
}

/** What a pod got, of which an answer tells. */
export function received({ body }: Answer): Received {
  return JSON.parse(body!);
}
