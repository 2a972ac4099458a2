import { declareObjects, deployment, documentOf } from './declare';
import type { Document } from '../../src/document';
import { compare } from '../../src/proof/compare/compare';

function service(name: string, clusterIP?: string): Document {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ...clusterIP === undefined ? {} : { clusterIP }, selector: { app: 'logs' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] },
  };
}

function statefulSet(serviceName: string): Document {
  const object = deployment('logs', { kind: 'StatefulSet' });
  object.spec.serviceName = serviceName;
  return object;
}

/** The names of the main Service of `logs`, and of those that are declared separately. */
function servicesOf(objects: readonly Document[]): { main: string[]; others: string[] } {
  const [{ adopted }] = [false, true].map(inPlace => {
    const declared = declareObjects(objects, inPlace);
    expect(compare(objects, declared.documents).filter(({ object, intent }) => object.startsWith('Service ') || intent === undefined)).toEqual([]);
    expect(declared.documents.filter(({ kind }) => kind === 'Service')).toHaveLength(objects.length - 1);
    return declared;
  });
  const services = objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
  const namesOf = (how: RegExp) => services.filter(name => how.test(String(adopted[`Service ${name}`])));
  return { main: namesOf(/^Service of/), others: namesOf(/^new ExposedPods/) };
}

test.each<[string, Document[], string]>([
  ['has the name of the workload', [service('logs-headless', 'None'), service('logs-http'), service('logs')], 'logs'],
  ['has the name of the workload, also if it is headless', [service('logs-http'), service('logs', 'None')], 'logs'],
  ['has an address of the cluster', [service('logs-headless', 'None'), service('logs-http')], 'logs-http'],
  ['gives the pods their names', [service('logs-members', 'None'), service('logs-headless', 'None')], 'logs-headless'],
  ['is the only one', [service('logs-members', 'None')], 'logs-members'],
])('The main Service of a StatefulSet %s', (_, services, expected) => {
  const others = services.map(({ metadata }) => metadata.name).filter(name => name !== expected);

  expect(servicesOf([statefulSet('logs-headless'), ...services])).toEqual({ main: [expected], others });
});

test('A StatefulSet keeps the Service that gives its pods their names', () => {
  const { code, documents } = declareObjects([statefulSet('logs-headless'), service('logs-headless', 'None'), service('logs')]);

  expect(code).toContain("const logs = new ExposedWorkload(this, 'logs', {");
  expect(code).toContain("controller: Controller.statefulSet({ serviceName: 'logs-headless' }),");
  expect(code).toContain("new ExposedPods(this, 'logs-headless', { selector: logs, ");
  expect(documentOf(documents, 'StatefulSet').spec.serviceName).toBe('logs-headless');
});
