import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ConfigMap } from 'cdk8s-plus-28';
import { Cdk8sComponent, objectOptions } from 'cdk8s-service-patterns-pulumi';
import { configMap, object, shop, TYPES } from './declarations';
import { execute } from './support';

const COMPONENT = 'cdk8s-service-patterns-pulumi:index:Cdk8sComponent';

test('the children have the component as their parent', async () => {
  const { resources, find } = await execute(() => shop(chart => configMap(chart, 'a')));

  expect(resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([[COMPONENT, 'shop', 'project-stack'], [TYPES.configMap, 'shop/a', 'shop']]);
  expect(find(COMPONENT, 'shop').args).toEqual({});
});

test('a resource that depends on the component waits for its children', async () => {
  const { find } = await execute(() => {
    const component = shop((chart, inputs) => {
      configMap(chart, 'a', inputs.string(new Promise<string>(resolve => { setImmediate(() => resolve('late')); })));
      configMap(chart, 'b');
    });
    new k8s.core.v1.ConfigMap('other', {}, { dependsOn: component });
    new k8s.core.v1.ConfigMap('list', {}, { dependsOn: [component] });
  });

  expect(find(TYPES.configMap, 'other').dependencies).toEqual([`${TYPES.configMap} shop/a`, `${TYPES.configMap} shop/b`]);
  expect(find(TYPES.configMap, 'list').dependencies).toEqual([`${TYPES.configMap} shop/a`, `${TYPES.configMap} shop/b`]);
});

test('a component that depends on another one is registered after its children, and before its own children', async () => {
  const { find, resources } = await execute(() => {
    const first = shop((chart, inputs) => configMap(chart, 'a', inputs.string(pulumi.output('a'))));
    new Cdk8sComponent('second', {}, chart => configMap(chart, 'b'), { dependsOn: first });
  });

  expect(find(COMPONENT, 'second').dependencies).toEqual([`${TYPES.configMap} shop/a`]);
  expect(resources.map(({ name }) => name)).toEqual(['shop', 'shop/a', 'second', 'second/b']);
});

test('aliases of the component apply to the children', async () => {
  const { find } = await execute(() => {
    // The SDK computes the aliases of children only for engines without support of alias specifications, in the same way as newer engines.
    jest.requireActual<any>('@pulumi/pulumi/runtime/state').getStore().supportsAliasSpecs = false;
    shop(chart => configMap(chart, 'a'), { aliases: [{ name: 'store' }] });
  });

  expect(find(TYPES.configMap, 'shop/a').request.getAliasurnsList()).toEqual([`urn:pulumi:stack::project::${COMPONENT}$${TYPES.configMap}::store/a`]);
});

test('protect and the provider of the component apply to the children', async () => {
  const { messages, find } = await execute(() => {
    const provider = new k8s.Provider('cluster', { kubeconfig: '{}' });
    shop(chart => { configMap(chart, 'a'); object(chart, 'example.com/v1', 'Shop', 'b'); }, { provider, protect: true });
    new Cdk8sComponent('list', {}, chart => configMap(chart, 'b'), { providers: [provider] });
    new Cdk8sComponent('map', {}, chart => configMap(chart, 'c'), { providers: { kubernetes: provider } });
  });

  expect(messages).toEqual([]);
  for (const [type, name, isProtected] of [
    [TYPES.configMap, 'shop/a', true], ['kubernetes:example.com/v1:Shop', 'shop/b', true], [TYPES.configMap, 'list/b', false], [TYPES.configMap, 'map/c', false],
  ] as const) {
    const { request } = find(type, name);
    expect(request.getProvider()).toMatch(/pulumi:providers:kubernetes::cluster::cluster-id$/);
    expect(request.getProtect() ?? false).toBe(isProtected);
  }
});

test('transformations of the component apply to the children', async () => {
  const { find } = await execute(() => shop(chart => configMap(chart, 'a'), {
    transformations: [({ type, props, opts }) => type === TYPES.configMap ? { props: { ...props, data: { value: 'b' } }, opts } : undefined],
  }));

  expect(find(TYPES.configMap, 'shop/a').args.data).toEqual({ value: 'b' });
});

test('an object option takes precedence over the option of the component', async () => {
  const { find } = await execute(() => shop(chart => objectOptions(configMap(chart, 'a'), { protect: false }), { protect: true }));

  expect(find(TYPES.configMap, 'shop/a').request.getProtect()).toBe(false);
});

describe('the arguments of the component', () => {
  test('labels and the namespace can be Outputs', async () => {
    const { messages, find } = await execute(() => {
      new Cdk8sComponent('shop', { namespace: pulumi.output('a'), labels: { team: pulumi.output('b'), tier: 'c' } }, chart => configMap(chart, 'a'));
    });

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'shop/a').args.metadata).toEqual({ name: 'a', namespace: 'a', labels: { team: 'b', tier: 'c' } });
  });

  test('disableResourceNameHashes removes the hashes from generated names', async () => {
    const { names } = await execute(() => {
      new Cdk8sComponent('a', { disableResourceNameHashes: true }, chart => new ConfigMap(chart, 'map'));
      new Cdk8sComponent('b', {}, chart => new ConfigMap(chart, 'map'));
    });

    expect(names()).toEqual([`${TYPES.configMap} a/a-map`, expect.stringMatching(/ b\/b-map-[0-9a-f]{8}$/)]);
  });

  test('a namespace that a rule refuses fails the program', async () => {
    const { messages, names } = await execute(() => {
      new Cdk8sComponent('shop', { namespace: pulumi.output(1 as any) }, chart => configMap(chart, 'a'));
    });

    expect(messages).toEqual(['Output 1 (inputs.string): the value of the Output has the type number, and must be a string.']);
    expect(names()).toEqual([]);
  });
});
