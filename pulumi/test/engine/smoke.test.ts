import * as k8s from '@pulumi/kubernetes';
import { TestStack } from './support/test-stack';
import { eventually } from '../../../test/e2e/harness/eventually';
import { AGENT_IMAGE } from '../../../test/e2e/harness/images';
import { kubectl } from '../../../test/e2e/support/kubectl';
import { OUTSIDE_CLIENT, answeredBy } from '../../../test/e2e/support/places';

const labels = { app: 'web' };

/** Objects of the provider without the package: if this fails, the harness is broken. */
async function program() {
  const namespace = new k8s.core.v1.Namespace('namespace', { metadata: { name: 'pulumi-smoke' } });
  const metadata = { name: 'web', namespace: namespace.metadata.name };
  const settings = new k8s.core.v1.ConfigMap('settings', { metadata, data: { NAME: 'from-config-map' } });
  new k8s.apps.v1.Deployment('deployment', {
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{
            name: 'web',
            image: AGENT_IMAGE,
            args: ['serve', '--http=:8080'],
            env: [{ name: 'POD_NAME', valueFrom: { configMapKeyRef: { name: settings.metadata.name, key: 'NAME' } } }],
          }],
        },
      },
    },
  });
  const service = new k8s.core.v1.Service('service', { metadata, spec: { type: 'LoadBalancer', selector: labels, ports: [{ port: 80, targetPort: 8080 }] } });
  return { address: service.status.loadBalancer.ingress[0].ip, clusterIp: service.spec.clusterIP };
}

const CREATED = ['create Namespace namespace', 'create ConfigMap settings', 'create Deployment deployment', 'create Service service'];

test('the engine and the provider create, compare and delete objects in the cluster', async () => {
  const stack = await TestStack.create('smoke');

  expect((await stack.preview(program)).succeeded().changes).toEqual(expect.arrayContaining(CREATED));
  expect((await stack.up(program)).succeeded().changes).toEqual(expect.arrayContaining(CREATED));
  const { address, clusterIp } = await stack.outputs();
  expect(clusterIp.value).toMatch(/^10\.96\./);
  await answeredBy(['from-config-map'], OUTSIDE_CLIENT, `http://${address.value}`);
  expect((await stack.preview(program)).succeeded().changes).toEqual([]);
  expect((await stack.destroy()).succeeded().operations).toHaveLength(CREATED.length);
  await eventually('the namespace is deleted', () => kubectl('get', 'namespaces', '--output=name').includes('pulumi-smoke') ? undefined : true);
});
