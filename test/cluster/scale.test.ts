import { deploy, server } from './support/declare';
import { kubectl } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { podsOf } from './support/pods';
import { ExposedWorkload, Port } from '../../lib';

const namespace = testNamespace('scale');

test.each([['another apply', {}], ['a rollout', { RELEASE: '2' }]])('the number of pods that was set since is kept over %s, where the declaration says none', (_, added) => {
  const declared = (env = {}) => deploy(namespace, chart => {
    const props = server('--http=:8080');
    new ExposedWorkload(chart, 'web', { ...props, env, ports: [Port.http(8080)] });
  });
  declared();
  kubectl('--namespace', namespace, 'scale', 'deployment/web', '--replicas=3');
  declared(added);

  expect(podsOf(namespace, 'deployment.web')).toHaveLength(3);
});
