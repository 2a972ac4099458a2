import { CONSTANTS, EVERY_SETTING } from './custom-providers';
import { missingSteps } from './steps';
import { LoadBalancerProvider } from '../../lib';

test('no step of a provider of load balancers is missing', () => {
  const { GENERIC, ...others } = CONSTANTS;

  expect(GENERIC).toBe(LoadBalancerProvider.GENERIC);
  expect(Object.entries(others).flatMap(([name, constant]) => missingSteps(name, constant))).toEqual([]);
});

test('each missing step of a provider is reported with the file to change', () => {
  expect(missingSteps('EXAMPLE', LoadBalancerProvider.custom(EVERY_SETTING))).toEqual([
    "Change the id 'custom' or the name EXAMPLE in lib/cluster/load-balancer-provider.ts: they must be the same.",
    'Add the annotations and fields that settings of EXAMPLE become to test/load-balancer/load-balancer.test.ts, with settingsOf(EXAMPLE, options).',
    "Add a row for Example Cloud to 'Which clients can connect' in docs/load-balancers.md.",
    "Add a row for Example Cloud to 'Sources' in docs/load-balancers.md.",
    'Add the row | Example Cloud | every 20 seconds, 4 times | 80 seconds | to docs/shutdown.md.',
  ]);
});
