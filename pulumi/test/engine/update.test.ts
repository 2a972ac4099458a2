import { output } from '@pulumi/pulumi';
import { Exposure, type ExposedWorkloadProps } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { web } from './support/declare';
import { TestStack } from './support/test-stack';
import { AGENT_IMAGE } from '../../../test/e2e/harness/images';
import { balancerAddress } from '../../../test/e2e/support/balancer';
import { expectLossless } from '../../../test/e2e/support/lossless';
import { testNamespace } from '../../../test/e2e/support/namespace';
import { OUTSIDE_CLIENT, startLoad } from '../../../test/e2e/support/places';

const namespace = testNamespace('pulumi-update');

const program = (image: string, props: Partial<ExposedWorkloadProps> = {}) => async () => {
  new Cdk8sComponent('shop', { namespace }, (chart, inputs) => {
    web(chart, 'web', { exposure: Exposure.loadBalancer(), replicas: 2, image: inputs.string(output(image)), ...props });
  });
};

test('an update changes only the fields of the change, and loses no request', async () => {
  const stack = await TestStack.create('update');
  (await stack.up(program('registry.example.com/web:1.4.2'))).succeeded();
  const load = await startLoad(OUTSIDE_CLIENT, `http://${await balancerAddress(namespace, 'web')}`, '--kind=new', '--connections=8', '--rate=100', '--at-least=2000');

  const image = (await stack.up(program(AGENT_IMAGE))).succeeded();
  expect(image.changes).toEqual(['update Deployment shop/web']);
  expect(image.differences('Deployment', 'shop/web')).toEqual(['spec.template.spec.containers[0].image']);

  const variable = (await stack.up(program(AGENT_IMAGE, { env: { RELEASE: '2' } }))).succeeded();
  expect(variable.changes).toEqual(['update Deployment shop/web']);
  expect(variable.differences('Deployment', 'shop/web')).toEqual(['spec.template.spec.containers[0].env[1]']);

  const summary = await load.stop();
  expectLossless(summary);
  // None of the pods of the first release is left, so pods of several releases must have answered.
  expect(Object.keys(summary.byPod).length).toBeGreaterThan(2);
  (await stack.destroy()).succeeded();
});
