/** Warnings of the server for what was asked for in so many words. */
const UNAVOIDABLE: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^v1 Endpoints is deprecated/, 'Endpoints are asked for by endpointsApi.'],
  [/^spec\.externalIPs is deprecated/, 'External IPs are insisted on; from 1.36 on.'],
];

export function isUnavoidable(warning: string): boolean {
  return UNAVOIDABLE.some(([pattern]) => pattern.test(warning));
}
