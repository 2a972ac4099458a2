import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Exposure } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { configMap, object, shop, TYPES, web } from './declarations';
import { execute } from './support';
import { settle } from '../src/inputs/settle';

const LOAD_BALANCER = { status: { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } } };

const outputs = (type: string) => type === TYPES.service ? LOAD_BALANCER : {};

const balanced = () => shop((chart, inputs) => ({ web: web(chart, { image: inputs.string(pulumi.output('a')), exposure: Exposure.loadBalancer() }) }));

test('it returns the resource of the object with its type', async () => {
  const values: unknown[] = [];
  const { messages } = await execute(() => {
    const component = balanced();
    const service = component.get(k8s.core.v1.Service, component.parts.web.service!);
    const hostname: pulumi.Output<string> = service.status.loadBalancer.ingress[0].hostname;
    const { clusterIP }: { clusterIP: pulumi.Output<string> } = service.spec;
    // @ts-expect-error The status of a Service has no replicas.
    void service.status.replicas;
    pulumi.all([hostname, service.metadata.name, clusterIP]).apply(all => values.push(...all));
  }, { outputs });

  expect(messages).toEqual([]);
  expect(values).toEqual(['lb.example.com', 'web', undefined]);
});

test('the construct can contain the object, and other objects', async () => {
  const names: unknown[] = [];
  const { messages } = await execute(() => {
    const component = balanced();
    component.get(k8s.apps.v1.Deployment, component.parts.web).metadata.name.apply(name => names.push(name));
    component.get(k8s.core.v1.Service, component.parts.web).metadata.name.apply(name => names.push(name));
  });

  expect(messages).toEqual([]);
  expect(names).toEqual(['web', 'web']);
});

test('the status is unknown in a preview', async () => {
  let hostname: unknown;
  await execute(async () => {
    const component = balanced();
    hostname = await settle(component.get(k8s.core.v1.Service, component.parts.web.service!).status.loadBalancer.ingress[0].hostname);
  }, { preview: true });

  expect(hostname).toEqual({ isKnown: false, isSecret: false, value: undefined });
});

test('a custom resource has the class CustomResource', async () => {
  let resource: unknown;
  await execute(() => {
    const component = shop(chart => ({ custom: object(chart, 'example.com/v1', 'Shop', 'a') }));
    component.get(k8s.apiextensions.CustomResource, component.parts.custom).apply(value => { resource = value; });
  });

  expect(resource).toBeInstanceOf(k8s.apiextensions.CustomResource);
});

describe('an error of the component', () => {
  const errorOf = async (get: (component: Cdk8sComponent<any>) => unknown, create: () => Cdk8sComponent<any> = balanced) => {
    let thrown: unknown;
    await execute(() => {
      const component = create();
      try {
        get(component);
      } catch (error) {
        thrown = error;
      }
    });
    expect(thrown).toBeInstanceOf(pulumi.ResourceError);
    expect((thrown as pulumi.ResourceError).resource).toBeInstanceOf(Cdk8sComponent);
    return (thrown as Error).message;
  };

  test('is reported for a construct without an object of the type', async () => {
    expect(await errorOf(component => component.get(k8s.apps.v1.StatefulSet, component.parts.web))).toBe(
      'shop/web: get(StatefulSet, …): the construct must have exactly one object of this type. '
      + 'It has v1 Service (shop/web/Service/Resource), apps/v1 Deployment (shop/web/Workload/Resource).',
    );
  });

  test('is reported for a construct with several objects of the type', async () => {
    const create = () => shop(chart => { configMap(chart, 'a'); configMap(chart, 'b'); return { chart }; });

    expect(await errorOf(component => component.get(k8s.core.v1.ConfigMap, component.parts.chart), create)).toBe(
      'shop: get(ConfigMap, …): the construct must have exactly one object of this type. It has v1 ConfigMap (shop/ConfigMap-a), v1 ConfigMap (shop/ConfigMap-b).',
    );
  });

  test('is reported for a construct of another component', async () => {
    let other: Cdk8sComponent<any> | undefined;
    const create = () => {
      other = new Cdk8sComponent('other', {}, chart => ({ map: configMap(chart, 'a') }));
      return balanced();
    };

    expect(await errorOf(component => component.get(k8s.core.v1.ConfigMap, other!.parts.map), create)).toBe(
      'other/ConfigMap-a: get(ConfigMap, …): the construct must have exactly one object of this type. It has no objects.',
    );
  });
});

test('objects whose paths begin with the same text are distinguished', async () => {
  const names: unknown[] = [];
  await execute(() => {
    const component = shop(chart => ({ a: configMap(chart, 'a'), ab: configMap(chart, 'ab') }));
    component.get(k8s.core.v1.ConfigMap, component.parts.a).metadata.name.apply(name => names.push(name));
    component.get(k8s.core.v1.ConfigMap, component.parts.ab).metadata.name.apply(name => names.push(name));
  });

  expect(names).toEqual(['a', 'ab']);
});

test('the Output fails with the component', async () => {
  let isResolved = false;
  const { messages } = await execute(() => {
    const component = shop((chart, inputs) => ({ map: configMap(chart, 'a', inputs.string(pulumi.output(1 as any))) }));
    component.get(k8s.core.v1.ConfigMap, component.parts.map).metadata.name.apply(() => { isResolved = true; });
  });

  expect(isResolved).toBe(false);
  expect(messages).toEqual(['Output 1 (inputs.string): the value of the Output has the type number, and must be a string.']);
});

test('the resource can be used by another component', async () => {
  const { messages, find } = await execute(() => {
    const component = balanced();
    const { ingress } = component.get(k8s.core.v1.Service, component.parts.web.service!).status.loadBalancer;
    new Cdk8sComponent('dns', {}, (chart, inputs) => configMap(chart, 'a', inputs.hostname(ingress[0].hostname)));
  }, { outputs });

  expect(messages).toEqual([]);
  expect(find(TYPES.configMap, 'dns/a').args.data.value).toBe('lb.example.com');
  expect(find(TYPES.configMap, 'dns/a').dependencies).toEqual([`${TYPES.service} shop/web`]);
});
