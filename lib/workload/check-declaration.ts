import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkPodAnnotations, checkWorkloadAnnotations } from './check-pod-annotations';
import { checkShutdown } from './check-shutdown';
import { checkWorkload } from './check-workload';
import type { Controller } from './controller';
import type { ExposedWorkloadProps } from './exposed-workload-props';
import { WORKLOAD_LABEL } from './identity';
import type { Shutdown } from './shutdown';
import type { ClusterProfile } from '../cluster/cluster-profile';
import type { Exposure } from '../exposure/exposure';
import type { Ports } from '../port/ports';
import { checkLabels, checkMetadata, checkServiceAnnotations } from '../rules/metadata';
import { checkNamespace, checkServiceName, checkWorkloadName } from '../rules/names';
import { Problems } from '../rules/rule';
import { checkBoolean, checkInstance, checkInstances } from '../rules/values';
import { isAtLeast } from '../rules/versions';
import { checkExposure } from '../service/check-exposure';

/** The declaration of a workload, and the values that are derived from it. */
export interface Declaration {
  readonly props: ExposedWorkloadProps;
  readonly chart: Chart;
  readonly profile: ClusterProfile;
  readonly exposure: Exposure;
  readonly controller: Controller;
  readonly shutdown: Shutdown;
  readonly ports: Ports;
  readonly name: string;
  /** Name of the additional headless Service of a StatefulSet. */
  readonly governing?: string;
}

/** Throws if a property has the wrong type, because the other checks rely on the types. @internal */
export function checkDeclarationTypes(construct: IConstruct, props: ExposedWorkloadProps): void {
  const problems = new Problems(construct);
  checkInstances(problems, 'ports', props.ports, '_plainName', 'Port.http(8080)');
  checkInstance(problems, 'exposure', props.exposure, '_type', 'Exposure.loadBalancer()');
  checkBoolean(problems, 'isolate', props.isolate);
  checkInstance(problems, 'controller', props.controller, '_statefulSet', 'Controller.statefulSet()');
  for (const role of ['readiness', 'liveness', 'startup'] as const) {
    checkInstance(problems, role, props[role], '_kind', "HealthCheck.http('/healthz')");
  }
  problems.throwIfAny();
}

/**
 * Reports problems with the declaration of a workload: names, exposure, pods and metadata.
 *
 * @internal
 */
export function checkDeclaration(problems: Problems, declaration: Declaration): void {
  const { props, chart, profile, exposure, controller } = declaration;
  checkNames(problems, declaration);
  checkExposure(problems, exposure, declaration.ports, profile);
  checkWorkload(problems, props, controller, declaration.name);
  checkShutdown(problems, props, declaration.shutdown);
  checkLabels(problems, 'chart', chart.labels, [WORKLOAD_LABEL]);
  for (const field of ['workloadMetadata', 'podMetadata', 'serviceMetadata'] as const) {
    checkMetadata(problems, field, props[field], [WORKLOAD_LABEL]);
  }
  checkPodAnnotations(problems, 'podMetadata', props.podMetadata?.annotations);
  checkWorkloadAnnotations(problems, 'workloadMetadata', controller._kind, props.workloadMetadata?.annotations);
  checkServiceAnnotations(problems, 'serviceMetadata', props.serviceMetadata?.annotations, exposure._type === 'LoadBalancer');
}

function checkNames(problems: Problems, { props, chart, profile, controller, name, governing }: Declaration): void {
  checkNamespace(problems, 'namespace', chart.namespace);
  const leadingDigit = isAtLeast(profile._version, '1.36');
  const named = checkServiceName(problems, 'name', name, leadingDigit)
    && (governing === undefined || checkServiceName(problems, 'name of the headless Service', governing, leadingDigit));
  if (named || props.workloadName !== undefined) {
    checkWorkloadName(problems, 'workloadName', props.workloadName ?? name, controller._kind);
  }
}
