import { App } from 'cdk8s';
import { failureOf } from './support';
import { Assertions, ExposedWorkload, Exposure, Port } from '../../lib';
import { MINIMAL, newChart } from '../support';

const CALLS: Readonly<Record<string, { readonly list: string; readonly call: (...values: any[]) => void }>> = {
  onlyPublic: { list: 'declarations', call: (...values) => (Assertions as any).onlyPublic(...values) },
  onlyCallers: { list: 'callers', call: (...values) => (Assertions as any).onlyCallers(...values) },
  isolated: { list: 'exceptions', call: (...values) => (Assertions as any).isolated(...values) },
};

describe.each(Object.entries(CALLS))('%s', (_, { list, call }) => {
  test.each([5, 'web', {}, [undefined], [5], [Port.http(80)]])('with the list %p is refused', value => {
    const web = new ExposedWorkload(newChart(), 'web', MINIMAL);

    expect(failureOf(() => call(web, value))).toMatch(new RegExp(`^shop/web: ${list}(\\[0\\])? [^\\n]+ \\[value-type\\] https:\\S+$`));
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
