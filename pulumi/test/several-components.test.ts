import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ApiObject, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, ClusterProfile, ExposedWorkload, ExternalService, Isolation, Port } from 'cdk8s-service-patterns';
import { Cdk8sComponent, type Declare, type Inputs } from 'cdk8s-service-patterns-pulumi';
import { configMap, object as declareObject, shop, TYPES, web } from './declarations';
import { execute, UNKNOWN, unknownOutput } from './support';

const database = (host: pulumi.Input<string>): Declare<{ db: ExternalService }> => (chart, inputs) => ({
  db: new ExternalService(chart, 'db', { backend: Backend.hostname(inputs.hostname(host)), ports: [Port.tcp(5432, { name: 'sql', scheme: 'postgresql' })] }),
});

const containerOf = (args: any) => args.spec.template.spec.containers[0];

describe('a connection to a construct of another component', () => {
  test('sets the variables of the second one', async () => {
    const { messages, find } = await execute(() => {
      const data = new Cdk8sComponent('data', { namespace: 'data' }, database(pulumi.output('db.example.com')));
      shop(chart => web(chart).connectTo(data.parts.db, { envPrefix: 'DB' }));
    });

    expect(messages).toEqual([]);
    expect(containerOf(find(TYPES.deployment, 'shop/web').args).env).toEqual(expect.arrayContaining([{ name: 'DB_HOST', value: 'db.data.svc.cluster.local' }]));
  });

  test.each([true, false])('changes the policies of the first one if pods are isolated (Outputs: %s)', async hasOutputs => {
    const input = <T>(value: T) => hasOutputs ? pulumi.output(value) as unknown as T : value;
    const { messages, find, resources } = await execute(() => {
      const first = shop((chart, inputs) => {
        Isolation.enable(chart);
        return { web: web(chart, { image: inputs.string(input('a')) }) };
      });
      new Cdk8sComponent('client', { namespace: 'client' }, (chart, inputs) => {
        Isolation.enable(chart);
        const client = new ExposedWorkload(chart, 'client', { image: inputs.string(input('b')), ports: [Port.http(8080)] });
        client.connectTo(first.parts.web);
      });
    });

    expect(messages).toEqual([]);
    expect(find('kubernetes:networking.k8s.io/v1:NetworkPolicy', 'shop/web').args.spec.ingress[0].from[0]).toMatchObject({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'client' } },
    });
    expect(resources.filter(({ type }) => type.endsWith(':NetworkPolicy'))).toHaveLength(2);
  });
});

test.each<[string, pulumi.Output<string>, boolean, unknown]>([
  ['unknown', unknownOutput(), true, UNKNOWN],
  ['known', pulumi.output('client-1'), false, 'client-1'],
  ['secret', pulumi.secret('client-1'), false, { secret: 'client-1' }],
])('a policy of the first component has the %s namespace of the second one', async (_, namespace, preview, expected) => {
  const { messages, resources } = await execute(() => {
    const first = shop(chart => {
      Isolation.enable(chart);
      return { web: web(chart) };
    });
    new Cdk8sComponent('client', { namespace }, chart => web(chart).connectTo(first.parts.web));
  }, { preview });
  const policy = resources.find(({ type }) => type.endsWith(':NetworkPolicy'))!;

  expect(messages).toEqual([]);
  expect(policy.args.spec.ingress[0].from[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': expected });
});

describe('Outputs of the first component', () => {
  const inSecond = async (host: pulumi.Output<string>, compute: (db: ExternalService, inputs: Inputs) => unknown, preview = false) => {
    const { messages, find } = await execute(() => {
      const data = new Cdk8sComponent('data', { namespace: 'data' }, database(host));
      shop((chart, inputs) => configMap(chart, 'a', compute(data.parts.db, inputs)));
    }, { preview });
    expect(messages).toEqual([]);
    return find(TYPES.configMap, 'shop/a').args.data.value;
  };
  const hostOf = (db: ExternalService): string => db.node.findAll().filter(ApiObject.isApiObject).map(object => object.toJson().spec.externalName)[0];

  test('are unknown in the second one', async () => {
    expect(await inSecond(unknownOutput(), db => `host ${hostOf(db)}`, true)).toBe(UNKNOWN);
  });

  test('have their values in the second one', async () => {
    expect(await inSecond(pulumi.output('db.example.com'), db => `host ${hostOf(db)}`)).toBe('host db.example.com');
    expect(await inSecond(pulumi.output('db.example.com'), db => hostOf(db).length)).toBe(14);
    expect(await inSecond(pulumi.output('db.example.com'), (db, inputs) => `${inputs.string(pulumi.output('host'))} ${hostOf(db)}`)).toBe('host db.example.com');
  });

  test('are secret in the second one', async () => {
    expect(await inSecond(pulumi.secret('db.example.com'), db => `host ${hostOf(db)}`)).toEqual({ secret: 'host db.example.com' });
    expect(await inSecond(pulumi.secret('db.example.com'), db => hostOf(db).length)).toEqual({ secret: 14 });
  });

  test('have their values in a third one that uses the second one', async () => {
    const { messages, find } = await execute(() => {
      const first = new Cdk8sComponent('first', {}, (_, inputs) => ({ text: inputs.string(pulumi.output('a')) }));
      const second = new Cdk8sComponent('second', {}, () => ({ text: `${first.parts.text}b` }));
      new Cdk8sComponent('third', {}, chart => configMap(chart, 'a', second.parts.text));
    });

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'third/a').args.data.value).toBe('ab');
  });

  test('are judged in the second one', async () => {
    const { messages, names } = await execute(() => {
      const first = new Cdk8sComponent('first', {}, (_, inputs) => ({ image: inputs.string(pulumi.output('not an image')) }));
      shop(chart => web(chart, { image: first.parts.image }));
    });

    expect(messages).toEqual([expect.stringMatching(/^shop\/web: image "not an image": /)]);
    expect(names()).toEqual([]);
  });
});

