import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { ApiObject as Cdk8sObject, App, Chart } from 'cdk8s';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { RECORDED_VERSIONS, definitionsOf, isOfGatewayApi, storedOtherwise } from './gateway-api';
import { GATEWAY_API_VERSIONS } from '../../lib/cluster/gateway-api';
import { rendered } from '../route/support';
import type { Document } from '../support';

const ROUTE_TESTS = join(__dirname, '..', 'route');
/** The tests that get their documents from `rendered`. */
const FILES = readdirSync(ROUTE_TESTS).filter(file => file.endsWith('.test.ts') && readFileSync(join(ROUTE_TESTS, file), 'utf8').includes('rendered('));

/** The objects of the Gateway API of all tests. */
const ALL: Document[] = [];

/** Returns documents if the API server accepts them unchanged, without adding defaults to objects of the Gateway API, and all objects that they refer to exist. */
function accepted(documents: Document[]): Document[] {
  const { results, findings } = new ServerDryRun({ kubernetesVersion: '1.35' }).apply(documents as ApiObject[]);
  const notKept = results.filter(result => !result.accepted || result.droppedFields.length > 0);
  expect(notKept.map(({ kind, causes, droppedFields }) => ({ kind, causes, droppedFields }))).toEqual([]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(storedOtherwise(documents, results)).toEqual([]);
  ALL.push(...documents.filter(isOfGatewayApi));
  return documents;
}

// The tests of routes run again here, and each of them fails if the API server refuses its documents.
jest.mock('../route/support', () => {
  const support = jest.requireActual<typeof import('../route/support')>('../route/support');
  return { ...support, rendered: (app: App) => accepted(support.rendered(app)) };
});
// The snapshots belong to the files in test/route/, which compare them.
expect.extend({ toMatchSnapshot: () => ({ pass: true, message: () => '' }) });

test('a document that the API server refuses fails the test', () => {
  const app = new App();
  new Cdk8sObject(new Chart(app, 'shop'), 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 0 }] } });

  expect(FILES.length).toBeGreaterThan(3);
  expect(() => rendered(app)).toThrow(/spec\.ports\[0\]\.port/);
});

describe.each(FILES)('the API server accepts the documents of test/route/%s', file => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require(join(ROUTE_TESTS, file));
});

describe('default values of the Gateway API', () => {
  test('are recorded for all supported versions', () => {
    expect(RECORDED_VERSIONS).toEqual(GATEWAY_API_VERSIONS);
  });

  test.each(RECORDED_VERSIONS)('version %s adds none to the objects of all tests', version => {
    const named = ALL.map((document, index) => ({ ...document, metadata: { ...document.metadata, name: `object-${index}` } }) as Document);
    const { results } = new ServerDryRun({ kubernetesVersion: '1.35', references: false }).apply([...definitionsOf(version), ...named as ApiObject[]]);

    expect(new Set(named.map(({ kind }) => kind))).toEqual(new Set([
      'Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ReferenceGrant', 'BackendTLSPolicy',
    ]));
    expect(results.filter(({ accepted: isAccepted }) => !isAccepted)).toEqual([]);
    expect(storedOtherwise(named, results)).toEqual([]);
  });

  test('are reported if a document lacks them', () => {
    const [route] = ALL.filter(({ kind }) => kind === 'HTTPRoute');
    const lacking = [{ ...route, spec: { ...route.spec, rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] } }];
    const differences = RECORDED_VERSIONS.flatMap(version => storedOtherwise(lacking, new ServerDryRun({ kubernetesVersion: '1.35', references: false })
      .apply([...definitionsOf(version), ...lacking as Document[] as ApiObject[]]).results));

    expect(differences).toHaveLength(RECORDED_VERSIONS.length);
    expect(differences[0]).toContain('"rules":[{"backendRefs":[{"group":"","kind":"Service","name":"web","port":80,"weight":1}],"matches":[{"path":{"type":"PathPrefix","value":"/"}}]}]');
  });
});
