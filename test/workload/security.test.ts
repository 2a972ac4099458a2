import * as kplus from 'cdk8s-plus-28';
import {
  AppArmor, Controller, ExposedWorkload, FsGroupChange, Port, Seccomp, SecurityExemption, SecurityProfile, SupplementalGroupsPolicy,
  type ContainerSecurityOptions, type SecurityOptions,
} from '../../lib';
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
  const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, initContainers: [{ name: 'init', image: 'init:1' }], sidecars: [{ name: 'proxy', image: 'proxy:1' }] });
  web.workload.addContainer({ name: 'later', image: 'later:1' });
  web.workload.attachContainer(new kplus.Container({ name: 'attached', image: 'attached:1' }));
  const pod = find(synth(chart), 'Deployment').spec.template.spec;

  const contexts = [...pod.containers, ...pod.initContainers].map(container => container.securityContext);
  expect(contexts).toEqual([HARDENED, HARDENED, HARDENED, HARDENED, HARDENED]);
});

test('a sidecar has its own user and exemptions', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
    ...MINIMAL,
    sidecars: [{
      name: 'proxy',
      image: 'proxy:1',
      security: { user: 0, exemptions: [SecurityExemption.runAsRoot('changes routes'), SecurityExemption.capabilities('changes routes', 'NET_ADMIN')] },
    }],
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
    const pod = exempt(SecurityExemption.capabilities('manages routes', 'NET_ADMIN', 'NET_RAW'));

    expect(pod.containers[0].securityContext).toEqual({ ...HARDENED, capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] } });
  });

  test('the seccomp profile', () => {
    const pod = exempt(SecurityExemption.seccomp('traces system calls', Seccomp.unconfined()));

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
  expect(() => podOf({ exemptions: [SecurityExemption.capabilities('NET_BIND_SERVICE')] }))
    .toThrow("The first argument is the reason. Use SecurityExemption.capabilities('the reason', 'NET_BIND_SERVICE'), or remove the exemption. [exemption-capabilities]");
});

test('groups, SELinux and AppArmor are settings of the pod', () => {
  const pod = podOf({
    supplementalGroups: [5000, 6000], supplementalGroupsPolicy: SupplementalGroupsPolicy.STRICT, seLinux: { level: 's0:c1,c2' }, appArmor: AppArmor.localhost('k8s-web'),
  });

  expect(pod.securityContext).toEqual({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    supplementalGroups: [5000, 6000],
    supplementalGroupsPolicy: 'Strict',
    seLinuxOptions: { level: 's0:c1,c2' },
    appArmorProfile: { type: 'Localhost', localhostProfile: 'k8s-web' },
  });
  expect(pod.containers[0].securityContext).toEqual(HARDENED);
});

test.each<[string, SecurityOptions, string | undefined]>([
  ['only if the root directory differs, by default', { fsGroup: 1000 }, 'OnRootMismatch'],
  ['always, which is the Kubernetes default', { fsGroup: 1000, fsGroupChangePolicy: FsGroupChange.ALWAYS }, undefined],
  ['as set without an fsGroup', { fsGroupChangePolicy: FsGroupChange.ON_ROOT_MISMATCH }, 'OnRootMismatch'],
])('the files of volumes are changed %s', (_, security, expected) => {
  expect(podOf(security).securityContext.fsGroupChangePolicy).toBe(expected);
});

describe('sysctls', () => {
  const sysctls = (set: Record<string, string>, port = 8080) => podOf({ sysctls: set }, [Port.http(port)]).securityContext.sysctls;

  test('are ordered by name', () => {
    expect(sysctls({ 'net.core.somaxconn': '1024', 'kernel.shm_rmid_forced': '1' }))
      .toEqual([{ name: 'kernel.shm_rmid_forced', value: '1' }, { name: 'net.core.somaxconn', value: '1024' }]);
  });

  test('do not replace the one for ports below 1024', () => {
    expect(sysctls({ 'net.core.somaxconn': '1024' }, 80).map(({ name }: Document) => name)).toEqual(['net.core.somaxconn', 'net.ipv4.ip_unprivileged_port_start']);
  });

  test.each(['net.ipv4.ip_unprivileged_port_start', 'net/ipv4/ip_unprivileged_port_start'])('with the name %s replace the generated one', name => {
    expect(sysctls({ [name]: '80' }, 80)).toEqual([{ name, value: '80' }]);
  });
});

