import { changes, deployment, object, service } from './support';
import type { Document } from '../../../src/document';

const http = { ports: [{ containerPort: 8080, name: 'http' }] };
const pods = deployment({ containers: [{ name: 'web', image: 'web:1', ...http }] });
const printed = { uid: '1' };

const SAME: readonly (readonly [title: string, a: Document, b: Document])[] = [
  [
    'a Service',
    service({ type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ipFamilyPolicy: 'SingleStack', publishNotReadyAddresses: false, ports: [{ port: 80, protocol: 'TCP', targetPort: 80, nodePort: 0 }] }),
    service(),
  ],
  [
    'a Service for clients outside',
    service({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: true, externalTrafficPolicy: 'Cluster' }),
    service({ type: 'LoadBalancer' }),
  ],
  [
    'a Service with external addresses',
    service({ externalIPs: ['1.1.1.1', '1.1.1.2'], externalTrafficPolicy: 'Cluster' }),
    service({ externalIPs: ['1.1.1.2', '1.1.1.1'] }),
  ],
  [
    'an alias',
    service({ type: 'ExternalName', externalName: 'a.example', selector: {} }),
    service({ type: 'ExternalName', externalName: 'a.example', selector: undefined }),
  ],
  [
    'session affinity',
    service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } }),
    service({ sessionAffinity: 'ClientIP' }),
  ],
  [
    'the families of a headless Service',
    service({ clusterIP: 'None', selector: {}, ipFamilyPolicy: 'RequireDualStack' }),
    service({ clusterIP: 'None', selector: {} }),
  ],
  ['a list of one address', service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'] }), service({ clusterIP: '10.0.0.1' })],
  [
    'the order of ports',
    service({ ports: [{ port: 1, name: 'a' }, { port: 2, name: 'b' }] }),
    service({ ports: [{ port: 2, name: 'b' }, { port: 1, name: 'a' }] }),
  ],
  ['the zone of traffic', service({ trafficDistribution: 'PreferClose' }), service({ trafficDistribution: 'PreferSameZone' })],
  [
    'a target port by its name',
    [pods, service({ ports: [{ port: 80, targetPort: 'http' }] })],
    [pods, service({ ports: [{ port: 80, targetPort: 8080 }] })],
  ],
  [
    'assigned addresses',
    service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }, printed),
    service(),
  ],
  [
    'no selector',
    service({ clusterIP: 'None', selector: undefined, ports: [{ port: 80, targetPort: 'a' }] }),
    service({ clusterIP: 'None', selector: {}, ports: [{ port: 80, targetPort: 'a' }] }),
  ],
  [
    'assigned addresses that are declared',
    service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'] }, printed),
    service({ clusterIP: '10.0.0.1' }),
  ],
  ['assigned families', service({ clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4'] }, printed), service({ clusterIP: 'None' })],
  [
    'a printed claim',
    object('v1', 'PersistentVolumeClaim', { volumeName: 'a', accessModes: ['A', 'B'] }, { metadata: { name: 'web', ...printed } }),
    object('v1', 'PersistentVolumeClaim', { accessModes: ['B', 'A'] }),
  ],
];

test.each(SAME)('services that mean the same are equal: %s', (_, a, b) => {
  expect(changes(a, b)).toEqual([]);
  expect(changes(b, a)).toEqual([]);
});