describe('parts that are read outside the callback', () => {
  const MESSAGE = 'it uses a construct of another component that was read outside the callback. '
    + 'Read the parts of the other component in the callback, such as shop.parts.web.';

  test('are an error if they contain an Output', async () => {
    const { messages, names } = await execute(() => {
      const { text } = new Cdk8sComponent('first', {}, (_, inputs) => ({ text: inputs.string(pulumi.output('a')) })).parts;
      shop(chart => configMap(chart, 'a', `text ${text}`));
    });

    expect(messages).toEqual([`shop/ConfigMap-a: ConfigMap shop/a: ${MESSAGE}`]);
    expect(names()).toEqual([]);
  });

  test('are an error if the objects of a component with Outputs are changed', async () => {
    const { messages, names } = await execute(() => {
      const first = shop((chart, inputs) => {
        Isolation.enable(chart);
        return { web: web(chart, { image: inputs.string(pulumi.output('a')) }) };
      });
      const target = first.parts.web;
      new Cdk8sComponent('client', { namespace: 'client' }, (chart, inputs) => web(chart, { image: inputs.string(pulumi.output('a')) }).connectTo(target));
    });

    expect(messages).toEqual([
      expect.stringMatching(/^client\/web: connectTo\.target "shop\/web": .* such as shop\.parts\.web\. \[same-app\]/),
      'shop/web/Isolation: NetworkPolicy shop/web: spec.ingress: the number of its entries depends on the value of an Output: it is 1 or 0.\n'
      + 'The callback of another component has changed these objects. Read the parts of this component in that callback, such as shop.parts.web, '
      + 'and not outside, so that it changes the objects in each run.',
    ]);
    expect(names().filter(name => name.includes(' shop/'))).toEqual([]);
  });
});

describe('a component that is created after another one is registered', () => {
  const later = (declare: (first: Cdk8sComponent<{ web: ExposedWorkload }>) => Declare<unknown>) => execute(async () => {
    const first = shop(chart => {
      Isolation.enable(chart);
      return { web: web(chart) };
    });
    await new Promise<void>(resolve => { first.get(k8s.core.v1.Service, first.parts.web).urn.apply(() => resolve()); });
    new Cdk8sComponent('later', { namespace: 'later' }, declare(first));
  });

  test('can use its parts', async () => {
    const { messages, find } = await later(first => chart => configMap(chart, 'a', first.parts.web.address.host));

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'later/a').args.data.value).toBe('web.shop.svc.cluster.local');
  });

  test('must not change its objects', async () => {
    const { messages, names } = await later(first => chart => {
      Isolation.enable(chart);
      web(chart).connectTo(first.parts.web);
    });

    expect(messages).toEqual([expect.stringMatching(
      /^shop\/web\/Isolation: NetworkPolicy shop\/web: the callback changes it, and the component 'shop' is already registered\.\nCreate both components before/,
    )]);
    expect(names().filter(name => name.includes('later'))).toEqual([]);
  });
});

