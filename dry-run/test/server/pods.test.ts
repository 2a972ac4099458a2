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

test.each(controllers.map(controller => [controller.kind, controller] as const))('a %s is accepted, and a finding reports that its pods would be refused', (_, controller) => {
  const { passed, results, findings } = restricted.apply([controller]);
  expect(passed).toBe(false);
  expect(results[0]).toMatchObject({ accepted: true, causes: [] });
  expect(findings).toMatchObject([{ rule: 'pod-refused', severity: 'error', kind: controller.kind, name: 'web', field: 'spec.template', message: expect.stringContaining('allowPrivilegeEscalation != false') }]);
  expect(privileged.apply([controller])).toMatchObject({ passed: true, findings: [] });
});

test('the finding of a CronJob has the path of its nested template', () => {
  const jobTemplate = { spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } };
  const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'web' }, spec: { schedule: '@daily', jobTemplate } };
  expect(restricted.apply([cronJob]).findings).toMatchObject([{ field: 'spec.jobTemplate.spec.template' }]);
});

test('a Pod is refused', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: template.spec };
  expect(restricted.apply([pod])).toMatchObject({ results: [{ accepted: false, causes: [{ reason: 'Forbidden' }] }], findings: [] });
});

describe('the labels of a namespace set the level, wherever it is among the documents', () => {
  const namespace = (level: string): ApiObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level } } });
  const web: ApiObject = { ...deployment('web'), metadata: { name: 'web', namespace: 'shop' } };

  test('and override the level of the cluster', () => {
    expect(restricted.apply([web, namespace('privileged')]).passed).toBe(true);
    expect(privileged.apply([web, namespace('restricted')]).findings).toMatchObject([{ rule: 'pod-refused', namespace: 'shop' }]);
  });

  test('also if the namespace is live', () => {
    expect(privileged.apply([web], { live: [namespace('restricted')] }).passed).toBe(false);
  });

  test('and the level of warnings', () => {
    const warned = { ...namespace('privileged'), metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/warn': 'baseline' } } };
    const hostNetwork = { ...web, spec: { ...web.spec, template: { ...template, spec: { ...template.spec, hostNetwork: true } } } };
    expect(privileged.apply([warned, hostNetwork]).results[1].warnings).toEqual(['would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)']);
  });
});

describe('a StatefulSet with invalid templates', () => {
  const { spec, ...rest } = deployment('db', { image: '' });
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }];
  const broken = { ...rest, kind: 'StatefulSet', spec: { ...spec, serviceName: 'db', volumeClaimTemplates } };

  test('is accepted before 1.34, and its pods and claims would be refused', () => {
    const { passed, results, findings } = new ServerDryRun({ kubernetesVersion: '1.33', references: false }).apply([broken]);
    expect({ passed, accepted: results[0].accepted }).toEqual({ passed: false, accepted: true });
    expect(findings.map(({ rule, field }) => [rule, field])).toEqual([
      ['pod-refused', 'spec.template.spec.containers[0].image'], ['claim-refused', 'spec.volumeClaimTemplates[0].spec.accessModes'],
    ]);
  });

  test('is refused from 1.34 on', () => {
    expect(privileged.apply([broken])).toMatchObject({ results: [{ accepted: false }], findings: [] });
  });
});

test('a claim replaces a volume with the same name', () => {
  const { spec, ...rest } = deployment('db', { volumeMounts: [{ name: 'data', mountPath: '/data' }] });
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }];
  const shadowed = { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, volumes: [{ name: 'data', emptyDir: {} }] } } };
  expect(privileged.apply([{ ...rest, kind: 'StatefulSet', spec: { ...shadowed, serviceName: 'db', volumeClaimTemplates } }])).toMatchObject({ passed: true });
});

test('live pods do not prevent the check of new pods', () => {
  const { spec, ...rest } = deployment('db');
  const statefulSet: ApiObject = { ...rest, kind: 'StatefulSet', spec: { ...spec, serviceName: 'db' } };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db-0', uid: 'e7d1', resourceVersion: '7' }, spec: spec.template.spec };
  expect(privileged.apply([statefulSet], { live: [statefulSet, pod] })).toMatchObject({ passed: true, findings: [] });
});
