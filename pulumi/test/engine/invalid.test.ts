import * as k8s from '@pulumi/kubernetes';
import { Backend, ExternalService } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';
import { POSTGRES, web } from './support/declare';
import { TestStack } from './support/test-stack';
import { kubectl } from '../../../test/e2e/support/kubectl';
import { testNamespace } from '../../../test/e2e/support/namespace';

const namespace = testNamespace('pulumi-invalid');

/** The host is an output of an object in a namespace that does not exist yet, so a preview does not know it. */
const program = (hostOf: (id: string) => string) => async () => {
  const other = new k8s.core.v1.Namespace('other', { metadata: { name: `${namespace}-other` } });
  const database = new k8s.core.v1.ConfigMap('database', { metadata: { name: 'database', namespace: other.metadata.name } });
  new Cdk8sComponent('shop', { namespace }, (chart, inputs) => {
    const host = inputs.hostname(database.id.apply(hostOf));
    web(chart, 'web').connectTo(new ExternalService(chart, 'orders-db', { backend: Backend.hostname(host), ports: [POSTGRES] }));
  });
};

const VALID = program(id => `${id.replace('/', '.')}.example.com`);
const INVALID = program(id => `not a host: ${id}`);

const versions = () => kubectl('--namespace', namespace, 'get', 'services,deployments', '--output=custom-columns=NAME:.metadata.name,UID:.metadata.uid,GENERATION:.metadata.generation');

test('an invalid value that is known only during the update is one error of the component, of which nothing is created, changed or deleted', async () => {
  const stack = await TestStack.create('invalid');
  expect((await stack.preview(INVALID)).succeeded().changes).toContain('create Deployment shop/web');
  const update = await stack.up(INVALID);

  expect(update.failed).toBe(true);
  expect(update.errorMessages).toEqual([expect.stringMatching(/^Cdk8sComponent shop: .*shop\/orders-db: backend\.hostname/)]);
  expect(update.changes).toEqual(['create Cdk8sComponent shop', 'create Namespace other', 'create ConfigMap database']);
  expect(kubectl('--namespace', namespace, 'get', 'services,deployments', '--output=name')).toBe('');

  expect((await stack.up(VALID)).succeeded().changes).toContain('create Deployment shop/web');
  const before = versions();
  const second = await stack.up(INVALID);
  expect(second.failed).toBe(true);
  // No object is deleted either.
  expect(second.changes).toEqual([]);
  expect(versions()).toBe(before);
  (await stack.destroy()).succeeded();
});

test('a program that catches the error of a component fails, and nothing is deleted', async () => {
  const stack = await TestStack.create('caught');
  const caught = (name: string) => async () => {
    try {
      new Cdk8sComponent('shop', { namespace }, chart => {
        web(chart, name);
      });
    } catch {
      // The test is about programs that do this.
    }
  };
  (await stack.up(caught('web'))).succeeded();
  const before = versions();
  const update = await stack.up(caught('not a name'));

  expect(update.failed).toBe(true);
  expect(update.changes).toEqual([]);
  expect(versions()).toBe(before);
  (await stack.destroy()).succeeded();
});
