import { App } from 'cdk8s';
import { failureOf } from './support';
import { Assertions, ExposedWorkload, Exposure, Port } from '../../lib';
import { MINIMAL, newChart } from '../support';

const CALLS: Readonly<Record<string, { readonly subject: string; readonly list: string; readonly call: (...values: any[]) => void }>> = {
  onlyPublic: { subject: 'scope', list: 'declarations', call: (...values) => (Assertions as any).onlyPublic(...values) },
  onlyCallers: { subject: 'target', list: 'callers', call: (...values) => (Assertions as any).onlyCallers(...values) },
  isolated: { subject: 'scope', list: 'exceptions', call: (...values) => (Assertions as any).isolated(...values) },
};

describe.each(Object.entries(CALLS))('%s', (name, { subject, list, call }) => {
  test.each([undefined, null])('without a subject (%s) is refused', value => {
    expect(failureOf(() => call(value, []))).toMatch(new RegExp(`^Assertions\\.${name}: ${subject} \\(not set\\): an option or argument without a default must be set\\. Set it to [^\\n]+ \\[required-option\\] https:\\S+$`));
  });

  test.each([5, 'shop', true, [], {}, { node: null }, { node: {} }, Port.http(80), new Map()])('with the subject %p is refused', value => {
    expect(failureOf(() => call(value, []))).toMatch(new RegExp(`^Assertions\\.${name}: ${subject} [^\\n]+ Use [^\\n]+ \\[value-type\\] https:\\S+$`));
  });

  test.each([5, 'web', {}, [undefined], [5], [Port.http(80)]])('with the list %p is refused', value => {
    const web = new ExposedWorkload(newChart(), 'web', MINIMAL);

    expect(failureOf(() => call(web, value))).toMatch(new RegExp(`^shop/web: ${list}(\\[0\\])? [^\\n]+ \\[value-type\\] https:\\S+$`));
  });

  test('reports all arguments at once', () => {
    expect(failureOf(() => call(5, 5)).split('\n').map(line => line.split(' ').slice(0, 2).join(' '))).toEqual([`Assertions.${name}: ${subject}`, `Assertions.${name}: ${list}`]);
  });
});

test.each(['onlyPublic', 'onlyCallers'])('%s requires its list', name => {
  const { list, call } = CALLS[name];
  const chart = newChart();
  new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort() });

  [undefined, null].forEach(value => {
    expect(failureOf(() => call(chart, value))).toMatch(new RegExp(`^shop: ${list} \\(not set\\): an option or argument without a default must be set\\. Set it to a list such as \\[web\\], or to \\[\\]\\. \\[required-option\\] https:\\S+$`));
  });
});

test('the exceptions of isolated can be null', () => {
  const web = new ExposedWorkload(newChart(), 'web', { ...MINIMAL, isolate: true });

  expect(() => Assertions.isolated(web, null as any)).not.toThrow();
});

test('an app without charts has no ways in, and no pods', () => {
  expect(failureOf(() => Assertions.onlyPublic(new App(), []))).toBe('');
  expect(failureOf(() => Assertions.isolated(new App()))).toBe('');
  expect(failureOf(() => Assertions.onlyCallers(new App(), []))).toBe('app: the app declares no pods of it. Use the declaration of a workload as the target of Assertions.onlyCallers.');
});
