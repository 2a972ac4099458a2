import type { Chart } from 'cdk8s';
import { ApiResource, Role, ServiceAccount } from 'cdk8s-plus-28';
import { eventually } from './harness/eventually';
import { CAPABLE_IMAGE, NAMED_USER_IMAGE, ROOT_IMAGE, importImages } from './harness/images';
import { containerdSocket } from './harness/node';
import { declare, deploy, server } from './support/declare';
import { apply, kubectl, waitForRollouts } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { podsOf } from './support/pods';
import { processOf, variablesOf } from './support/process';
import { ExposedWorkload, Port, SecurityExemption, type ExposedWorkloadProps } from '../../lib';

const namespace = testNamespace('security');
const ports = [Port.http(8080)];
/** The directory of the token of a service account. */
const TOKEN = '/run/secrets/kubernetes.io/serviceaccount';
/** The set of capabilities that contains only this one. */
const NET_BIND_SERVICE = '0000000000000400';

/** The fields of /proc/PID/status. */
function statusOf(deployment: string): Record<string, string> {
  return Object.fromEntries(processOf(namespace, `deployment.${deployment}`)('status').split('\n').map(line => line.split(':\t')));
}

/** Options of the last mount at a path. */
function mountOptions(mounts: string, path: string): string[] {
  return mounts.split('\n').map(line => line.split(' ')).filter(([, at]) => at === path).pop()?.[3].split(',') ?? [];
}

test('with the defaults, the process runs as a user without privileges, with a read-only root file system and without a token', () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'hardened', { ...server('--http=:8080'), ports }));
  const read = processOf(namespace, 'deployment.hardened');
  const status = statusOf('hardened');

  expect(status).toMatchObject({ CapEff: '0000000000000000', CapBnd: '0000000000000000', NoNewPrivs: '1', Seccomp: '2' });
  expect(status.Uid.split('\t')).toEqual(Array(4).fill('65534'));
  expect(mountOptions(read('mounts'), '/')).toContain('ro');
  expect(mountOptions(read('mounts'), '/tmp')).toContain('rw');
  expect(read('mounts')).not.toContain(TOKEN);
  // The kubelet always sets the variables of the API server's own Service.
  expect(Object.keys(variablesOf(namespace, 'deployment.hardened')).filter(name => name.endsWith('_SERVICE_HOST'))).toEqual(['KUBERNETES_SERVICE_HOST']);
  recordObservation('user 65534, no capability, no new privileges, seccomp, root read-only, no token');
});

test('a workload to which a role is bound has the token of its account, and has none if it is not mounted', () => {
  const documents = declare(namespace, chart => {
    const operator = new ExposedWorkload(chart, 'operator', { ...server('--http=:8080'), ports, serviceAccount: new ServiceAccount(chart, 'account') });
    const role = new Role(chart, 'role');
    role.allowRead(ApiResource.PODS);
    role.bind(operator);
  });
  const unmounted = structuredClone(documents);
  unmounted.find(({ kind }) => kind === 'Deployment')!.spec.template.spec.automountServiceAccountToken = false;

  for (const [applied, hasToken] of [[unmounted, false], [documents, true]] as const) {
    apply(applied);
    waitForRollouts(applied);
    expect(processOf(namespace, 'deployment.operator')('mounts').includes(TOKEN)).toBe(hasToken);
  }
});

test('an exemption disables one default and keeps the others', () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'writing', {
    ...server('--http=:8080'), ports, security: { exemptions: [SecurityExemption.writableRootFilesystem('keeps its state next to its program')] },
  }));
  const read = processOf(namespace, 'deployment.writing');

  expect(mountOptions(read('mounts'), '/')).toContain('rw');
  expect(read('status')).toMatch(/^CapEff:\t0+$/m);
});

test.each([['no user', ROOT_IMAGE], ['a user by name', NAMED_USER_IMAGE]])('a container whose image has %s is not started until the declaration sets a numeric user', async (_, image) => {
  const name = image.replace(/^.*\/(.*):.*$/, '$1');
  const declared = (security?: ExposedWorkloadProps['security']) => (
    declare(namespace, chart => new ExposedWorkload(chart, name, { ...server('--http=:8080'), image, ports, security }))
  );
  apply(declared());
  const refused = await eventually('the kubelet has refused the container', () => (
    podsOf(namespace, `deployment.${name}`)[0]?.status.containerStatuses?.[0].state.waiting?.message as string | undefined
  ));

  expect(refused).toMatch(/runAsNonRoot/);
  deploy(namespace, chart => new ExposedWorkload(chart, name, { ...server('--http=:8080'), image, ports, security: { user: 1000, group: 1000 } }));
  expect(processOf(namespace, `deployment.${name}`)('status')).toMatch(/^Uid:\t1000\t/m);
});

test('a program with a file capability does not start if the capability is dropped, and has it if the container keeps it', async () => {
  const directory = process.env.CLUSTER_DIRECTORY!;
  importImages(containerdSocket(directory), directory, { agent: process.env.AGENT! }, [CAPABLE_IMAGE]);
  const declared = (security?: ExposedWorkloadProps['security']) => (chart: Chart) => {
    new ExposedWorkload(chart, 'capable', { ...server('--http=:8080'), image: CAPABLE_IMAGE.reference, ports, security });
  };
  apply(declare(namespace, declared()));
  const refused = await eventually('the program has failed to start', () => (
    kubectl('--namespace', namespace, 'logs', 'deployment/capable').split('\n').find(line => /operation not permitted/.test(line))
  ));
  recordObservation(refused);

  deploy(namespace, declared({ exemptions: [SecurityExemption.capabilities('the file capability of its program', 'NET_BIND_SERVICE')] }));
  expect(statusOf('capable')).toMatchObject({ CapEff: NET_BIND_SERVICE, CapBnd: NET_BIND_SERVICE, NoNewPrivs: '1' });
});
