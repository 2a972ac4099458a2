import { eventually } from './harness/eventually';
import { deployClient } from './support/client';
import { CONTROL_PORT } from './support/declare';
import { expectLossless } from './support/lossless';
import { testNamespace } from './support/namespace';
import { startLoad } from './support/places';
import { podsOf } from './support/pods';
import { release } from './support/release';
import { HealthCheck } from '../../lib';

const namespace = testNamespace('shutdown');

test('a long request finishes within the grace period, which includes the shutdown delay', async () => {
  const client = deployClient(namespace);
  const props = { replicas: 1, readiness: HealthCheck.http('/ready') };
  release(namespace, 'patient', 1, props);
  const [old] = podsOf(namespace, 'deployment.patient');
  // Longer than the shutdown delay, so that the server receives SIGTERM while it handles the request.
  const flags = ['--kind=new', '--connections=10', '--delay=12s', '--timeout=40s', '--at-least=10'];
  const load = startLoad(client, 'http://patient:8080', ...flags);
  await eventually('the server has all requests', async () => {
    const { http } = await (await fetch(`http://${old.status.podIP}:${CONTROL_PORT}/stats`)).json() as { http: number };
    return http > 10 || undefined;
  });
  release(namespace, 'patient', 2, props);
  const summary = await (await load).stop();

  expectLossless(summary);
  expect(summary.byPod[old.metadata.name]).toBeGreaterThanOrEqual(10);
});
