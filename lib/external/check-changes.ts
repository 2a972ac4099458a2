import { isDeepStrictEqual } from 'util';
import type { ApiObject } from 'cdk8s';
import { backendRules } from '../rules/backends';
import { checkMetadata } from '../rules/metadata';
import type { Problems } from '../rules/rule';
import type { ManagedService } from '../service/managed-service';

/**
 * Reports changes of the Services of a backend by methods of cdk8s-plus: ports that are not declared, and pods that are not the backend.
 *
 * @param selected labels of the pods that are the backend; empty for a backend outside the cluster
 * @internal
 */
export function checkServiceChanges(problems: Problems, service: ManagedService, selected: Readonly<Record<string, string>>): void {
  for (const port of service.boundByUsers) {
    problems.report(backendRules.serviceParts, 'service.bind', port.port, 'Declare the port in ports instead.');
  }
  if (!isDeepStrictEqual(service.selector, selected)) {
    problems.report(backendRules.serviceParts, 'service.select', service.selector, 'To select pods, use Backend.pods(…) as backend, or declare an ExposedWorkload.');
  }
}

/** Reports invalid labels and annotations of EndpointSlices and Endpoints, which methods of cdk8s can add. @internal */
export function checkEndpointsMetadata(problems: Problems, endpoints: readonly ApiObject[]): void {
  endpoints.forEach(object => checkMetadata(problems, `${object.kind}.metadata`, object.metadata.toJson()));
}
