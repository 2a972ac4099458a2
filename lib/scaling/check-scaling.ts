import { checkKeda } from './check-keda';
import { checkMetrics } from './check-metrics';
import type { Scaling } from './scaling';
import type { ScalingContext } from './scaling-context';
import type { ScalingPolicy, ScalingRules } from './scaling-rules';
import { unjustifiedZero } from './unjustified-zero';
import { checkMetadata } from '../rules/metadata';
import { checkObjectName } from '../rules/names';
import { isQuantity } from '../rules/quantities';
import type { Problems } from '../rules/rule';
import { scalingRules } from '../rules/scaling';
import { checkServed, type KubernetesVersion } from '../rules/versions';
import { secondsOf, showDuration } from '../values/durations';
import { isInt32 } from '../values/numbers';

/** The limits of pkg/apis/autoscaling/validation/validation.go (Kubernetes 1.33 to 1.37). */
const MAX_PERIOD = 1800;
const MAX_WINDOW = 3600;

/**
 * The first versions in which the gates HPAConfigurableTolerance and HPAScaleToZero are on by default: pkg/features/kube_features.go of Kubernetes 1.37.
 * Before 1.35, the API server removes a tolerance.
 */
const TOLERANCE = '1.35';
const SCALE_TO_ZERO = '1.37';

/** Reports problems with a scaler, except for those of the workload's other options. @internal */
export function checkScaling(problems: Problems, scaling: Scaling, context: ScalingContext): void {
  const { _kind: kind, _options: { scaleUp, scaleDown, name, metadata } } = scaling;
  checkRange(problems, scaling, context);
  checkRules(problems, 'scaling.scaleUp', scaleUp, context.version);
  checkRules(problems, 'scaling.scaleDown', scaleDown, context.version);
  checkObjectName(problems, 'scaling.name', name);
  checkMetadata(problems, 'scaling.metadata', metadata);
  if (kind === 'ScaledObject') {
    checkKeda(problems, scaling, context);
  } else {
    checkMetrics(problems, scaling._options.metrics, context.ownContainer);
  }
}

function checkRange(problems: Problems, scaling: Scaling, { version, isExposed }: ScalingContext): void {
  const { _kind: kind, _min: min, _max: max, _options: { metrics } } = scaling;
  const validMin = isInt32(min, 0);
  if (min !== undefined && !validMin) {
    problems.report(scalingRules.range, 'scaling.min', min, `Use an integer from ${kind === 'ScaledObject' ? 0 : 1} to 2147483647, such as 2.`);
  }
  if (max !== undefined && (!isInt32(max, 1) || (validMin && max < min!))) {
    problems.report(scalingRules.range, 'scaling.max', max, `Use an integer from ${validMin ? Math.max(min!, 1) : 1} to 2147483647.`);
  }
  if (min === 0 && kind === 'HorizontalPodAutoscaler') {
    checkServed(problems, 'scaling.min', min, SCALE_TO_ZERO, version);
    if (!metrics.some(({ _type }) => _type === 'Object' || _type === 'External')) {
      const fix = 'Resources and metrics of pods are not known without pods. Use 1, or add ScalingMetric.external or ScalingMetric.object.';
      problems.report(scalingRules.fromZero, 'scaling.min', min, fix);
    }
  }
  const field = unjustifiedZero(scaling);
  if (field !== undefined && isExposed) {
    problems.report(scalingRules.zero, field, 0, 'Use 1 or more, or state in noEndpointsJustification what happens to requests while there are no pods.');
  }
}

function checkRules(problems: Problems, field: string, rules: ScalingRules | undefined, version: KubernetesVersion): void {
  const { policies = [], stabilizationWindow: window, tolerance } = rules ?? {};
  policies.forEach((policy, index) => checkPolicy(problems, `${field}.policies[${index}]`, policy));
  if (window && !(isInt32(secondsOf(window), 0) && secondsOf(window) <= MAX_WINDOW)) {
    problems.report(scalingRules.behavior, `${field}.stabilizationWindow`, showDuration(window), 'Use a value such as Duration.minutes(5).');
  }
  if (tolerance !== undefined) {
    checkServed(problems, `${field}.tolerance`, tolerance, TOLERANCE, version);
    if (!(tolerance >= 0) || !isQuantity(String(tolerance))) {
      problems.report(scalingRules.behavior, `${field}.tolerance`, tolerance, 'Use a number such as 0.05 for 5 %.');
    }
  }
}

function checkPolicy(problems: Problems, field: string, { _value: value, _period: period }: ScalingPolicy): void {
  if (value !== undefined && !isInt32(value, 1)) {
    problems.report(scalingRules.behavior, field, value, 'Use an integer from 1 to 2147483647.');
  }
  if (period && !(isInt32(secondsOf(period), 1) && secondsOf(period) <= MAX_PERIOD)) {
    problems.report(scalingRules.behavior, `${field}.period`, showDuration(period), 'Use a value such as Duration.minutes(1).');
  }
}
