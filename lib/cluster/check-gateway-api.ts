import { GATEWAY_API_VERSIONS, type GatewayApiVersion } from './gateway-api';
import { clusterRules } from '../rules/cluster';
import type { Problems } from '../rules/rule';

/** Reports a version of the Gateway API that this library does not support. @internal */
export function checkGatewayApiVersion(problems: Problems, field: string, version: string | undefined): void {
  if (version !== undefined && !(GATEWAY_API_VERSIONS as readonly string[]).includes(version)) {
    problems.report(clusterRules.gatewayApiVersion, field, version, `Use one of ${GATEWAY_API_VERSIONS.map(known => `'${known}'`).join(', ')}.`);
  }
}

/** Reports a kind that the standard channel contains only in later versions. @internal */
export function checkGatewayApiServes(problems: Problems, field: string, kind: string, since: GatewayApiVersion, version: string): void {
  if (GATEWAY_API_VERSIONS.indexOf(version as GatewayApiVersion) < GATEWAY_API_VERSIONS.indexOf(since)) {
    problems.report(clusterRules.gatewayApiKind, field, kind, `It exists since version ${since}, and the profile has version ${version}. Install ${since}, and set ClusterProfile's gatewayApiVersion: '${since}'.`);
  }
}
