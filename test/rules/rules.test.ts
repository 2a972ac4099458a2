import { attempt, db, messagesOf, web } from './broken';
import { brokenDeclaration } from './broken-declarations';
import { Backend, Exposure, HealthCheck, Port } from '../../lib';
import { RULES } from '../../lib/rules';

const rules = Object.values(RULES).flat();

test('rule ids are unique', () => {
  const ids = rules.map(rule => rule.id);
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(rules.map(rule => [rule.id, rule] as const))('rule %s', (id, rule) => {
  test('the message contains path, field, value, rule, fix, id and address of the rule', () => {
    const broken = brokenDeclaration(id);
    const messages = messagesOf(broken.declare);
    expect(messages.length > 0 ? '' : `The declaration that breaks '${id}' synthesizes. Report the rule in a check of lib/`).toBe('');
    expect(messages).toHaveLength(1);
    const [begin, end] = messages[0].split(`: ${rule.limit}. `);
    const [, path, fieldAndValue] = /^(app|(?:shop|other|anywhere)(?:\/(?:web|web-blue|db|route|public|Worker))?): (.+)$/.exec(begin) ?? [];
    expect(path).toBeDefined();
    expect(fieldAndValue.slice(0, broken.begins.length)).toBe(broken.begins);
    expect(end).toMatch(/^\S.*[.)] \[/);
    expect(end.endsWith(` [${id}] https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/rules.md#${id}`)).toBe(true);
  });

  test('the declaration synthesizes after the fix', () => {
    expect(() => attempt(brokenDeclaration(id).fixed)).not.toThrow();
  });
});

test('all problems of a workload are reported in one error, one line for each', () => {
  const messages = messagesOf(chart => web(chart, {
    image: '',
    replicas: -1,
    ports: [Port.http(0), Port.http(8081), Port.udp(8081, { name: 'UDP' })],
    exposure: Exposure.loadBalancer({ sourceRanges: ['10.0.0.1'], nodePorts: { http: 80 } }),
    readiness: HealthCheck.http('', { port: 'admin' }),
    env: { 'A=B': 'c' },
    serviceMetadata: { labels: { team: 'a b' } },
  }));
  expect(messages).toMatchSnapshot();
  expect(messages.every(message => message.startsWith('shop/web: '))).toBe(true);
});

test('all problems of an external service are reported in one error, one line for each', () => {
  const messages = messagesOf(chart => db(chart, { name: '-', backend: Backend.addresses('10.0.0', '127.0.0.1', '100.100.100.200'), ports: [] }));
  expect(messages).toMatchSnapshot();
  expect(messages.every(message => message.startsWith('shop/db: '))).toBe(true);
});
