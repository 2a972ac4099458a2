import type { RandomCluster } from './clusters';
import { metadata } from './metadata';
import type { Random } from './random';
import { seconds, subdomain } from './texts';
import {
  KedaAuthenticationKind, KedaFallbackBehavior, KedaMetricType, KedaTrigger, MetricTarget, Scaling, ScalingMetric, ScalingPolicy,
  ScalingPolicySelect, type CommonScalingOptions, type ContainerMetricOptions, type CustomMetricOptions, type KedaFallback,
  type KedaScalingOptions, type KedaTriggerOptions, type MetricObject, type ScalingOptions, type ScalingRules,
} from '../../lib';
import { isAtLeast } from '../../lib/rules/versions';

const ODD_PERCENTAGES = [0, -1, 1.5, 2147483648];
const ODD_QUANTITIES = ['0', '-1', '10 Gi', '', 'x'];
const ODD_NAMES = ['', '..', 'a/b', 'a%b'];

/** The version of Kubernetes from which on a HorizontalPodAutoscaler has a tolerance. */
const TOLERANCE = '1.35';

/** The scaler of a workload, in a cluster in which KEDA may run. */
export function scaling(random: Random, { profile: { keda: hasKeda }, version }: RandomCluster): Scaling {
  const keda = hasKeda ? random.chance(0.5) : random.odd('KEDA in a cluster without it');
  const min = random.mostly('lowest number of pods', () => random.integer(1, 3), 0, -1, 1.5) as number;
  const max = random.mostly('highest number of pods', () => random.integer(3, 12), 0, 1, 2147483648) as number;
  const { noEndpointsJustification } = random.some<Pick<CommonScalingOptions, 'noEndpointsJustification'>>('CommonScalingOptions', 0.6, {
    noEndpointsJustification: () => random.mostly('a reason for no pods', () => 'a proxy holds the requests', ''),
  });
  // KEDA stores a tolerance for every version, and its HorizontalPodAutoscaler loses it where the API server does not serve the field
  const hasTolerance = !keda || isAtLeast(version, TOLERANCE);
  const others = random.some<Omit<CommonScalingOptions, 'noEndpointsJustification'>>('CommonScalingOptions', 0.3, {
    scaleUp: () => rules(random, hasTolerance),
    scaleDown: () => rules(random, hasTolerance),
    name: () => subdomain(random, 'name of a scaler'),
    metadata: () => metadata(random, 'scaler'),
  });
  const common = { ...others, noEndpointsJustification };
  return keda ? Scaling.keda(min, max, { ...common, ...kedaOptions(random, Boolean(noEndpointsJustification)) }) : Scaling.between(min, max, {
    ...common,
    ...random.all<Omit<ScalingOptions, keyof CommonScalingOptions>>('ScalingOptions', {
      metrics: () => random.mostly('metrics', () => random.list(1, 2, index => metric(random, index)), [], [ScalingMetric.cpu(50), ScalingMetric.cpu(60)]),
    }),
  });
}

function rules(random: Random, hasTolerance: boolean): ScalingRules {
  return random.some<ScalingRules>('ScalingRules', 0.5, {
    policies: () => random.list(0, 2, () => policy(random)),
    selectPolicy: () => random.mostly('selectPolicy', () => random.pick(...Object.values(ScalingPolicySelect)), 'None'),
    stabilizationWindow: () => seconds(random, 'stabilizationWindow', 0, 3600),
    tolerance: () => hasTolerance ? random.mostly('tolerance', () => random.pick(0, 0.05, 0.1), -0.1, NaN, 1e-10) : undefined,
  });
}

function policy(random: Random): ScalingPolicy {
  const period = seconds(random, 'period of a scaling policy', 1, 1800);
  const value = random.mostly('scaling policy', () => random.integer(1, 100), ...ODD_PERCENTAGES) as number;
  return random.chance(0.5) ? ScalingPolicy.pods(value, period) : ScalingPolicy.percent(value, period);
}

