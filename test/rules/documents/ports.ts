import { alias, deployment, endpoint, endpoints, headless, probing, service, servicePort } from './builders';
import { refused, hazard, type Documents } from './table';

const CONTAINER_PORT = 'spec.template.spec.containers[0].ports[0].containerPort';
const twoPorts = (one: object, other: object) => service({ ports: [{ name: 'http', port: 80, ...one }, { name: 'grpc', port: 90, ...other }] });

/** Documents for the rules on ports. */
export const PORT_DOCUMENTS: Documents = {
  'ports-missing': {
    refused: [
      refused('spec.ports', service({ ports: [] })),
      refused('spec.ports', service({ ports: undefined, type: 'NodePort' })),
    ],
  },
  'port-number': {
    refused: [
      refused('spec.ports[0].port', servicePort({ port: 0 })),
      refused('spec.ports[0].port', servicePort({ port: 65536 })),
      refused('spec.ports.port', servicePort({ port: 80.5 })),
      refused('spec.ports[0].targetPort', servicePort({ targetPort: 70000 })),
      refused(CONTAINER_PORT, deployment({ container: { ports: [{ containerPort: 65536 }] } })),
      refused(CONTAINER_PORT, deployment({ container: { ports: [{ containerPort: 0 }] } })),
      refused('spec.template.spec.containers[0].readinessProbe.tcpSocket.port', probing({ tcpSocket: { port: 0 } })),
      refused('subsets[0].ports[0].port', endpoints([{ ip: '10.20.0.11' }], { ports: [{ name: 'postgres', port: 0 }] })),
    ],
    hazards: [
      hazard('ports[0].port', 'validatePorts in pkg/apis/discovery/validation/validation.go', endpoint({}, { ports: [{ name: 'postgres', port: 0 }] })),
      hazard('ports[0].port', 'validatePorts in pkg/apis/discovery/validation/validation.go', endpoint({}, { ports: [{ name: 'postgres', port: -1 }] })),
      hazard('ports[0].port', 'validatePorts in pkg/apis/discovery/validation/validation.go', endpoint({}, { ports: [{ name: 'postgres', port: 65536 }] })),
      hazard('spec.ports[0].targetPort', 'SetDefaults_Service in pkg/apis/core/v1/defaults.go', servicePort({ targetPort: 0 })),
    ],
  },
  'port-unnamed': {
    refused: [refused('spec.ports[0].name', twoPorts({ name: undefined }, {})), refused('spec.ports[1].name', twoPorts({}, { name: undefined }))],
    hazards: [hazard('spec.template.spec.containers[0].ports[0].name', 'validateContainerPorts in core/validation/validation.go', deployment({ container: { ports: [{ containerPort: 8080 }] } }))],
  },
  'port-target': {
    hazards: [hazard('spec.ports[0].targetPort', 'FindPort in k8s.io/endpointslice/utils.go', servicePort({ targetPort: 'web' }), deployment({ container: { ports: [{ containerPort: 8080 }] } }))],
  },
  'port-name': {
    refused: [
      refused('spec.ports[0].name', servicePort({ name: 'HTTP' })),
      refused('spec.ports[0].name', servicePort({ name: 'p'.repeat(64) })),
      refused('ports[0].name', endpoint({}, { ports: [{ name: 'Postgres', port: 5432 }] })),
      refused('spec.ports[0].name', service({ ports: [{ port: 80 }, { name: 'grpc', port: 90 }] })),
    ],
    hazards: [
      hazard('spec.ports[0].name', 'requireName of validateServicePort in pkg/apis/core/validation/validation.go', servicePort({ name: undefined })),
    ],
  },
  'port-name-duplicate': {
    refused: [
      refused('spec.ports[1].name', twoPorts({}, { name: 'http' })),
      refused('spec.template.spec.containers[0].ports[1].name', deployment({
        container: { ports: [{ name: 'http', containerPort: 8080 }, { name: 'http', containerPort: 8081 }] },
      })),
    ],
  },
  'port-duplicate': {
    refused: [
      refused('spec.ports[1]', twoPorts({}, { port: 80 })),
      refused('spec.ports[1]', twoPorts({ protocol: 'UDP' }, { protocol: 'UDP', port: 80, targetPort: 81 })),
    ],
  },
  'app-protocol': {
    refused: [
      refused('spec.ports[0].appProtocol', servicePort({ appProtocol: 'HTTP 2' })),
      refused('spec.ports[0].appProtocol', servicePort({ appProtocol: 'kubernetes.io/' })),
      refused('ports[0].appProtocol', endpoint({}, { ports: [{ name: 'postgres', port: 5432, appProtocol: 'a b' }] })),
    ],
  },
  'headless-service-port': {
    hazards: [
      hazard('spec.ports[0].port', 'docs/concepts/services-networking/service/#headless-services', headless({ ports: [{ name: 'http', port: 80, targetPort: 8080 }] })),
    ],
  },
  'hostname-service-port': {
    hazards: [
      hazard('spec.ports[0].targetPort', 'docs/concepts/services-networking/service/#externalname', alias('db.example.com', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] })),
    ],
  },
};
