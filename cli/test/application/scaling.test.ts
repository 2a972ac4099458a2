import { declareObjects, deployment, documentOf, service } from './declare';
import type { Document } from '../../src/document';

function autoscaler(spec: Document = {}, others: Document = {}): Document {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
      ...spec,
    },
    ...others,
  };
}

function scaledObject(spec: Document = {}, others: Document = {}): Document {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicaCount: 1,
      maxReplicaCount: 5,
      triggers: [{ type: 'rabbitmq', metadata: { queueName: 'mails' } }],
      ...spec,
    },
    ...others,
  };
}

const target = (type: string, field: string, value: unknown) => ({ target: { type, [field]: value } });

/** Declares a Deployment with a scaler in both modes, and returns the results. */
function both(...objects: readonly Document[]) {
  return [false, true].map(inPlace => declareObjects(objects, inPlace));
}

describe('A HorizontalPodAutoscaler', () => {
  test('is the option scaling of its workload', () => {
    const original = autoscaler();
    for (const { adopted, code, documents } of both(deployment('web'), service('web'), original)) {
      expect(adopted['HorizontalPodAutoscaler web']).toBe('option scaling of web');
      expect(code).toContain("scaling: Scaling.between(2, 10, { metrics: [ScalingMetric.podResource('cpu', MetricTarget.utilization(70))] }),");
      expect(documentOf(documents, 'HorizontalPodAutoscaler')).toEqual(original);
    }
  });

  test('has all fields that there are', () => {
    const original = autoscaler({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' },
      metrics: [
        { type: 'Resource', resource: { name: 'memory', ...target('AverageValue', 'averageValue', '500Mi') } },
        { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'web', ...target('Utilization', 'averageUtilization', 60) } },
        { type: 'ContainerResource', containerResource: { name: 'memory', container: 'web', ...target('AverageValue', 'averageValue', '1Gi') } },
        { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'proxy', ...target('AverageValue', 'averageValue', '1') } },
        { type: 'Pods', pods: { metric: { name: 'requests', selector: { matchLabels: { code: '200' } } }, ...target('AverageValue', 'averageValue', '100') } },
        {
          type: 'Object',
          object: { describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' }, metric: { name: 'requests' }, ...target('Value', 'value', '2k') },
        },
        { type: 'External', external: { metric: { name: 'queue', selector: { matchLabels: { queue: 'mails' } } }, ...target('AverageValue', 'averageValue', '30') } },
      ],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }] },
        scaleDown: {
          stabilizationWindowSeconds: 600, selectPolicy: 'Min', tolerance: '0.05', policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }],
        },
      },
    }, { metadata: { name: 'web-autoscaler', labels: { team: 'shop' }, annotations: { note: 'by hand' } } });
    for (const { code, documents } of both(deployment('web', { kind: 'StatefulSet' }), original)) {
      expect(code).toContain('ScalingMetric.cpu(60),');
      expect(code).toContain("ScalingMetric.containerResource('cpu', MetricTarget.averageValue('1'), { containerName: 'proxy' }),");
      expect(documentOf(documents, 'HorizontalPodAutoscaler')).toEqual(original);
    }
  });

  test('of version 1 becomes one of version 2', () => {
    const original = autoscaler({ metrics: undefined, minReplicas: undefined, targetCPUUtilizationPercentage: 50 }, {
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'web', annotations: { 'autoscaling.alpha.kubernetes.io/conditions': '[]' } },
      status: { currentReplicas: 1 },
    });
    const { documents } = declareObjects([deployment('web'), original]);
    expect(documentOf(documents, 'HorizontalPodAutoscaler')).toEqual(autoscaler({
      minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
    }));
  });

  test('whose target has an old version of the API is the same', () => {
    const original = autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1beta1', kind: 'Deployment', name: 'web' } });
    expect(documentOf(declareObjects([deployment('web'), original]).documents, 'HorizontalPodAutoscaler')).toEqual(autoscaler());
  });

  test('without metrics has that of Kubernetes', () => {
    const { code } = declareObjects([deployment('web'), autoscaler({ metrics: undefined })]);
    expect(code).toContain("metrics: [ScalingMetric.podResource('cpu', MetricTarget.utilization(80))]");
  });

  test('takes the number of pods from the manifest of its workload, and a comment says what to do', () => {
    for (const { code, documents } of both(deployment('web', { replicas: 3 }), autoscaler())) {
      expect(documentOf(documents, 'Deployment').spec).not.toHaveProperty('replicas');
      expect(code).toMatch(/\/\/ A scaler sets the number of pods, and the manifest had replicas: 3\./);
      expect(code).toContain('docs/adopting.md#autoscalers');
    }
  });

  test('leaves no comment if the manifest that was applied had no number of pods', () => {
    const applied = (text: string) => {
      const live = deployment('web', { replicas: 3 });
      live.metadata.annotations = { 'kubectl.kubernetes.io/last-applied-configuration': text };
      return declareObjects([live, autoscaler()]).code;
    };
    expect(applied('{"spec":{}}')).not.toContain('// A scaler');
    expect(applied('{"spec":{"replicas":1}}')).toContain('// A scaler');
    expect(applied('broken')).toContain('// A scaler');
  });

  const labelled = { metric: { name: 'requests', selector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } } };

  test.each<[string, Document, string | RegExp]>([
    ['of another workload', autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } }), 'No declaration is the Deployment api that it scales.'],
    ['without a target', { ...autoscaler(), spec: undefined }, 'No declaration is the workload undefined that it scales.'],
    ['of another API of workloads', autoscaler({ scaleTargetRef: { apiVersion: 'extensions/v1beta1', kind: 'Deployment', name: 'web' } }), /^spec.scaleTargetRef.apiVersion is extensions\/v1beta1/],
    ['with a target without an API', autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'web' } }), /^spec.scaleTargetRef.apiVersion is v1/],
    ['of an old version', autoscaler({}, { apiVersion: 'autoscaling/v2beta2' }), 'Kubernetes no longer serves autoscaling/v2beta2. Change it to autoscaling/v2.'],
    ['with a field of the future', autoscaler({ future: true }), 'No option expresses spec.future.'],
    ['with a metric with expressions', autoscaler({ metrics: [{ type: 'External', external: { ...labelled, ...target('Value', 'value', '1') } }] }), /^No option expresses spec\.metrics\[0\]\.external\.metric\.selector/],
    ['with a metric of an unknown type', autoscaler({ metrics: [{ type: 'Future', future: {} }] }), /^spec.metrics|metrics\[0\]/],
    ['with a metric without fields', autoscaler({ metrics: [{ type: 'Pods' }] }), /a metric without the fields of its type Pods, so the API server refuses it\.$/],
    ['with a tolerance that is no number', autoscaler({ behavior: { scaleUp: { tolerance: 'low' } } }), 'No option expresses spec.behavior.scaleUp.tolerance.'],
    ['with metrics of version 2 in version 1', autoscaler({ metrics: undefined }, { apiVersion: 'autoscaling/v1', metadata: { name: 'web', annotations: { 'autoscaling.alpha.kubernetes.io/metrics': '[]' } } }), /they have fields of version 2/],
    ['with a utilization of a resource without a request', autoscaler({ metrics: [{ type: 'Resource', resource: { name: 'hugepages', ...target('Utilization', 'averageUtilization', 1) } }] }), /hugepages/],
  ])('%s stays a document', (_, original, why) => {
    const { adopted, documents } = declareObjects([deployment('web', { replicas: 3 }), original]);
    expect(adopted['HorizontalPodAutoscaler web']).toEqual(expect.arrayContaining([expect.stringMatching(why)]));
    expect(adopted['Deployment web']).toBe('new Worker web');
    expect(documentOf(documents, 'HorizontalPodAutoscaler').spec).toEqual(original.spec);
  });

  test('stays a document beside another scaler, and the workload has no number of pods', () => {
    const { adopted, documents } = declareObjects([deployment('web', { replicas: 3 }), autoscaler(), scaledObject({}, { metadata: { name: 'other' } })]);
    expect(adopted['HorizontalPodAutoscaler web']).toEqual(['ScaledObject other scales the same workload.']);
    expect(documentOf(documents, 'Deployment').spec).not.toHaveProperty('replicas');
  });
});

