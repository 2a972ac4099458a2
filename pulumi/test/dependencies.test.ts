import * as k8s from '@pulumi/kubernetes';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, Controller, ExternalService, Isolation, Port } from 'cdk8s-service-patterns';
import { Cdk8sComponent, objectOptions, type Declare } from 'cdk8s-service-patterns-pulumi';
import { Construct } from 'constructs';
import { configMap, object, shop, TYPES, web } from './declarations';
import { execute } from './support';

/** The dependencies of each resource, by its type and name. */
async function dependenciesOf(program: () => unknown): Promise<Record<string, readonly string[]>> {
  const { messages, resources } = await execute(program);
  expect(messages).toEqual([]);
  return Object.fromEntries(resources.map(({ type, name, dependencies }) => [`${type.split(':').at(-1)} ${name}`, dependencies.map(id => id.split(':').at(-1)!)]));
}

const selecting = { spec: { selector: { app: 'web' } } };
const pods = { spec: { template: { metadata: { labels: { app: 'web', tier: 'front' } } } } };

test('a Deployment and its Service do not wait for each other', async () => {
  const dependencies = await dependenciesOf(() => shop(chart => { web(chart); }));

  expect(dependencies['Deployment shop/web']).toEqual([]);
  expect(dependencies['Service shop/web']).toEqual([]);
});

test('workloads wait for the policies of the library, and EndpointSlices for their Service', async () => {
  const dependencies = await dependenciesOf(() => shop(chart => {
    Isolation.enable(chart);
    web(chart).connectTo(new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] }));
  }));

  expect(dependencies['Deployment shop/web']).toEqual(['NetworkPolicy shop/web']);
  expect(Object.entries(dependencies).find(([id]) => id.startsWith('EndpointSlice'))![1]).toEqual(['Service shop/db']);
  expect(dependencies['Service shop/db']).toEqual([]);
});

test('a StatefulSet of the library waits for its headless Service only', async () => {
  const dependencies = await dependenciesOf(() => shop(chart => { web(chart, { controller: Controller.statefulSet() }); }));

  expect(Object.entries(dependencies).filter(([id]) => id.startsWith('StatefulSet'))).toEqual([['StatefulSet shop/web', ['Service shop/web-headless']]]);
});

test('Namespaces and ReferenceGrants do not wait for each other', async () => {
  const dependencies = await dependenciesOf(() => shop(chart => {
    ['shop', 'a'].forEach(name => object(chart, 'v1', 'Namespace', name));
    ['b', 'c'].forEach(name => object(chart, 'gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', name));
  }));

  expect(dependencies['Namespace shop/a']).toEqual([]);
  expect(dependencies['ReferenceGrant shop/b']).toEqual(['Namespace shop/shop']);
  expect(dependencies['ReferenceGrant shop/c']).toEqual(['Namespace shop/shop']);
});

test.each([
  ['a Service that selects pods', selecting],
  ['a Service of the type ExternalName', { spec: { ...selecting.spec, type: 'ExternalName' } }],
])('a StatefulSet waits for %s only if the provider does not wait for the pods', async (_, service) => {
  const { find } = await execute(() => shop(chart => {
    object(chart, 'v1', 'Service', 'web', service);
    object(chart, 'apps/v1', 'StatefulSet', 'web', { spec: { ...pods.spec, serviceName: 'web' } });
  }));

  expect(find('kubernetes:apps/v1:StatefulSet', 'shop/web').dependencies).toEqual('type' in service.spec ? [`${TYPES.service} shop/web`] : []);
});

describe('addDependency', () => {
  test('between objects, constructs and charts applies to all objects in them', async () => {
    const dependencies = await dependenciesOf(() => shop(chart => {
      const [a, b] = ['a', 'b'].map(id => new Construct(chart, id) as Chart);
      ['1', '2'].forEach(name => configMap(a, `a${name}`));
      ['1', '2'].forEach(name => configMap(b, `b${name}`));
      a.node.addDependency(b);
      configMap(chart, 'c').addDependency(configMap(chart, 'd'));
    }));

    expect(dependencies['ConfigMap shop/a1']).toEqual(['ConfigMap shop/b1', 'ConfigMap shop/b2']);
    expect(dependencies['ConfigMap shop/a2']).toEqual(['ConfigMap shop/b1', 'ConfigMap shop/b2']);
    expect(dependencies['ConfigMap shop/b1']).toEqual([]);
    expect(dependencies['ConfigMap shop/c']).toEqual(['ConfigMap shop/d']);
  });

  test('on an object of another component applies', async () => {
    const dependencies = await dependenciesOf(() => {
      const first = shop(chart => ({ map: configMap(chart, 'a') }));
      new Cdk8sComponent('second', {}, chart => configMap(chart, 'b').addDependency(first.parts.map));
    });

    expect(dependencies['ConfigMap second/b']).toEqual(['ConfigMap shop/a']);
  });

  test('on the parent of an object has no effect', async () => {
    const dependencies = await dependenciesOf(() => shop(chart => configMap(chart, 'a').node.addDependency(chart)));

    expect(dependencies['ConfigMap shop/a']).toEqual([]);
  });

  test('on an object that is in no component is an error', async () => {
    const { messages, names } = await execute(() => shop(chart => {
      configMap(chart, 'a').node.addDependency(configMap(new Chart(new App(), 'other'), 'b'));
    }));

    expect(messages).toEqual([
      "shop/ConfigMap-a: ConfigMap shop/a: it depends on 'other/ConfigMap-b', which is in no component that was created before. Create that component first.",
    ]);
    expect(names()).toEqual([]);
  });
});

