import * as k8s from '@pulumi/kubernetes';
import { Backend, ExternalService } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { POSTGRES, web } from './support/declare';
import { TestStack } from './support/test-stack';
import { testNamespace } from '../../../test/e2e/support/namespace';

const namespace = testNamespace('pulumi-preview');

/**
 * The host of the database is an output of an object in a namespace that does not exist yet: the API server cannot answer a dry run for the object, so
 * its outputs are not known.
 */
async function program() {
  const other = new k8s.core.v1.Namespace('other', { metadata: { name: `${namespace}-other` } });
  const database = new k8s.core.v1.ConfigMap('database', { metadata: { name: 'database', namespace: other.metadata.name } });
  const host = database.id.apply(id => `${id.replace('/', '.')}.example.com`);
  new Cdk8sComponent('shop', { namespace }, (chart, inputs) => {
    const db = new ExternalService(chart, 'orders-db', { backend: Backend.hostname(inputs.hostname(host)), ports: [POSTGRES] });
    web(chart, 'web', { env: { REPLICA: `replica.${inputs.hostname(host)}` } }).connectTo(db);
  });
}

test('a preview shows every object, and only the values that are not known yet as unknown', async () => {
  const preview = (await (await TestStack.create('preview')).preview(program)).succeeded();

  expect([...preview.operations].sort()).toEqual([
    'create Cdk8sComponent shop',
    'create ConfigMap database',
    'create Deployment shop/web',
    'create Namespace other',
    'create Service shop/orders-db',
    'create Service shop/web',
  ]);
  expect([...preview.unknown].sort()).toEqual([
    'Deployment shop/web: spec.template.spec.containers[0].env[1].value',
    'Service shop/orders-db: spec.externalName',
  ]);
});