describe('two components with the same name and different parents', () => {
  const inTeams = (declare: (team: string) => Declare<unknown>) => execute(() => {
    const base = new Cdk8sComponent('base', {}, chart => declareObject(chart, 'v1', 'Namespace', 'shop'));
    for (const team of ['a', 'b']) {
      const parent = new pulumi.ComponentResource('example:index:Team', team);
      shop(declare(team), { parent });
    }
    return base;
  });

  test('are both registered', async () => {
    const { messages, resources } = await inTeams(team => (chart, inputs) => configMap(chart, team, inputs.string(pulumi.output(team))));

    expect(messages).toEqual([]);
    expect(resources.filter(({ type }) => type === TYPES.configMap).map(({ name, args }) => [name, args.data.value]).sort()).toEqual([['shop/a', 'a'], ['shop/b', 'b']]);
  });

  test('both wait for the objects of earlier components that they need', async () => {
    const { find } = await inTeams(team => chart => configMap(chart, team));

    expect(find(TYPES.configMap, 'shop/a').dependencies).toEqual(['kubernetes:core/v1:Namespace base/shop']);
    expect(find(TYPES.configMap, 'shop/b').dependencies).toEqual(['kubernetes:core/v1:Namespace base/shop']);
  });
});

describe('components with other providers', () => {
  const inClusters = (declare: (cluster: string) => Declare<unknown>) => execute(() => {
    for (const cluster of ['eu', 'us']) {
      new Cdk8sComponent(`shop-${cluster}`, { namespace: 'shop' }, declare(cluster), { provider: new k8s.Provider(cluster, { kubeconfig: '{}' }) });
    }
  });

  test('can declare the same objects, and do not wait for each other', async () => {
    const { messages, find } = await inClusters(() => chart => {
      declareObject(chart, 'v1', 'Namespace', 'shop');
      return configMap(chart, 'a');
    });

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'shop-us/a').dependencies.filter(name => !name.includes('providers'))).toEqual(['kubernetes:core/v1:Namespace shop-us/shop']);
  });

  test('cannot be connected', async () => {
    let target: ExposedWorkload | undefined;
    const { messages } = await inClusters(() => chart => {
      const workload = web(chart);
      target ? workload.connectTo(target) : target = workload;
    });

    expect(messages).toEqual([expect.stringMatching(/^shop-us\/web: connectTo\.target "shop-eu\/web": .*\[same-app\]/)]);
  });
});

test('computed values stay at their places if another component changes the list in which they are', async () => {
  const { messages, find } = await execute(() => {
    const first = shop((chart, inputs) => ({ web: web(chart, { env: { B: inputs.string(pulumi.output('Prod')).toLowerCase() } }) }));
    new Cdk8sComponent('other', { namespace: 'other' }, (_, inputs) => {
      first.parts.web.container.env.addVariable('A', kplus.EnvValue.fromValue(inputs.string(pulumi.output('value'))));
    });
  });

  expect(messages).toEqual([]);
  expect(containerOf(find(TYPES.deployment, 'shop/web').args).env).toEqual([{ name: 'A', value: 'value' }, { name: 'B', value: 'prod' }]);
});

test('a cluster-scoped object is the same in all namespaces', async () => {
  const role = (chart: Chart) => new kplus.ClusterRole(chart, 'role', { metadata: { name: 'reader' } });
  const { messages } = await execute(() => {
    shop(role);
    new Cdk8sComponent('other', { namespace: 'other' }, role);
  });

  expect(messages).toEqual([expect.stringContaining("'shop/role/Resource' of the component 'shop' is the same object")]);
});