describe('a cycle', () => {
  const messageOf = async (declare: Declare<unknown>) => {
    const { messages, names } = await execute(() => { shop(declare); });
    expect(names()).toEqual([]);
    expect(messages).toHaveLength(1);
    return messages[0];
  };

  test('of objects that wait for each other is an error', async () => {
    expect(await messageOf(chart => {
      const needed = object(chart, 'v1', 'Namespace', 'shop');
      needed.addDependency(configMap(chart, 'a'));
    })).toMatch(/these objects wait for each other: (Namespace|ConfigMap) .*, (Namespace|ConfigMap) .*\. /);
  });

  test('of constructs that depend on each other is an error', async () => {
    expect(await messageOf(chart => {
      const [a, b] = [configMap(chart, 'a'), configMap(chart, 'b')];
      a.addDependency(b);
      b.addDependency(a);
    })).toContain('cycle');
  });

  const afterService: Declare<unknown> = chart => {
    const service = object(chart, 'v1', 'Service', 'web', selecting);
    object(chart, 'apps/v1', 'Deployment', 'web', pods).addDependency(service);
    return service;
  };

  test('because a ConfigMap of a Deployment waits for the Service that selects its pods is an error', async () => {
    expect(await messageOf(chart => {
      const service = object(chart, 'v1', 'Service', 'web', selecting);
      object(chart, 'apps/v1', 'Deployment', 'web', pods);
      configMap(chart, 'a').addDependency(service);
    })).toBe(
      'shop/Service-web: Service shop/web: these objects wait for each other: Service shop/web, Deployment shop/web, ConfigMap shop/a, Service shop/web. '
      + 'A Service waits for the pods that it selects. Remove one of the dependencies, or use objectOptions(service, { skipAwait: true }).',
    );
  });

  test('does not exist because a Deployment does not wait for a Service that waits for its pods', async () => {
    const { messages, find } = await execute(() => { shop(afterService); });

    expect(messages).toEqual([]);
    expect(find('kubernetes:apps/v1:Deployment', 'shop/web').dependencies).toEqual([]);
  });

  test('does not exist because of the Service of a StatefulSet of cdk8s-plus', async () => {
    const { messages, find } = await execute(() => shop(chart => {
      const service = new kplus.Service(chart, 'service', { metadata: { name: 'db' }, ports: [{ port: 5432 }] });
      new kplus.StatefulSet(chart, 'db', { metadata: { name: 'db' }, service, containers: [{ image: 'db', portNumber: 5432 }] });
    }));

    expect(messages).toEqual([]);
    expect(find('kubernetes:apps/v1:StatefulSet', 'shop/db').dependencies).toEqual([]);
  });

  test.each<[string, Declare<unknown>]>([
    ['skipAwait is set for the Service', (chart, inputs) => objectOptions(afterService(chart, inputs) as Construct, { skipAwait: true })],
    ['an annotation skips the wait', chart => {
      const service = object(chart, 'v1', 'Service', 'web', { ...selecting, metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } } });
      object(chart, 'apps/v1', 'Deployment', 'web', pods).addDependency(service);
    }],
    ['the Service selects other pods', chart => {
      const service = object(chart, 'v1', 'Service', 'web', { spec: { selector: { app: 'other' } } });
      object(chart, 'apps/v1', 'Deployment', 'web', pods).addDependency(service);
    }],
    ['the Service is headless', chart => {
      const service = object(chart, 'v1', 'Service', 'web', { spec: { ...selecting.spec, clusterIP: 'None' } });
      object(chart, 'apps/v1', 'Deployment', 'web', pods).addDependency(service);
    }],
    ['the workload is in another namespace', chart => {
      const service = object(chart, 'v1', 'Service', 'web', selecting);
      object(chart, 'apps/v1', 'Deployment', 'web', { ...pods, metadata: { namespace: 'other' } }).addDependency(service);
    }],
  ])('does not exist if %s', async (_, declare) => {
    const { messages, resources } = await execute(() => { shop(declare); });

    expect(messages).toEqual([]);
    expect(resources.find(({ type }) => type === TYPES.deployment)!.dependencies).toEqual([`${TYPES.service} shop/web`]);
  });

  test.each<[string, string, object]>([
    ['a CronJob', 'batch/v1 CronJob', { spec: { jobTemplate: pods } }],
    ['a Pod', 'v1 Pod', { metadata: pods.spec.template.metadata }],
  ])('does not exist because %s does not wait for a Service that waits for its pods', async (_, kind, fields) => {
    const [apiVersion, name] = kind.split(' ');
    const { messages, resources } = await execute(() => shop(chart => {
      object(chart, apiVersion, name, 'pods', fields).addDependency(object(chart, 'v1', 'Service', 'web', selecting));
    }));

    expect(messages).toEqual([]);
    expect(resources.find(resource => resource.type.endsWith(`:${name}`))!.dependencies).toEqual([]);
  });
});

test('a StatefulSet of cdk8s-plus waits for the headless Service that it creates', async () => {
  const dependencies = await dependenciesOf(() => shop(chart => {
    new kplus.StatefulSet(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'a', portNumber: 80 }] });
  }));

  expect(dependencies['StatefulSet shop/web']).toEqual([expect.stringMatching(/^Service shop\/shop-web-service-/)]);
});

test('resources of the program can wait for the resource of an object', async () => {
  const dependencies = await dependenciesOf(() => {
    const component = shop(chart => { configMap(chart, 'a'); return { map: configMap(chart, 'b') }; });
    new k8s.core.v1.ConfigMap('other', {}, { dependsOn: component.get(k8s.core.v1.ConfigMap, component.parts.map) });
  });

  expect(dependencies['ConfigMap other']).toEqual(['ConfigMap shop/b']);
});