/** A metric that the pods have whatever they request, or rarely one for which they need a request. */
function metric(random: Random, index: number): ScalingMetric {
  const name = random.mostly('name of a metric', () => `metric-${index}`, ...ODD_NAMES) as string;
  const quantity = random.mostly('value of a metric', () => random.pick('100', '1500m', '2k'), ...ODD_QUANTITIES) as string;
  const average = random.mostly('target of a metric', () => MetricTarget.averageValue(quantity), MetricTarget.utilization(50));
  const target = random.mostly('target of a metric of an object', () => random.pick(average, MetricTarget.value(quantity)), MetricTarget.utilization(50));
  const resource = random.mostly('resource of a metric', () => random.pick('cpu', 'memory'), 'ephemeral-storage', 'CPU', '') as string;
  const options = random.some<CustomMetricOptions>('CustomMetricOptions', 0.5, { metricLabels: () => ({ queue: 'mails' }) });
  switch (random.pick('container', 'pod', 'pods', 'object', 'external')) {
    case 'container':
      return ScalingMetric.containerResource(resource, average, random.some<ContainerMetricOptions>('ContainerMetricOptions', 0.3, {
        containerName: () => random.mostly('container of a metric', () => 'proxy', 'A', ''),
      }));
    case 'pod':
      return ScalingMetric.podResource(resource, average);
    case 'pods':
      return ScalingMetric.pods(name, quantity, options);
    case 'object':
      return ScalingMetric.object(name, random.all<MetricObject>('MetricObject', {
        apiVersion: () => random.mostly('apiVersion of a metric', () => random.pick('v1', 'networking.k8s.io/v1'), 'a/b/c', ''),
        kind: () => random.mostly('kind of a metric', () => 'Ingress', ...ODD_NAMES),
        name: () => random.mostly('object of a metric', () => 'web', ...ODD_NAMES),
      }), target, options);
    default:
      return ScalingMetric.external(name, target, options);
  }
}

/** @param isJustified whether there is a reason for times without pods */
function kedaOptions(random: Random, isJustified: boolean): Omit<KedaScalingOptions, keyof CommonScalingOptions> {
  return {
    ...random.all<Pick<KedaScalingOptions, 'triggers'>>('KedaScalingOptions', {
      triggers: () => random.mostly('triggers', () => random.list(1, 2, index => trigger(random, index)), []),
    }),
    ...random.some<Omit<KedaScalingOptions, keyof CommonScalingOptions | 'triggers'>>('KedaScalingOptions', 0.5, {
      pollingInterval: () => seconds(random, 'pollingInterval', 1, 60),
      cooldownPeriod: () => seconds(random, 'cooldownPeriod', 0, 600),
      initialCooldownPeriod: () => seconds(random, 'initialCooldownPeriod', 0, 600),
      horizontalPodAutoscalerName: () => subdomain(random, 'name of the HorizontalPodAutoscaler'),
      idleReplicas: () => isJustified || random.odd('no pods without a reason') ? random.mostly('idleReplicas', () => 0, -1, 1, 9) : undefined,
      fallback: () => random.some<KedaFallback>('KedaFallback', 1, {
        failureThreshold: () => random.mostly('failureThreshold', () => 3, -1),
        replicas: () => random.mostly('fallback.replicas', () => 2, -1),
        behavior: () => random.pick(...Object.values(KedaFallbackBehavior)),
      }) as KedaFallback,
    }),
  };
}

function trigger(random: Random, index: number): KedaTrigger {
  const type = random.mostly('type of a trigger', () => random.pick('rabbitmq', 'prometheus'), '', 'cpu') as string;
  const authenticated = random.chance(0.7);
  const { authenticationName } = random.all<Pick<KedaTriggerOptions, 'authenticationName'>>('KedaTriggerOptions', {
    authenticationName: () => authenticated ? random.mostly('authenticationName', () => 'login', 'A b', '') : undefined!,
  });
  const others = random.some<Omit<KedaTriggerOptions, 'authenticationName'>>('KedaTriggerOptions', 0.7, {
    name: () => random.mostly('name of a trigger', () => `trigger-${index}`, 'trigger-0'),
    authenticationKind: () => authenticated || random.odd('authenticationKind without a name') ? random.pick(...Object.values(KedaAuthenticationKind)) : undefined!,
    metricType: () => random.mostly('metricType', () => random.pick(KedaMetricType.AVERAGE_VALUE, KedaMetricType.VALUE), KedaMetricType.UTILIZATION),
    useCachedMetrics: () => random.chance(0.5),
  });
  return KedaTrigger.of(type, { queueName: 'mails', value: '20' }, { authenticationName, ...others });
}
