/** Minor versions of the Gateway API that this library supports, oldest first. @internal */
export const GATEWAY_API_VERSIONS = ['1.3', '1.4', '1.5', '1.6'] as const;

/** @internal */
export type GatewayApiVersion = typeof GATEWAY_API_VERSIONS[number];

/** @internal */
export const DEFAULT_GATEWAY_API_VERSION: GatewayApiVersion = '1.6';
