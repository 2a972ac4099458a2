import { ApiObject, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, EndpointsApi, Exposure, ExternalService, TrafficDistribution, TrafficPolicy, Port, type BackendEndpoint, type ExternalServiceProps } from '../lib';
import { rulesBrokenBy } from './rules/broken';
import { find, newChart, synth, synthOf, type Document } from './support';

const POSTGRES = [Port.tcp(5432, { name: 'postgres' })];

function documentsOf(props: Partial<ExternalServiceProps>, change: (db: ExternalService) => void = () => undefined): Document[] {
  return synthOf(chart => change(new ExternalService(chart, 'db', {
    backend: Backend.addresses('10.20.0.11', '10.20.0.12'), ports: POSTGRES, ...props,
  })));
}

describe('addresses', () => {
  test('create a Service without selector and an EndpointSlice that belongs to it', () => {
    const documents = documentsOf({});

    expect(documents).toMatchSnapshot();
    expect(find(documents, 'Service').spec).not.toHaveProperty('selector');
    const slice = find(documents, 'EndpointSlice');
    expect(slice.metadata.labels).toEqual({
      'kubernetes.io/service-name': 'db', 'endpointslice.kubernetes.io/managed-by': 'cdk8s-service-patterns',
    });
    expect(slice.endpoints.map((endpoint: any) => endpoint.addresses)).toEqual([['10.20.0.11'], ['10.20.0.12']]);
  });

  test('the EndpointSlice has the name of the Service port and the port number of the target', () => {
    const documents = documentsOf({ ports: [Port.tcp(5433, { name: 'postgres', servicePort: 5432 }), Port.udp(53, { name: 'dns' }), Port.grpc(90)] });

    expect(find(documents, 'Service').spec.ports).toEqual([
      { name: 'postgres', port: 5432, targetPort: 5433 }, { name: 'dns', port: 53, protocol: 'UDP' }, { name: 'grpc', port: 90, appProtocol: 'kubernetes.io/h2c' },
    ]);
    expect(find(documents, 'EndpointSlice').ports).toEqual([
      { name: 'postgres', port: 5433 }, { name: 'dns', port: 53, protocol: 'UDP' }, { name: 'grpc', port: 90, appProtocol: 'kubernetes.io/h2c' },
    ]);
  });

  test.each([
    [['10.20.0.11'], { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }, ['db-ipv4']],
    [['2001:db8::11'], { ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' }, ['db-ipv6']],
    [['2001:db8::11', '10.20.0.11'], { ipFamilyPolicy: 'PreferDualStack' }, ['db-ipv4', 'db-ipv6']],
  ])('%j: the Service has the IP families of the addresses, and each family has an EndpointSlice', (addresses, families, slices) => {
    const documents = documentsOf({ backend: Backend.addresses(...addresses) });

    expect(find(documents, 'Service').spec).toEqual({ ...families, ports: [{ name: 'postgres', port: 5432 }] });
    expect(documents.filter(document => document.kind === 'EndpointSlice').map(document => document.metadata.name)).toEqual(slices);
    for (const slice of documents.filter(document => document.kind === 'EndpointSlice')) {
      const colon = slice.addressType === 'IPv6';
      slice.endpoints.forEach((endpoint: any) => expect(endpoint.addresses[0].includes(':')).toBe(colon));
    }
  });

  test('an EndpointSlice contains at most 1000 endpoints', () => {
    const addresses = Array.from({ length: 2001 }, (_, index) => `10.20.${Math.floor(index / 250)}.${index % 250}`);
    const slices = documentsOf({ backend: Backend.addresses(...addresses) }).filter(document => document.kind === 'EndpointSlice');

    expect(slices.map(slice => [slice.metadata.name, slice.endpoints.length])).toEqual([['db-ipv4', 1000], ['db-ipv4-2', 1000], ['db-ipv4-3', 1]]);
    expect(slices.flatMap(slice => slice.endpoints.map((endpoint: any) => endpoint.addresses[0]))).toEqual(addresses);
  });

  test('the properties of an address are set on its endpoint', () => {
    const endpoint: BackendEndpoint = {
      address: '10.20.0.11', ready: false, hostname: 'db-0', zone: 'eu-west-1a', nodeName: 'worker-1', forZones: ['eu-west-1a'], forNodes: ['worker-1'],
    };
    const slice = find(documentsOf({ backend: Backend.endpoints(endpoint, { address: '10.20.0.12' }) }), 'EndpointSlice');

    expect(slice.endpoints).toEqual([
      {
        addresses: ['10.20.0.11'],
        conditions: { ready: false, serving: false },
        hostname: 'db-0',
        zone: 'eu-west-1a',
        nodeName: 'worker-1',
        hints: { forZones: [{ name: 'eu-west-1a' }], forNodes: [{ name: 'worker-1' }] },
      },
      { addresses: ['10.20.0.12'], conditions: { ready: true, serving: true } },
    ]);
  });

  test('can be behind a headless Service', () => {
    expect(find(documentsOf({ exposure: Exposure.headless() }), 'Service').spec).toMatchObject({ clusterIP: 'None', ports: [{ name: 'postgres', port: 5432 }] });
  });

  test('a headless Service without ports has an EndpointSlice without ports', () => {
    const documents = documentsOf({ exposure: Exposure.headless(), ports: [] });

    expect(find(documents, 'Service').spec).not.toHaveProperty('ports');
    expect(find(documents, 'EndpointSlice')).not.toHaveProperty('ports');
  });

  test('an address that is a hazard is accepted with a justification', () => {
    const backend = Backend.endpoints({ address: '168.63.129.16', justification: 'health checks of the platform come from there' });

    expect(find(documentsOf({ backend }), 'EndpointSlice').endpoints[0].addresses).toEqual(['168.63.129.16']);
  });

  describe('with the traffic policy Local', () => {
    const local = { internalTrafficPolicy: TrafficPolicy.LOCAL };
    const declare = (exposure: Exposure, ...endpoints: BackendEndpoint[]) =>
      () => documentsOf({ exposure, backend: Backend.endpoints(...endpoints) });
    const onNode = { address: '10.20.0.11', nodeName: 'worker-1' };
    const outside = { address: '10.20.0.12' };

    test.each([
      ['cluster IP', Exposure.clusterIp(local), 'internalTrafficPolicy'],
      ['node port', Exposure.nodePort({ externalTrafficPolicy: TrafficPolicy.LOCAL }), 'externalTrafficPolicy'],
      ['load balancer', Exposure.loadBalancer({ externalTrafficPolicy: TrafficPolicy.LOCAL }), 'externalTrafficPolicy'],
    ])('of a %s, an address without a node is refused', (_, exposure, option) => {
      expect(declare(exposure, onNode, outside)).toThrow(new RegExp(`exposure\\.${option} "Local": .* The addresses 10\\.20\\.0\\.12 have no nodeName\\.`));
    });

    test.each<[string, BackendEndpoint]>([
      ['receives no traffic', { ...outside, ready: false }],
      ['has a justification', { ...outside, justification: 'the proxy of this cluster reads the zone' }],
    ])('an address without a node is accepted if it %s', (_, endpoint) => {
      expect(declare(Exposure.clusterIp(local), onNode, endpoint)).not.toThrow();
    });
  });
});

describe('legacy Endpoints', () => {
  const backend = Backend.endpoints({ address: '10.20.0.11', hostname: 'db-0', nodeName: 'worker-1' }, { address: '10.20.0.12', ready: false });

  test('without EndpointSlices are mirrored by the cluster', () => {
    const documents = documentsOf({ backend, endpointsApi: EndpointsApi.ENDPOINTS, ports: [Port.tcp(5433, { name: 'postgres', servicePort: 5432 }), Port.udp(53)] });

    expect(documents.map(document => document.kind)).toEqual(['Service', 'Endpoints']);
    const endpoints = find(documents, 'Endpoints', 'db');
    expect(endpoints.metadata).toEqual({ name: 'db', namespace: 'shop' });
    expect(endpoints.subsets).toEqual([{
      addresses: [{ ip: '10.20.0.11', hostname: 'db-0', nodeName: 'worker-1' }],
      notReadyAddresses: [{ ip: '10.20.0.12' }],
      ports: [{ name: 'postgres', port: 5433 }, { name: 'udp-53', port: 53, protocol: 'UDP' }],
    }]);
  });

  test('with EndpointSlices have the label that prevents mirroring', () => {
    const documents = documentsOf({ endpointsApi: EndpointsApi.BOTH });

    expect(documents.map(document => document.kind)).toEqual(['Service', 'EndpointSlice', 'Endpoints']);
    expect(find(documents, 'Endpoints').metadata.labels).toEqual({ 'endpointslice.kubernetes.io/skip-mirror': 'true' });
  });
});

describe('a host name', () => {
  test('creates a Service of type ExternalName and no other objects', () => {
    const documents = documentsOf({ backend: Backend.hostname('db.example.com') });

    expect(documents).toHaveLength(1);
    expect(find(documents, 'Service').spec).toEqual({ type: 'ExternalName', externalName: 'db.example.com', ports: [{ name: 'postgres', port: 5432 }] });
  });

  test('does not require ports', () => {
    expect(find(documentsOf({ backend: Backend.hostname('db.example.com.'), ports: undefined }), 'Service').spec)
      .toEqual({ type: 'ExternalName', externalName: 'db.example.com.' });
  });
});

test('EndpointSlices have the name of an existing one, and others a name that begins with it', () => {
  const slices = (...addresses: string[]) => synthOf(chart => new ExternalService(chart, 'db', {
    backend: Backend.addresses(...addresses), ports: [Port.tcp(5432)], endpointSliceName: 'db-primary',
  })).filter(({ kind }) => kind === 'EndpointSlice').map(({ metadata }) => [metadata.name, metadata.labels['kubernetes.io/service-name']]);

  expect(slices('10.20.0.11')).toEqual([['db-primary', 'db']]);
  expect(slices('2001:db8::11')).toEqual([['db-primary', 'db']]);
  expect(slices('10.20.0.11', '2001:db8::11')).toEqual([['db-primary', 'db'], ['db-primary-ipv6', 'db']]);
  expect(slices(...Array.from({ length: 1001 }, (_, index) => `10.20.${Math.floor(index / 256)}.${index % 256}`)).map(([name]) => name)).toEqual(['db-primary', 'db-primary-ipv4-2']);
});

test.each<[string, Partial<ExternalServiceProps>, string]>([
  ['that is not valid', { endpointSliceName: 'Db' }, 'object-name'],
  ['of a host name', { backend: Backend.hostname('db.example.com'), endpointSliceName: 'db' }, 'hostname-options'],
  ['with legacy Endpoints', { endpointsApi: EndpointsApi.ENDPOINTS, endpointSliceName: 'db' }, 'endpoints-hints'],
])('a name of an EndpointSlice %s is refused', (_, props, rule) => {
  expect(rulesBrokenBy(chart => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)], ...props }))).toEqual([rule]);
});

