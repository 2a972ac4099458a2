import { runInNewContext } from 'vm';
import { ExposedWorkload, Exposure, Port, type ExposedWorkloadProps } from '../../lib';
import { web, messagesOf } from '../rules/broken';
import { find, mainContainer, newChart, synth, synthOf } from '../support';

const MINIMAL = { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] };
const documentsOf = (props: Partial<ExposedWorkloadProps>) => synthOf(chart => web(chart, props));

test('later changes of lists, maps and structures have no effect', () => {
  const sidecar = { name: 'proxy', image: 'registry.example.com/proxy:1', args: ['--a'] };
  const props = { args: ['--a'], command: ['run'], env: { A: 'a' }, podMetadata: { labels: { team: 'shop' } }, sidecars: [sidecar] };
  const chart = newChart();
  new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props });
  props.args.push('--b');
  props.command.push('again');
  (props.env as Record<string, string>).B = 'b';
  (props.podMetadata.labels as Record<string, string>).tier = 'web';
  sidecar.args.push('--b');
  const { spec, metadata } = find(synth(chart), 'Deployment').spec.template;

  expect(spec.containers[0]).toMatchObject({ args: ['--a'], command: ['run'], env: [{ name: 'A', value: 'a' }] });
  expect(metadata.labels).not.toHaveProperty('tier');
  expect(spec.initContainers[0].args).toEqual(['--a']);
});

test('later changes of the options of a factory have no effect', () => {
  const sourceRanges = ['10.0.0.0/8'];
  const exposure = Exposure.loadBalancer({ sourceRanges });
  sourceRanges.push('0.0.0.0/0');

  expect(find(documentsOf({ exposure }), 'Service').spec.loadBalancerSourceRanges).toEqual(['10.0.0.0/8']);
});

test.each<[string, () => Record<string, string>]>([
  ['an object without a prototype', () => Object.assign(Object.create(null), { A: 'a' })],
  ['a frozen object', () => Object.freeze({ A: 'a' })],
  ['an object of another realm', () => runInNewContext('({ A: "a" })')],
  ['an object that inherits from another object', () => Object.assign(Object.create({}), { A: 'a' })],
])('%s is a map', (_, env) => {
  expect(mainContainer(find(documentsOf({ env: env() }), 'Deployment')).env).toEqual([{ name: 'A', value: 'a' }]);
});

test('the environment of the process is a map', () => {
  expect(messagesOf(chart => web(chart, { env: process.env as Record<string, string> })).filter(message => message.endsWith('#value-type'))).toEqual([]);
});

test('names of members of objects are names like others', () => {
  const env = JSON.parse('{ "constructor": "a", "__proto__": "b", "hasOwnProperty": "c" }');

  expect(mainContainer(find(documentsOf({ env }), 'Deployment')).env).toEqual([
    { name: '__proto__', value: 'b' }, { name: 'constructor', value: 'a' }, { name: 'hasOwnProperty', value: 'c' },
  ]);
});

test('an option that is null is not set, at every depth', () => {
  const nulls = {
    replicas: null, security: { user: null }, resources: { requests: null }, sidecars: null, lifecycle: { postStart: null },
  } as any;

  expect(documentsOf(nulls)).toEqual(documentsOf({ security: {}, resources: {}, lifecycle: {} }));
});

test('an instance of a class can implement a structure with accessors', () => {
  class Props {
    public readonly ports = MINIMAL.ports;
    public get image(): string {
      return MINIMAL.image;
    }
  }

  expect(synthOf(chart => new ExposedWorkload(chart, 'web', new Props()))).toEqual(documentsOf({}));
});
