import * as k8s from '@pulumi/kubernetes';
import { ApiObject } from 'cdk8s';
import { Backend, Exposure, ExternalService } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { POSTGRES, web } from './support/declare';
import { TestStack } from './support/test-stack';
import { OUTSIDE } from '../../../test/e2e/harness/facts';
import { kubectl } from '../../../test/e2e/support/kubectl';
import { OUTSIDE_CLIENT, answeredBy } from '../../../test/e2e/support/places';
import { podsOf } from '../../../test/e2e/support/pods';

const namespace = 'pulumi-lifecycle';

async function program() {
  const shop = new Cdk8sComponent('shop', { namespace }, chart => {
    new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, namespace: undefined } });
    const db = new ExternalService(chart, 'orders-db', { backend: Backend.addresses(OUTSIDE[0].ipv4), ports: [POSTGRES] });
    const server = web(chart, 'web', { exposure: Exposure.loadBalancer() });
    server.connectTo(db);
    return { server };
  });
  const service = shop.get(k8s.core.v1.Service, shop.parts.server.service);
  return { address: service.status.loadBalancer.ingress[0].ip, clusterIp: service.spec.clusterIP };
}

const OBJECTS = [
  `Namespace shop/${namespace}`, 'Service shop/orders-db', 'EndpointSlice shop/orders-db-ipv4', 'Service shop/web', 'Deployment shop/web', 'Cdk8sComponent shop',
];

test('a component is created, is unchanged afterwards, and is deleted completely', async () => {
  const stack = await TestStack.create('lifecycle');
  const created = (await stack.up(program)).succeeded();
  expect([...created.operations].sort()).toEqual(OBJECTS.map(object => `create ${object}`).sort());

  const { address, clusterIp } = await stack.outputs();
  expect(clusterIp.value).toMatch(/^10\.96\./);
  await answeredBy(podsOf(namespace, 'deployment.web').map(({ metadata }) => metadata.name), OUTSIDE_CLIENT, `http://${address.value}`);

  expect((await stack.preview(program)).succeeded().changes).toEqual([]);
  expect((await stack.up(program)).succeeded().changes).toEqual([]);

  const { operations } = (await stack.destroy()).succeeded();
  expect([...operations].sort()).toEqual(OBJECTS.map(object => `delete ${object}`).sort());
  const place = (object: string) => operations.indexOf(`delete ${object}`);
  expect(place('Deployment shop/web')).toBeLessThan(place(`Namespace shop/${namespace}`));
  expect(place('EndpointSlice shop/orders-db-ipv4')).toBeLessThan(place('Service shop/orders-db'));
  expect(place('Service shop/orders-db')).toBeLessThan(place(`Namespace shop/${namespace}`));
  expect(kubectl('get', 'namespaces', '--output=name')).not.toContain(namespace);
});
