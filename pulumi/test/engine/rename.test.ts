import { Backend, ExternalService } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { POSTGRES, web } from './support/declare';
import { TestStack } from './support/test-stack';
import { OUTSIDE } from '../../../test/e2e/harness/facts';
import { get } from '../../../test/e2e/support/kubectl';
import { testNamespace } from '../../../test/e2e/support/namespace';

const namespace = testNamespace('pulumi-rename');

const program = (name: string, aliases: string[] = []) => async () => {
  new Cdk8sComponent(name, { namespace }, chart => {
    web(chart, 'web').connectTo(new ExternalService(chart, 'orders-db', { backend: Backend.addresses(OUTSIDE[0].ipv4), ports: [POSTGRES] }));
  }, { aliases: aliases.map(alias => ({ name: alias })) });
};

const identities = () => get(namespace, 'deployments,services,pods').items.map(({ metadata }: { metadata: { name: string; uid: string } }) => metadata.uid).sort();

test('a component with a new name and an alias keeps its objects', async () => {
  const stack = await TestStack.create('rename');
  (await stack.up(program('shop'))).succeeded();
  const before = identities();
  const renamed = (await stack.up(program('store', ['shop']))).succeeded();

  expect(renamed.changes).toEqual([]);
  expect([...renamed.operations].sort()).toEqual([
    'same Cdk8sComponent store', 'same Deployment store/web', 'same EndpointSlice store/orders-db-ipv4', 'same Service store/orders-db', 'same Service store/web',
  ]);
  expect(identities()).toEqual(before);
  (await stack.destroy()).succeeded();
});

test('without an alias, the engine creates and deletes the objects, so the test above can detect it', async () => {
  const stack = await TestStack.create('rename-without-alias');
  (await stack.up(program('shop'))).succeeded();
  const { operations } = (await stack.preview(program('store'))).succeeded();

  expect(operations).toEqual(expect.arrayContaining(['create Deployment store/web', 'delete Deployment shop/web']));
  (await stack.destroy()).succeeded();
});
