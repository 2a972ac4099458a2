import * as kplus from 'cdk8s-plus-28';
import { Controller, ExposedWorkload, Port, SecurityExemption, type SecurityOptions } from '../../lib';
import { find, mainContainer, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

const HARDENED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };

function podOf(security?: SecurityOptions, ports = MINIMAL.ports): Document {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ports, security }));
  return find(documents, 'Deployment').spec.template.spec;
}

test('the defaults are those of Pod Security restricted, and a read-only root file system with a writable /tmp', () => {
  const pod = podOf();

  expect(pod.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(pod.containers[0].securityContext).toEqual(HARDENED);
  expect(pod.containers[0].volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  expect(pod.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
});

test('the defaults apply to init containers, sidecars, and containers that are added later', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, initContainers: [{ image: 'init:1' }], sidecars: [{ image: 'proxy:1' }] });
  web.workload.addContainer({ name: 'later', image: 'later:1' });
  web.workload.attachContainer(new kplus.Container({ name: 'attached', image: 'attached:1' }));
  const pod = find(synth(chart), 'Deployment').spec.template.spec;

  const contexts = [...pod.containers, ...pod.initContainers].map(container => container.securityContext);
  expect(contexts).toEqual([HARDENED, HARDENED, HARDENED, HARDENED, HARDENED]);
});

test('a sidecar keeps its own securityContext', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
    ...MINIMAL,
    sidecars: [{ image: 'proxy:1', securityContext: { ensureNonRoot: false, user: 0, capabilities: { add: [kplus.Capability.NET_ADMIN] } } }],
  }));
  const { initContainers, securityContext } = find(documents, 'Deployment').spec.template.spec;

  expect(initContainers[0].securityContext).toMatchObject({ runAsNonRoot: false, runAsUser: 0, capabilities: { add: ['NET_ADMIN'] } });
  expect(securityContext.runAsNonRoot).toBe(true);
});

test('user, group and fsGroup are set on the pod', () => {
  expect(podOf({ user: 33, group: 34, fsGroup: 35 }).securityContext)
    .toMatchObject({ runAsUser: 33, runAsGroup: 34, fsGroup: 35, runAsNonRoot: true });
});

describe('each default can be disabled separately', () => {
  const exempt = (exemption: SecurityExemption) => podOf({ exemptions: [exemption] });

  test('running as root', () => {
    const pod = exempt(SecurityExemption.runAsRoot('binds raw sockets'));

    expect(pod.securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.containers[0].securityContext).toEqual(HARDENED);
  });

  test('writing to the root file system', () => {
    const pod = exempt(SecurityExemption.writableRootFilesystem('unpacks plugins'));

    expect(pod.containers[0].securityContext).toEqual({ ...HARDENED, readOnlyRootFilesystem: false });
    expect(pod).not.toHaveProperty('volumes');
  });

  test('capabilities', () => {
    const pod = exempt(SecurityExemption.capabilities('manages routes', kplus.Capability.NET_ADMIN, kplus.Capability.NET_RAW));

    expect(pod.containers[0].securityContext).toEqual({ ...HARDENED, capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] } });
  });

  test('the seccomp profile', () => {
    const pod = exempt(SecurityExemption.seccomp('traces system calls', { type: kplus.SeccompProfileType.UNCONFINED }));

    expect(pod.containers[0].securityContext).toEqual({ ...HARDENED, seccompProfile: { type: 'Unconfined' } });
    expect(pod.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
  });

  test('privilege escalation', () => {
    expect(exempt(SecurityExemption.privilegeEscalation('runs sudo')).containers[0].securityContext).toEqual({ ...HARDENED, allowPrivilegeEscalation: true });
  });

  test('a privileged container', () => {
    expect(exempt(SecurityExemption.privileged('loads kernel modules')).containers[0].securityContext)
      .toEqual({ allowPrivilegeEscalation: true, privileged: true, readOnlyRootFilesystem: true });
  });
});

describe('ports below 1024 are opened for all users', () => {
  const SYSCTL = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];

  test.each<[string, boolean, Port]>([
    ['80/TCP', true, Port.http(80)],
    ['1023/UDP', true, Port.udp(1023)],
    ['1024/TCP', false, Port.http(1024)],
    ['8080/TCP with the Service port 80', false, Port.http(8080, { servicePort: 80 })],
  ])('with the port %s: %s', (_, opened, port) => {
    expect(podOf(undefined, [port]).securityContext.sysctls).toEqual(opened ? SYSCTL : undefined);
  });

  test('are also opened if the port is added later', () => {
    const chart = newChart();
    new ExposedWorkload(chart, 'web', { ...MINIMAL, controller: Controller.daemonSet() }).addPort(Port.udp(53));

    expect(find(synth(chart), 'DaemonSet').spec.template.spec.securityContext.sysctls).toEqual(SYSCTL);
  });
});

test('pods of all controllers have no service link variables and no token', () => {
  for (const controller of [Controller.deployment(), Controller.statefulSet(), Controller.daemonSet()]) {
    const workload = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller })).find(document => document.kind !== 'Service')!;
    expect(workload.spec.template.spec).toMatchObject({ enableServiceLinks: false, automountServiceAccountToken: false });
    expect(mainContainer(workload).securityContext).toEqual(HARDENED);
  }
});

test('a capability in the place of the reason is reported with the capability in the right place', () => {
  expect(() => podOf({ exemptions: [SecurityExemption.capabilities(kplus.Capability.NET_BIND_SERVICE)] }))
    .toThrow("The first argument is the reason. Use SecurityExemption.capabilities('the reason', kplus.Capability.NET_BIND_SERVICE), or remove the exemption. [exemption-capabilities]");
});
