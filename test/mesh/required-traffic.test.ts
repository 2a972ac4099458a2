import { MESHES } from './support';
import { Mesh, type MeshPeer } from '../../lib';
import { propertiesOf } from '../../lib/mesh/mesh-properties';
import { requiredTraffic } from '../../lib/mesh/required-traffic';

const show = ({ namespace, podLabels, networks, ports }: MeshPeer) =>
  [namespace, podLabels && Object.values(podLabels).join(), networks?.join(), ports?.join()].filter(part => part !== undefined).join(' ');

test.each([
  ['Istio', Mesh.ISTIO, { egress: ['istio-system istiod 15012'], ingress: [], tunnelPorts: [] }],
  ['Istio ambient', Mesh.ISTIO_AMBIENT, { egress: [], ingress: ['169.254.7.127/32,fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'], tunnelPorts: [15008] }],
  ['Linkerd', Mesh.LINKERD, { egress: ['linkerd identity 8080', 'linkerd destination 8086,8090'], ingress: [], tunnelPorts: [4143] }],
  ['no mesh', undefined, { egress: [], ingress: [], tunnelPorts: [] }],
])('isolated pods are allowed the traffic that %s requires', (_, mesh, expected) => {
  const [egress, ingress] = (['egress', 'ingress'] as const).map(direction => requiredTraffic(mesh, direction));

  expect({ egress: egress.peers.map(show), ingress: ingress.peers.map(show), tunnelPorts: egress.tunnelPorts }).toEqual(expected);
  expect(ingress.tunnelPorts).toEqual(egress.tunnelPorts);
});

test('each peer of a built-in mesh has a source', () => {
  const peers = MESHES.flatMap(([, mesh]) => [...propertiesOf(mesh)!.egress ?? [], ...propertiesOf(mesh)!.ingress ?? []]);

  expect(peers.length).toBeGreaterThan(0);
  expect(peers.every(({ source }) => source?.startsWith('https://'))).toBe(true);
});
