import { deployment, probing, servicePort } from './builders';
import { hazard, type Documents } from './table';

const UNKNOWN = 'Kubernetes does not know about meshes';
const CONTAINER = 'spec.template.spec.containers[0]';
const WAIT = { 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': '5' };

const listening = (port: object) => deployment({ container: { ports: [port] } });

/** Documents for the rules on service meshes. The API server accepts all of them. */
export const MESH_DOCUMENTS: Documents = {
  'mesh-port-name': {
    hazards: [hazard('spec.ports[0].name', UNKNOWN, servicePort({ name: 'http-legacy', port: 9000, targetPort: 9000 }))],
  },
  'mesh-port': {
    hazards: [hazard(`${CONTAINER}.ports[0].containerPort`, UNKNOWN, listening({ containerPort: 15021 }))],
  },
  'mesh-user': {
    hazards: [hazard('spec.template.spec.securityContext.runAsUser', UNKNOWN, deployment({
      pod: { securityContext: { runAsUser: 1337, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
    }))],
  },
  'mesh-name': {
    hazards: [hazard(`${CONTAINER}.ports[0].name`, UNKNOWN, listening({ name: 'linkerd-admin', containerPort: 8080 }))],
  },
  'mesh-tcp-check': {
    hazards: [hazard(`${CONTAINER}.readinessProbe.tcpSocket`, UNKNOWN, probing({ tcpSocket: { port: 8080 } }))],
  },
  'mesh-linkerd-wait': {
    hazards: [hazard('spec.template.metadata.annotations', UNKNOWN, deployment({ podMetadata: { annotations: WAIT } }))],
  },
};
