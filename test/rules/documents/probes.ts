import { deployment, probing } from './builders';
import { refused, hazard, inCluster, podsRefused, since, type Documents } from './table';

const CONTAINER = 'spec.template.spec.containers[0]';
const PROBE = `${CONTAINER}.readinessProbe`;
/** The path in the form of the decoder, without the indexes of lists. */
const DECODED = 'spec.template.spec.containers.readinessProbe';
const DEFAULTS = 'SetDefaults_Probe in pkg/apis/core/v1/defaults.go';
const DOCS = 'docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/';
const asking = (httpGet: object) => probing({ tcpSocket: undefined, httpGet: { port: 8080, ...httpGet } });

/** Documents for the rules about health checks. */
export const PROBE_DOCUMENTS: Documents = {
  'probe-port': {
    hazards: [
      hazard(`${PROBE}.tcpSocket.port`, 'ValidatePortNumOrName in pkg/apis/core/validation/validation.go: the name is not compared with the container ports', probing({ tcpSocket: { port: 'admin' } })),
    ],
    refused: [
      refused(`${PROBE}.tcpSocket.port`, probing({ tcpSocket: { port: '' } })),
      refused(`${PROBE}.httpGet.port`, asking({ port: 'no_port' })),
    ],
  },
  'probe-protocol': {
    hazards: [
      hazard(`${PROBE}.tcpSocket.port`, `${DOCS}#define-a-tcp-liveness-probe`,
        deployment({ container: { ports: [{ name: 'dns', containerPort: 5353, protocol: 'UDP' }], readinessProbe: { tcpSocket: { port: 'dns' } } } })),
    ],
  },
  'probe-tls': {
    hazards: [
      hazard(`${PROBE}.grpc.port`, 'validateGRPCAction in pkg/apis/core/validation/validation.go: the protocol of a port is not known', probing({ tcpSocket: undefined, grpc: { port: 8443 } })),
    ],
  },
  'probe-host': {
    refused: [
      since('1.34', podsRefused('spec.template', asking({ path: '/', host: '127.0.0.1' }))),
    ],
    hazards: [
      since('1.34', inCluster({ podSecurity: 'privileged' }, hazard(`${PROBE}.httpGet.host`, 'check_hostProbesAndhostLifecycle.go in k8s.io/pod-security-admission/policy', asking({ path: '/', host: '127.0.0.1' })))),
    ],
  },
  'probe-seconds': {
    refused: [
      refused(`${PROBE}.periodSeconds`, probing({ periodSeconds: -1 })),
      refused(`${PROBE}.timeoutSeconds`, probing({ timeoutSeconds: -1 })),
      refused(`${PROBE}.initialDelaySeconds`, probing({ initialDelaySeconds: -1 })),
      refused(`${DECODED}.periodSeconds`, probing({ periodSeconds: 1.5 })),
      refused(`${CONTAINER}.livenessProbe.terminationGracePeriodSeconds`, probing({ terminationGracePeriodSeconds: 0 }, 'livenessProbe')),
    ],
    hazards: [
      hazard(`${PROBE}.periodSeconds`, DEFAULTS, probing({ periodSeconds: 0 })),
      hazard(`${PROBE}.timeoutSeconds`, DEFAULTS, probing({ timeoutSeconds: 0 })),
    ],
  },
  'probe-threshold': {
    refused: [
      refused(`${PROBE}.failureThreshold`, probing({ failureThreshold: -1 })),
      refused(`${PROBE}.successThreshold`, probing({ successThreshold: -1 })),
    ],
    hazards: [
      hazard(`${PROBE}.failureThreshold`, DEFAULTS, probing({ failureThreshold: 0 })),
      hazard(`${PROBE}.successThreshold`, DEFAULTS, probing({ successThreshold: 0 })),
    ],
  },
  'probe-success-threshold': {
    refused: [
      refused(`${CONTAINER}.livenessProbe.successThreshold`, probing({ successThreshold: 2 }, 'livenessProbe')),
      refused(`${CONTAINER}.startupProbe.successThreshold`, probing({ successThreshold: 2 }, 'startupProbe')),
    ],
  },
  'probe-grace-period': {
    refused: [
      refused(`${PROBE}.terminationGracePeriodSeconds`, probing({ terminationGracePeriodSeconds: 10 })),
    ],
  },
  'probe-command': {
    refused: [
      refused(`${PROBE}.exec.command`, probing({ tcpSocket: undefined, exec: { command: [] } })),
      refused(`${CONTAINER}.startupProbe.exec.command`, probing({ tcpSocket: undefined, exec: {} }, 'startupProbe')),
      refused(PROBE, probing({ tcpSocket: undefined })),
    ],
  },
  'probe-path': {
    hazards: [
      hazard(`${PROBE}.httpGet.path`, 'SetDefaults_HTTPGetAction in pkg/apis/core/v1/defaults.go', asking({ path: '' })),
    ],
  },
  'probe-header': {
    refused: [
      refused(`${PROBE}.httpGet.httpHeaders`, asking({ path: '/', httpHeaders: [{ name: 'X Probe', value: '1' }] })),
    ],
  },
};
