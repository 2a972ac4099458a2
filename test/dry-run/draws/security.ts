import { Capability, SeccompProfileType, type SeccompProfile } from 'cdk8s-plus-28';
import type { Draw } from './draw';
import { SecurityExemption, type SecurityOptions } from '../../../lib';

const PROFILES: SeccompProfile[] = [
  { type: SeccompProfileType.UNCONFINED }, { type: SeccompProfileType.LOCALHOST, localhostProfile: 'profiles/a.json' }, { type: SeccompProfileType.RUNTIME_DEFAULT },
];
const ODD_PROFILES = [
  { type: 'Localhost', localhostProfile: '../x' }, { type: 'Localhost', localhostProfile: '/x' }, { type: 'Localhost' },
  { type: 'Localhost', localhostProfile: '' }, { type: 'Unconfined', localhostProfile: 'x' }, { type: 'x' },
];

export function security(draw: Draw): SecurityOptions {
  const exemptions = draw.some<Pick<SecurityOptions, 'exemptions'>>('SecurityOptions', 0.4, {
    exemptions: () => draw.list(0, 2, () => exemption(draw)),
  });
  const root = exemptions.exemptions?.some(each => each._kind === 'runAsRoot');
  const id = (what: string) => draw.mostly(what, () => draw.pick(1000, 65535, 1, ...root ? [0] : []), 0, -1, 2147483647, 2147483648, 1.5);
  return {
    ...exemptions,
    ...draw.some<Omit<SecurityOptions, 'exemptions'>>('SecurityOptions', 0.4, { user: () => id('user'), group: () => id('group'), fsGroup: () => id('fsGroup') }),
  };
}

function exemption(draw: Draw): SecurityExemption {
  const reason = draw.mostly('exemption reason', () => 'required by the program', '', ' ');
  if (draw.chance(0.3)) {
    return SecurityExemption.writableRootFilesystem(reason);
  }
  draw.unrestricted = true;
  switch (draw.pick('runAsRoot', 'privilegeEscalation', 'privileged', 'capabilities', 'seccomp')) {
    case 'runAsRoot':
      return SecurityExemption.runAsRoot(reason);
    case 'privilegeEscalation':
      return SecurityExemption.privilegeEscalation(reason);
    case 'privileged':
      return SecurityExemption.privileged(reason);
    case 'capabilities':
      return SecurityExemption.capabilities(reason, ...draw.list(draw.odd('no capabilities') ? 0 : 1, 3, () => draw.pick(...Object.values(Capability))));
    default:
      return SecurityExemption.seccomp(reason, draw.mostly('seccomp profile', () => draw.pick(...PROFILES), ...ODD_PROFILES));
  }
}
