import * as fc from 'fast-check';
import { Backend, Exposure, ExternalService, Port, type BackendEndpoint } from '../../lib';
import { inputs, minutes } from '../random/inputs';
import { messagesOf } from '../rules/broken';
import { newChart, synth, type Document } from '../support';

/** The DNS names that documents create in their namespace: those of Services, and those of addresses below headless Services. */
function namesIn(documents: readonly Document[]): string[] {
  const services = documents.filter(({ kind }) => kind === 'Service');
  const headless = services.filter(({ spec }) => spec.clusterIP === 'None').map(({ metadata }) => metadata.name);
  const below = documents.flatMap(({ metadata, endpoints = [] }) => endpoints
    .filter((each: any) => each.hostname !== undefined && headless.includes(metadata.labels['kubernetes.io/service-name']))
    .map((each: any) => `${each.hostname}.${metadata.labels['kubernetes.io/service-name']}`));
  return [...services.map(({ metadata }) => metadata.name), ...below];
}

function declare(backend: Backend, exposure?: Exposure): { external: ExternalService; documents: Document[] } {
  const chart = newChart();
  const external = new ExternalService(chart, 'db', { backend, exposure, ports: [Port.tcp(5432)] });
  return { external, documents: synth(chart) };
}

const hostname = fc.constantFrom('a.example.com', 'b.example.com', 'c.example.com', 'd.example.com.', 'e', 'f.internal');
const address = fc.oneof(fc.integer({ min: 1, max: 250 }).map(last => `10.20.0.${last}`), fc.integer({ min: 1, max: 250 }).map(last => `2001:db8::${last.toString(16)}`));
const endpoint: fc.Arbitrary<BackendEndpoint> = fc.record({ address, hostname: fc.constantFrom(undefined, 'db-0', 'db-1', 'db-2') });

test('each host name has one member address, whose Service is an alias for it and has the port', () => {
  fc.assert(fc.property(fc.uniqueArray(hostname, { minLength: 1 }), hostnames => {
    const { external, documents } = declare(Backend.hostnames(...hostnames));

    const externalNames = new Map(documents.map(({ metadata, spec }) => [metadata.name, spec.externalName]));
    expect(external.memberAddresses.map(({ name }) => externalNames.get(name))).toEqual(hostnames);
    expect(externalNames.get(external.address.name)).toBe(hostnames[0]);
    expect(new Set(documents.map(({ spec }) => JSON.stringify(spec.ports)))).toEqual(new Set(['[{"name":"tcp-5432","port":5432}]']));
    expect(external.memberAddresses.map(({ tlsServerName }) => tlsServerName)).toEqual(hostnames.map(name => name.replace(/\.$/, '')));
  }), inputs(100));
}, minutes(1));

test('a host name that is appended does not change the addresses of the other host names', () => {
  fc.assert(fc.property(fc.uniqueArray(hostname, { minLength: 2 }), hostnames => {
    const hosts = (names: string[]) => declare(Backend.hostnames(...names)).external.memberAddresses.map(({ host }) => host);

    expect(hosts(hostnames).slice(0, -1)).toEqual(hosts(hostnames.slice(0, -1)));
  }), inputs(100));
}, minutes(1));

test('every member address resolves in DNS, for any combination of addresses with and without hostname', () => {
  fc.assert(fc.property(fc.uniqueArray(endpoint, { minLength: 1, selector: each => each.address }), fc.boolean(), (endpoints, headless) => {
    const { external, documents } = declare(Backend.endpoints(...endpoints), headless ? Exposure.headless() : undefined);

    const names = external.memberAddresses.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter(name => !namesIn(documents).includes(name))).toEqual([]);
    const named = endpoints.filter(each => headless && each.hostname !== undefined);
    expect(names).toEqual(named.length > 0 ? [...new Set(named.map(each => `${each.hostname}.db`))] : ['db']);
  }), inputs(100));
}, minutes(1));

test('a name is refused if the name of a member Service would be longer than 63 characters', () => {
  fc.assert(fc.property(fc.integer({ min: 58, max: 64 }), fc.integer({ min: 1, max: 12 }), (length, count) => {
    const hostnames = Array.from({ length: count }, (_, index) => `b-${index}.example.com`);
    const messages = messagesOf(chart => new ExternalService(chart, 'db', { name: 'n'.repeat(length), backend: Backend.hostnames(...hostnames) }));

    const longest = length + `-${count - 1}`.length;
    expect(messages.length === 0).toBe(longest <= 63);
    expect(messages.every(message => message.endsWith('#service-name'))).toBe(true);
  }), inputs(100));
}, minutes(1));
