import * as pulumi from '@pulumi/pulumi';
import { ApiObject } from 'cdk8s';
import { Gateway, Route, RouteBackend, RouteParent } from 'cdk8s-service-patterns';
import { Cdk8sComponent, objectOptions, type Declare } from 'cdk8s-service-patterns-pulumi';
import { configMap, shop, TYPES, web } from './declarations';
import { execute, UNKNOWN, unknownOutput } from './support';

test.each<[string, () => pulumi.Input<string>, boolean]>([
  ['a known Output', () => pulumi.output('team'), false],
  ['an unknown Output', () => unknownOutput<string>(), true],
  ['a promise', () => Promise.resolve('team'), false],
])('components whose namespace is %s are in the same namespace', async (_, create, preview) => {
  const namespace = create();
  const { messages, resources } = await execute(() => {
    const first = new Cdk8sComponent('first', { namespace }, chart => ({ web: web(chart) }));
    new Cdk8sComponent('second', { namespace }, chart => {
      const parents = [RouteParent.gateway(new Gateway(chart, 'public', { className: 'traefik' }))];
      new Route(chart, 'route', { parents, hosts: ['shop.example.com'], rules: [{ backends: [RouteBackend.of(first.parts.web)] }] });
    });
  }, { preview });
  const route = resources.find(({ type }) => type.endsWith(':HTTPRoute'))!;

  expect(messages).toEqual([]);
  // A backend in another namespace would have a namespace, and a ReferenceGrant.
  expect(route.args.spec.rules[0].backendRefs).toEqual([{ group: '', kind: 'Service', name: 'web', port: 8080, weight: 1 }]);
  expect(route.args.metadata.namespace).toBe(preview ? UNKNOWN : 'team');
  expect(route.dependencies).toEqual(expect.arrayContaining([`${TYPES.service} first/web`]));
  expect(resources.some(({ type }) => type.endsWith(':ReferenceGrant'))).toBe(false);
});

describe('an Output that is used several times', () => {
  const valuesOf = (declare: (output: pulumi.Output<any>) => Declare<unknown>, value: unknown) => execute(() => shop(declare(pulumi.output(value))));

  test('is equal to itself in the callback', async () => {
    const { messages, find } = await valuesOf(output => (chart, inputs) => {
      const equal = [inputs.string(output) === inputs.string(output), inputs.string(output) !== inputs.string(pulumi.output('a'))];
      configMap(chart, 'a', [...equal.map(String), inputs.string(output)]);
    }, 'b');

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'shop/a').args.data.value).toEqual(['true', 'true', 'b']);
  });

  test('has the value of each method that is called for it', async () => {
    const { messages, find } = await valuesOf(output => (chart, inputs) => {
      const host = inputs.hostname(output);
      configMap(chart, 'a', [inputs.string(output), host, `${host}:${inputs.string(output)}`]);
    }, 'db.example.com');

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'shop/a').args.data.value).toEqual(['db.example.com', 'db.example.com', 'db.example.com:db.example.com']);
  });

  test('names the call in the message about its type', async () => {
    const { messages } = await valuesOf(output => (chart, inputs) => configMap(chart, 'a', inputs.withExamples('a', 'b', 'c') + inputs.string(output)), 1);

    expect(messages).toEqual(['Output 1 (inputs.string): the value of the Output has the type number, and must be a string.']);
  });

  test('orders the objects of the namespace after it', async () => {
    const namespace = pulumi.output('team');
    const { messages, find } = await execute(() => {
      new Cdk8sComponent('base', {}, (chart, inputs) => {
        const metadata = { name: inputs.string(namespace) };
        objectOptions(new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata }), { name: 'team' });
      });
      new Cdk8sComponent('shop', { namespace }, chart => configMap(chart, 'a'));
    });

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'shop/a').dependencies).toEqual(['kubernetes:core/v1:Namespace base/team']);
  });
});
