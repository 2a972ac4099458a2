import { isDeepStrictEqual } from 'util';
import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { backendRules } from '../rules/backends';
import { checkMetadata } from '../rules/metadata';
import { Problems } from '../rules/rule';
import type { ManagedService } from '../service/managed-service';

/**
 * Reports changes of the objects of a backend by methods of cdk8s and cdk8s-plus that break rules.
 *
 * @param declaration the construct that created the objects
 * @param services the Services to check
 * @param selector labels that the Services must select by; empty for a backend outside the cluster
 * @param endpointObjects EndpointSlices and Endpoints
 * @internal
 */
export function partProblems(
  declaration: IConstruct, services: readonly ManagedService[], selector: Readonly<Record<string, string>>, endpointObjects: readonly ApiObject[],
): string[] {
  const problems = new Problems(declaration);
  for (const service of services) {
    for (const port of service.boundByUsers) {
      problems.report(backendRules.serviceParts, 'service.bind', port.port, 'Declare the port in ports instead.');
    }
    if (!isDeepStrictEqual(service.selector, selector)) {
      problems.report(backendRules.serviceParts, 'service.select', service.selector, 'To select pods, use Backend.pods(…) as backend, or declare an ExposedWorkload.');
    }
    checkMetadata(problems, 'service.metadata', service.metadata.toJson());
  }
  endpointObjects.forEach(object => checkMetadata(problems, `${object.kind}.metadata`, object.metadata.toJson()));
  return problems.messages;
}
