import type { Document } from '../../support';
import { run } from '../harness/shell';

/** A certificate and its key, in PEM. It is its own authority. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate for host names. */
export function makeCertificate(...names: string[]): Certificate {
  return JSON.parse(run(process.env.AGENT!, ['certificate', ...names]));
}

/** Flag of a client that trusts this certificate and no other. */
export function trusting({ certificate }: Certificate): string {
  return `--authority=${certificate}`;
}

/** A Secret by which a certificate is handed to a controller. */
export function tlsSecret(namespace: string, name: string, { certificate, key }: Certificate): Document {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'kubernetes.io/tls', stringData: { 'tls.crt': certificate, 'tls.key': key } };
}
