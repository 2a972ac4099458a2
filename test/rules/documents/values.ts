import { deployment, endpoint, loadBalancer, probing, service } from './builders';
import { before, dropped, refused, hazard, since, type Documents } from './table';

/** A workload whose health check sends a header. */
const withHeader = (value: unknown) => probing({ tcpSocket: undefined, httpGet: { path: '/', port: 8080, httpHeaders: [{ name: 'X-Probe', value }] } });

const WEB = 'spec.template.spec.containers[0]';
const FROM_FILE = deployment({
  pod: { volumes: [{ name: 'settings', emptyDir: {} }] },
  container: { env: [{ name: 'MODE', valueFrom: { fileKeyRef: { volumeName: 'settings', path: 'web.env', key: 'MODE' } } }] },
});

/** Documents for the rules on families of a cluster, on versions, and on types of values. */
export const VALUE_DOCUMENTS: Documents = {
  'ip-families': {
    refused: [
      refused('spec.ipFamilies[1]', service({ ipFamilies: ['IPv4', 'IPv4'] })),
      refused('spec.ipFamilies[0]', service({ ipFamilies: ['IPv5'] })),
    ],
    hazards: [
      hazard('spec.ipFamilies', 'initIPFamilyFields in pkg/registry/core/service/storage/alloc.go', service({ ipFamilies: [] })),
    ],
  },
  'version-too-old': {
    refused: [
      before('1.34', refused('spec.trafficDistribution', service({ trafficDistribution: 'PreferSameNode' }))),
      before('1.34', refused(`${WEB}.restartPolicy`, deployment({ container: { restartPolicy: 'Never' } }))),
      since('1.34', before('1.35', dropped(`${WEB}.restartPolicy`, deployment({ container: { restartPolicy: 'Never' } })))),
      since('1.35', before('1.36', refused(`${WEB}.restartPolicyRules[0].action`, deployment({
        container: { restartPolicy: 'Never', restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } }] },
      })))),
      before('1.34', refused(`${WEB}.env[0].valueFrom.fileKeyRef`, FROM_FILE)),
      since('1.34', before('1.35', refused(`${WEB}.env[0].valueFrom`, FROM_FILE))),
      before('1.34', dropped('endpoints[0].hints.forNodes', endpoint({ hints: { forNodes: [{ name: 'worker-1' }] } }))),
    ],
  },
  'value-type': {
    refused: [
      refused('spec.publishNotReadyAddresses', service({ publishNotReadyAddresses: 'true' })),
      refused('spec.loadBalancerSourceRanges', loadBalancer({ loadBalancerSourceRanges: '10.0.0.0/8' })),
      refused('spec.ports', service({ ports: { port: 80 } })),
      refused('endpoints.conditions.ready', endpoint({ conditions: { ready: 'true' } })),
      refused('spec.internalTrafficPolicy', service({ internalTrafficPolicy: 'local' })),
      refused('spec.ipFamilyPolicy', service({ ipFamilyPolicy: 'DualStack' })),
      refused('spec.template.spec.containers[0].imagePullPolicy', deployment({ container: { imagePullPolicy: 'always' } })),
      refused('spec.template.spec.automountServiceAccountToken', deployment({ pod: { automountServiceAccountToken: 'true' } })),
      refused('spec.template.spec.containers[0].readinessProbe.httpGet.scheme', probing({ tcpSocket: undefined, httpGet: { path: '/', port: 8080, scheme: 'https' } })),
      since('1.34', refused('spec.template.spec.containers.readinessProbe.ProbeHandler.httpGet.httpHeaders.value', withHeader(1))),
      before('1.34', refused('spec.template.spec.containers.readinessProbe.httpGet.httpHeaders.value', withHeader(1))),
    ],
    hazards: [
      hazard('spec.template.spec.containers[0].readinessProbe.httpGet.httpHeaders[0].value', 'encoding/json: null leaves a string empty', withHeader(null)),
      hazard('spec.template.spec.containers[0].imagePullPolicy', 'SetDefaults_Container in pkg/apis/core/v1/defaults.go', deployment({ container: { imagePullPolicy: '' } })),
      hazard('spec.externalTrafficPolicy', 'SetDefaults_Service in pkg/apis/core/v1/defaults.go', loadBalancer({ externalTrafficPolicy: '' })),
    ],
  },
};
