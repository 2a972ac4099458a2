import { alias, endpoint, endpoints, outside, service, slice } from './builders';
import { inCluster, refused, since, hazard, type Documents } from './table';

const SLICES = 'docs/concepts/services-networking/endpoint-slices/';
const zones = (...names: string[]) => endpoint({ hints: { forZones: names.map(name => ({ name })) } });
const nodes = (...names: string[]) => endpoint({ hints: { forNodes: names.map(name => ({ name })) } });
const nine = Array.from({ length: 9 }, (_, index) => `z${index}`);

/** Documents for the rules on backends outside the cluster. */
export const BACKEND_DOCUMENTS: Documents = {
  'endpoint-hostname': {
    refused: [
      refused('endpoints[0].hostname', endpoint({ hostname: 'db.0' })),
      refused('endpoints[0].hostname', endpoint({ hostname: 'h'.repeat(64) })),
      refused('subsets[0].addresses[0].hostname', endpoints([{ ip: '10.20.0.11', hostname: 'db_0' }])),
    ],
  },
  'endpoint-node-name': {
    refused: [
      refused('endpoints[0].nodeName', endpoint({ nodeName: 'Worker_1' })),
      since('1.34', refused('endpoints[0].hints.forNodes[0].name', nodes('Worker_1'))),
      refused('subsets[0].addresses[0].nodeName', endpoints([{ ip: '10.20.0.11', nodeName: 'Worker_1' }])),
    ],
  },
  'endpoint-zone': {
    refused: [
      refused('endpoints[0].hints.forZones[0].name', zones('eu west')),
    ],
    hazards: [
      hazard('endpoints[0].zone', 'validateEndpoints in pkg/apis/discovery/validation/validation.go: does not validate the zone itself', endpoint({ zone: 'eu west' })),
    ],
  },
  'endpoint-hints': {
    refused: [
      refused('endpoints[0].hints.forZones', zones(...nine)),
      refused('endpoints[0].hints.forZones[1].name', zones('a', 'a')),
      since('1.34', refused('endpoints[0].hints.forNodes', nodes(...nine))),
      since('1.34', refused('endpoints[0].hints.forNodes[1].name', nodes('a', 'a'))),
    ],
  },
  'endpoints-hints': {
    refused: [
      refused('subsets[0].addresses[0].zone', endpoints([{ ip: '10.20.0.11', zone: 'eu-west-1a' }])),
      refused('subsets[0].addresses[0].hints', endpoints([{ ip: '10.20.0.11', hints: { forZones: [{ name: 'eu-west-1a' }] } }])),
    ],
  },
  'endpoints-limit': {
    hazards: [
      hazard('subsets[0].addresses', 'docs/concepts/services-networking/service/#over-capacity-endpoints',
        endpoints(Array.from({ length: 1001 }, (_, index) => ({ ip: `10.20.${Math.floor(index / 250)}.${index % 250}` })))),
    ],
  },
  'endpoint-hints-partial': {
    hazards: [
      hazard('endpoints[1].hints', 'docs/concepts/services-networking/topology-aware-routing/#safeguards',
        slice([{ addresses: ['10.20.0.11'], hints: { forZones: [{ name: 'eu-west-1a' }] } }, { addresses: ['10.20.0.12'] }])),
    ],
  },
  'endpoint-local-traffic': {
    hazards: [
      hazard('spec.internalTrafficPolicy', 'docs/reference/networking/virtual-ips/#traffic-policies: the API server does not compare a Service with its EndpointSlices',
        outside({ internalTrafficPolicy: 'Local' }), endpoint({})),
    ],
  },
  'backend-families': {
    hazards: [
      inCluster({ serviceCidrs: ['10.96.0.0/16', 'fd00:10:96::/112'] }, hazard('spec.ipFamilies', `${SLICES}: the API server does not compare a Service with its EndpointSlices`,
        outside({ ipFamilies: ['IPv6'] }), endpoint({}))),
    ],
  },
  'external-service-parts': {
    hazards: [
      hazard('spec.ports[1]', `${SLICES}: the API server does not compare a Service with its EndpointSlices`,
        endpoint({}), outside({ ports: [{ name: 'postgres', port: 5432 }, { name: 'late', port: 99 }] })),
      hazard('spec.selector', `${SLICES}: the API server does not compare a Service with its EndpointSlices`, endpoint({}), service()),
    ],
  },
  'backend-pods-options': {
    hazards: [
      hazard('endpoints', `${SLICES}: the API server does not compare a Service with its EndpointSlices`, service(), endpoint({})),
      hazard('subsets', 'docs/reference/kubernetes-api/service-resources/endpoints-v1/: the endpoints controller overwrites those of a Service with a selector', service(), endpoints([{ ip: '10.20.0.11' }])),
    ],
  },
  'hostname-options': {
    refused: [
      refused('spec.clusterIPs', alias('db.example.com', { clusterIP: '10.96.7.7' })),
    ],
    hazards: [
      hazard('endpoints', `${SLICES}: the API server does not compare a Service with its EndpointSlices`, alias('db.example.com'), endpoint({})),
      hazard('spec.sessionAffinity', 'docs/concepts/services-networking/service/#externalname', alias('db.example.com', { sessionAffinity: 'ClientIP' })),
    ],
  },
};
