import { output } from '@pulumi/pulumi';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { web } from './support/declare';
import { TestStack } from './support/test-stack';
import { AGENT_IMAGE } from '../../../test/e2e/harness/images';
import { testNamespace } from '../../../test/e2e/support/namespace';

const namespace = testNamespace('pulumi-registration');

test('the objects of a component whose Output comes from a slow promise are created, although nothing else waits for it', async () => {
  const stack = await TestStack.create('registration');
  const program = async () => {
    const image = output(new Promise<string>(resolve => setTimeout(() => resolve(AGENT_IMAGE), 500)));
    new Cdk8sComponent('shop', { namespace }, (chart, inputs) => {
      web(chart, 'web', { image: inputs.string(image) });
    });
  };

  expect((await stack.up(program)).succeeded().changes).toContain('create Deployment shop/web');
  expect((await stack.preview(program)).succeeded().changes).toEqual([]);
  (await stack.destroy()).succeeded();
});
