import { readFileSync } from 'fs';
import { eventually } from './harness/eventually';
import { NAMED_USER_IMAGE, ROOT_IMAGE } from './harness/images';
import { containerdSocket } from './harness/node';
import { run } from './harness/shell';
import { declare, deploy, server } from './support/declare';
import { apply } from './support/kubectl';
import { recordObservation } from './support/measurements';
import { testNamespace } from './support/namespace';
import { podsOf } from './support/pods';
import { ExposedWorkload, Port, SecurityExemption, type ExposedWorkloadProps } from '../../lib';

const namespace = testNamespace('security');
const ports = [Port.http(8080)];

/** Returns a function that reads a file in /proc about the process of a container. */
function processOf(workload: string): (file: string) => string {
  const [{ status }] = podsOf(namespace, workload);
  const id = status.containerStatuses[0].containerID.replace('containerd://', '');
  const tasks = run('ctr', ['--address', containerdSocket(process.env.CLUSTER_DIRECTORY!), '--namespace', 'k8s.io', 'task', 'list']);
  const [, pid] = new RegExp(`^${id}\\s+(\\d+)`, 'm').exec(tasks)!;
  return file => readFileSync(`/proc/${pid}/${file}`, 'utf-8');
}

/** Options of the last mount at a path. */
function mountOptions(mounts: string, path: string): string[] {
  return mounts.split('\n').map(line => line.split(' ')).filter(([, at]) => at === path).pop()?.[3].split(',') ?? [];
}

test('with the defaults, the process runs as a user without privileges, with a read-only root file system and without a token', () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'hardened', { ...server('--http=:8080'), ports }));
  const read = processOf('deployment.hardened');
  const status = Object.fromEntries(read('status').split('\n').map(line => line.split(':\t')));

  expect(status).toMatchObject({ CapEff: '0000000000000000', CapBnd: '0000000000000000', NoNewPrivs: '1', Seccomp: '2' });
  expect(status.Uid.split('\t')).toEqual(Array(4).fill('65534'));
  expect(mountOptions(read('mounts'), '/')).toContain('ro');
  expect(mountOptions(read('mounts'), '/tmp')).toContain('rw');
  expect(read('mounts')).not.toContain('/var/run/secrets/kubernetes.io/serviceaccount');
  // The kubelet always sets the variables of the API server's own Service.
  expect(read('environ').split('\0').filter(variable => /_SERVICE_HOST=/.test(variable) && !variable.startsWith('KUBERNETES_'))).toEqual([]);
  recordObservation('user 65534, no capability, no new privileges, seccomp, root read-only, no token');
});

test('an exemption disables one default and keeps the others', () => {
  deploy(namespace, chart => new ExposedWorkload(chart, 'writing', {
    ...server('--http=:8080'), ports, security: { exemptions: [SecurityExemption.writableRootFilesystem('keeps its state next to its program')] },
  }));
  const read = processOf('deployment.writing');

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
  expect(processOf(`deployment.${name}`)('status')).toMatch(/^Uid:\t1000\t/m);
});
