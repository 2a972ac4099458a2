import { Backend } from '../../lib';
import { db, messagesOf } from '../rules/broken';

test.each([
  ['db.example.com', "For a host name, use Backend.hostname('db.example.com')."],
  ['10.20.0.11/32', "Use '10.20.0.11', without the length of a prefix."],
  ['10.20.0.11:5432', "Use '10.20.0.11', and declare the port in ports."],
  ['10.20.0.011', "Use '10.20.0.11' if the numbers are decimal."],
])('the message for the address %j suggests what was meant', (address, fix) => {
  const [message] = messagesOf(chart => db(chart, { backend: Backend.addresses(address) }));

  expect(message).toContain(fix);
  expect(message.includes('Backend.hostname')).toBe(address === 'db.example.com');
});

test.each([
  [Backend.addresses('db'), 'backend.addresses[0] "db"'],
  [Backend.endpoints({ address: 'db' }), 'backend.endpoints[0].address "db"'],
  [Backend.endpoints({ address: '10.20.0.11' }, { address: '10.20.0.11' }), 'backend.endpoints[1].address "10.20.0.11"'],
  [Backend.endpoints(), 'backend.endpoints []'],
])('the message for an address names the parameter it comes from', (backend, begins) => {
  expect(messagesOf(chart => db(chart, { backend }))).toEqual([expect.stringContaining(`shop/db: ${begins}: `)]);
});

test('the message for the URL of a backend suggests its host', () => {
  const [message] = messagesOf(chart => db(chart, { backend: Backend.hostname('postgresql://db.example.com:5432/orders') }));

  expect(message).toContain("Use 'db.example.com', and declare scheme and port in ports.");
});
