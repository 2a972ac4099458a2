import { readFileSync } from 'fs';
import { join } from 'path';
import { ExposedWorkload, Port } from '../../../lib';
import { WORKLOAD_LABEL } from '../../../lib/workload/pod/identity';
import { eventually } from '../harness/eventually';
import { run } from '../harness/shell';
import { deployClient } from '../support/client';
import { CONTROL_PORT, deploy, server } from '../support/declare';
import { apply, kubectl } from '../support/kubectl';
import { testNamespace } from '../support/namespace';
import { call, inPod, type Place } from '../support/places';
import { policiesInForce } from '../support/policies';

const namespace = testNamespace('enforced');
const URL = 'http://web:8080';
const neighbor = inPod(namespace, 'deployment/neighbor');

let client: Place;
beforeAll(() => {
  client = deployClient(namespace);
  deploy(namespace, chart => {
    new ExposedWorkload(chart, 'neighbor', { ...server(), ports: [Port.http(CONTROL_PORT)] });
    new ExposedWorkload(chart, 'web', { ...server('--http=:8080'), ports: [Port.http(8080)] });
  });
});

const pods = (workload: string) => ({ matchLabels: { [WORKLOAD_LABEL]: `deployment.${workload}` } });

/** The rules of the kernel. Each pod that is isolated has a chain. */
function rules(): string {
  return run('nft', ['list', 'table', 'inet', 'network-policies']);
}

/** Waits until both clients reach the server, as they do without a policy. */
async function expectOpen(): Promise<void> {
  for (const place of [client, neighbor]) {
    await eventually(`${place.join(' ')} reaches ${URL}`, () => call(place, URL)[0].error === undefined || undefined);
  }
}

test('policies stay in force while the enforcer is down, and the restarted enforcer can remove them', async () => {
  const pid = () => Number(readFileSync(join(process.env.CLUSTER_DIRECTORY!, 'enforcer.pid'), 'utf-8'));
  const before = pid();
  const spec = { podSelector: pods('web'), ingress: [{ from: [{ podSelector: pods('neighbor') }] }] };
  await expectOpen();
  apply([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'allow', namespace }, spec }]);
  await policiesInForce(namespace);
  process.kill(before, 'SIGKILL');

  expect(rules()).toContain('chain');
  expect(call(client, URL, '--timeout=500ms')[0].error).toMatch(/timeout|deadline/);
  await eventually('the enforcer is started again', () => pid() !== before || undefined);
  kubectl('--namespace', namespace, 'delete', 'networkpolicies', '--all');
  await policiesInForce(namespace);
  await expectOpen();
});

test('the kernel has no rules if there are no policies', async () => {
  const policies = () => kubectl('get', 'networkpolicies', '--all-namespaces', '--output=name');
  await eventually('the namespaces of other tests are deleted', () => policies() === '' || undefined);

  // Other namespaces may be gone before the enforcer has removed their rules.
  await eventually('the kernel has no rules', () => !rules().includes('chain') || undefined);
});
