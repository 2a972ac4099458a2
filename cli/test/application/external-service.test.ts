import { declareObjects } from './declare';
import { expectSame, reasonsAgainst, statementsOf, workloads } from './same';
import type { Document } from '../../src/document';

function service(spec: Document = {}, metadata: Document = {}): Document {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', ...metadata }, spec: { ports: [{ name: 'sql', port: 5432, targetPort: 15432 }], ...spec } };
}

function slice(fields: Document = {}, labels: Document = {}): Document {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'db-1', labels: { 'kubernetes.io/service-name': 'db', ...labels } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.20.0.11'] }, { addresses: ['10.20.0.12'] }],
    ports: [{ name: 'sql', port: 15432 }],
    ...fields,
  };
}

const named = (name: string, fields: Document = {}) => {
  const object = slice(fields);
  return { ...object, metadata: { ...object.metadata, name } };
};

function endpoints(subsets: readonly Document[] = [{ addresses: [{ ip: '10.20.0.11' }], ports: [{ name: 'sql', port: 15432 }] }], metadata: Document = {}): Document {
  return { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'db', ...metadata }, subsets };
}

const statementsFor = (...objects: readonly Document[]): string => {
  objects.slice(1).forEach(({ kind, metadata: { name } }) => expectSame(objects, kind, name, `${kind} of db`));
  return statementsOf({ ...expectSame(objects, 'Service', 'db', 'new ExternalService db') });
};

const reasons = (...objects: readonly Document[]) => reasonsAgainst(objects, objects[0]);

const inOneLine = (code: string) => code.replace(/\s+/g, ' ');

test('an EndpointSlice has the addresses, and keeps its name', () => {
  expect(statementsFor(service(), slice())).toBe([
    "new ExternalService(this, 'db', {",
    "  backend: Backend.addresses('10.20.0.11', '10.20.0.12'),",
    "  ports: [Port.tcp(15432, { name: 'sql', servicePort: 5432 })],",
    "  endpointSliceName: 'db-1',",
    '});',
  ].join('\n'));
});

test('properties of the addresses, and metadata', () => {
  const conditions = { ready: false, serving: false, terminating: false };
  const hints = { forZones: [{ name: 'a' }] };
  const object = named('db-ipv4', { endpoints: [{ addresses: ['10.20.0.11'], conditions, hostname: 'db-0', zone: 'a', nodeName: 'node-1', hints }] });
  Object.assign(object.metadata, { annotations: { a: 'b' }, labels: { ...object.metadata.labels, team: 'data' } });
  const code = statementsFor(service({ clusterIP: 'None', ports: [{ name: 'sql', port: 15432 }] }, { labels: { c: 'd' } }), object);
  expect(inOneLine(code)).toContain("{ address: '10.20.0.11', ready: false, hostname: 'db-0', zone: 'a', nodeName: 'node-1', forZones: ['a'], }");
  expect(code).toContain("endpointsMetadata: { labels: { team: 'data' }, annotations: { a: 'b' } },");
  expect(code).toContain("serviceMetadata: { labels: { c: 'd' } },");
  expect(code).toContain('exposure: Exposure.headless(),');
  expect(code).not.toContain('endpointSliceName');
});

test('the manager of an EndpointSlice is patched', () => {
  const code = statementsFor(service(), slice({}, { 'endpointslice.kubernetes.io/managed-by': 'staff' }));
  expect(inOneLine(code)).toContain("db.endpointSlices[0].addJsonPatch(JsonPatch.add( '/metadata/labels/endpointslice.kubernetes.io~1managed-by', 'staff', ));");
  expect(statementsFor(service(), slice({}, { 'endpointslice.kubernetes.io/managed-by': 'cdk8s-service-patterns' }))).not.toContain('addJsonPatch');
});

test('fields without an option are patched', () => {
  expect(statementsFor(service({ unknown: 1 }), slice())).toContain("ApiObject.of(db.service).addJsonPatch(JsonPatch.add('/spec/unknown', 1));");
});

