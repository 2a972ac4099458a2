import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClusterProfile, Controller, ExposedWorkload, Scaling, ScalingMetric, type ExposedWorkloadProps } from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { MINIMAL, newChart, synth } from '../support';

const HPA = 'HorizontalPodAutoscaler';
const resources = { requests: { cpu: '250m', memory: '256Mi' } };
const cpu = Scaling.between(2, 10, { metrics: [ScalingMetric.cpu(70)] });

/** A scaler that a user writes. */
const scaler = (chart: Chart, kind: string, name: string, target: object = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, namespace?: string) => (
  new ApiObject(chart, name, { apiVersion: kind === HPA ? 'autoscaling/v2' : 'keda.sh/v1alpha1', kind, metadata: { name, namespace }, spec: { scaleTargetRef: target } })
);

describe('another scaler for the workload', () => {
  test.each([HPA, 'ScaledObject'])('is refused: %s', kind => {
    const chart = newChart();
    web(chart, { resources, scaling: cpu });
    expect(() => synth(chart)).not.toThrow();

    scaler(chart, kind, 'later');

    expect(() => synth(chart)).toThrow("'shop/later' also scales the workload. Remove it, or remove scaling.");
  });

  test('is refused if it is one of cdk8s-plus', () => {
    expect(rulesBrokenBy(chart => {
      const target = web(chart, { resources, scaling: cpu });
      new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target, maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))] });
    })).toEqual(['scaling-target']);
  });

  test('is refused if a user has written both', () => {
    expect(messagesOf(chart => {
      web(chart);
      scaler(chart, HPA, 'one');
      scaler(chart, 'ScaledObject', 'two', { name: 'web' });
    })).toEqual([expect.stringContaining("All of these scale the workload. Remove all but 'shop/one'.")]);
  });

  test('of another workload is none', () => {
    expect(rulesBrokenBy(chart => {
      web(chart, { resources, scaling: cpu });
      new ExposedWorkload(chart, 'other', MINIMAL);
      scaler(chart, HPA, 'other-cpu', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'other' });
      scaler(chart, HPA, 'set', { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' });
    })).toEqual([]);
  });
});

describe('a scaler of a user for a workload with replicas', () => {
  test.each([HPA, 'ScaledObject'])('is refused: %s', kind => {
    const chart = newChart();
    web(chart, { replicas: 3 });

    scaler(chart, kind, 'later');

    expect(() => synth(chart)).toThrow(/shop\/web\] replicas 3: a workload with a scaler must not have replicas\. 'shop\/later' scales the workload\. Remove replicas\./);
  });

  test('is refused if it is one of cdk8s-plus', () => {
    expect(messagesOf(chart => new kplus.HorizontalPodAutoscaler(chart, 'scaler', {
      target: web(chart, { replicas: 0 }), maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    }))).toEqual([expect.stringContaining("replicas 0: a workload with a scaler must not have replicas. 'shop/scaler' scales the workload.")]);
  });

  test('is accepted if it is for another workload', () => {
    expect(rulesBrokenBy(chart => {
      web(chart, { replicas: 3 });
      scaler(chart, HPA, 'other', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'other' });
    })).toEqual([]);
  });
});

describe('a scaler in another chart', () => {
  /** Charts with workloads or scalers, and the problems of the app. */
  function problems(charts: readonly { cluster?: string; namespace?: string; props?: Partial<ExposedWorkloadProps>; scales?: boolean }[]): boolean {
    const app = new App();
    charts.forEach(({ cluster, namespace, props, scales }, index) => {
      const chart = new Chart(app, `chart-${index}`, { namespace });
      if (cluster !== undefined) {
        ClusterProfile.set(chart, { cluster });
      }
      if (props) {
        web(chart, props);
      }
      if (scales) {
        scaler(chart, HPA, `scaler-${index}`);
      }
    });
    try {
      app.synthYaml();
      return false;
    } catch (error) {
      expect(String(error)).toContain('[scaling-target]');
      return true;
    }
  }
  const workload = { namespace: 'shop', props: { resources, scaling: cpu } };
  const scales = { namespace: 'shop', scales: true };

  test('counts if the namespace is the same, and the clusters can be', () => {
    expect(problems([workload, scales])).toBe(true);
    expect(problems([workload, { ...scales, cluster: 'production' }])).toBe(true);
    expect(problems([{ ...workload, cluster: 'staging' }, { ...scales, cluster: 'production' }])).toBe(false);
  });

  test('does not count if the namespaces differ, or are not known', () => {
    expect(problems([workload, { scales: true, namespace: 'search' }])).toBe(false);
    expect(problems([{ props: workload.props }, { scales: true }])).toBe(false);
  });

  test('does not count for a DaemonSet, which has no scale', () => {
    const app = new App();
    web(new Chart(app, 'shop', { namespace: 'shop' }), { controller: Controller.daemonSet() });
    const other = new Chart(app, 'other', { namespace: 'shop' });
    ['one', 'two'].forEach(name => scaler(other, HPA, name, { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'web' }));

    expect(() => app.synthYaml()).not.toThrow();
  });

  test('does not count if it can be for another workload', () => {
    expect(problems([workload, { ...scales, props: {} }])).toBe(false);
    expect(problems([workload, { ...workload, props: {} }, scales])).toBe(false);
    expect(problems([{ ...workload, cluster: 'staging' }, { ...workload, cluster: 'production' }, { ...scales, cluster: 'production' }])).toBe(true);
  });
});
