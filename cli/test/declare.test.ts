import { declareObjects, deployment, service } from './application/declare';
import { declareApplication } from '../src/declare';
import type { Document } from '../src/document';

const scaler = (target: string, spec: Document = {}): Document => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: target },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target },
    minReplicas: 2,
    maxReplicas: 4,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    ...spec,
  },
});

test('an option that a rule refuses stays a document, and the workload is declared', () => {
  const refused = scaler('web', { minReplicas: 9, maxReplicas: 4 });
  const { adopted, documents } = declareObjects([deployment('web'), scaler('api'), deployment('api'), refused]);

  expect(adopted).toMatchObject({ 'Deployment web': 'new Worker web', 'Deployment api': 'new Worker api' });
  expect(adopted['HorizontalPodAutoscaler api']).toBe('option scaling of api');
  expect(documents).toContainEqual(refused);
});

test('a workload that a rule refuses stays a document with its Service, and the others are declared', () => {
  const refused = deployment('web');
  refused.spec.template.spec.containers[0].ports[0].containerPort = 70000;
  const { adopted, documents } = declareObjects([refused, service('web'), deployment('api'), service('api')]);

  expect(adopted).toMatchObject({
    'Deployment web': [expect.stringContaining('application/web')],
    'Service web': ['Deployment web, to which it leads, stays a document.'],
    'Deployment api': 'new ExposedWorkload api',
    'Service api': 'Service of api',
  });
  expect(documents).toEqual(expect.arrayContaining([refused, service('web')]));
});

test.each(['default', 'app', 'import'])('in the namespace %s, the others are declared too', namespace => {
  const [refused, api] = [deployment('web'), deployment('api')].map(object => ({ ...object, metadata: { ...object.metadata, namespace } }));
  refused.spec.template.spec.containers[0].ports[0].containerPort = 70000;

  expect(declareObjects([refused, api]).adopted).toMatchObject({
    'Deployment web': [expect.stringContaining(`${namespace}/web`)], 'Deployment api': 'new Worker api',
  });
});

test('a workload that the defaults of the library do not permit is declared in place', () => {
  const object = deployment('web');
  // During a rollout that waits for the new pod, both would need the port of the node.
  object.spec.template.spec.containers[0].ports[0].hostPort = 8080;
  const { adopted, code } = declareObjects([object, service('web'), deployment('api')]);

  expect(adopted).toMatchObject({ 'Deployment web': expect.stringContaining('new ExposedWorkload web, in place'), 'Deployment api': 'new Worker api' });
  expect(code.match(/SecurityProfile\.ofImageAndCluster/g)).toHaveLength(1);
  expect(code.indexOf('SecurityProfile.ofImageAndCluster')).toBeLessThan(code.indexOf("new Worker(this, 'api'"));
});

test('if everything is refused, all objects stay documents', () => {
  const objects = ['web', 'api'].map(name => {
    const object = deployment(name);
    object.spec.template.spec.containers[0].ports[0].containerPort = 70000;
    return object;
  });
  const { adopted, documents } = declareObjects(objects);

  expect(Object.values(adopted).every(Array.isArray)).toBe(true);
  expect(documents).toEqual(objects);
});

test('an error that is about no declaration is thrown', () => {
  const resolve = (): never => {
    throw new Error('broken');
  };
  const input = { object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, source: '' };

  expect(() => declareApplication([input], { inPlace: false, out: 'main.ts', resolve })).toThrow('broken');
});

test('progress is shown for each attempt', () => {
  const texts: string[] = [];
  const refused = deployment('web');
  refused.spec.template.spec.containers[0].ports[0].containerPort = 70000;
  declareApplication([{ object: refused, source: '' }], {
    inPlace: true, out: 'main.ts', resolve: name => jest.requireActual(name), onProgress: text => texts.push(text),
  });

  expect(texts.length).toBeGreaterThan(1);
});
