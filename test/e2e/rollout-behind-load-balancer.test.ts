import { balancerAddress } from './support/balancer';
import { expectLossless } from './support/lossless';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT } from './support/places';
import { KINDS, REQUESTS, release, rolloutAndScaleDown } from './support/release';
import { Exposure } from '../../lib';

const namespace = testNamespace('balanced-rollout');

test('behind a load balancer, no request is lost during a rollout and a scale-down', async () => {
  const props = { exposure: Exposure.loadBalancer() };
  release(namespace, 'balanced', 1, { ...props, replicas: 4 });
  const address = await balancerAddress(namespace, 'balanced');
  const urls = { new: `http://${address}:8080`, keepalive: `http://${address}:8080`, grpc: `grpc://${address}:9090` };

  for (const [kind, summary] of await rolloutAndScaleDown(namespace, 'balanced', props, OUTSIDE_CLIENT, urls)) {
    expectLossless(summary, KINDS[kind]);
    expect(summary.sent).toBeGreaterThanOrEqual(REQUESTS);
  }
});
