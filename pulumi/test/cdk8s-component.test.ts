import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Backend, ExposedWorkload, Exposure, ExternalService, Port } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { execute, UNKNOWN, unknownOutput } from './support';

const LOAD_BALANCER = { status: { loadBalancer: { ingress: [{ hostname: 'lb.example.com' }] } } };

function shop(host: pulumi.Input<string>, image: pulumi.Input<string>) {
  return new Cdk8sComponent('shop', { namespace: 'shop' }, (chart, inputs) => {
    const db = new ExternalService(chart, 'orders-db', {
      backend: Backend.hostname(inputs.hostname(host)), ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })],
    });
    const web = new ExposedWorkload(chart, 'web', { image: inputs.string(image), ports: [Port.http(8080, { servicePort: 80 })], exposure: Exposure.loadBalancer() });
    web.connectTo(db);
    return { web };
  });
}

test('each object is a resource of its own type with the name of the component and of the object', async () => {
  let hostname: unknown;
  const { errors, names, find } = await execute(async () => {
    const component = shop('db.example.com', pulumi.output('registry.example.com/web:1'));
    component.get(k8s.core.v1.Service, component.parts.web.service!).status.loadBalancer.ingress[0].hostname.apply(value => { hostname = value; });
  }, { outputs: type => type.endsWith(':Service') ? LOAD_BALANCER : {} });

  expect(errors).toEqual([]);
  expect(names().sort()).toEqual([
    'kubernetes:apps/v1:Deployment shop/web',
    'kubernetes:core/v1:Service shop/orders-db',
    'kubernetes:core/v1:Service shop/web',
  ]);
  expect(find('kubernetes:apps/v1:Deployment', 'shop/web').args.spec.template.spec.containers[0].image).toBe('registry.example.com/web:1');
  expect(hostname).toBe('lb.example.com');
});

test('only the fields with unknown values are unknown in a preview', async () => {
  const { errors, find } = await execute(() => { shop(unknownOutput(), unknownOutput()); }, { preview: true });

  expect(errors).toEqual([]);
  expect(find('kubernetes:core/v1:Service', 'shop/orders-db').args.spec).toMatchObject({ type: 'ExternalName', externalName: UNKNOWN });
  expect(find('kubernetes:apps/v1:Deployment', 'shop/web').args.spec.template.spec.containers[0]).toMatchObject({ name: 'web', image: UNKNOWN });
});

test('a value that a rule refuses fails the program before a resource is registered', async () => {
  const { errors, names } = await execute(() => { shop(pulumi.output('not a host name'), 'registry.example.com/web:1'); });

  expect(names()).toEqual([]);
  expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/^shop\/orders-db: backend\.hostname/)]);
});
