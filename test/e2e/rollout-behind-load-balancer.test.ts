import type { Chart } from 'cdk8s';
import { balancerAddress } from './support/balancer';
import { expectLossless } from './support/lossless';
import { testNamespace } from './support/namespace';
import { OUTSIDE_CLIENT } from './support/places';
import { KINDS, PORTS, REQUESTS, release, rolloutAndScaleDown } from './support/release';
import { ExposedPods, Exposure, type ExposedWorkload } from '../../lib';

const namespace = testNamespace('balanced-rollout');

const exposure = Exposure.loadBalancer();
const expose = (chart: Chart, selector: ExposedWorkload) => {
  new ExposedPods(chart, 'exposed-public', { selector, ports: PORTS, exposure });
};

test.each([
  { name: 'balanced', service: 'balanced', props: { exposure }, also: undefined },
  { name: 'exposed', service: 'exposed-public', props: {}, also: expose },
])('behind the load balancer of the Service $service, no request is lost during a rollout and a scale-down', async ({ name, service, props, also }) => {
  release(namespace, name, 1, { ...props, replicas: 4 }, also);
  const address = await balancerAddress(namespace, service);
  const urls = { new: `http://${address}:8080`, keepalive: `http://${address}:8080`, grpc: `grpc://${address}:9090` };

  for (const [kind, summary] of await rolloutAndScaleDown(namespace, name, props, OUTSIDE_CLIENT, urls, also)) {
    expectLossless(summary, KINDS[kind]);
    expect(summary.sent).toBeGreaterThanOrEqual(REQUESTS);
  }
});
