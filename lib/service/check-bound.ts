import { checkNodePort } from './check-exposure';
import type { ManagedService } from './managed-service';
import type { ClusterProfile } from '../cluster/cluster-profile';
import { exposureRules } from '../rules/exposure';
import { checkPortName, checkPortNumber, portRules } from '../rules/ports';
import type { Problems } from '../rules/rule';

/**
 * Reports problems with the ports that users have added to a Service with the `bind` method of cdk8s-plus.
 *
 * @internal
 */
export function checkBound(problems: Problems, service: ManagedService, profile: ClusterProfile): void {
  const bound = service.boundByUsers;
  bound.forEach(({ port, name, targetPort, nodePort, protocol = 'TCP' }, index) => {
    const field = `service.bind(${port})`;
    const before = bound.slice(0, index);
    checkPortNumber(problems, `${field}.port`, port);
    checkPortName(problems, `${field}.name`, name!, `port-${port}`);
    if (targetPort !== undefined) {
      checkPortNumber(problems, `${field}.targetPort`, targetPort);
    }
    if (before.some(other => other.name === name)) {
      problems.report(portRules.nameDuplicate, `${field}.name`, name, 'Use a different name for one of them.');
    }
    if (before.some(other => other.port === port && (other.protocol ?? 'TCP') === protocol)) {
      problems.report(portRules.duplicate, `${field}.port`, port, 'Use a different number for one of them.');
    }
    if (nodePort !== undefined && !service.onNodes) {
      problems.report(exposureRules.option, `${field}.nodePort`, nodePort, 'Remove it, or use Exposure.nodePort().');
    } else if (nodePort !== undefined) {
      checkNodePort(problems, `${field}.nodePort`, nodePort, profile);
      if (service.nodePorts.includes(nodePort) || before.some(other => other.nodePort === nodePort)) {
        problems.report(exposureRules.nodePortDuplicate, `${field}.nodePort`, nodePort, 'Use another number, or remove it to have one allocated.');
      }
    }
  });
}
