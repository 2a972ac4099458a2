import type { Document } from '../../support';
import { run } from '../harness/shell';

/** A self-signed certificate and its key, in PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Creates a certificate for host names. */
export function makeCertificate(...names: string[]): Certificate {
  return JSON.parse(run(process.env.AGENT!, ['certificate', ...names]));
}

/** The flag that makes a client trust only this certificate. */
export function trusting({ certificate }: Certificate): string {
  return `--authority=${certificate}`;
}

/** A Secret that passes a certificate to a controller. */
export function tlsSecret(namespace: string, name: string, { certificate, key }: Certificate): Document {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'kubernetes.io/tls', stringData: { 'tls.crt': certificate, 'tls.key': key } };
}
