import { difference, differing, objectReport, replacedPods, report, updateReport } from './reports';
import { jsonReport } from '../../src/report/json';
import type { Report } from '../../src/report/report';
import { summaryOf } from '../../src/report/summary';
import { textReport } from '../../src/report/text';

const text = (value: Report, inPlace = false) => textReport(value, { folder: 'src', inPlace });

test('the report has all sections in one order, and ends with a summary', () => {
  expect(text(report({
    files: [{ path: 'main.ts', lines: 12 }, { path: 'main/shop.ts', lines: 1 }],
    objects: [
      objectReport({ namespace: 'shop', patches: ['spec.template.spec.x'], differences: [difference({ object: 'Deployment shop/web' })] }),
      objectReport({ kind: 'Service', declaredAs: 'port of web', differences: [difference({ object: 'Service web', path: 'spec.ports[http].name', intent: 'names, docs/ports.md' })] }),
      objectReport({ kind: 'Widget', declaredAs: 'document', why: ['the library has no such kind'] }),
      objectReport({ kind: 'Job', declaredAs: 'document', why: ['one reason', 'another'] }),
    ],
    update: updateReport({
      accepted: false,
      refusals: [{ object: 'Service web', field: 'spec.ports', message: 'is invalid' }],
      lostPorts: ['Service web: 80'],
      replacedPods: [replacedPods('Deployment shop/web')],
      findings: [{ object: 'Service web', message: 'selects none' }, { message: 'another' }],
      notJudged: ['Job x: bad'],
    }),
    typeErrors: ['main.ts:1:1: wrong'],
    inputProblems: ['a.yaml:3: wrong'],
    hints: ['Use another option.'],
  }))).toBe(`Files:
  src/main.ts: 12 lines
  src/main/shop.ts: 1 line

Objects:
  Deployment shop/web: new ExposedWorkload web
  Service web: port of web

Documents that are kept as they are:
  Widget web (web.yaml:1): the library has no such kind
  Job web (web.yaml:1)
    one reason
    another

Fields that a patch sets:
  Deployment shop/web: spec.template.spec.x

Differences:
  Deployment shop/web: spec.replicas: 3 → 2

Defaults that the library adds:
  names, docs/ports.md: 1 field of Service web

Update of the running application:
  the API server of Kubernetes 1.37 refuses it:
    Service web: spec.ports: is invalid
  a port is lost: Service web: 80
  the pods of Deployment shop/web are replaced
  Service web: selects none
  another
  not checked: Job x: bad

Errors of the TypeScript compiler:
  main.ts:1:1: wrong

Problems in the input:
  a.yaml:3: wrong

Hints:
  Use another option.

1 workload, 1 Service: 1 differs; 2 documents are kept as they are; the API server refuses 1 object; 1 port is lost; the program does not type-check; 1 problem in the input.
`.replaceAll('src/', `src${process.platform === 'win32' ? '\\' : '/'}`));
});

test('sections without content are left out', () => {
  expect(text(report({ files: [] }))).toBe(`Objects:
  Deployment web: new ExposedWorkload web

Update of the running application:
  the API server of Kubernetes 1.37 accepts it
  no pods are replaced

1 workload: means the same.
`);
});

test('without kubernetes-dry-run, the report says how to install it', () => {
  expect(text(report({ update: undefined })))
    .toContain('was not checked, because the package kubernetes-dry-run is not installed. Install it: npm install --save-dev kubernetes-dry-run\n');
});

test('the reasons of several documents are shown once, with the names of each kind', () => {
  const document = (kind: string, name: string, ...why: string[]) => objectReport({ kind, name, namespace: 'shop', declaredAs: 'document', why });

  expect(text(report({
    objects: [
      document('ConfigMap', 'a', 'one'), document('Job', 'x', 'one', 'two'), document('Role', 'r', 'one'), document('Job', 'w', 'two'),
      document('ConfigMap', 'b', 'one'), document('Job', 'y', 'one', 'two'),
    ],
  }))).toContain(`Documents that are kept as they are:
  one
    ConfigMap (2): shop/a, shop/b
    Role (1): shop/r
  one
  two
    Job (2): shop/x, shop/y
  Job shop/w (web.yaml:1): two

Update`);
});

test('Secrets that are kept as documents are a warning', () => {
  const secret = (name: string, declaredAs: string) => objectReport({ kind: 'Secret', name, declaredAs, why: ['a'] });

  expect(text(report({ objects: [secret('db', 'document'), secret('token', 'not declared, because x'), secret('key', 'document')] }))).toContain(`
Secrets in the documents:
  db, key: the values are written as they are, and not encrypted. Decide whether to commit the documents, see docs/adopting.md#secrets

Update`);
  expect(text(report())).not.toContain('Secrets');
});

test('a document without a reason has no line for it', () => {
  expect(text(report({ objects: [objectReport({ declaredAs: 'document' })], update: undefined }))).toContain('kept as they are:\n  Deployment web (web.yaml:1)\n\n');
});

test('defaults are grouped by their reasons, with at most five objects', () => {
  const differences = Array.from({ length: 7 }, (_, index) => difference({ object: `Deployment w${index}`, intent: 'a' }));

  expect(text(differing(...differences, differences[0], difference({ object: 'Service x', intent: 'b' })))).toContain(`Defaults that the library adds:
  a: 8 fields of Deployment w0, Deployment w1, Deployment w2, Deployment w3, Deployment w4 and 2 others
  b: 1 field of Service x
`);
});

