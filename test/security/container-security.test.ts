import { Construct } from 'constructs';
import {
  AppArmor, Seccomp, SecurityExemption, SecurityProfile, type ContainerSecurityOptions, type SecurityOptions,
} from '../../lib';
import { Problems } from '../../lib/rules/rule';
import { checkContainerSecurity } from '../../lib/security/check-security';
import { podSecurityOf } from '../../lib/security/pod-security';

const HARDENED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };
const OF_IMAGE: SecurityOptions = { profile: SecurityProfile.ofImageAndCluster('of the vendor', { readOnlyRootFilesystem: true, privileged: true }) };

function contextOf(options?: ContainerSecurityOptions, ofPod?: SecurityOptions): object {
  return JSON.parse(JSON.stringify(podSecurityOf(ofPod).contextOf(options)));
}

function problemsOf(options: ContainerSecurityOptions | undefined, ofPod?: SecurityOptions): string[] {
  const problems = new Problems(new Construct(undefined as any, ''));
  checkContainerSecurity(problems, 'sidecars[0].security', options, ofPod);
  return problems.messages.map(message => message.replace(/^(.*?): .* (\[[-a-z]+\]) .*$/, '$1 $2'));
}

describe('another container of a pod', () => {
  test('is hardened by default', () => {
    expect(contextOf()).toEqual(HARDENED);
  });

  test('has a user, a group, SELinux and AppArmor settings of its own', () => {
    expect(contextOf({ user: 1000, group: 1001, seLinux: { type: 'spc_t' }, appArmor: AppArmor.unconfined() })).toEqual({
      ...HARDENED, runAsUser: 1000, runAsGroup: 1001, seLinuxOptions: { type: 'spc_t' }, appArmorProfile: { type: 'Unconfined' },
    });
  });

  test('has exemptions of its own', () => {
    const exemptions = [
      SecurityExemption.runAsRoot('changes owners'), SecurityExemption.capabilities('changes owners', 'CHOWN'), SecurityExemption.seccomp('audited', Seccomp.localhost('a.json')),
      SecurityExemption.writableRootFilesystem('writes'), SecurityExemption.privilegeEscalation('runs sudo'),
    ];
    expect(contextOf({ user: 0, exemptions })).toEqual({
      allowPrivilegeEscalation: true,
      capabilities: { add: ['CHOWN'], drop: ['ALL'] },
      readOnlyRootFilesystem: false,
      runAsNonRoot: false,
      runAsUser: 0,
      seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' },
    });
    expect(contextOf({ exemptions: [SecurityExemption.privileged('loads modules')] })).toEqual({ allowPrivilegeEscalation: true, privileged: true, readOnlyRootFilesystem: true });
  });

  test('cannot run as root although the own container can', () => {
    expect(contextOf({}, { exemptions: [SecurityExemption.runAsRoot('changes owners')] })).toEqual({ ...HARDENED, runAsNonRoot: true });
  });

  test('has no settings in a pod with the profile of the image, nor the settings of its own container', () => {
    expect(contextOf({}, OF_IMAGE)).toEqual({});
    expect(contextOf({ user: 1000 }, OF_IMAGE)).toEqual({ runAsUser: 1000 });
  });

  test('can be hardened in a pod with the profile of the image', () => {
    expect(contextOf({ profile: SecurityProfile.hardened() }, OF_IMAGE)).toEqual({ ...HARDENED, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  });

  test('can have the profile of the image in a hardened pod, whose settings it overrides', () => {
    const profile = SecurityProfile.ofImageAndCluster('of the vendor', { nonRoot: false, seccomp: Seccomp.unconfined() });
    expect(contextOf({ profile })).toEqual({ runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } });
  });
});

test.each<[string, ContainerSecurityOptions | undefined, SecurityOptions | undefined, string[]]>([
  ['no options', undefined, undefined, []],
  ['a wrong user', { user: -1 }, undefined, ['sidecars[0].security.user -1 [user-id]']],
  ['root', { user: 0 }, undefined, ['sidecars[0].security.user 0 [run-as-root]']],
  ['root with an exemption', { user: 0, exemptions: [SecurityExemption.runAsRoot('changes owners')] }, undefined, []],
  ['root with the profile of the image in a hardened pod', { user: 0, profile: SecurityProfile.ofImageAndCluster('of the vendor') }, undefined, ['sidecars[0].security.user 0 [run-as-root]']],
  ['root with the profile of the image that allows it', { user: 0, profile: SecurityProfile.ofImageAndCluster('of the vendor', { nonRoot: false }) }, undefined, []],
  ['root in a pod with the profile of the image', { user: 0 }, OF_IMAGE, []],
  ['root of the pod', {}, { user: 0, exemptions: [SecurityExemption.runAsRoot('changes owners')] }, ['sidecars[0].security.user 0 [run-as-root]']],
  ['an exemption for the whole pod', { exemptions: [SecurityExemption.probeHosts('another program answers')] }, undefined, ['sidecars[0].security.exemptions[0] (not set) [exemption-effect]']],
  ['an exemption in a pod with the profile of the image', { exemptions: [SecurityExemption.runAsRoot('of the vendor')] }, OF_IMAGE, ['sidecars[0].security.exemptions[0] (not set) [exemption-effect]']],
  ['an exemption of a hardened container in such a pod', { profile: SecurityProfile.hardened(), exemptions: [SecurityExemption.runAsRoot('of the vendor')] }, OF_IMAGE, []],
  ['a path outside', { exemptions: [SecurityExemption.seccomp('audited', Seccomp.localhost('/a.json'))] }, undefined, ['sidecars[0].security.exemptions[0].profile.path "/a.json" [seccomp-profile]']],
  ['an empty AppArmor profile', { appArmor: AppArmor.localhost('') }, undefined, ['sidecars[0].security.appArmor.name "" [app-armor-profile]']],
])('the check of another container reports what cannot work: %s', (_, options, ofPod, expected) => {
  expect(problemsOf(options, ofPod)).toEqual(expected);
});
