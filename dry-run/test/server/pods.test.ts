import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { deployment } from '../support';

jest.setTimeout(60_000);

const restricted = new ServerDryRun({ kubernetesVersion: '1.35', podSecurity: 'restricted', references: false });
const privileged = new ServerDryRun({ kubernetesVersion: '1.35', references: false });

const template = deployment('web').spec.template;
const controllers: readonly ApiObject[] = [
  deployment('web'),
  { ...deployment('web'), kind: 'DaemonSet' },
  { ...deployment('web'), kind: 'ReplicaSet' },
  { ...deployment('web'), kind: 'StatefulSet', spec: { ...deployment('web').spec, serviceName: 'web' } },
  { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, template } },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'web' }, spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } },
];

test.each(controllers.map(controller => [controller.kind, controller] as const))('a %s is accepted where the pods it makes are refused', (_, controller) => {
  const { passed, results, findings } = restricted.apply([controller]);
  expect(passed).toBe(false);
  expect(results[0]).toMatchObject({ accepted: true, causes: [] });
  expect(findings).toMatchObject([{ rule: 'pod-refused', severity: 'error', kind: controller.kind, name: 'web', field: 'spec.template', message: expect.stringContaining('allowPrivilegeEscalation != false') }]);
  expect(privileged.apply([controller])).toMatchObject({ passed: true, findings: [] });
});

test('a CronJob has its template deeper', () => {
  const jobTemplate = { spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } };
  const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'web' }, spec: { schedule: '@daily', jobTemplate } };
  expect(restricted.apply([cronJob]).findings).toMatchObject([{ field: 'spec.jobTemplate.spec.template' }]);
});

test('a Pod itself is refused', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: template.spec };
  expect(restricted.apply([pod])).toMatchObject({ results: [{ accepted: false, causes: [{ reason: 'Forbidden' }] }], findings: [] });
});

describe('the labels of a namespace decide, wherever it stands among the documents', () => {
  const namespace = (level: string): ApiObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level } } });
  const web: ApiObject = { ...deployment('web'), metadata: { name: 'web', namespace: 'shop' } };

  test('over the level of the cluster', () => {
    expect(restricted.apply([web, namespace('privileged')]).passed).toBe(true);
    expect(privileged.apply([web, namespace('restricted')]).findings).toMatchObject([{ rule: 'pod-refused', namespace: 'shop' }]);
  });

  test('live ones too', () => {
    expect(privileged.apply([web], { live: [namespace('restricted')] }).passed).toBe(false);
  });

  test('and warn', () => {
    const warned = { ...namespace('privileged'), metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/warn': 'baseline' } } };
    const hostNetwork = { ...web, spec: { ...web.spec, template: { ...template, spec: { ...template.spec, hostNetwork: true } } } };
    expect(privileged.apply([warned, hostNetwork]).results[1].warnings).toEqual(['would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)']);
  });
});

describe('before 1.34 servers take any template of a StatefulSet', () => {
  const { spec, ...rest } = deployment('db', { image: '' });
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }];
  const broken = { ...rest, kind: 'StatefulSet', spec: { ...spec, serviceName: 'db', volumeClaimTemplates } };

  test('and refuse the pods and claims', () => {
    const { passed, results, findings } = new ServerDryRun({ kubernetesVersion: '1.33', references: false }).apply([broken]);
    expect({ passed, accepted: results[0].accepted }).toEqual({ passed: false, accepted: true });
    expect(findings.map(({ rule, field }) => [rule, field])).toEqual([
      ['pod-refused', 'spec.template.spec.containers[0].image'], ['claim-refused', 'spec.volumeClaimTemplates[0].spec.accessModes'],
    ]);
  });

  test('from then on they refuse the StatefulSet', () => {
    expect(privileged.apply([broken])).toMatchObject({ results: [{ accepted: false }], findings: [] });
  });
});

test('a claim takes the place of a volume of its name', () => {
  const { spec, ...rest } = deployment('db', { volumeMounts: [{ name: 'data', mountPath: '/data' }] });
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }];
  const shadowed = { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, volumes: [{ name: 'data', emptyDir: {} }] } } };
  expect(privileged.apply([{ ...rest, kind: 'StatefulSet', spec: { ...shadowed, serviceName: 'db', volumeClaimTemplates } }])).toMatchObject({ passed: true });
});

test('the pods that run already are no hindrance to those that would be made', () => {
  const { spec, ...rest } = deployment('db');
  const statefulSet: ApiObject = { ...rest, kind: 'StatefulSet', spec: { ...spec, serviceName: 'db' } };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db-0', uid: 'e7d1', resourceVersion: '7' }, spec: spec.template.spec };
  expect(privileged.apply([statefulSet], { live: [statefulSet, pod] })).toMatchObject({ passed: true, findings: [] });
});
