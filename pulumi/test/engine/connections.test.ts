import { ClusterProfile, Isolation } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { web } from './support/declare';
import { TestStack } from './support/test-stack';
import { PROFILE } from '../../../test/e2e/support/declare';
import { testNamespace } from '../../../test/e2e/support/namespace';
import { answeredBy, call, inPod } from '../../../test/e2e/support/places';
import { podsOf } from '../../../test/e2e/support/pods';
import { policiesInForce } from '../../../test/e2e/support/policies';

const shopNamespace = testNamespace('pulumi-shop');
const dataNamespace = testNamespace('pulumi-data');

const component = <T>(name: string, namespace: string, declare: (...args: Parameters<ConstructorParameters<typeof Cdk8sComponent<T>>[2]>) => T) => (
  new Cdk8sComponent<T>(name, { namespace }, (chart, inputs) => {
    ClusterProfile.set(chart, PROFILE);
    Isolation.enable(chart);
    return declare(chart, inputs);
  })
);

async function program() {
  const data = component('data', dataNamespace, chart => ({ orders: web(chart, 'orders') }));
  component('shop', shopNamespace, chart => {
    web(chart, 'web').connectTo(data.parts.orders);
    web(chart, 'other');
  });
}

test('a workload of one component connects to one of another, and isolation blocks all others', async () => {
  const stack = await TestStack.create('connections');
  (await stack.up(program)).succeeded();
  await policiesInForce(shopNamespace, dataNamespace);
  const orders = `http://orders.${dataNamespace}`;

  await answeredBy(podsOf(dataNamespace, 'deployment.orders').map(({ metadata }) => metadata.name), inPod(shopNamespace, 'deployment/web'), orders);
  expect(call(inPod(shopNamespace, 'deployment/other'), orders, '--timeout=500ms')[0].error).toMatch(/timeout|deadline|timed out/i);
  expect((await stack.preview(program)).succeeded().changes).toEqual([]);
  (await stack.destroy()).succeeded();
});