describe('A ScaledObject', () => {
  test('is the option scaling of its workload', () => {
    const original = scaledObject({
      pollingInterval: 15,
      cooldownPeriod: 600,
      initialCooldownPeriod: 0,
      idleReplicaCount: 0,
      advanced: { horizontalPodAutoscalerConfig: { name: 'web', behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } },
      triggers: [{
        type: 'rabbitmq',
        name: 'queue',
        metadata: { queueName: 'mails' },
        metricType: 'Value',
        useCachedMetrics: true,
        authenticationRef: { name: 'login', kind: 'ClusterTriggerAuthentication' },
      }],
      fallback: { failureThreshold: 3, replicas: 2, behavior: 'currentReplicas' },
    });
    for (const { adopted, code, documents } of both(deployment('web', { replicas: 1 }), service('web'), original)) {
      expect(adopted['ScaledObject web']).toBe('option scaling of web');
      expect(code).toContain('ClusterProfile.set(this, { keda: true });');
      expect(code).toContain("noEndpointsJustification: 'the existing manifest has this minimum'");
      expect(documentOf(documents, 'ScaledObject')).toEqual(original);
    }
  });

  test('has the numbers of KEDA without its own', () => {
    const original = scaledObject({ minReplicaCount: undefined, maxReplicaCount: undefined, scaleTargetRef: { name: 'web' } });
    const { code } = declareObjects([deployment('web'), original]);
    expect(code).toContain("scaling: Scaling.keda(0, 100, { triggers: [KedaTrigger.of('rabbitmq', { queueName: 'mails' })] })");
  });

  test('stays a document with a field that no option expresses', () => {
    const { adopted } = declareObjects([deployment('web'), scaledObject({ advanced: { restoreToOriginalReplicaCount: true } })]);
    expect(adopted['ScaledObject web']).toEqual([expect.stringMatching(/^No option expresses spec\.advanced/)]);
  });
});