test('in place, a default in a pod template is a difference, with its reason', () => {
  expect(text(differing(difference({ path: 'spec.template.x', intent: 'hardening' })), true)).toContain('Differences:\n  Deployment web: spec.template.x: 3 → 2 (hardening)\n');
});

test('without --in-place, only the names of workloads whose pods are replaced are shown, at most five', () => {
  const replaced = Array.from({ length: 6 }, (_, index) => replacedPods(`Deployment w${index}`));

  expect(text(report({ update: updateReport({ replacedPods: replaced }) })))
    .toContain('  the pods of Deployment w0, Deployment w1, Deployment w2, Deployment w3, Deployment w4 and 1 other are replaced\n\n');
});

test('in place, all workloads whose pods are replaced are shown, with at most eight fields of each', () => {
  const fields = Array.from({ length: 10 }, (_, index) => ({ path: `spec.template.${index}`, was: undefined, is: index }));
  const reordered = { path: 'spec.template.spec.volumes', was: ['b', 'a'], is: ['a', 'b'] };
  const value = report({ update: updateReport({ replacedPods: [replacedPods('Deployment web', fields), replacedPods('DaemonSet log', [reordered])] }) });

  expect(text(value, true)).toContain(`  the pods of 2 workloads are replaced, because these fields of the pod template change:
${fields.slice(0, 8).map(({ path, is }) => `    Deployment web: ${path}: absent → ${is}\n`).join('')}    Deployment web: and 2 other fields
    DaemonSet log: spec.template.spec.volumes: the order of the list: ["b","a"] → ["a","b"]

`);
});

test.each([
  ['a missing value', difference({ is: undefined }), 'spec.replicas: 3 → absent'],
  ['a text', difference({ was: 'a\n', is: ['b'] }), 'spec.replicas: "a\\n" → ["b"]'],
  ['a long value', difference({ was: 'a'.repeat(200), is: 1 }), `spec.replicas: "${'a'.repeat(119)}… → 1`],
  ['an object that is added', difference({ path: '', was: undefined, is: {} }), 'is added'],
  ['an object that is not declared', difference({ path: '', was: {}, is: undefined }), 'is not declared'],
  ['an object of another type', difference({ path: '', was: {}, is: [] }), 'is another object'],
])('%s is shown', (_, each, line) => {
  expect(text(differing(each))).toContain(`Differences:\n  Deployment web: ${line}\n`);
});

test('control characters and commands of names are escaped', () => {
  expect(text(report({ objects: [objectReport({ name: 'a\u001b[31m\n##[error]b' })] }))).toContain('  Deployment a\\u001b[31m\\n#\\u0023[error]b: new');
  expect(JSON.parse(jsonReport(report({ typeErrors: ['\u2028##[x]'] }), '1')).typeErrors).toEqual(['\u2028##[x]']);
  expect(jsonReport(report({ typeErrors: ['\u2028##[x]'] }), '1')).toContain('"\\u2028#\\u0023[x]"');
});

test('the JSON report has the version, and all fields of the report', () => {
  const value = report({ update: undefined });
  const { update: _, ...rest } = value;

  expect(JSON.parse(jsonReport(value, '0.1.0'))).toEqual({ version: '0.1.0', ...rest });
  expect(Object.keys(JSON.parse(jsonReport(value, '0.1.0'))).slice(0, 2)).toEqual(['version', 'same']);
});

describe('the summary', () => {
  const kinds = (...names: string[]) => names.map(kind => objectReport({ kind }));

  test.each<[string, Report]>([
    ['2 workloads, 1 Service: all mean the same.', report({ objects: kinds('Deployment', 'CronJob', 'Service') })],
    ['1 workload, 2 other objects: all mean the same.', report({ objects: kinds('Pod', 'Ingress', 'ConfigMap') })],
    ['1 object: means the same.', report({ objects: kinds('Ingress') })],
    ['1 document is kept as it is.', report({ objects: [objectReport({ declaredAs: 'document' })] })],
    ['1 workload: means the same.', report({ objects: [objectReport(), objectReport({ kind: 'PodDisruptionBudget', source: '', declaredAs: 'added' })] })],
    [
      '1 workload: means the same; 1 object is not declared.',
      report({ objects: [objectReport(), objectReport({ kind: 'Endpoints', declaredAs: 'not declared, because a controller creates it' })] }),
    ],
    ['2 objects are not declared.', report({ objects: [1, 2].map(() => objectReport({ declaredAs: 'not declared, because x' })) })],
    ['1 workload: means the same, apart from defaults that the library adds.', differing(difference({ intent: 'x' }))],
    ['1 workload: 1 differs.', differing(difference(), difference({ path: 'spec.x' }))],
    ['1 workload: 2 differ.', differing(difference(), difference({ object: 'Service web' }))],
    ['1 workload: means the same; 2 ports are lost.', report({ update: updateReport({ lostPorts: ['a', 'b'] }) })],
    [
      '1 workload: means the same; the API server refuses 1 object.',
      report({ update: updateReport({ refusals: ['a', 'b'].map(field => ({ object: 'Service web', field, message: '' })) }) }),
    ],
  ])('%s', (sentence, value) => {
    expect(summaryOf(value, false)).toBe(sentence);
  });

  test('in place, it counts the workloads whose pods are replaced', () => {
    const value = report({ update: updateReport({ replacedPods: [replacedPods('Deployment web')] }) });

    expect(summaryOf(value, true)).toBe('1 workload: means the same; the pods of 1 workload are replaced.');
    expect(summaryOf(value, false)).toBe('1 workload: means the same.');
  });
});
