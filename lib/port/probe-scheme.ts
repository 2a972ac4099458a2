/** Scheme of the HTTP request of a health check or a lifecycle action. */
export enum ProbeScheme {
  /** Without TLS. */
  HTTP = 'HTTP',
  /** With TLS. The kubelet does not verify certificates. */
  HTTPS = 'HTTPS',
}
