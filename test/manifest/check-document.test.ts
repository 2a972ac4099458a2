import { ApiObject, Chart, JsonPatch, type App } from 'cdk8s';
import { Backend, Controller, EndpointsApi, ExposedWorkload, ExternalService, Port, Route, RouteParent } from '../../lib';
import * as checks from '../../lib/manifest/check-document';
import { newWorld } from '../refusal/calls';
import { MINIMAL, newChart, synth } from '../support';

/** Declarations whose objects have every kind that the library creates. */
function declareAll(): ApiObject[] {
  const { app, shop, web, saas, pods } = newWorld();
  new ExposedWorkload(shop, 'queue', { ...MINIMAL, controller: Controller.statefulSet() });
  new ExternalService(shop, 'legacy-db', { backend: Backend.addresses('10.20.0.12'), ports: [Port.tcp(5432)], endpointsApi: EndpointsApi.BOTH });
  new Route(shop, 'ingress', { parents: [RouteParent.ingressClass('nginx')], hosts: ['ingress.example.com'], backend: web });
  web.connectTo(saas);
  return app.node.findAll().filter(ApiObject.isApiObject).filter(object => object !== ApiObject.of(pods.node.scope!.node.findChild('legacy')));
}

/** The places of a document: the pointers for JSON patches, and the fields in messages. */
interface Place {
  readonly pointer: string;
  readonly field: string;
  readonly value: unknown;
}

function placesIn(value: unknown, pointer = '', field = ''): Place[] {
  const inner = typeof value !== 'object' || value === null ? [] : Object.entries(value).flatMap(([key, item]) => {
    const name = Array.isArray(value) ? `[${key}]` : /^\w+$/.test(key) ? `.${key}` : `['${key}']`;
    return placesIn(item, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, `${field}${name}`.replace(/^\./, ''));
  });
  return [{ pointer, field, value }, ...inner];
}

const isMap = ({ value }: Place) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The lines about an object in the error when it is rendered, without its path. */
function problemsOf(object: ApiObject): string[] {
  try {
    object.toJson();
    return [];
  } catch (error) {
    const path = `${object.node.path}: `;
    return (error as Error).message.split('\n').filter(line => line.startsWith(path)).map(line => line.slice(path.length));
  }
}

const objects = declareAll();
const byKind = new Map(objects.map(object => [object.kind, object]));

test('the declarations have every kind of object', () => {
  expect([...byKind.keys()].sort()).toEqual([
    'BackendTLSPolicy', 'CiliumNetworkPolicy', 'DaemonSet', 'Deployment', 'EndpointSlice', 'Endpoints', 'Gateway', 'HTTPRoute', 'Ingress', 'NetworkPolicy',
    'ReferenceGrant', 'Service', 'StatefulSet',
  ]);
  expect(objects.flatMap(problemsOf)).toEqual([]);
});

test.each([...byKind.keys()])('every string and every key of a document is checked, and all problems are in one error: %s', kind => {
  const object = byKind.get(kind)!;
  const places = placesIn(object.toJson());
  const strings = places.filter(({ value }) => typeof value === 'string');
  const maps = places.filter(isMap);
  object.addJsonPatch(
    ...strings.map(({ pointer }) => JsonPatch.replace(pointer, '0o17')),
    ...maps.map(({ pointer }) => JsonPatch.add(`${pointer}/0o17`, 1)),
  );

  expect(problemsOf(object).map(line => line.split(' (a string of 4 characters with the form of a number): ')[0]).sort()).toEqual([
    ...strings.map(({ field }) => field), ...maps.map(({ field }) => `key ${field}['0o17']`),
  ].sort());
});

test('the error states the construct, the field and the character, but not the text', () => {
  const chart = newChart();
  const { workload } = new ExposedWorkload(chart, 'web', MINIMAL);
  workload.addContainer({ name: 'proxy', image: 'registry.example.com/proxy:1', args: ['--token', 'secret\u0085token'] });

  expect(() => synth(chart)).toThrow(/^shop\/web\/Workload\/Resource: spec\.template\.spec\.containers\[1\]\.args\[1\] \(a string of 12 characters with U\+0085 at position 7\): .* \[yaml-text\] \S+$/);
  expect(() => synth(chart)).not.toThrow(/secret|token/);
});

test('the error has the problems of all objects of the app, each with the path of its object', () => {
  const chart = newChart();
  const others = new Chart(chart.node.root as App, 'others', { namespace: 'others' });
  const declared = [chart, others].map(scope => new ExposedWorkload(scope, 'web', MINIMAL));
  declared.forEach(({ service }) => ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/externalName', '0o17')));

  expect(() => synth(chart)).toThrow(/^shop\/web\/Service\/Resource: spec\.externalName .*\nothers\/web\/Service\/Resource: spec\.externalName .*$/);
  expect(() => synth(others)).toThrow(/^others\/web\/Service\/Resource: spec\.externalName .*\nshop\/web\/Service\/Resource: spec\.externalName .*$/);
});

test('a document is checked once for each time that it is rendered, and not in validations', () => {
  const chart = newChart();
  ['web', 'orders', 'payments'].forEach(id => new ExposedWorkload(chart, id, MINIMAL));
  const check = jest.spyOn(checks, 'checkDocument');
  try {
    const documents = synth(chart);

    expect(check).toHaveBeenCalledTimes(documents.length);
    chart.node.root.node.findAll().forEach(construct => construct.node.validate());
    expect(check).toHaveBeenCalledTimes(documents.length);
  } finally {
    check.mockRestore();
  }
});
