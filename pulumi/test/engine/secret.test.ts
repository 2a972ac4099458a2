import { secret } from '@pulumi/pulumi';
import { Backend, ExternalService } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { POSTGRES, web } from './support/declare';
import { TestStack } from './support/test-stack';
import { get } from '../../../test/e2e/support/kubectl';
import { testNamespace } from '../../../test/e2e/support/namespace';

const namespace = testNamespace('pulumi-secret');

/** No other text contains this one. */
const SECRET = 'x7q-secret-9';

test('a secret is applied, and is neither in the state nor in what the engine prints', async () => {
  const stack = await TestStack.create('secret');
  const program = (value: string) => async () => {
    new Cdk8sComponent('shop', { namespace }, (chart, inputs) => {
      web(chart, 'web', { env: { TOKEN: `token:${inputs.string(secret(value))}` } });
    });
  };
  const updates = [await stack.preview(program(SECRET)), await stack.up(program(SECRET)), await stack.up(program(`${SECRET}-2`))];
  updates.forEach(update => update.succeeded());

  const [container] = get(namespace, 'deployment', 'web').spec.template.spec.containers;
  expect(container.env).toContainEqual({ name: 'TOKEN', value: `token:${SECRET}-2` });
  expect(updates.map(({ everything }) => everything).join('\n')).not.toContain(SECRET);
  expect(stack.state()).toContain('shop/web');
  expect(stack.state()).not.toContain(SECRET);
  (await stack.destroy()).succeeded();
});

test('the error for a secret that is not valid does not contain it', async () => {
  const stack = await TestStack.create('invalid-secret');
  const update = await stack.up(async () => {
    new Cdk8sComponent('shop', { namespace }, (chart, inputs) => {
      new ExternalService(chart, 'orders-db', { backend: Backend.hostname(inputs.hostname(secret(`${SECRET} with spaces`))), ports: [POSTGRES] });
    });
  });

  expect(update.failed).toBe(true);
  expect(update.everything).toContain('shop/orders-db: backend.hostname');
  expect(update.everything).not.toContain(SECRET);
  expect(stack.state()).not.toContain(SECRET);
});