test('serviceMetadata applies only to the Service, and endpointsMetadata only to EndpointSlices and Endpoints', () => {
  const documents = documentsOf({
    serviceMetadata: { labels: { on: 'service' }, annotations: { note: 'service' } },
    endpointsMetadata: { labels: { on: 'endpoints' }, annotations: { note: 'endpoints' } },
    endpointsApi: EndpointsApi.BOTH,
  });

  for (const { kind, metadata } of documents) {
    const on = kind === 'Service' ? 'service' : 'endpoints';
    expect(metadata.labels.on).toBe(on);
    expect(metadata.annotations).toEqual({ note: on });
  }
});

test('an ExternalService accepts the options of an exposure', () => {
  const documents = documentsOf({
    exposure: Exposure.nodePort({
      nodePorts: { postgres: 30432 }, sessionAffinityTimeout: Duration.hours(1), trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE,
    }),
  });

  expect(find(documents, 'Service').spec).toEqual({
    type: 'NodePort',
    ports: [{ name: 'postgres', port: 5432, nodePort: 30432 }],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } },
    trafficDistribution: 'PreferSameZone',
  });
});

test.each([['bind', (service: kplus.Service) => service.bind(99)], ['select', (service: kplus.Service) => service.selectLabel('app', 'web')]])(
  '%s on the Service is refused, because no endpoint matches the change', (_, change) => {
    expect(() => documentsOf({}, db => change(db.service))).toThrow('[external-service-parts]');
  },
);

