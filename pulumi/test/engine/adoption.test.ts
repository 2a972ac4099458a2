import { Cdk8sComponent, objectOptions } from 'cdk8s-service-patterns-pulumi';
import { web } from './support/declare';
import { TestStack } from './support/test-stack';
import { deploy } from '../../../test/e2e/support/declare';
import { get } from '../../../test/e2e/support/kubectl';
import { testNamespace } from '../../../test/e2e/support/namespace';

const namespace = testNamespace('pulumi-adoption');

const identities = () => get(namespace, 'deployments,services,pods').items.map(({ metadata }: { metadata: { uid: string } }) => metadata.uid).sort();

test('objects that kubectl has applied become part of a component without being replaced', async () => {
  deploy(namespace, chart => {
    web(chart, 'web');
  });
  const before = identities();
  const stack = await TestStack.create('adoption');
  const program = (value?: string) => async () => {
    new Cdk8sComponent('shop', { namespace }, chart => {
      web(chart, 'web', value === undefined ? {} : { env: { RELEASE: value } });
      objectOptions(chart, { patchForce: true });
    });
  };
  expect((await stack.up(program())).succeeded().changes).toContain('create Deployment shop/web');
  expect(identities()).toEqual(before);

  const changed = (await stack.up(program('2'))).succeeded();
  expect(changed.changes).toEqual(['update Deployment shop/web']);
  expect(get(namespace, 'deployment', 'web').spec.template.spec.containers[0].env).toContainEqual({ name: 'RELEASE', value: '2' });
  (await stack.destroy()).succeeded();
});
