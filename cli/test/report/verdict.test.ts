import { difference, differing, replacedPods, report, updateReport } from './reports';
import { isByIntent, isSame } from '../../src/report/verdict';

const TEMPLATE = 'spec.template.spec.enableServiceLinks';

test.each([
  ['nothing differs', report(), true, true],
  ['kubernetes-dry-run is not installed', report({ update: undefined }), true, true],
  ['a default differs', differing(difference({ intent: 'rollout default' })), true, true],
  ['a default of the pods differs', differing(difference({ path: TEMPLATE, intent: 'no links' })), true, false],
  ['pods are replaced', report({ update: updateReport({ replacedPods: [replacedPods('Deployment web')] }) }), true, true],
  ['a value differs', differing(difference()), false, false],
  ['a value and a default differ', differing(difference({ intent: 'x' }), difference()), false, false],
  ['the API server refuses an update', report({ update: updateReport({ accepted: false }) }), false, false],
  ['a port is lost', report({ update: updateReport({ lostPorts: ['Service web: 80'] }) }), false, false],
  ['the program does not type-check', report({ typeErrors: ['main.ts:1:1: x'] }), false, false],
  ['a document cannot be read', report({ inputProblems: ['a.yaml:1: x'] }), false, false],
])('if %s, the result is the same: by default, and in place', (_, value, byDefault, inPlace) => {
  expect([isSame(value, false), isSame(value, true)]).toEqual([byDefault, inPlace]);
});

test.each([
  ['spec.template', false], ['spec.template.spec.x', false], ['spec.template[x]', false], ['spec.templates', true], ['spec.strategy', true],
])('in place, a default at %s is no difference: %s', (path, isExcused) => {
  expect(isByIntent(difference({ path, intent: 'x' }), true)).toBe(isExcused);
});