describe('the profile of the image and the cluster', () => {
  const profile = (...[settings]: [Parameters<typeof SecurityProfile.ofImageAndCluster>[1]?]) => SecurityProfile.ofImageAndCluster('as the vendor has it', settings);

  test('writes no settings, no volume and no sysctl', () => {
    const pod = podOf({ profile: profile() }, [Port.http(80)]);

    expect(pod).not.toHaveProperty('securityContext');
    expect(pod.containers[0]).not.toHaveProperty('securityContext');
    expect(pod).not.toHaveProperty('volumes');
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
  });

  test('writes its settings: those of the pod, and those of the own container', () => {
    const pod = podOf({
      user: 0,
      profile: profile({
        nonRoot: false, readOnlyRootFilesystem: true, privilegeEscalation: false, addedCapabilities: ['NET_ADMIN'], droppedCapabilities: ['ALL'], seccomp: Seccomp.unconfined(),
      }),
    });

    expect(pod.securityContext).toEqual({ runAsUser: 0, seccompProfile: { type: 'Unconfined' } });
    expect(pod.containers[0].securityContext)
      .toEqual({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] } });
  });

  test('can require a user other than root, and a privileged container', () => {
    const pod = podOf({ profile: profile({ nonRoot: true, privileged: true }) });

    expect(pod.securityContext).toEqual({ runAsNonRoot: true });
    expect(pod.containers[0].securityContext).toEqual({ privileged: true });
  });

  test('writes settings that equal the defaults of Kubernetes or the setting of the pod', () => {
    const pod = podOf({ profile: profile({ nonRoot: true }), container: { profile: profile({ nonRoot: true, privileged: false }) } });

    expect(pod.securityContext).toEqual({ runAsNonRoot: true });
    expect(pod.containers[0].securityContext).toEqual({ runAsNonRoot: true, privileged: false });
  });

  test('keeps names of capabilities in lowercase letters', () => {
    const pod = podOf({ profile: profile({ addedCapabilities: ['net_bind_service'], droppedCapabilities: ['all'] }) });

    expect(pod.containers[0].securityContext).toEqual({ capabilities: { add: ['net_bind_service'], drop: ['all'] } });
    expect(() => podOf({ profile: profile({ droppedCapabilities: ['cap_all'] }) })).toThrow(/droppedCapabilities\[0\] "cap_all": .*\[capability\]/);
  });

  test('derives no fsGroup, and requires none', () => {
    const volumeClaims = [{ name: 'data', mountPath: '/data', storage: '1Gi' }];
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', {
      ...MINIMAL, controller: Controller.statefulSet({ volumeClaims }), security: { user: 999, profile: profile({ nonRoot: true }) },
    }));

    expect(find(documents, 'StatefulSet').spec.template.spec.securityContext).toEqual({ runAsUser: 999, runAsNonRoot: true });
  });

  test('applies to containers that are added later, without its settings for the own container', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, security: { profile: profile({ readOnlyRootFilesystem: true }) } });
    web.workload.addContainer({ name: 'later', image: 'later:1', securityContext: { readOnlyRootFilesystem: false } });
    web.workload.addContainer({ name: 'plain', image: 'plain:1' });
    const [, later, plain] = find(synth(chart), 'Deployment').spec.template.spec.containers;

    expect(later.securityContext).toEqual({ readOnlyRootFilesystem: false });
    expect(plain).not.toHaveProperty('securityContext');
  });

  test('needs a justification, and no exemptions but probeHosts', () => {
    expect(() => podOf({ profile: SecurityProfile.ofImageAndCluster(' ') })).toThrow(/security\.profile\.justification .*\[justification\]/);
    expect(() => podOf({ profile: profile(), exemptions: [SecurityExemption.volumeOwner('NFS')] })).toThrow(/security\.exemptions\[0\] .*\[exemption-effect\]/);
    expect(podOf({ profile: profile(), exemptions: [SecurityExemption.probeHosts('another program answers')] })).not.toHaveProperty('securityContext');
    expect(() => podOf({ user: 0, profile: profile({ nonRoot: true }) })).toThrow(/security\.user 0: .* set nonRoot: false\. \[run-as-root\]/);
    expect(() => podOf({ profile: profile({ privileged: true, privilegeEscalation: false }) })).toThrow(/\[privileged-escalation\]/);
  });
});