test('localhost and the name of the Service itself are refused as host names', () => {
  expect(() => documentsOf({ backend: Backend.hostname('db.shop.svc.cluster.local') })).toThrow('[hostname-hazard]');
  expect(() => documentsOf({ backend: Backend.hostname('localhost') })).toThrow('[hostname-hazard]');
});

test('a backend cannot be changed after it was created', () => {
  const endpoint = { address: '10.20.0.11', ready: true };
  const backend = Backend.endpoints(endpoint);
  endpoint.address = 'nonsense';

  expect(find(documentsOf({ backend }), 'EndpointSlice').endpoints[0].addresses).toEqual(['10.20.0.11']);
});

test('ApiObject.of finds the Service', () => {
  const db = new ExternalService(newChart(), 'db', { backend: Backend.addresses('10.20.0.11'), ports: POSTGRES });

  expect(ApiObject.of(db).kind).toBe('Service');
});

test('name sets the name of the Service, the EndpointSlices and the Endpoints', () => {
  expect(documentsOf({ name: 'orders-db', endpointsApi: EndpointsApi.BOTH }).map(document => document.metadata.name))
    .toEqual(['orders-db', 'orders-db-ipv4', 'orders-db']);
});

test('its objects are public, and an Ingress of cdk8s-plus can refer to its Service', () => {
  const chart = newChart();
  const db = new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: POSTGRES });
  new kplus.Ingress(chart, 'ingress').addRule('/', kplus.IngressBackend.fromService(db.service));

  expect(db.endpointSlices.map(slice => slice.name)).toEqual(['db-ipv4']);
  expect(db.endpoints).toBeUndefined();
  expect(find(synth(chart), 'Ingress').spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'db', port: { number: 5432 } });
});
