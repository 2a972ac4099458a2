import { ClusterProfile, ContainerRestart, RestartAction, RestartRule, type ContainerRestartOptions, type ExposedWorkloadProps } from '../../lib';
import { messagesOf, rulesBrokenBy, web, type Declaration } from '../rules/broken';
import { find, mainContainer, synthOf } from '../support';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const { onExitCodes, exceptExitCodes } = RestartRule;
const restartAll = onExitCodes([88], { action: RestartAction.RESTART_ALL_CONTAINERS });
const inVersion = (kubernetesVersion: string, props: Partial<ExposedWorkloadProps>): Declaration => chart => {
  ClusterProfile.set(chart, { kubernetesVersion });
  web(chart, props);
};
const podOf = (props: Partial<ExposedWorkloadProps>) => find(synthOf(inVersion('1.36', props)), 'Deployment').spec.template.spec;
const never = (options: ContainerRestartOptions): Declaration => inVersion('1.36', { restart: ContainerRestart.never(options) });
/** The message after the path. */
const problemsOf = (declare: Declaration) => messagesOf(declare).map(message => /^shop\/web: (.*?): .*?\. ([A-Z].*) \[[a-z-]+\] \S+$/.exec(message)!.slice(1));

test('the policy and its rules are written in the order of the declaration', () => {
  const restart = ContainerRestart.never({ rules: [onExitCodes([42, 43]), restartAll, exceptExitCodes([0]), exceptExitCodes([])] });
  const container = mainContainer(find(synthOf(inVersion('1.36', { restart })), 'Deployment'));

  expect(container.restartPolicy).toBe('Never');
  expect(container.restartPolicyRules).toEqual([
    { action: 'Restart', exitCodes: { operator: 'In', values: [42, 43] } },
    { action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [88] } },
    { action: 'Restart', exitCodes: { operator: 'NotIn', values: [0] } },
    { action: 'Restart', exitCodes: { operator: 'NotIn' } },
  ]);
});

test('each container has its own policy, and without one none is written except for a sidecar', () => {
  const { containers, initContainers } = podOf({
    restart: ContainerRestart.onFailure(),
    additionalContainers: [{ ...PROXY, name: 'exporter', restart: ContainerRestart.always() }, { ...PROXY, name: 'statistics' }],
    initContainers: [{ ...PROXY, name: 'check', restart: ContainerRestart.never() }, { ...PROXY, name: 'migrate' }],
    sidecars: [{ ...PROXY, restart: ContainerRestart.always({ rules: [restartAll] }) }],
  });

  expect(containers.map(({ restartPolicy }: any) => restartPolicy)).toEqual(['OnFailure', 'Always', undefined]);
  expect(initContainers.map(({ restartPolicy }: any) => restartPolicy)).toEqual(['Never', undefined, 'Always']);
  expect(initContainers.map(({ restartPolicyRules }: any) => restartPolicyRules?.length)).toEqual([undefined, undefined, 1]);
});

test.each<[string, string, Partial<ExposedWorkloadProps>, string[]]>([
  ['1.34', 'a policy', { restart: ContainerRestart.never() }, ['version-too-old']],
  ['1.35', 'a policy', { restart: ContainerRestart.never({ rules: [onExitCodes([42])] }) }, []],
  ['1.34', 'an action for all containers, which is reported once', { restart: ContainerRestart.never({ rules: [restartAll] }) }, ['version-too-old']],
  ['1.35', 'an action for all containers', { restart: ContainerRestart.never({ rules: [restartAll] }) }, ['version-too-old']],
  ['1.36', 'an action for all containers', { restart: ContainerRestart.never({ rules: [restartAll] }) }, []],
  ['1.33', 'the policy of a sidecar', { sidecars: [{ ...PROXY, restart: ContainerRestart.always() }] }, []],
  ['1.35', 'a rule of a sidecar', { sidecars: [{ ...PROXY, restart: ContainerRestart.always({ rules: [onExitCodes([42])] }) }] }, ['version-too-old']],
  ['1.36', 'a rule of a sidecar', { sidecars: [{ ...PROXY, restart: ContainerRestart.always({ rules: [onExitCodes([42])] }) }] }, []],
])('Kubernetes %s and %s', (version, _, props, rules) => {
  expect(rulesBrokenBy(inVersion(version, props))).toEqual(rules);
});

describe('refused', () => {
  test.each<[string, Partial<ExposedWorkloadProps>, string, string]>([
    ['an init container that is always restarted', { initContainers: [{ ...PROXY, restart: ContainerRestart.always() }] }, 'initContainers[0].restart "Always"',
      'With this policy it does not terminate before the other containers start. Move it to sidecars, or use ContainerRestart.onFailure().'],
    ['a sidecar that is not always restarted', { sidecars: [{ ...PROXY, restart: ContainerRestart.onFailure() }] }, 'sidecars[0].restart "OnFailure"',
      'Move it to additionalContainers or initContainers, or remove restart. With rules, use ContainerRestart.always({ rules: […] }).'],
  ])('%s', (_, props, begins, fix) => {
    expect(problemsOf(inVersion('1.36', props))).toEqual([[begins, fix]]);
  });

  test.each<[string, RestartRule[], string, string]>([
    ['too many rules', Array.from({ length: 21 }, () => onExitCodes([42])), 'restart.rules 21', 'Use one rule for all exit codes with the same action.'],
    ['a rule that never applies', [onExitCodes([])], 'restart.rules[0].exitCodes []', 'Use RestartRule.onExitCodes([42]), or RestartRule.exceptExitCodes([]) for each exit.'],
    ['too many exit codes', [onExitCodes(Array.from({ length: 256 }, (_, code) => code))], 'restart.rules[0].exitCodes 256', 'Use RestartRule.exceptExitCodes with the other exit codes.'],
    ['a fraction', [restartAll, exceptExitCodes([1.5])], 'restart.rules[1].exitCodes[0] 1.5', 'Use an integer such as 42.'],
    ['a number of 64 bits', [onExitCodes([2 ** 31])], 'restart.rules[0].exitCodes[0] 2147483648', 'Use an integer such as 42.'],
    ['an exit code twice', [onExitCodes([42, 42])], 'restart.rules[0].exitCodes[1] 42', 'Remove the duplicate.'],
  ])('%s', (_, rules, begins, fix) => {
    expect(problemsOf(never({ rules }))).toEqual([[begins, fix]]);
  });
});

test('negative exit codes, which containers of Windows have, are accepted', () => {
  expect(messagesOf(never({ rules: [onExitCodes([-(2 ** 31)])] }))).toEqual([]);
});

test('the policy of Kubernetes is translated', () => {
  expect(messagesOf(inVersion('1.36', { restart: 'OnFailure' as never }))[0]).toContain('Use ContainerRestart.onFailure().');
});
