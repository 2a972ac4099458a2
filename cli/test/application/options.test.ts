import { declareObjects, deployment, documentOf, service } from './declare';
import { inOrder } from '../../src/application/option-order';
import { patch, reasonsFor, withoutPatch } from '../../src/application/patches';
import { THIS } from '../../src/code/expression';
import { Names } from '../../src/code/identifiers';
import { SourceNames, printStatements } from '../../src/code/source-file';
import type { Document } from '../../src/document';

/** The options that the workloads of a program share. */
function defaultsIn(objects: readonly Document[]): string | undefined {
  const { code } = declareObjects(objects);
  return /WorkloadDefaults\.set\(this, ([\s\S]*?)\);\n\n/.exec(code)?.[1].replace(/\s+/g, ' ').replace(/, \}/g, ' }');
}

function withImage(name: string, image: string, requests: Document, change: (object: Document) => void = () => {}): Document {
  const object = deployment(name);
  Object.assign(object.spec.template.spec.containers[0], { image, resources: { requests } });
  change(object);
  return object;
}

test('options are in the order in which a person writes them, and undefined ones are left out', () => {
  const options = inOrder({ sidecars: [], placement: {}, replicas: 2, labels: {}, image: 'a', name: undefined, podNetwork: {}, ports: [] });

  expect(Object.keys(options)).toEqual(['image', 'ports', 'replicas', 'placement', 'podNetwork', 'labels', 'sidecars']);
});

describe('options that workloads share', () => {
  const small = { cpu: '1', memory: '1Gi' };
  const large = { cpu: '2', memory: '1Gi' };

  test('are written once, also parts of them', () => {
    expect(defaultsIn([withImage('a', 'i:1', small), withImage('b', 'i:2', large), withImage('c', 'i:3', small)]))
      .toBe("{ resources: { requests: { cpu: '1', memory: '1Gi' } } }");
    expect(defaultsIn([withImage('a', 'i:1', small), withImage('b', 'i:2', large)])).toBe("{ resources: { requests: { memory: '1Gi' } } }");
  });

  test('are none of one workload, and none that a workload does not have', () => {
    const without = withImage('b', 'i:1', small, object => delete object.spec.template.spec.containers[0].resources);

    expect(defaultsIn([withImage('a', 'i:1', small)])).toBeUndefined();
    expect(defaultsIn([withImage('a', 'i:1', small), withImage('c', 'i:1', small), without])).toBeUndefined();
  });

  test('are not those that a reader looks for at the workload', () => {
    const { code } = declareObjects([withImage('a', 'i:1', small), withImage('b', 'i:1', small)]);

    expect(code.match(/image: 'i:1'/g)).toHaveLength(2);
  });

  test('are not values of existing templates', () => {
    const existing = (name: string) => withImage(name, 'i:1', small, ({ spec: { template } }) => {
      template.metadata.name = 'pods';
      template.spec.enableServiceLinks = true;
    });
    const { code } = declareObjects([existing('a'), existing('b')], true);

    expect(code.match(/existingTemplate: \{ name: 'pods', specifiesServiceLinks: true \}/g)).toHaveLength(2);
  });
});

describe('labels that all objects of a workload have', () => {
  const labelled = (pod: Document, workload: Document, ofService?: Document): { code: string; documents: readonly Document[] } => {
    const object = deployment('web', { labels: pod });
    object.metadata.labels = workload;
    return declareObjects([object, ...ofService ? [{ ...service('web'), metadata: { name: 'web', labels: ofService } }] : []]);
  };

  test('are one option', () => {
    const { code, documents } = labelled({ team: 'a', zone: 'b' }, { team: 'a', zone: 'c' }, { team: 'a' });

    expect(code).toContain("labels: { team: 'a' },\n      workloadMetadata: { labels: { zone: 'c' } },\n      podMetadata: { labels: { zone: 'b' } },");
    expect(code).not.toContain('serviceMetadata');
    expect(documentOf(documents, 'Service').metadata.labels).toEqual({ team: 'a' });
  });

  test('are not those that the Service does not have', () => {
    const { code, documents } = labelled({ team: 'a' }, { team: 'a' }, { zone: 'b' });

    expect(code).not.toMatch(/^ {6}labels:/m);
    expect(documentOf(documents, 'Service').metadata.labels).toEqual({ zone: 'b' });
  });
});

describe('fields without an option', () => {
  const known = { path: 'spec.a', pointer: '/spec/a', value: 1 };

  test('can be set by a patch, unless there is a reason or no value', () => {
    expect(withoutPatch([known, { ...known, value: undefined }, { ...known, reason: 'it has another value' }]).map(({ reason }) => reason))
      .toEqual([undefined, 'it has another value']);
    expect(reasonsFor([known, { ...known, reason: 'it has another value' }])).toEqual([
      'No option expresses spec.a.', 'No option expresses spec.a: it has another value.',
    ]);
  });

  test('are set by one statement', () => {
    expect(patch(THIS, [])).toEqual([]);
    expect(printStatements(patch(THIS, [known, { ...known, pointer: '/spec/b', value: ['c'] }]), new SourceNames(new Names()), '')).toEqual([
      "ApiObject.of(this).addJsonPatch(JsonPatch.add('/spec/a', 1), JsonPatch.add('/spec/b', ['c']));",
    ]);
  });

  test('are patched in the program', () => {
    const object = deployment('web');
    object.spec.template.spec.windowsField = { a: [1] };
    const { code, documents } = declareObjects([object]);

    expect(code).toContain("JsonPatch.add('/spec/template/spec/windowsField', { a: [1] })");
    expect(documentOf(documents, 'Deployment').spec.template.spec.windowsField).toEqual({ a: [1] });
  });
});

describe('values of the pod template that have no effect', () => {
  const optionsOf = (name: string, enableServiceLinks: boolean | undefined, inPlace: boolean, uid?: string) => {
    const object = deployment('web');
    object.metadata.uid = uid;
    object.spec.template.metadata.name = name;
    object.spec.template.spec.enableServiceLinks = enableServiceLinks;
    const { code } = declareObjects([object], inPlace);
    return code.match(/(existingTemplate|enableServiceLinks): .*(?=,)/g) ?? [];
  };

  test('are options in place', () => {
    expect(optionsOf('pods', true, true)).toEqual(["existingTemplate: { name: 'pods', specifiesServiceLinks: true }", 'enableServiceLinks: true']);
    expect(optionsOf('', undefined, true)).toEqual(['enableServiceLinks: true']);
    expect(optionsOf('', false, true)).toEqual([]);
  });

  test('are left out otherwise, apart from service links that the manifest specifies', () => {
    expect(optionsOf('pods', true, false)).toEqual(['enableServiceLinks: true']);
    expect(optionsOf('pods', true, false, '7e57')).toEqual(['enableServiceLinks: true']);
    expect(optionsOf('pods', undefined, false)).toEqual([]);
  });
});
