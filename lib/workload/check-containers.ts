import { Protocol, type Workload } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { VolumeClaim } from './controller';
import { nameRules } from '../rules/names';
import { Problems } from '../rules/rule';
import { workloadRules } from '../rules/workloads';

/**
 * What is wrong with the containers of a workload at synth, after whatever the methods of cdk8s-plus have added.
 *
 * @param claims volume claims, which the first container mounts
 * @returns messages for a validation of cdk8s
 * @internal
 */
export function containerProblems(declaration: IConstruct, workload: Workload, claims: readonly VolumeClaim[] = []): string[] {
  const problems = new Problems(declaration);
  const containers = [...workload.containers, ...workload.initContainers];
  for (const name of repeated(containers.map(container => container.name))) {
    problems.report(nameRules.containerNameDuplicate, 'containers', name, 'Give one of them another name.');
  }
  containers.forEach((container, index) => {
    const paths = [...container.mounts.map(mount => mount.path), ...index === 0 ? claims.map(claim => claim.mountPath) : []];
    for (const path of repeated(paths)) {
      problems.report(workloadRules.mountPath, `mounts of container '${container.name}'`, path, "Give each a path of its own, like '/var/lib/data'.");
    }
  });
  const together = [...workload.containers, ...workload.initContainers.filter(container => container.restartPolicy)];
  const listened = together.flatMap(container => container.ports.map(port => `${port.number}/${port.protocol ?? Protocol.TCP}`));
  for (const port of repeated(listened)) {
    problems.report(workloadRules.sharedPort, 'ports of the containers', port, 'Let one of them listen on another number.');
  }
  return problems.messages;
}

function repeated(values: readonly string[]): Set<string> {
  return new Set(values.filter((value, index) => values.indexOf(value) !== index));
}
