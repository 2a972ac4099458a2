import { deploy, server } from './support/declare';
import { kubectl } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { podsOf } from './support/pods';
import { ExposedWorkload, Port } from '../../lib';

const namespace = testNamespace('scale');

test.each([['a second apply', {}], ['a rollout', { RELEASE: '2' }]])('without declared replicas, %s keeps the number of pods that was set by kubectl scale', (_, added) => {
  const declared = (env = {}) => deploy(namespace, chart => {
    const props = server('--http=:8080');
    new ExposedWorkload(chart, 'web', { ...props, env, ports: [Port.http(8080)] });
  });
  declared();
  kubectl('--namespace', namespace, 'scale', 'deployment/web', '--replicas=3');
  declared(added);

  expect(podsOf(namespace, 'deployment.web')).toHaveLength(3);
});
