import { ExposedWorkload, WorkloadDefaults, type ExposedWorkloadProps } from '../../lib';
import { messagesOf } from '../rules/broken';
import { MINIMAL, find, synthOf } from '../support';

const templateOf = (props: Partial<ExposedWorkloadProps>, defaults: Parameters<typeof WorkloadDefaults.set>[1] = {}) => find(synthOf(chart => {
  WorkloadDefaults.set(chart, defaults);
  new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props });
}), 'Deployment').spec.template;

test('the template has the name, which is not that of the workload', () => {
  expect(templateOf({ existingTemplate: { name: 'web-pods' } }).metadata.name).toBe('web-pods');
  expect(templateOf({}).metadata).not.toHaveProperty('name');
});

test.each([
  ['by default', {}, false],
  ['if the default of Kubernetes is used', { enableServiceLinks: true }, undefined],
  ['if it is specified', { enableServiceLinks: true, existingTemplate: { specifiesServiceLinks: true } }, true],
  ['if it is explicitly not specified', { enableServiceLinks: true, existingTemplate: { specifiesServiceLinks: false } }, undefined],
  ['if it is explicitly not specified, by default', { existingTemplate: { specifiesServiceLinks: false } }, false],
])('enableServiceLinks is correct %s', (_, props, expected) => {
  expect(templateOf(props).spec.enableServiceLinks).toBe(expected);
});

test('the options are merged with the defaults of the scope', () => {
  const { metadata, spec } = templateOf(
    { existingTemplate: { name: 'web-pods' } }, { enableServiceLinks: true, existingTemplate: { name: 'pods', specifiesServiceLinks: true } },
  );

  expect([metadata.name, spec.enableServiceLinks]).toEqual(['web-pods', true]);
});

test.each<[string, Partial<ExposedWorkloadProps>, RegExp]>([
  ['service links without enableServiceLinks', { existingTemplate: { specifiesServiceLinks: true } }, /^shop\/web: existingTemplate\.specifiesServiceLinks true: .*\[existing-template\]/],
  ['service links with enableServiceLinks: false', { enableServiceLinks: false, existingTemplate: { specifiesServiceLinks: true } }, /^shop\/web: existingTemplate\.specifiesServiceLinks true: .*\[existing-template\]/],
  ['an empty name', { existingTemplate: { name: '' } }, /^shop\/web: existingTemplate\.name "": .*\[existing-template\]/],
  ['a name that YAML does not preserve', { existingTemplate: { name: '0o17' } }, /^shop\/web: existingTemplate\.name .*\[yaml-text\]/],
])('%s: is refused', (_, props, message) => {
  expect(messagesOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props }))).toEqual([expect.stringMatching(message)]);
});