describe('settings of the own container', () => {
  const SIDECAR = { sidecars: [{ name: 'proxy', image: 'proxy:1' }] };

  function contextsOf(security: SecurityOptions): Document[] {
    const pod = find(synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...SIDECAR, security })), 'Deployment').spec.template.spec;
    return [pod, pod.containers[0], pod.initContainers[0]].map(({ securityContext }) => securityContext);
  }

  test('are not settings of the pod and of other containers', () => {
    const container = { user: 1000, group: 1001, seLinux: { type: 'spc_t' }, appArmor: AppArmor.unconfined() };
    const [pod, own, sidecar] = contextsOf({ user: 2000, fsGroup: 3000, container });

    expect(pod).toMatchObject({ runAsUser: 2000, fsGroup: 3000 });
    expect(pod).not.toHaveProperty('runAsGroup');
    expect(own).toEqual({ ...HARDENED, runAsUser: 1000, runAsGroup: 1001, seLinuxOptions: { type: 'spc_t' }, appArmorProfile: { type: 'Unconfined' } });
    expect(sidecar).toEqual(HARDENED);
  });

  test('can exempt it from the security defaults', () => {
    const exemptions = [SecurityExemption.runAsRoot('changes owners'), SecurityExemption.writableRootFilesystem('writes')];
    const [pod, own, sidecar] = contextsOf({ container: { user: 0, exemptions } });

    expect(pod).toMatchObject({ runAsNonRoot: true });
    expect(own).toEqual({ ...HARDENED, runAsUser: 0, runAsNonRoot: false, readOnlyRootFilesystem: false });
    expect(sidecar).toEqual(HARDENED);
  });

  test('can be an empty structure in pods with the profile of the image, as in existing manifests', () => {
    const profile = SecurityProfile.ofImageAndCluster('as the vendor has it');
    const declare = (security: SecurityOptions, ofSidecar?: ContainerSecurityOptions) => find(synthOf(chart => new ExposedWorkload(chart, 'web', {
      ...MINIMAL, sidecars: [{ name: 'proxy', image: 'proxy:1', security: ofSidecar }], security,
    })), 'Deployment').spec.template.spec;
    const empty = declare({ profile, container: {} }, {});
    const none = declare({ profile });

    expect([empty.containers[0].securityContext, empty.initContainers[0].securityContext]).toEqual([{}, {}]);
    expect([none.containers[0], none.initContainers[0]].every(container => !('securityContext' in container))).toBe(true);
  });

  test('can be hardened in pods with the profile of the image', () => {
    const ofImage = SecurityProfile.ofImageAndCluster('as the vendor has it', { seccomp: Seccomp.unconfined() });

    expect(contextsOf({ profile: ofImage, container: { profile: SecurityProfile.hardened() } })).toEqual([
      { seccompProfile: { type: 'Unconfined' } }, { ...HARDENED, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, undefined,
    ]);
  });

  test.each<[string, SecurityOptions, RegExp]>([
    ['an exemption of the workload', { exemptions: [SecurityExemption.writableRootFilesystem('writes')] }, /security\.exemptions\[0\] .* Move it to security\.container\.exemptions\. \[exemption-effect\]/],
    ['an exemption of the pod', { container: { exemptions: [SecurityExemption.volumeOwner('NFS')] } }, /security\.container\.exemptions\[0\] .* Move it to security\.exemptions of the workload\./],
    ['root of the pod', { user: 0, exemptions: [SecurityExemption.runAsRoot('changes owners')] }, /security\.container\.user 0: .*\[run-as-root\]/],
    [
      'a setting of the profile of the workload', { profile: SecurityProfile.ofImageAndCluster('as the vendor has it', { privileged: false }) },
      /security\.profile\.privileged false: .* Move it to security\.container\.profile\. \[security-setting-effect\]/,
    ],
  ])('do not permit %s', (_, security, message) => {
    expect(() => podOf({ container: {}, ...security })).toThrow(message);
  });

  test.each<[string, SecurityOptions]>([
    ['exemptions of the pod', { exemptions: [SecurityExemption.volumeOwner('NFS'), SecurityExemption.runAsRoot('a sidecar needs root')] }],
    ['settings of the pod', { profile: SecurityProfile.ofImageAndCluster('as the vendor has it', { nonRoot: true, seccomp: Seccomp.runtimeDefault() }) }],
  ])('permit %s', (_, security) => {
    expect(() => podOf({ container: {}, ...security })).not.toThrow();
  });

  test('are named in the message about a port that only root can open', () => {
    const options = { ...MINIMAL, ports: [Port.http(80)], podNetwork: { hostNetwork: true }, security: { container: {} } };

    expect(() => synthOf(chart => new ExposedWorkload(chart, 'web', options))).toThrow(/'NET_BIND_SERVICE'\) to security\.container\.exemptions\./);
  });
});

test.each(['cap_net_admin', 'net_admin', 'CAP_NET_ADMIN'])('the capability %s is refused with its name in Kubernetes', name => {
  expect(() => podOf({ exemptions: [SecurityExemption.capabilities('manages routes', name)] })).toThrow("Use a name such as 'NET_ADMIN'. [capability]");
});