test('a workload does not wait for its Service in another component', async () => {
  const { messages, find } = await execute(() => {
    const first = shop(chart => ({ service: declareObject(chart, 'v1', 'Service', 'web', { spec: { selector: { app: 'web' } } }) }));
    new Cdk8sComponent('other', { namespace: 'shop' }, chart => {
      declareObject(chart, 'apps/v1', 'Deployment', 'web', { spec: { template: { metadata: { labels: { app: 'web' } } } } })
        .addDependency(first.parts.service);
    });
  });

  expect(messages).toEqual([]);
  expect(find(TYPES.deployment, 'other/web').dependencies).toEqual([]);
});

test('get does not accept a construct of another component with the same path', async () => {
  const { messages } = await execute(() => {
    const [a, b] = ['eu', 'us'].map(cluster => new Cdk8sComponent('shop', {}, chart => ({ map: configMap(chart, 'a') }), {
      provider: new k8s.Provider(cluster, { kubeconfig: '{}' }), parent: new pulumi.ComponentResource(`example:index:${cluster}`, cluster),
    }));
    a.get(k8s.core.v1.ConfigMap, b.parts.map);
  });

  expect(messages).toEqual([expect.stringContaining('the construct must have exactly one object of this type. It has no objects.')]);
});

test('two components with the same provider must not declare the same object', async () => {
  const { messages, names } = await execute(() => {
    shop(chart => configMap(chart, 'a'));
    new Cdk8sComponent('other', { namespace: 'shop' }, chart => { configMap(chart, 'a'); configMap(chart, 'b'); });
  });

  expect(messages).toEqual([
    "other/ConfigMap-a: ConfigMap shop/a: 'shop/ConfigMap-a' of the component 'shop' is the same object. "
    + 'Declare it in one component, or use another name or namespace.',
  ]);
  expect(names()).not.toContain(`${TYPES.configMap} other/b`);
});

test('addDependency applies in the component, and not in another one with the same name', async () => {
  const { messages, find } = await execute(() => {
    for (const team of ['a', 'b']) {
      shop(chart => {
        const needed = new ApiObject(chart, 'needed', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `needed-${team}` } });
        configMap(chart, team).addDependency(needed);
      }, { parent: new pulumi.ComponentResource('example:index:Team', team) });
    }
  });

  expect(messages).toEqual([]);
  expect(find(TYPES.configMap, 'shop/a').dependencies).toEqual([`${TYPES.configMap} shop/needed-a`]);
  expect(find(TYPES.configMap, 'shop/b').dependencies).toEqual([`${TYPES.configMap} shop/needed-b`]);
});

test('a profile of one component does not apply to the others', async () => {
  const { messages, find } = await execute(() => {
    new Cdk8sComponent('first', { namespace: 'first' }, chart => {
      ClusterProfile.set(chart, { clusterDomain: 'k8s.example.com' });
      configMap(chart, 'a', web(chart).address.host);
    });
    shop(chart => configMap(chart, 'a', web(chart).address.host));
  });

  expect(messages).toEqual([]);
  expect(find(TYPES.configMap, 'first/a').args.data.value).toBe('web.first.svc.k8s.example.com');
  expect(find(TYPES.configMap, 'shop/a').args.data.value).toBe('web.shop.svc.cluster.local');
});

describe('two executions in one process do not see each other', () => {
  const inOrder = [(chart: Chart) => declareObject(chart, 'v1', 'Namespace', 'shop'), (chart: Chart) => configMap(chart, 'a')];
  const run = (declare: (chart: Chart) => unknown) => execute(() => shop(declare));

  test('one after the other', async () => {
    await run(inOrder[0]);
    const { messages, find } = await run(inOrder[1]);

    expect(messages).toEqual([]);
    expect(find(TYPES.configMap, 'shop/a').dependencies).toEqual([]);
  });

  test('at the same time, as in the Automation API', async () => {
    const { withLocalStorage } = jest.requireActual<any>('@pulumi/pulumi/runtime/state');
    const executions: Awaited<ReturnType<typeof run>>[] = await Promise.all(inOrder.map(declare => withLocalStorage(() => run(declare))));

    expect(executions.map(({ messages, names }) => [messages, names()])).toEqual([
      [[], ['kubernetes:core/v1:Namespace shop/shop']], [[], [`${TYPES.configMap} shop/a`]],
    ]);
    expect(executions[1].find(TYPES.configMap, 'shop/a').dependencies).toEqual([]);
  });
});