test('one EndpointSlice for each IP family', () => {
  const ipv6 = { addressType: 'IPv6', endpoints: [{ addresses: ['fd00::11'] }] };
  const families = { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack' };
  const code = statementsFor(service(families), named('db-ipv6', ipv6), named('db-ipv4'));
  expect(code).toContain("Backend.addresses('10.20.0.11', '10.20.0.12', 'fd00::11')");
  expect(statementsFor(service(), named('addresses'), named('addresses-ipv6', ipv6))).toContain("endpointSliceName: 'addresses',");
  expect(reasons(service(), named('a'), named('b', ipv6))).toEqual([
    'The EndpointSlice b would have another name: that of a with -ipv6.',
  ]);
});

test('the families of the Service that follow from the addresses are omitted', () => {
  expect(statementsFor(service({ ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }), slice())).not.toContain('exposure');
});

test('Endpoints', () => {
  const addresses = [{ ip: '10.20.0.11', hostname: 'db-0', nodeName: 'node-1' }];
  const object = endpoints([{ addresses, notReadyAddresses: [{ ip: '10.20.0.12' }], ports: [{ name: 'sql', port: 15432 }] }]);
  const code = statementsFor(service(), object);
  expect(code).toContain('endpointsApi: EndpointsApi.ENDPOINTS,');
  expect(code).toContain("{ address: '10.20.0.11', hostname: 'db-0', nodeName: 'node-1' }");
  expect(inOneLine(code)).toContain("{ address: '10.20.0.12', ready: false, }");
});

test('Endpoints without names of ports, and the copy of the cluster in a dump', () => {
  const unnamed = endpoints([{ addresses: [{ ip: '10.20.0.11' }], ports: [{ port: 15432 }] }]);
  const copy = slice({ ports: [{ port: 15432 }] }, { 'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io' });
  expect(statementsFor(service({ ports: [{ port: 5432, targetPort: 15432 }] }), unnamed)).toContain('Port.tcp(15432, { servicePort: 5432, unnamed: true })');
  expect(declareObjects([service({ ports: [{ port: 5432, targetPort: 15432 }] }), unnamed, copy]).adopted['Endpoints db']).toBe('Endpoints of db');
});

test('EndpointSlices and Endpoints', () => {
  const skip = { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } };
  const one = slice({ endpoints: [{ addresses: ['10.20.0.11'] }] });
  expect(statementsFor(service(), one, endpoints(undefined, skip))).toContain('endpointsApi: EndpointsApi.BOTH,');
  expect(reasons(service(), one, endpoints())).toEqual([
    'The Endpoints must have the addresses of the EndpointSlices, and the label endpointslice.kubernetes.io/skip-mirror.',
  ]);
  expect(reasons(service(), slice(), endpoints(undefined, skip))).toHaveLength(1);
  expect(reasons(service(), endpoints(undefined, skip))).toEqual([
    'The Endpoints have the label endpointslice.kubernetes.io/skip-mirror, and there is no EndpointSlice.',
  ]);
});

test('a node port keeps its number', () => {
  const code = statementsFor(service({ type: 'NodePort', ports: [{ name: 'sql', port: 5432, targetPort: 15432, nodePort: 30432 }] }), slice());
  expect(code).toContain('exposure: Exposure.nodePort({ nodePorts: { sql: 30432 } }),');
});

test('a host name', () => {
  const without = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: { type: 'ExternalName', externalName: 'db.example.com' } };
  expect(statementsFor(without)).toBe("new ExternalService(this, 'db', { backend: Backend.hostname('db.example.com') });");
  expect(statementsFor(service({ type: 'ExternalName', externalName: 'db.example.com', ports: [{ name: 'sql', port: 5432 }] }))).toContain("ports: [Port.tcp(5432, { name: 'sql' })],");
});

