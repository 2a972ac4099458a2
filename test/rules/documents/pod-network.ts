import { deployment, statefulSet } from './builders';
import { before, hazard, inCluster, refused, since, type Documents } from './table';

const POD = 'spec.template.spec';
const pod = (parts: object) => deployment({ pod: parts });
const anywhere = <T extends ReturnType<typeof refused> | ReturnType<typeof hazard>>(entry: T) => inCluster({ podSecurity: 'privileged' }, entry);

/** Documents for the rules about the network of pods. */
export const POD_NETWORK_DOCUMENTS: Documents = {
  'pod-dns-policy': {
    refused: [refused(`${POD}.dnsConfig`, pod({ dnsPolicy: 'None' }))],
  },
  'pod-dns': {
    refused: [
      refused(`${POD}.dnsConfig.nameservers`, pod({ dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } })),
      refused(`${POD}.dnsConfig.searches[0]`, pod({ dnsConfig: { searches: ['Shop'] } })),
      refused(`${POD}.dnsConfig.searches`, pod({ dnsConfig: { searches: Array.from({ length: 33 }, (_, index) => `a${index}`) } })),
      refused(`${POD}.dnsConfig.options[0]`, pod({ dnsConfig: { options: [{ value: '2' }] } })),
    ],
  },
  'pod-hostname': {
    refused: [
      refused(`${POD}.hostname`, pod({ hostname: 'web.shop' })),
      refused(`${POD}.subdomain`, pod({ subdomain: 'Shop' })),
    ],
    hazards: [hazard(`${POD}.hostname`, 'initIdentity in pkg/controller/statefulset/stateful_set_utils.go', statefulSet({ pod: { hostname: 'web' } }))],
  },
  'host-alias': {
    refused: [refused(`${POD}.hostAliases[0].hostnames[0]`, pod({ hostAliases: [{ ip: '10.0.0.5', hostnames: ['DB'] }] }))],
    hazards: [hazard(`${POD}.hostAliases[0].hostnames`, 'ValidateHostAliases in pkg/apis/core/validation/validation.go', pod({ hostAliases: [{ ip: '10.0.0.5' }] }))],
  },
  'pod-namespaces': {
    refused: [
      anywhere(refused(`${POD}.hostNetwork`, pod({ hostUsers: false, hostNetwork: true }))),
      anywhere(refused(`${POD}.HostPID`, pod({ hostUsers: false, hostPID: true }))),
      before('1.34', anywhere(refused(`${POD}.securityContext.shareProcessNamespace`, pod({ shareProcessNamespace: true, hostPID: true })))),
      since('1.34', anywhere(refused(`${POD}.shareProcessNamespace`, pod({ shareProcessNamespace: true, hostPID: true })))),
    ],
  },
};
