import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adopt } from '../src/adopt';
import type { Document } from '../src/document';
import { readInput, type Input } from '../src/input/read-input';
import type { Adoption } from '../src/report/adoption';

/** The compiler takes seconds for each program. The programs with hostile texts are verified together at the end. */
jest.mock('../src/proof/type-check', () => ({ typeErrors: () => [] }));
const { typeErrors } = jest.requireActual('../src/proof/type-check') as typeof import('../src/proof/type-check');

const PACKAGE = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
afterAll(() => rmSync(folder, { recursive: true }));

function adoptObjects(objects: readonly Document[], inPlace = true): Adoption {
  const documents = objects.map((object, index) => ({ object, source: `manifest.yaml:${index + 1}` }));
  return adopt(documents, { inPlace, out: join(PACKAGE, 'main.ts') }, { resolve: name => jest.requireActual(name), fallback: PACKAGE });
}

function inputOf(text: string, name = 'manifest.yaml'): Input {
  const path = join(folder, name);
  writeFileSync(path, text);
  return readInput([path]);
}

/** The declaration of an object: what it has become, and why it stays a document. */
function fateOf({ report }: Adoption, kind: string, name: string): { declaredAs: string; why?: readonly string[] } {
  const { declaredAs, why } = report.objects.find(object => object.kind === kind && object.name === name)!;
  return { declaredAs, ...why && { why } };
}

let deployments = 0;

