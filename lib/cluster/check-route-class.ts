import { checkIngressController } from './check-ingress-controller';
import { CILIUM_ENTITIES } from './cilium-policies';
import type { RouteClass } from './route-class';
import { checkCidr } from '../rules/address-checks';
import { clusterRules } from '../rules/cluster';
import { isolationRules } from '../rules/isolation';
import { checkLabelMap } from '../rules/metadata';
import { isDnsLabel } from '../rules/names';
import type { Problems } from '../rules/rule';

/** Reports problems with the properties of a class. @internal */
export function checkRouteClass(problems: Problems, field: string, routeClass: RouteClass | undefined): void {
  if (!routeClass) {
    return;
  }
  checkIngressController(problems, `${field}.ingressController`, routeClass.ingressController);
  if (routeClass.namespace !== undefined ? !isDnsLabel(routeClass.namespace) : routeClass.podLabels !== undefined) {
    problems.report(clusterRules.routeController, `${field}.namespace`, routeClass.namespace, "Use a value such as 'ingress-nginx'.");
  }
  routeClass.networks?.forEach((cidr, index) => checkCidr(problems, `${field}.networks[${index}]`, cidr));
  checkLabelMap(problems, `${field}.podLabels`, routeClass.podLabels);
  routeClass.ciliumEntities?.forEach((entity, index) => {
    if (!CILIUM_ENTITIES.includes(entity)) {
      problems.report(isolationRules.ciliumEntity, `${field}.ciliumEntities[${index}]`, entity, "Use a value such as 'ingress'.");
    }
  });
}
