import { deployment, probing, servicePort } from './builders';
import { taken, type Documents } from './table';

const UNKNOWN = 'Kubernetes does not know about meshes';
const CONTAINER = 'spec.template.spec.containers[0]';
const WAIT = { 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': '5' };

const listening = (port: object) => deployment({ container: { ports: [port] } });

/** Documents for the rules on service meshes. The API server accepts all of them. */
export const MESH_DOCUMENTS: Documents = {
  'mesh-port-name': {
    taken: [taken('spec.ports[0].name', UNKNOWN, servicePort({ name: 'http-legacy', port: 9000, targetPort: 9000 }))],
  },
  'mesh-port': {
    taken: [taken(`${CONTAINER}.ports[0].containerPort`, UNKNOWN, listening({ containerPort: 15021 }))],
  },
  'mesh-user': {
    taken: [taken('spec.template.spec.securityContext.runAsUser', UNKNOWN, deployment({
      pod: { securityContext: { runAsUser: 1337, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
    }))],
  },
  'mesh-name': {
    taken: [taken(`${CONTAINER}.ports[0].name`, UNKNOWN, listening({ name: 'linkerd-admin', containerPort: 8080 }))],
  },
  'mesh-tcp-check': {
    taken: [taken(`${CONTAINER}.readinessProbe.tcpSocket`, UNKNOWN, probing({ tcpSocket: { port: 8080 } }))],
  },
  'mesh-linkerd-wait': {
    taken: [taken('spec.template.metadata.annotations', UNKNOWN, deployment({ podMetadata: { annotations: WAIT } }))],
  },
};
