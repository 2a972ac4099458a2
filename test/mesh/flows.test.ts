import { Mesh } from '../../lib';
import { meshFlows, type MeshFlow } from '../../lib/mesh/flows';

const show = ({ direction, peer, namespace, podLabels, networks, ports }: MeshFlow) =>
  [direction, peer, namespace, podLabels && Object.values(podLabels).join(), networks?.join(), ports.join()].filter(part => part !== undefined && part !== '').join(' ');

test.each([
  [Mesh.ISTIO, ['egress controlPlane istio-system istiod 15012']],
  [Mesh.ISTIO_AMBIENT, [
    'ingress declaredPods 15008', 'egress declaredPods 15008', 'ingress kubelet 169.254.7.127/32,fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128',
  ]],
  [Mesh.LINKERD, [
    'egress controlPlane linkerd identity 8080', 'egress controlPlane linkerd destination 8086,8090', 'ingress declaredPods 4143', 'egress declaredPods 4143',
  ]],
  [undefined, []],
])('%s', (mesh, expected) => {
  expect(meshFlows(mesh).map(show)).toEqual(expected);
});

test('each says where it is written', () => {
  expect(Object.values(Mesh).flatMap(mesh => meshFlows(mesh)).every(({ source }) => source.startsWith('https://'))).toBe(true);
});

test('a control plane may be elsewhere', () => {
  expect(meshFlows(Mesh.ISTIO, 'aks-istio-system')[0].namespace).toBe('aks-istio-system');
});
