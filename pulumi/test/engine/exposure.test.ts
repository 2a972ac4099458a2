import { Exposure, Port } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { web } from './support/declare';
import { TestStack } from './support/test-stack';
import { get } from '../../../test/e2e/support/kubectl';
import { testNamespace } from '../../../test/e2e/support/namespace';

const namespace = testNamespace('pulumi-exposure');

const program = (exposure: Exposure) => async () => {
  new Cdk8sComponent('shop', { namespace }, chart => {
    web(chart, 'web', { exposure, ports: [Port.http(8080)] });
  });
};

test.each([
  ['a Service that becomes headless', 'to-headless', Exposure.clusterIp(), Exposure.headless(), /^None$/],
  ['a headless Service that gets a cluster IP', 'to-cluster-ip', Exposure.headless(), Exposure.clusterIp(), /^10\.96\./],
])('%s is replaced, and the next preview shows no changes', async (_, name, before, after, clusterIp) => {
  const stack = await TestStack.create(name);
  (await stack.up(program(before))).succeeded();
  const changed = (await stack.up(program(after))).succeeded();

  expect(changed.changes).toEqual(['delete-replaced Service shop/web', 'replace Service shop/web', 'create-replacement Service shop/web']);
  expect(get(namespace, 'service', 'web').spec.clusterIP).toMatch(clusterIp);
  expect((await stack.preview(program(after))).succeeded().changes).toEqual([]);
  (await stack.destroy()).succeeded();
});
