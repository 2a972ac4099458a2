import { Capability, SeccompProfileType, type SeccompProfile } from 'cdk8s-plus-28';
import type { Random } from './random';
import { SecurityExemption, type SecurityOptions } from '../../lib';

const PROFILES: SeccompProfile[] = [
  { type: SeccompProfileType.UNCONFINED }, { type: SeccompProfileType.LOCALHOST, localhostProfile: 'profiles/a.json' }, { type: SeccompProfileType.RUNTIME_DEFAULT },
];
const ODD_PROFILES = [
  { type: 'Localhost', localhostProfile: '../x' }, { type: 'Localhost', localhostProfile: '/x' }, { type: 'Localhost' },
  { type: 'Localhost', localhostProfile: '' }, { type: 'Unconfined', localhostProfile: 'x' }, { type: 'x' },
];

export function security(random: Random): SecurityOptions {
  let root = false;
  const exemptions = random.some<Pick<SecurityOptions, 'exemptions'>>('SecurityOptions', 0.4, {
    exemptions: () => {
      const exempted = random.list(0, 2, () => exemption(random));
      root = exempted.some(each => each._kind === 'runAsRoot');
      return exempted;
    },
  });
  const id = (what: string) => random.mostly(what, () => random.pick(1000, 65535, 1, ...root ? [0] : []), 0, -1, 2147483647, 2147483648, 1.5);
  return {
    ...exemptions,
    ...random.some<Omit<SecurityOptions, 'exemptions'>>('SecurityOptions', 0.4, { user: () => id('user'), group: () => id('group'), fsGroup: () => id('fsGroup') }),
  };
}

function exemption(random: Random): SecurityExemption {
  const reason = random.mostly('exemption reason', () => 'required by the program', '', ' ');
  if (random.chance(0.3)) {
    return SecurityExemption.writableRootFilesystem(reason);
  }
  random.unrestricted = true;
  switch (random.pick('runAsRoot', 'volumeOwner', 'privilegeEscalation', 'privileged', 'capabilities', 'seccomp')) {
    case 'volumeOwner':
      return SecurityExemption.volumeOwner(reason);
    case 'runAsRoot':
      return SecurityExemption.runAsRoot(reason);
    case 'privilegeEscalation':
      return SecurityExemption.privilegeEscalation(reason);
    case 'privileged':
      return SecurityExemption.privileged(reason);
    case 'capabilities':
      return SecurityExemption.capabilities(reason, ...random.list(random.odd('no capabilities') ? 0 : 1, 3, () => random.pick(...Object.values(Capability))));
    default:
      return SecurityExemption.seccomp(reason, random.mostly('seccomp profile', () => random.pick(...PROFILES), ...ODD_PROFILES));
  }
}
