import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from '../../lib';
import {
  AllowedRoutes, DefaultsVersion, ExposedPods, ExposedWorkload, Gateway, HealthCheck, KedaTrigger, Metrics, MetricTarget, NodeTerm, PodCount,
  PodSelection, Port, Scaling, ScalingMetric, ScalingPolicy, Worker,
} from '../../lib';
import { NEWEST_DEFAULTS } from '../../lib/app/defaults-version';
import { ENUMERATIONS, PARAMETERS, STRUCTURES } from '../../lib/options/declared-types';
import { exampleOf } from '../../lib/options/expressions';
import { isMarked } from '../../lib/values/mark';
import { messagesOf, web } from '../rules/broken';
import { MINIMAL, newChart } from '../support';
import { VALUES } from '../walk/instances';

/** The types that options and parameters have, without lists and maps. */
const TYPES = [...new Set([...Object.values(STRUCTURES), ...Object.values(PARAMETERS)].flatMap(types => Object.values(types).map(type => type.replace(/[![\]{}]/g, ''))))];

/** Types for which messages contain a sentence, or whose values the rules of connections and routes check. */
const OTHER_TYPES = ['IHostnamePolicies', 'IReachable', 'IGateway'];

/** Value classes that no option and no parameter has as its type. */
const NOT_RECEIVED = ['ServiceAddress'];

/** The value of each complete expression in an example, which can have several with commas or `or` between them. */
function valuesOf(example: string): unknown[] {
  const chart = newChart();
  const names = { ...library, ...cdk8s, kplus, web: new ExposedWorkload(chart, 'web', MINIMAL), scope: chart };
  return example.split(/, (?=[A-Z]\w+\.[A-Z])| or /).filter(code => !code.includes('{ … }'))
    .map(code => new Function(...Object.keys(names), `return (${code.replace(/\bthis\b/g, 'scope')});`)(...Object.values(names)));
}

describe('messages have an expression for', () => {
  const classes = Object.keys(VALUES).filter(name => !NOT_RECEIVED.includes(name));

  test.each(classes)('the value class %s, which creates an instance of it', name => {
    const values = valuesOf(exampleOf(name));

    expect(values.length).toBeGreaterThan(0);
    expect(values.filter(value => !isMarked(value, name))).toEqual([]);
  });

  test('every class of another package, and every interface', () => {
    const others = TYPES.filter(type => !(type in STRUCTURES) && !(type in ENUMERATIONS) && !classes.includes(type) && !OTHER_TYPES.includes(type));

    expect(others).toEqual(expect.arrayContaining(['cdk8s.Duration', 'kplus.ISecret']));
    expect(others.filter(type => exampleOf(type).includes('key: …'))).toEqual([]);
  });

  test('every structure, with all options that cannot be omitted', () => {
    const incomplete = Object.entries(STRUCTURES).filter(([name, types]) => Object.entries(types)
      .some(([option, type]) => type.endsWith('!') && !new RegExp(`\\b${option}\\b`).test(exampleOf(name))));

    expect(incomplete.map(([name]) => name)).toEqual([]);
  });

  test('a value class that no option has is not among them', () => {
    expect(NOT_RECEIVED.filter(name => TYPES.includes(name))).toEqual([]);
  });

  test('the newest version of the defaults', () => {
    expect(exampleOf('DefaultsVersion')).toBe(`DefaultsVersion.V${NEWEST_DEFAULTS}`);
  });
});

/** The fix of the only problem of a declaration. */
function fixOf(declare: (chart: cdk8s.Chart) => unknown): string {
  const messages = messagesOf(declare);
  const [, fix] = /^[^:]+: .*?(?:of its property|must be set)\. (.*) \[[a-z-]+\] \S+$/.exec(messages[0] ?? '') ?? [];
  return messages.length === 1 && fix !== undefined ? fix : messages.join('\n');
}

const external = (target: unknown) => Scaling.between(1, 5, { metrics: [ScalingMetric.external('queue', target as MetricTarget)] });
const between = (metric: unknown) => Scaling.between(1, 5, { metrics: [metric as ScalingMetric] });
const down = (policy: unknown) => Scaling.between(1, 5, { metrics: [ScalingMetric.pods('a', '1')], scaleDown: { policies: [policy as ScalingPolicy] } });
const TRIGGERS = "{ triggers: [KedaTrigger.of('rabbitmq', { queueName: 'mails' })] }";