/** A Deployment whose pods no other workload selects. */
function deployment(name: string, container: Document = {}, pod: Document = {}): Document {
  const labels = { app: `web-${deployments += 1}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '1', memory: '1Gi' } }, ...container }], ...pod },
      },
    },
  };
}

const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] } };

describe('files that are no manifests', () => {
  test.each([
    ['templates with placeholders', 'kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n', /template/],
    ['templates with placeholders in blocks', '{{- if .Values.enabled }}\nkind: Deployment\n{{- end }}\n', /template/],
    ['invalid YAML', 'kind: Deployment\n  metadata: [', /^a key is indented more than the line above it/],
    ['a list that is not closed', 'kind: List\nitems: [\n', /^a list that begins with \[ is not closed/],
    ['no object', '1\n', /no map of fields/],
    ['objects without a name', 'apiVersion: v1\nkind: Service\n', /name/],
  ])('%s are problems with a place', (_, text, message) => {
    const { documents, problems } = inputOf(text);

    expect(documents).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ file: join(folder, 'manifest.yaml'), message: expect.stringMatching(message) })]);
  });

  test('the other documents of the file are adopted', () => {
    const { documents, problems } = inputOf(`kind: {{ .Values.kind }}\n---\n${JSON.stringify(deployment('web'))}\n`);

    expect(problems).toHaveLength(1);
    expect(documents.map(({ object }) => object.metadata.name)).toEqual(['web']);
    expect(adoptObjects(documents.map(({ object }) => object)).report.same).toBe(true);
  });

  test('of two workloads of one name, the first is used', () => {
    const { documents, problems } = inputOf(`${JSON.stringify(deployment('web'))}\n---\n${JSON.stringify(deployment('web', { image: 'web:2' }))}\n`);

    expect(documents.map(({ object }) => object.spec.template.spec.containers[0].image)).toEqual(['web:1']);
    expect(problems).toEqual([expect.objectContaining({ line: 3, message: expect.stringContaining('same kind, namespace and name') })]);
  });
});

describe('objects that the API server refuses', () => {
  test.each<[string, Document, RegExp]>([
    ['no containers', deployment('web', {}, { containers: [] }), /not a list of containers/],
    ['containers that are a text', deployment('web', {}, { containers: 'web' }), /not a list of containers/],
    ['ports that are no list', deployment('web', { ports: { containerPort: 80 } }), /ports is not a list, so the API server refuses it/],
    ['a container that is a text', deployment('web', {}, { initContainers: ['busybox'] }), /initContainers\[0\] is not an object/],
    ['a selector of other pods', { ...deployment('web'), spec: { ...deployment('web').spec, selector: { matchLabels: { app: 'api' } } } }, /does not select/],
    ['an unknown field', deployment('web', { imagePullPolcy: 'Always' }), /imagePullPolcy|./],
    ['a port that is too large', deployment('web', { ports: [{ containerPort: 70000 }] }), /./],
  ])('%s stay as they are, with a reason', (_, object, reason) => {
    const adoption = adoptObjects([object]);
    const { declaredAs, why = [] } = fateOf(adoption, 'Deployment', 'web');
    const patches = adoption.report.objects.flatMap(each => each.patches);

    // A field that only a patch can set is not lost either.
    expect([declaredAs === 'document' ? why.join() : patches.join()]).toEqual([expect.stringMatching(reason)]);
    expect(adoption.report.objects.flatMap(({ differences }) => differences)).toEqual([]);
  });
});

describe('objects that belong to a workload, with values of other types', () => {
  const labels = { app: 'web' };
  const workload = { ...deployment('web'), spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: deployment('web').spec.template.spec } } };

  test.each<[string, string, Document]>([
    ['a scaler', 'spec.metrics[0].type is not a text', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 2, metrics: [{ type: 5 }] },
    }],
    ['a network policy', 'spec.ingress[0].from is not a list', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      spec: { podSelector: { matchLabels: labels }, ingress: [{ from: 'web', ports: [{ port: 80 }] }] },
    }],
    ['a monitor', 'spec.podMetricsEndpoints[0].interval is not a text', {
      apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', spec: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'http', interval: 5 }] },
    }],
  ])('%s stays as it is, and the workload is declared', (_, reason, fields) => {
    const object = { ...fields, metadata: { name: 'web' } } as Document;
    const adoption = adoptObjects([workload, object]);

    expect(fateOf(adoption, object.kind, 'web')).toEqual({ declaredAs: 'document', why: [`${reason}, so the API server refuses it.`] });
    expect(fateOf(adoption, 'Deployment', 'web').declaredAs).toBe('new Worker web');
  });
});

describe('workloads that are hard to tell apart', () => {
  /** A workload whose pods have a label in addition. */
  function colored(color: string, name: string, kind = 'Deployment'): Document {
    const object = deployment(name);
    const labels = { app: 'web', color };
    object.spec.selector.matchLabels = labels;
    object.spec.template.metadata.labels = labels;
    return { ...object, kind, spec: { ...object.spec, ...kind === 'StatefulSet' && { serviceName: 'web' } } };
  }

  test('a Service over two workloads leads to the pods of both', () => {
    const adoption = adoptObjects([colored('blue', 'web-blue'), colored('green', 'web-green'), SERVICE]);

    expect(adoption.report.same).toBe(true);
    expect(adoption.report.objects.map(({ declaredAs }) => declaredAs)).toEqual(['new Worker web-blue', 'new Worker web-green', 'new ExposedPods web']);
  });

  test('two workloads of one name and different kinds have different ids', () => {
    const adoption = adoptObjects([colored('blue', 'web'), colored('green', 'web', 'StatefulSet')]);

    expect(adoption.report.same).toBe(true);
    expect(adoption.report.objects.map(({ declaredAs }) => declaredAs)).toEqual(['new Worker web', 'new Worker web-2']);
  });

  test('workloads that select the same pods have a justification', () => {
    const { report, files: [{ content }] } = adoptObjects([colored('blue', 'web'), colored('blue', 'web-2')]);

    expect(report.same).toBe(true);
    expect(report.objects.map(({ declaredAs }) => declaredAs)).toEqual(['new Worker web', 'new Worker web-2']);
    expect(content.match(/selectorOverlapJustification: 'the existing selectors overlap'/g)).toHaveLength(2);
  });

  test('a workload whose pods a Job has too has a justification', () => {
    const { metadata, spec: { template } } = colored('blue', 'job');
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } };
    const { report, files: [{ content }] } = adoptObjects([colored('blue', 'web'), job]);

    expect(report.same).toBe(true);
    expect(content).toContain('selectorOverlapJustification');
  });

  test('a workload has no justification if the selector of no other object selects its pods', () => {
    expect(adoptObjects([colored('blue', 'web'), colored('green', 'web-2')]).files[0].content).not.toContain('selectorOverlapJustification');
  });
});

describe('hostile texts do not become code', () => {
  const MARK = 'globalThis.hostile = true';
  const TEXTS = [
    `'; ${MARK}; '`, `"; ${MARK}; "`, `\`; ${MARK}; \``, `\${${MARK}}`, `*/ ${MARK} /*`, `// x\n${MARK}`, `\n${MARK}\n`, `\\'; ${MARK} //`, '</script>',
    '\\u0027', `\r${MARK}\r\n`, '\ufeff\u202e', '{{ x }}', '$$(X)', '', `${'a long text '.repeat(20)}\n'${MARK}\n\`\${${MARK}}\n`,
  ];
  /** Texts that the library refuses, because YAML does not keep them, because programs cannot have them, or because they refer to nothing. */
  const REFUSED = [`\u2028${MARK}\u2029`, '\u0000\u0007\u001b[31m', '$(X)'];
  const ALL = [...TEXTS, ...REFUSED];
  const programs: { path: string; content: string }[] = [];

  afterEach(() => {
    expect((globalThis as { hostile?: boolean }).hostile).toBeUndefined();
  });

  /** Adopts objects in both modes. Each text is unchanged in a declared object, or in the document that the object stays. */
  function adoptHostile(objects: readonly Document[]): Adoption[] {
    return [true, false].map(inPlace => {
      const adoption = adoptObjects(objects, inPlace);
      const name = String(programs.length);
      programs.push(...adoption.files.map(({ path, content }) => ({ path: `${name}/${path}`, content })));
      expect(adoption.report.objects.flatMap(({ differences }) => differences.filter(({ intent }) => intent === undefined))).toEqual([]);
      return adoption;
    });
  }

  function withText(name: string, text: string): Document {
    const object = deployment(name, { args: [text], env: [{ name: 'TEXT', value: text }] });
    object.metadata.annotations = { 'example.com/text': text };
    object.spec.template.metadata.annotations = { 'example.com/text': text };
    return object;
  }

  test('as values', () => {
    for (const { report } of adoptHostile(TEXTS.map((text, index) => withText(`web-${index}`, text)))) {
      expect(report.objects.filter(({ declaredAs }) => !declaredAs.startsWith('new Worker')).map(({ name, why }) => [name, why])).toEqual([]);
    }
  });

  test('as values that the library refuses', () => {
    for (const { report } of adoptHostile(REFUSED.map((text, index) => withText(`web-${index}`, text)))) {
      expect(report.objects.map(({ name, declaredAs, why = [] }) => [name, declaredAs, why.length > 0]))
        .toEqual(REFUSED.map((_, index) => [`web-${index}`, 'document', true]));
    }
  });

  test('as names', () => {
    for (const { report } of adoptHostile(ALL.map(text => deployment(text)))) {
      expect(report.objects.map(({ declaredAs, why }) => [declaredAs, why!.length > 0])).toEqual(ALL.map(() => ['document', true]));
    }
  });

  test('as namespaces', () => {
    expect(adoptHostile(ALL.map(text => ({ ...deployment('web'), metadata: { name: 'web', namespace: text } })))).toHaveLength(2);
  });

  test.each<[string, (text: string, name: string) => Document]>([
    ['containers', (text, name) => deployment(name, { name: text })],
    ['variables', (text, name) => deployment(name, { env: [{ name: text, value: '' }] })],
    ['images', (text, name) => deployment(name, { image: text })],
    ['accounts', (text, name) => deployment(name, {}, { serviceAccountName: text })],
    ['volumes', (text, name) => deployment(name, { volumeMounts: [{ name: text, mountPath: text }] }, { volumes: [{ name: text, emptyDir: {} }] })],
    ['labels', (text, name) => ({ ...deployment(name), metadata: { name, labels: { [text]: text } } })],
  ])('as names of %s', (_, toObject) => {
    expect(adoptHostile(ALL.map((text, index) => toObject(text, `web-${index}`)))).toHaveLength(2);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('as variables of the name %s', name => {
    for (const { report } of adoptHostile([deployment('web', { env: [{ name, value: 'a' }] })])) {
      expect(report.objects.map(({ declaredAs }) => declaredAs)).toEqual(['new Worker web']);
    }
  });

  test.each(['toString', 'hasOwnProperty'])('as keys of the name %s', key => {
    const map = { [key]: 'a' };
    const object = deployment('web', {}, { nodeSelector: map });
    object.metadata.annotations = map;
    object.spec.template.metadata.annotations = map;

    adoptHostile([object]);
  });

  test('the programs have no type errors', () => {
    expect(programs.length).toBeGreaterThan(20);
    expect(typeErrors(programs, { directory: PACKAGE, fallback: PACKAGE })).toEqual([]);
  });
});

test.each(['__proto__', 'constructor'])('objects with the key %s, which cdk8s cannot write, are problems', key => {
  const { documents, problems } = inputOf(`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  labels:\n    ${key}: a\n`);

  expect(documents).toEqual([]);
  expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(`a map of the object has the key ${key}, which cdk8s cannot write`) })]);
});
