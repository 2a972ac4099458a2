import { Backend, ExposedWorkload, Exposure, ExternalService, Port, type ExternalServiceProps } from '../lib';
import { messagesOf } from './rules/broken';
import { MINIMAL, find, mainContainer, newChart, synth, synthOf } from './support';
import { peerOf } from '../lib/discovery/peer';

const BROKERS = ['b-1.kafka.example.com', 'b-2.kafka.example.com', 'b-3.kafka.example.com'];
const KAFKA: ExternalServiceProps = { backend: Backend.hostnames(...BROKERS), ports: [Port.tcp(9094, { name: 'kafka' })] };

function kafka(props: Partial<ExternalServiceProps> = {}, chart = newChart()): ExternalService {
  return new ExternalService(chart, 'kafka', { ...KAFKA, ...props });
}

function problemsOf(props: Partial<ExternalServiceProps>): string[] {
  return messagesOf(chart => new ExternalService(chart, 'kafka', { ...KAFKA, ...props }));
}

describe('several host names', () => {
  test('each host name has a numbered Service, and the Service without a number is an alias for the first', () => {
    const documents = synthOf(chart => new ExternalService(chart, 'kafka', KAFKA));

    expect(documents).toMatchSnapshot();
    expect(documents.map(({ kind, metadata, spec }) => [kind, metadata.name, spec.externalName])).toEqual([
      ['Service', 'kafka', BROKERS[0]], ['Service', 'kafka-0', BROKERS[0]], ['Service', 'kafka-1', BROKERS[1]], ['Service', 'kafka-2', BROKERS[2]],
    ]);
  });

  test('each host name has an address with the port and the name of its certificate', () => {
    const { address, memberAddresses, memberServices } = kafka();

    expect(memberAddresses.map(member => member.hostAndPort('kafka'))).toEqual([
      'kafka-0.shop.svc.cluster.local:9094', 'kafka-1.shop.svc.cluster.local:9094', 'kafka-2.shop.svc.cluster.local:9094',
    ]);
    expect(memberAddresses.map(({ tlsServerName }) => tlsServerName)).toEqual(BROKERS);
    expect([address.host, address.tlsServerName]).toEqual(['kafka.shop.svc.cluster.local', BROKERS[0]]);
    expect(memberServices.map(({ name }) => name)).toEqual(['kafka-0', 'kafka-1', 'kafka-2']);
  });

  test('tlsServerName applies to all addresses if all host names have the same certificate', () => {
    const { address, memberAddresses } = kafka({ tlsServerName: 'kafka.example.com' });

    expect([address, ...memberAddresses].map(({ tlsServerName }) => tlsServerName)).toEqual(Array(4).fill('kafka.example.com'));
  });

  test('a single host name is numbered as well, so that an additional host name changes no names', () => {
    expect(kafka({ backend: Backend.hostnames('b-1.kafka.example.com') }).memberAddresses.map(({ name }) => name)).toEqual(['kafka-0']);
  });

  test('labels are set on all Services, annotations only on the Service without a number', () => {
    const serviceMetadata = { labels: { team: 'shop' }, annotations: { 'example.com/contact': 'shop team' } };
    const documents = synthOf(chart => new ExternalService(chart, 'kafka', { ...KAFKA, serviceMetadata }));

    expect(documents.map(({ metadata }) => metadata.labels.team)).toEqual(Array(4).fill('shop'));
    expect(documents.map(({ metadata }) => metadata.annotations !== undefined)).toEqual([true, false, false, false]);
  });

  test('network policies can use the host names, and the IP ranges if networks is set', () => {
    const known = kafka({ networks: ['203.0.113.0/24', '2001:db8::/32'] });

    expect(peerOf(known)).toMatchObject({ serviceKind: 'Service', hostnames: BROKERS, networks: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(peerOf(kafka())!.networks).toBeUndefined();
    expect(peerOf(kafka())!.exposure).toBeUndefined();
  });

  test.each<[string, Partial<ExternalServiceProps>, RegExp]>([
    ['an empty list', { backend: Backend.hostnames() }, /^shop\/kafka: backend\.hostnames \[\]: .+ Use Backend\.hostnames\('.+#backend-addresses$/],
    ['a duplicate host name', { backend: Backend.hostnames('a.example.com', 'a.example.com') }, /backend\.hostnames\[1\] "a\.example\.com": .+#backend-address-duplicate$/],
    ['an invalid host name', { backend: Backend.hostnames('a.example.com', 'B.example.com') }, /backend\.hostnames\[1\] "B\.example\.com": .+Use 'b\.example\.com'\. \[hostname\] \S+#hostname$/],
    ['an IP address', { backend: Backend.hostnames('10.20.0.11') }, /backend\.hostnames\[0\] "10\.20\.0\.11": .+#hostname-hazard$/],
    ['the name of the Service of a member', { backend: Backend.hostnames('a.example.com', 'kafka-1.shop.svc.cluster.local') }, /backend\.hostnames\[1\] .+#hostname-hazard$/],
    ['an exposure', { exposure: Exposure.headless() }, /exposure "Headless": .+#hostname-options$/],
    ['a servicePort other than the port', { ports: [Port.tcp(9094, { servicePort: 9092 })] }, /ports\[0\]\.servicePort 9092: .+relay.+#hostname-service-port$/],
    ['a name that is too long to be numbered', { name: 'k'.repeat(63) }, /name of the Service of the last host name "k{63}-2": .+#service-name$/],
  ])('%s is refused', (_, props, message) => {
    expect(problemsOf(props)).toEqual([expect.stringMatching(message)]);
  });

  test('a member Service with the name of another Service is refused', () => {
    expect(messagesOf(chart => {
      new ExposedWorkload(chart, 'kafka-1', MINIMAL);
      new ExternalService(chart, 'kafka', KAFKA);
    })).toEqual([expect.stringMatching(/Service 'kafka-1' in namespace 'shop'.+#object-unique$/)]);
  });

  test('a port that is bound to a member Service is refused', () => {
    expect(messagesOf(chart => new ExternalService(chart, 'kafka', KAFKA).memberServices[1].bind(99)))
      .toEqual([expect.stringMatching(/^shop\/kafka: service\.bind 99: .+#external-service-parts$/)]);
  });
});

describe('members of other backends', () => {
  const postgres = [Port.tcp(5432, { name: 'postgres' })];

  test('addresses with a hostname behind a headless Service are members, and an IPv4 and an IPv6 address with the same hostname are one member', () => {
    const db = new ExternalService(newChart(), 'orders-db', {
      backend: Backend.endpoints(
        { address: '10.20.0.11', hostname: 'db-0' }, { address: '10.20.0.12', hostname: 'db-1' }, { address: '2001:db8::11', hostname: 'db-0' }, { address: '10.20.0.13' },
      ),
      ports: postgres,
      exposure: Exposure.headless(),
      tlsServerName: 'db.example.com',
    });

    expect(db.memberAddresses.map(({ host }) => host)).toEqual(['db-0.orders-db.shop.svc.cluster.local', 'db-1.orders-db.shop.svc.cluster.local']);
    expect(db.memberAddresses.map(({ tlsServerName }) => tlsServerName)).toEqual(['db.example.com', 'db.example.com']);
    expect(() => db.memberAddresses[0].srvName('postgres')).toThrow('[address-srv]');
    expect(db.address.srvName('postgres')).toBe('_postgres._tcp.orders-db.shop.svc.cluster.local');
  });

  test.each<[string, Partial<ExternalServiceProps>]>([
    ['a cluster IP, below which hostnames do not resolve', { backend: Backend.endpoints({ address: '10.20.0.11', hostname: 'db-0' }) }],
    ['addresses without hostname', { backend: Backend.addresses('10.20.0.11'), exposure: Exposure.headless() }],
    ['one host name', { backend: Backend.hostname('db.example.com') }],
  ])('for %s, the address of the backend is the only member address', (_, props) => {
    const db = new ExternalService(newChart(), 'orders-db', { backend: Backend.addresses('10.20.0.11'), ports: postgres, ...props });

    expect(db.memberAddresses).toEqual([db.address]);
    expect(db.memberServices).toEqual([]);
  });

  test('members have short names if the chart has no namespace', () => {
    expect(kafka({}, newChart({})).memberAddresses.map(({ host }) => host)).toEqual(['kafka-0', 'kafka-1', 'kafka-2']);
  });
});

describe('the name in the certificate', () => {
  const nameOf = (props: Partial<ExternalServiceProps>) => kafka(props).address.tlsServerName;

  test('is the host name without a trailing dot', () => {
    expect(nameOf({ backend: Backend.hostname('db.example.com.') })).toBe('db.example.com');
    expect(nameOf({ backend: Backend.hostname('db.example.com'), tlsServerName: 'other.example.com' })).toBe('other.example.com');
  });

  test('is unknown for addresses unless tlsServerName is set', () => {
    expect(nameOf({ backend: Backend.addresses('10.20.0.11') })).toBeUndefined();
    expect(nameOf({ backend: Backend.addresses('10.20.0.11'), tlsServerName: 'db.example.com' })).toBe('db.example.com');
  });

  test('is not part of any document, and is passed to connected callers', () => {
    const documents = synthOf(chart => {
      const db = new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)], tlsServerName: 'db.example.com' });
      new ExposedWorkload(chart, 'web', MINIMAL).connectTo(db, { variables: { SERVER_NAME: '{tlsServerName}' } });
    });

    expect(mainContainer(find(documents, 'Deployment')).env).toEqual([{ name: 'SERVER_NAME', value: 'db.example.com' }]);
    expect(JSON.stringify(documents.filter(({ kind }) => kind !== 'Deployment'))).not.toContain('db.example.com');
  });

  test.each(['*.example.com', 'db.example.com.', '10.20.0.11', 'DB.example.com', 'https://db.example.com', '', 'db.example.com:5432', '2001:db8::1'])('cannot be %j', tlsServerName => {
    expect(problemsOf({ tlsServerName })).toEqual([expect.stringMatching(/^shop\/kafka: tlsServerName ".*": .+#tls-server-name$/)]);
  });
});

describe('networks', () => {
  test.each<[string, Partial<ExternalServiceProps>, RegExp]>([
    ['an empty list', { networks: [] }, /networks \[\]: .+#backend-networks$/],
    ['an address without prefix length', { networks: ['203.0.113.7'] }, /networks\[0\] "203\.0\.113\.7": .+Use '203\.0\.113\.7\/32'.+#cidr$/],
    ['bits beyond the prefix', { networks: ['203.0.113.0/24', '203.0.113.7/24'] }, /networks\[1\] .+Use '203\.0\.113\.0\/24'\. .+#cidr$/],
    ['a value that is not a list', { networks: '203.0.113.0/24' as any }, /networks \(a string of 14 characters\): .+#value-type$/],
    ['networks of a backend with addresses', { backend: Backend.addresses('10.20.0.11'), networks: ['10.20.0.0/16'] }, /networks \["10\.20\.0\.0\/16"\]: .+Remove networks\. .+#backend-networks$/],
  ])('%s is refused', (_, props, message) => {
    expect(problemsOf(props)).toEqual([expect.stringMatching(message)]);
  });

  test('of a backend with addresses are the addresses', () => {
    const { networks } = peerOf(kafka({ backend: Backend.addresses('10.20.0.11', '2001:db8::11') }))!;

    expect(networks).toEqual(['10.20.0.11/32', '2001:db8::11/128']);
  });
});

test('networks cannot be changed after the declaration', () => {
  const chart = newChart();
  const props = { ...KAFKA, networks: ['203.0.113.0/24'] };
  const external = new ExternalService(chart, 'kafka', props);
  props.networks.push('nonsense');

  expect(peerOf(external)!.networks).toEqual(['203.0.113.0/24']);
  expect(synth(chart)).toHaveLength(4);
});