test('routes lead to an ExternalService', () => {
  const http = { ports: [{ name: 'http', port: 80, targetPort: 8080 }] };
  const paths = [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'db', port: { number: 80 } } } }];
  const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'shop' }, spec: { ingressClassName: 'nginx', rules: [{ http: { paths } }] } };
  const addresses = [service(http), slice({ ports: [{ name: 'http', port: 8080 }] }), ingress];
  expect(statementsOf(expectSame(addresses, 'Ingress', 'shop', 'new Route shop'))).toContain('backend: db }');
  const hostname = [service({ type: 'ExternalName', externalName: 'db.example.com', ports: [{ name: 'http', port: 80 }] }), ingress];
  expect(statementsOf(expectSame(hostname, 'Ingress', 'shop', 'new Route shop'))).toContain("justification: 'the existing Ingress leads to this host name'");
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'shop' },
    spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'db', port: 80 }] }] },
  };
  expect(statementsOf(expectSame([hostname[0], route], 'HTTPRoute', 'shop', 'new Route shop')))
    .toContain("justification: 'the existing HTTPRoute leads to this host name'");
});

describe('A Service stays a document', () => {
  test.each<[Document[], string]>([
    [[service()], 'The Service has no selector, and no Endpoints or EndpointSlices of it were read.'],
    [[service(), named('a'), named('b')], 'The Service has several EndpointSlices of one IP family, and an ExternalService has one for each.'],
    [[service(), slice({ addressType: 'FQDN' })], 'No option expresses addressType: the addresses of a backend are IPv4 or IPv6.'],
    [[service(), slice({ endpoints: [{ addresses: ['10.20.0.11', '10.20.0.12'] }] })], 'No option expresses endpoints[0].addresses: each endpoint of a backend has one address.'],
    [[service(), slice({ endpoints: [{ addresses: ['10.20.0.11'], conditions: { serving: false } }] })], 'No option expresses endpoints[0].conditions.serving.'],
    [[service(), slice({ endpoints: [] })], 'There is no address.'],
    [[service(), slice({ ports: [{ name: 'other', port: 1 }] })], 'The ports of the Service and those of its addresses have different names or protocols.'],
    [[service(), endpoints([])], 'No option expresses subsets: the addresses of a backend have the same ports.'],
    [[service(), named('db-ipv4'), named('db-ipv6', { addressType: 'IPv6', ports: [{ name: 'sql', port: 1 }] })],
      'The objects that contain the addresses have different ports, labels or annotations.'],
    [[service({ type: 'ExternalName' })], 'The Service has no externalName, so the API server refuses it.'],
    [[service({ type: 'ExternalName', externalName: 'a.example.com', selector: { a: 'b' } })], 'A Service with a host name has no selector.'],
    [[service({ healthCheckNodePort: 'a' }), slice()], 'No option expresses spec.healthCheckNodePort: the value is not a number.'],
  ])('%#', (objects, reason) => {
    expect(reasons(...objects)).toContain(reason);
  });

  test('because the library refuses its address, and the addresses stay too', () => {
    const objects = [service(), slice({ endpoints: [{ addresses: ['169.254.169.254'] }] })];
    expect(reasons(...objects)).toEqual([expect.stringContaining('[ip-address-special]')]);
    expect(declareObjects(objects).adopted['EndpointSlice db-1']).toEqual(['The Service db is not declared with these addresses.']);
  });

  test('because it has no fields, and an EndpointSlice without a Service stays one too', () => {
    const refused = ['The Service has no spec with a list of ports, so the API server refuses it.'];
    expect(reasons({ ...service(), spec: undefined })).toEqual(refused);
    expect(reasons(service({ ports: 80 }))).toEqual(refused);
    expect(reasons(service({ ports: [80] }))).toEqual(refused);
    const unlabelled = { ...slice(), metadata: { name: 'db-1' } };
    expect(reasonsAgainst([...workloads('web'), unlabelled], unlabelled)).toEqual(['The EndpointSlice has no label with the name of its Service.']);
  });
});
