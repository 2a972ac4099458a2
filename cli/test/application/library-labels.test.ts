import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as dryRun from 'kubernetes-dry-run';
import { declareObjects, deployment, documentOf, service, type DeclaredManifests } from './declare';
import type { Document } from '../../src/document';
import { compare } from '../../src/proof/compare/compare';
import { evaluate } from '../../src/proof/evaluate';
import { update } from '../../src/proof/update';

const LABEL = 'cdk8s-service-patterns/workload';
const EXAMPLES = join(__dirname, '../../../examples');

/** What the program of an example writes. */
function exampleDocuments(name: string): Document[] {
  const content = readFileSync(join(EXAMPLES, name, 'main.ts'), 'utf-8');
  return evaluate([{ path: 'main.ts', content }], 'main.ts', module => jest.requireActual(module));
}

/** Declares what a program of the library has written. The objects and the pods stay as they are. */
function adoptAgain(objects: readonly Document[], inPlace: boolean): DeclaredManifests {
  const declared = declareObjects(objects, inPlace);
  expect(Object.entries(declared.adopted).filter(([, how]) => typeof how !== 'string')).toEqual([]);
  expect(compare(objects, declared.documents)).toEqual([]);
  expect(update(objects, declared.documents, { resolve: () => dryRun })).toMatchObject({ accepted: true, lostPorts: [], replacedPods: [] });
  return declared;
}

/** A workload and its Service with the selector of the library, or another value of its label. */
function withSelectorOfLibrary(name: string, value = `deployment.${name}`, others: Record<string, string> = {}): Document[] {
  const labels = { [LABEL]: value, ...others };
  const [workload, offered] = [deployment(name), service(name)];
  workload.spec.selector.matchLabels = labels;
  workload.spec.template.metadata.labels = labels;
  offered.spec.selector = labels;
  return [workload, offered];
}

describe.each([['in place', true], ['with the defaults', false]])('%s, what a program of the library writes is declared again', (_, inPlace) => {
  test.each(['httpd', 'loadbalancer', 'nodeport', 'clusterip', 'worker'])('for the example %s', name => {
    const { code } = adoptAgain(exampleDocuments(name), inPlace);

    expect(code).not.toMatch(/\bselector:|workloadLabel/);
  });

  test('for a workload with another selector, whose pods have the label', () => {
    const { documents } = declareObjects([deployment('web'), service('web')]);

    expect(documentOf(documents, 'Deployment').spec.template.metadata.labels).toMatchObject({ [LABEL]: 'deployment.web' });
    expect(adoptAgain(documents, inPlace).code).toContain("selector: { app: 'web' },");
  });

  test('for a Service that a monitor selects by the label of the library', () => {
    const monitor = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'metrics' }] },
    };
    const { documents } = declareObjects([deployment('web'), service('web'), monitor]);

    expect(documentOf(documents, 'Service').metadata.labels).toMatchObject({ 'cdk8s-service-patterns/service': 'web' });
    adoptAgain(documents, inPlace);
  });
});

test('a long name has the same label', () => {
  const { documents } = declareObjects([{ ...deployment('web'), metadata: { name: `web-${'a'.repeat(50)}` } }]);
  const [workload] = documents;
  workload.spec.selector.matchLabels = { [LABEL]: workload.spec.template.metadata.labels[LABEL] };
  delete workload.spec.template.metadata.labels.app;

  expect(workload.spec.selector.matchLabels[LABEL]).toHaveLength(63);
  adoptAgain(documents, true);
});

test('a Service of the library that leads to a number still does', () => {
  const objects = withSelectorOfLibrary('web');
  objects[1].spec.ports = [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'metrics', port: 9090, targetPort: 'metrics' }];
  const { code, documents } = declareObjects(objects);

  expect(documentOf(documents, 'Service').spec.ports.map(({ targetPort }: Document) => targetPort)).toEqual([8080, 'metrics']);
  expect(code.match(/targetPort: TargetPort\.\w+/g)).toEqual(['targetPort: TargetPort.NUMBER']);
});

test.each<[string, Document[], string]>([
  [
    'the label of another name', withSelectorOfLibrary('web', 'deployment.api'),
    `The pods have the label ${LABEL} with the value "deployment.api", for which the library writes "deployment.web".`,
  ],
  [
    'the label and others in the selector', withSelectorOfLibrary('web', undefined, { team: 'shop' }),
    `The selector has the label ${LABEL} and others. The library selects the pods by this label, or by others.`,
  ],
])('a workload with %s stays a document', (_, objects, reason) => {
  const { adopted, documents } = declareObjects(objects);

  expect(adopted['Deployment web']).toEqual([reason]);
  expect(documents).toContainEqual(objects[0]);
});

test('a Service with another value of the label of the library stays a document, with the rule', () => {
  const objects = [deployment('web'), service('web')];
  objects[1].metadata.labels['cdk8s-service-patterns/service'] = 'other';

  expect(declareObjects(objects).adopted['Deployment web']).toEqual([expect.stringContaining('[reserved-label]')]);
});
