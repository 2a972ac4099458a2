import { deployment } from './builders';
import { hazard, inCluster, refused, type Documents } from './table';

const CONTEXT = 'spec.template.spec.securityContext';
const CONTAINER = 'spec.template.spec.containers[0].securityContext';
const pod = (securityContext: object) => deployment({ pod: { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...securityContext } } });

/** Documents for the rules about the security settings of pods. */
export const SECURITY_DOCUMENTS: Documents = {
  'capability': {
    refused: [],
    hazards: [
      inCluster({ podSecurity: 'privileged' }, hazard(
        `${CONTAINER}.capabilities.add`, 'ValidateSecurityContext in pkg/apis/core/validation/validation.go checks only CAP_SYS_ADMIN',
        deployment({ container: { securityContext: { capabilities: { drop: ['ALL'], add: ['CAP_NET_ADMIN'] } } } }),
      )),
    ],
  },
  'app-armor-profile': {
    refused: [
      refused(`${CONTEXT}.appArmorProfile.localhostProfile`, pod({ appArmorProfile: { type: 'Localhost', localhostProfile: '' } })),
      refused(`${CONTEXT}.appArmorProfile.localhostProfile`, pod({ appArmorProfile: { type: 'Localhost', localhostProfile: ' k8s-web' } })),
      refused(`${CONTEXT}.appArmorProfile.localhostProfile`, pod({ appArmorProfile: { type: 'Localhost', localhostProfile: 'a'.repeat(4096) } })),
    ],
  },
  'sysctl-name': {
    refused: [
      refused(`${CONTEXT}.sysctls[0].name`, pod({ sysctls: [{ name: 'net.core.somaxconn=', value: '1024' }] })),
      refused(`${CONTEXT}.sysctls[0].name`, pod({ sysctls: [{ name: '', value: '1024' }] })),
    ],
  },
};
