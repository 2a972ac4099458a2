/** Warnings of the server about fields that were requested explicitly. */
const UNAVOIDABLE: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^v1 Endpoints is deprecated/, 'Endpoints are requested with endpointsApi.'],
  [/^spec\.externalIPs is deprecated/, 'External IPs are set with a justification. The warning exists from 1.36 on.'],
];

export function isUnavoidable(warning: string): boolean {
  return UNAVOIDABLE.some(([pattern]) => pattern.test(warning));
}
