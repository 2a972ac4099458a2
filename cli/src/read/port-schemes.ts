import type { Document } from '../document';

/** The schemes with which the kubelet checks the ports of a pod, as far as the manifest states it. */
export class PortSchemes {
  private readonly http: ReadonlySet<number | string>;
  private readonly https: ReadonlySet<number | string>;

  constructor(containers: readonly Document[]) {
    const withScheme = (scheme: string) => new Set(containers.flatMap(container => portsWithScheme(container, scheme)));
    this.http = withScheme('HTTP');
    this.https = withScheme('HTTPS');
  }

  /** Whether a port answers HTTP requests without TLS; undefined if it is not known. */
  public isHttp(number: number, name: string | undefined): boolean | undefined {
    const references = [number, ...name === undefined ? [] : [name]];
    return references.some(each => this.https.has(each)) ? false : references.some(each => this.http.has(each)) || undefined;
  }
}

function portsWithScheme({ readinessProbe, livenessProbe, startupProbe }: Document, scheme: string): (number | string)[] {
  return [readinessProbe, livenessProbe, startupProbe].flatMap(probe => probe?.httpGet && (probe.httpGet.scheme ?? 'HTTP') === scheme ? [probe.httpGet.port] : []);
}