describe('the message contains the expression for', () => {
  test.each<[string, object, string]>([
    ['the field of a budget', { disruption: { maxUnavailable: 1 } }, 'Use DisruptionBudget.maxUnavailable(PodCount.of(1)).'],
    ['the other field of a budget', { disruption: { minAvailable: '50%' } }, 'Use DisruptionBudget.minAvailable(PodCount.percent(50)).'],
    ['a number of pods', { disruption: PodCount.of(2) }, 'Use DisruptionBudget.maxUnavailable(PodCount.of(2)).'],
    ['no budget', { disruption: false }, 'Use DisruptionBudget.none().'],
    ['a budget that cannot be read', { disruption: { pods: 1 } }, 'Use a value such as DisruptionBudget.maxUnavailable(PodCount.of(1)).'],
    ['a number of pods that cannot be read', { disruption: PodCount.of('a' as any) }, 'Use a value such as DisruptionBudget.maxUnavailable(PodCount.of(1)).'],
    ['limits of a scaler', { scaling: { min: 2, max: 5 } }, 'Use Scaling.between(2, 5, { metrics: [ScalingMetric.cpu(80)] }).'],
    ['limits of a HorizontalPodAutoscaler', { scaling: { maxReplicas: 5 } }, 'Use Scaling.between(…, 5, { metrics: [ScalingMetric.cpu(80)] }).'],
    ['limits of a ScaledObject', { scaling: { minReplicaCount: 0, maxReplicaCount: 5 } }, `Use Scaling.keda(0, 5, ${TRIGGERS}).`],
    ['triggers of a ScaledObject', { scaling: { min: 1, max: 5, triggers: [] } }, `Use Scaling.keda(1, 5, ${TRIGGERS}).`],
    ['a number for a scaler', { scaling: 5 }, 'Use a value such as Scaling.between(2, 5, { metrics: [ScalingMetric.cpu(80)] }).'],
    ['missing options of a scaler', { scaling: Scaling.between(1, 5, undefined as any) }, 'Set it to a value such as { metrics: [ScalingMetric.cpu(80)] }.'],
    ['the port of metrics', { metrics: { port: 'metrics' } }, "Use Metrics.podMonitor({ port: 'metrics' })."],
    ['the name of the port of metrics', { metrics: 'metrics' }, "Use Metrics.podMonitor({ port: 'metrics' })."],
    ['the number of the port of metrics', { metrics: { port: 9090 } }, 'Use a value such as Metrics.podMonitor().'],
    ['the kind of a monitor', { metrics: 'ServiceMonitor' }, 'Use Metrics.serviceMonitor().'],
    ['a flag for metrics', { metrics: true }, 'Use Metrics.podMonitor().'],
    ['a factory that is not called', { metrics: Metrics.podMonitor }, 'Use Metrics.podMonitor().'],
    ['a factory without parameters that is not called', { readiness: HealthCheck.none }, 'Use HealthCheck.none().'],
    ['a factory with required parameters that is not called', { readiness: HealthCheck.http }, 'Use HealthCheck.http(…).'],
    ['a factory with a list of parameters that is not called', { placement: { nodeAffinity: [NodeTerm.required] } }, 'Use NodeTerm.required(…).'],
    ['another function', { metrics: () => Metrics.podMonitor() }, 'Use a value such as Metrics.podMonitor().'],
    ['the name of a resource', { scaling: between('cpu') }, 'Use ScalingMetric.cpu(80).'],
    ['the name of another metric', { scaling: between('queue') }, 'Use a value such as ScalingMetric.cpu(80).'],
    ['the percentage of a resource', { scaling: between({ memory: 70 }) }, 'Use ScalingMetric.memory(70).'],
    ['a resource of a manifest', { scaling: between({ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }) }, 'Use ScalingMetric.cpu(60).'],
    [
      'the amount of a resource of a manifest', { scaling: between({ containerResource: { name: 'memory', target: { averageValue: '500Mi' } } }) },
      "Use ScalingMetric.containerResource('memory', MetricTarget.averageValue('500Mi')).",
    ],
    ['a resource without a target', { scaling: between({ resource: {} }) }, 'Use ScalingMetric.containerResource(…, …).'],
    [
      'a metric of cdk8s-plus', { scaling: between(kplus.Metric.external({ name: 'queue', target: kplus.MetricTarget.value(5) })) },
      "Use ScalingMetric.external('queue', MetricTarget.value('5')).",
    ],
    ['a metric of pods', { scaling: between({ pods: { metric: { name: 'requests' }, target: {} } }) }, "Use ScalingMetric.pods('requests', …)."],
    ['a metric of an object', { scaling: between({ object: { metric: { name: 'requests' } } }) }, "Use ScalingMetric.object('requests', { … }, …)."],
    ['an external metric without a target', { scaling: between({ external: {} }) }, 'Use ScalingMetric.external(…, …).'],
    ['a metric that cannot be read', { scaling: between({}) }, 'Use a value such as ScalingMetric.cpu(80).'],
    ['a quantity', { scaling: external('50') }, "Use MetricTarget.averageValue('50')."],
    ['a number', { scaling: external(50) }, "Use MetricTarget.averageValue('50') or MetricTarget.utilization(50)."],
    ['a percentage', { scaling: external('70%') }, 'Use MetricTarget.utilization(70).'],
    ['a target of a manifest', { scaling: external({ type: 'AverageValue', averageValue: '5' }) }, "Use MetricTarget.averageValue('5')."],
    ['a target of cdk8s-plus', { scaling: external(kplus.MetricTarget.averageUtilization(70)) }, 'Use MetricTarget.utilization(70).'],
    ['a percentage that is none', { scaling: external({ averageUtilization: '70' }) }, "Use a value such as MetricTarget.averageValue('100')."],
    ['a target that cannot be read', { scaling: external('many') }, "Use a value such as MetricTarget.averageValue('100')."],
    ['a policy of a manifest', { scaling: down({ type: 'Pods', value: 4, periodSeconds: 60 }) }, 'Use ScalingPolicy.pods(4, Duration.seconds(60)).'],
    ['a policy of cdk8s-plus', { scaling: down({ replicas: kplus.Replicas.percent(10) }) }, 'Use ScalingPolicy.percent(10, Duration.minutes(1)).'],
    ['a policy without a value', { scaling: down({ type: 'Pods' }) }, 'Use ScalingPolicy.pods(…, Duration.minutes(1)).'],
    ['a policy that cannot be read', { scaling: down(4) }, 'Use a value such as ScalingPolicy.pods(4, Duration.minutes(1)).'],
    ['a trigger of a manifest', { scaling: Scaling.keda(0, 5, { triggers: [{ type: 'cron' } as any] }) }, "Use KedaTrigger.of('cron', { … })."],
    ['the type of a scaler', { scaling: Scaling.keda(0, 5, { triggers: ['cron' as any] }) }, "Use KedaTrigger.of('cron', { … })."],
    ['a trigger without a type', { scaling: Scaling.keda(0, 5, { triggers: [{} as any] }) }, "Use a value such as KedaTrigger.of('rabbitmq', { queueName: 'mails' })."],
    ['no trigger', { scaling: Scaling.keda(0, 5, { triggers: [undefined as any] }) }, "Use a value such as KedaTrigger.of('rabbitmq', { queueName: 'mails' }), or remove it."],
  ])('%s', (_, props, fix) => {
    expect(fixOf(chart => web(chart, props))).toBe(fix);
  });

  test('pods, for a factory that is not called', () => {
    expect(fixOf(chart => new ExposedPods(chart, 'pods', { selector: PodSelection.labels as any, ports: [Port.http(80)] }))).toBe('Use PodSelection.labels(…).');
  });

  test('the namespaces of a Gateway, for a factory that is not called', () => {
    expect(fixOf(chart => new Gateway(chart, 'public', { className: 'traefik', allowedRoutes: AllowedRoutes.fromNamespaces as any }))).toBe('Use AllowedRoutes.fromNamespaces(…).');
  });

  test.each<[unknown, string]>([
    ['V1', 'Use DefaultsVersion.V1.'], ['v2', 'Use DefaultsVersion.V2.'], [1, 'Use DefaultsVersion.V1.'], ['3', `Use a value such as DefaultsVersion.V${NEWEST_DEFAULTS}.`],
    [(DefaultsVersion as any).V3, `Set it to a value such as DefaultsVersion.V${NEWEST_DEFAULTS}.`],
  ])('the version %p of the defaults', (version, fix) => {
    expect(fixOf(chart => DefaultsVersion.set(chart, version as DefaultsVersion))).toBe(fix);
  });

  test('each version of the defaults', () => {
    for (let number = 1; number <= NEWEST_DEFAULTS; number++) {
      expect(fixOf(chart => DefaultsVersion.set(chart, `V${number}` as any))).toBe(`Use DefaultsVersion.V${number}.`);
    }
  });
});

test('the fix does not contain a text that can be a token', () => {
  const token = 'dckr_pat_sealedword-sealedword-sealed';
  const messages = messagesOf(chart => new Worker(chart, 'web', {
    image: 'a', metrics: token as any, disruption: token as any, scaling: Scaling.keda(0, 5, { triggers: [token as any, KedaTrigger.of('cron', {})] }),
  }));

  expect(messages).toHaveLength(3);
  expect(messages.join()).not.toContain('sealed');
});
