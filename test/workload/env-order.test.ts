import { ExposedWorkload, type ExposedWorkloadProps } from '../../lib';
import { messagesOf } from '../rules/broken';
import { MINIMAL, find, mainContainer, synthOf } from '../support';

const image = MINIMAL.image;
const ENV = { NAME: 'web', LEVEL: 'info', ZONE: 'a' };
const declare = (props: Partial<ExposedWorkloadProps>) => synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props }));
const namesIn = (container: { env?: { name: string }[] }) => container.env?.map(({ name }) => name);

test('the variables of each container are in the specified order, and the others follow by name', () => {
  const { spec } = find(declare({
    env: ENV,
    envOrder: ['ZONE', 'NAME'],
    initContainers: [{ name: 'init', image, env: ENV, envOrder: ['NAME', 'LEVEL'] }],
    sidecars: [{ name: 'proxy', image, env: ENV }],
  }), 'Deployment').spec.template;

  expect(namesIn(spec.containers[0])).toEqual(['ZONE', 'NAME', 'LEVEL']);
  expect(spec.initContainers.map(namesIn)).toEqual([['NAME', 'LEVEL', 'ZONE'], ['LEVEL', 'NAME', 'ZONE']]);
});

test('the order can contain variables that connections add', () => {
  const documents = synthOf(chart => {
    const api = new ExposedWorkload(chart, 'api', MINIMAL);
    new ExposedWorkload(chart, 'web', { ...MINIMAL, env: ENV, envOrder: ['ZONE', 'API_URL'] }).connectTo(api, { variables: { API_URL: '{url}' } });
  });

  expect(namesIn(mainContainer(find(documents, 'Deployment', 'web')))?.slice(0, 2)).toEqual(['ZONE', 'API_URL']);
});

test('names that are not those of variables, and names that occur twice, are refused', () => {
  const messages = messagesOf(chart => new ExposedWorkload(chart, 'web', {
    ...MINIMAL, env: ENV, envOrder: ['ZONE', 'ZONE', 'X'], additionalContainers: [{ name: 'other', image, envOrder: ['Y'] }],
  }));

  expect(messages).toEqual([
    expect.stringMatching(/shop\/web: envOrder\[1\] "ZONE": .* Remove the duplicate\./),
    expect.stringMatching(/shop\/web: envOrder\[2\] "X": .* Remove it, or set the variable in env or envValueFrom\./),
    expect.stringContaining('shop/web: additionalContainers[0].envOrder[0] "Y"'),
  ]);
});
