import { declareObjects, deployment, service } from './declare';
import { readWhole } from '../../src/application/read-whole';
import type { Document } from '../../src/document';

const of = (kind: string, apiVersion: string, spec: Document): Document => ({ apiVersion, kind, metadata: { name: 'web' }, spec });

const budget = (selector: Document) => of('PodDisruptionBudget', 'policy/v1', { selector, maxUnavailable: 1 });
const podMonitor = (endpoint: Document) => of('PodMonitor', 'monitoring.coreos.com/v1', { selector: { matchLabels: { app: 'web' } }, podMetricsEndpoints: [endpoint] });
const scaler = (spec: Document, apiVersion = 'autoscaling/v2') => (
  of('HorizontalPodAutoscaler', apiVersion, { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3, ...spec })
);

describe('Objects that belong to a workload', () => {
  test('stay documents with a workload that the library refuses', () => {
    const dns = {
      to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
      ports: [{ protocol: 'UDP', port: 53 }, { port: 53 }],
    };
    const policy = of('NetworkPolicy', 'networking.k8s.io/v1', {
      podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'], egress: [dns],
    });
    const { adopted } = declareObjects([deployment('web', { replicas: -1 }), budget({ matchLabels: { app: 'web' } }), policy, podMonitor({ port: 'metrics' }), scaler({})]);
    expect(adopted).toEqual({
      'Deployment web': 'new Worker web',
      'PodDisruptionBudget web': 'option disruption of web',
      'NetworkPolicy web': [expect.stringContaining('A monitor reads the pods')],
      'PodMonitor web': 'option metrics of web',
      'HorizontalPodAutoscaler web': 'option scaling of web',
    });
    const refused = declareObjects([deployment('web', { replicas: -1 }), budget({ matchLabels: { app: 'web' } }), policy]);
    expect(refused.adopted).toEqual({
      'Deployment web': [expect.stringContaining('replicas -1')],
      'PodDisruptionBudget web': ['Deployment web, whose pods it selects, stays a document.'],
      'NetworkPolicy web': ['Its podSelector is not the selector of one declared workload.'],
    });
  });

  test('stay documents if the library refuses their option', () => {
    const { adopted } = declareObjects([deployment('web'), { ...budget({ matchLabels: { app: 'web' } }), metadata: { name: 'Web_1' } }]);
    expect(adopted).toEqual({ 'Deployment web': 'new Worker web', 'PodDisruptionBudget Web_1': [expect.stringContaining('disruption.name')] });
  });

  test('select single pods too', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'debug', labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'b' }] } };
    const unlabelled = { ...pod, metadata: { name: 'other' } };
    const { adopted } = declareObjects([deployment('web'), pod, unlabelled, budget({ matchLabels: { app: 'web' } })]);
    expect(adopted['PodDisruptionBudget web']).toEqual(['It selects the pods of Deployment web and Pod debug.']);
  });

  test.each<[string, unknown[] | undefined, string, boolean]>([
    ['In', ['web', 'api'], 'app', true],
    ['In', ['api'], 'app', false],
    ['In', undefined, 'app', false],
    ['NotIn', ['web'], 'app', false],
    ['NotIn', ['web'], 'tier', true],
    ['Exists', undefined, 'app', true],
    ['Exists', undefined, 'tier', false],
    ['DoesNotExist', undefined, 'tier', true],
  ])('a budget with the expression %s %j of %s is the only one: %s', (operator, values, key, isOnly) => {
    const { code } = declareObjects([deployment('web', { replicas: 2 }), budget({ matchExpressions: [{ key, operator, values }] })], true);
    expect(code.includes('DisruptionBudget.none()')).toBe(!isOnly);
  });

  test('that are wrong are not hidden by errors of the program', () => {
    expect(() => readWhole({}, () => {
      throw new TypeError('mistake');
    })).toThrow('mistake');
  });

  test('have forms of fields that are rare', () => {
    const both = (...objects: Document[]) => declareObjects([deployment('web'), ...objects]).code;
    expect(both(scaler({ behavior: { scaleUp: {}, scaleDown: { tolerance: '50m' } } }))).toContain('scaleDown: { tolerance: 0.05 },');
    expect(both(scaler({}, 'autoscaling/v1'))).toContain('MetricTarget.utilization(80)');
    expect(both(podMonitor({ port: 'metrics', params: { format: 'text' } }))).toContain('params: { format: [] }');
  });

  test('of a workload without ports find none', () => {
    const bare = deployment('web');
    delete bare.spec.template.spec.containers[0].ports;
    bare.spec.template.spec.initContainers = [{ name: 'setup', image: 'registry.example.com/setup:1', ports: [{ containerPort: 53, name: 'dns', protocol: 'UDP' }] }];
    expect(declareObjects([bare, podMonitor({ portNumber: 9090 })], true).adopted['PodMonitor web']).toEqual([expect.stringContaining('no container has a port')]);
    expect(declareObjects([bare, podMonitor({ port: 'dns' })], true).adopted['PodMonitor web']).toEqual([expect.stringContaining('no container has a port')]);
    const headless = service('web');
    Object.assign(headless.spec, { clusterIP: 'None', ports: undefined });
    const monitor = of('ServiceMonitor', 'monitoring.coreos.com/v1', { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'a' }] });
    expect(declareObjects([bare, headless, monitor]).adopted['ServiceMonitor web']).not.toBe('option metrics of web');
  });
});
