import { ApiObject, Chart, type App } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClusterProfile, ExposedWorkload, type ExposedWorkloadProps } from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, MINIMAL, newChart, synth } from '../support';

type Bind = (chart: Chart, web: ExposedWorkload, account: kplus.IServiceAccount) => unknown;

const account = (chart: Chart) => new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'web' } });
const role = (chart: Chart, id = 'role') => new kplus.Role(chart, id, { metadata: { name: id } });
const clusterRole = (chart: Chart) => new kplus.ClusterRole(chart, 'cluster-role', { metadata: { name: 'cluster-role' } });
const declare = (chart: Chart, props: Partial<ExposedWorkloadProps> = {}) => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props });

/** Whether the token is mounted in the pods of the workload. */
function mounts(chart: Chart): boolean {
  return find(synth(chart), 'Deployment').spec.template.spec.automountServiceAccountToken;
}

test('the token is mounted in a document that is rendered before the app is validated, also after an earlier rendering', () => {
  const chart = newChart();
  const { workload } = declare(chart);
  const rendered = () => ApiObject.of(workload).toJson().spec.template.spec.automountServiceAccountToken;

  expect(rendered()).toBe(false);

  role(chart).bind(workload);

  expect(rendered()).toBe(true);
});

const BINDINGS: [string, Bind][] = [
  ['a Role to the account', (chart, _, serviceAccount) => role(chart).bind(serviceAccount as kplus.ServiceAccount)],
  ['a Role to the workload', (chart, web) => role(chart).bind(web)],
  ['a Role to the Deployment', (chart, web) => role(chart).bind(web.workload)],
  ['a ClusterRole to the account', (chart, _, serviceAccount) => clusterRole(chart).bind(serviceAccount as kplus.ServiceAccount)],
  ['a ClusterRole in the namespace', (chart, web) => clusterRole(chart).bindInNamespace('shop', web)],
  ['the name of the account in another chart', (chart, _, { name }) => {
    const other = new Chart(chart.node.root as App, 'rbac');
    role(other).bind(kplus.ServiceAccount.fromServiceAccountName(other, 'same', name, { namespaceName: 'shop' }));
  }],
  ['a document of another kind of construct', (chart, _, { name }) => new ApiObject(chart, 'binding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'binding' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'role' },
    subjects: [{ kind: 'ServiceAccount', name }],
  } as any)],
];

describe.each(BINDINGS)('a role binding of %s', (_, bind) => {
  test('mounts the token', () => {
    const chart = newChart();
    const serviceAccount = account(chart);
    const web = declare(chart, { serviceAccount });
    expect(mounts(chart)).toBe(false);
    bind(chart, web, serviceAccount);

    expect(mounts(chart)).toBe(true);
  });

  test('is refused if the token is not mounted, unless there is a justification', () => {
    const bound = (props: Partial<ExposedWorkloadProps>) => messagesOf(chart => {
      const serviceAccount = account(chart);
      bind(chart, declare(chart, { serviceAccount, automountServiceAccountToken: false, ...props }), serviceAccount);
    });

    expect(bound({})).toEqual([expect.stringMatching(/^shop\/web: automountServiceAccountToken false: .*\[service-account-token\]/)]);
    expect(bound({ automountServiceAccountTokenJustification: ' ' })).toHaveLength(1);
    expect(bound({ automountServiceAccountTokenJustification: 'the agent uses the account' })).toEqual([]);
  });
});

test('a subject that is added to a binding after a synthesis mounts the token', () => {
  const chart = newChart();
  const serviceAccount = account(chart);
  const binding = role(chart).bind(kplus.User.fromName(chart, 'user', 'jane'));
  declare(chart, { serviceAccount });
  expect(mounts(chart)).toBe(false);
  binding.addSubjects(serviceAccount);

  expect(mounts(chart)).toBe(true);
});

test('a binding that is declared before the workload mounts the token', () => {
  const chart = newChart();
  const serviceAccount = account(chart);
  role(chart).bind(serviceAccount);
  declare(chart, { serviceAccount });

  expect(mounts(chart)).toBe(true);
});

test.each<[string, (chart: Chart) => unknown]>([
  ['of another account', chart => role(chart).bind(new kplus.ServiceAccount(chart, 'other'))],
  ['of an account with the same name in another namespace', chart => role(chart).bind(kplus.ServiceAccount.fromServiceAccountName(chart, 'other', 'web', { namespaceName: 'data' }))],
  ['of a user', chart => role(chart).bind(kplus.User.fromName(chart, 'user', 'web'))],
  ['in another cluster', chart => {
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'shop' });
    ClusterProfile.set(chart, { cluster: 'one' });
    ClusterProfile.set(other, { cluster: 'another' });
    role(other).bind(new kplus.ServiceAccount(other, 'other', { metadata: { name: 'web' } }));
  }],
])('a binding %s mounts no token', (_, bind) => {
  const chart = newChart();
  bind(chart);
  declare(chart, { serviceAccount: account(chart) });

  expect(mounts(chart)).toBe(false);
});

describe('the account default', () => {
  test('gets the token if the workload is the subject, which has its namespace', () => {
    const chart = newChart();
    clusterRole(chart).bind(declare(chart));

    expect(mounts(chart)).toBe(true);
    expect(find(synth(chart), 'ClusterRoleBinding').subjects).toEqual([{ apiGroup: '', kind: 'ServiceAccount', name: 'default', namespace: 'shop' }]);
  });

  test('gets no token by a binding of the name, which all other pods of the namespace share', () => {
    const chart = newChart();
    role(chart).bind(kplus.ServiceAccount.fromServiceAccountName(chart, 'default', 'default', { namespaceName: 'shop' }));
    declare(chart);

    expect(mounts(chart)).toBe(false);
  });
});

describe('automountFromServiceAccount', () => {
  const podOf = (props: Partial<ExposedWorkloadProps>, bind?: Bind) => {
    const chart = newChart();
    const web = declare(chart, props);
    bind?.(chart, web, web.workload.serviceAccount!);
    return find(synth(chart), 'Deployment').spec.template.spec;
  };

  test('leaves the decision to the service account, also if a role is bound to the workload', () => {
    expect(podOf({ automountFromServiceAccount: true })).not.toHaveProperty('automountServiceAccountToken');
    expect(podOf({ automountFromServiceAccount: true }, (chart, web) => role(chart).bind(web))).not.toHaveProperty('automountServiceAccountToken');
    expect(podOf({ automountFromServiceAccount: false }).automountServiceAccountToken).toBe(false);
  });

  test('creates an account that mounts its token', () => {
    const accountOf = (automountFromServiceAccount: boolean) => {
      const chart = newChart();
      declare(chart, { createServiceAccount: true, automountFromServiceAccount });
      return find(synth(chart), 'ServiceAccount');
    };

    expect(accountOf(true)).not.toHaveProperty('automountServiceAccountToken');
    expect(accountOf(false).automountServiceAccountToken).toBe(false);
  });

  test('is refused together with automountServiceAccountToken', () => {
    expect(messagesOf(chart => declare(chart, { automountFromServiceAccount: true, automountServiceAccountToken: false })))
      .toEqual([expect.stringContaining('shop/web: automountServiceAccountToken false')]);
  });
});
