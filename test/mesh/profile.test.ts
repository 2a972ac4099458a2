import { App, Chart } from 'cdk8s';
import { MESHES, meshWeb, refusals, webOf } from './support';
import { Backend, ClusterProfile, Controller, Exposure, ExternalService, Mesh, Port } from '../../lib';
import { MINIMAL, synth } from '../support';

test('the profile has a mesh, and an inner scope can have another mesh', () => {
  const app = new App();
  ClusterProfile.set(app, { mesh: Mesh.LINKERD });
  const chart = new Chart(app, 'shop');
  expect(ClusterProfile.of(chart).mesh).toBe(Mesh.LINKERD);
  const other = new Chart(app, 'other');
  ClusterProfile.set(other, { mesh: Mesh.ISTIO });
  expect(ClusterProfile.of(other).mesh).toBe(Mesh.ISTIO);
  expect(ClusterProfile.of(new Chart(new App(), 'plain')).mesh).toBeUndefined();
});

test.each(['istio', 'Istio', '', 5, true, {}])('%j is refused as a mesh', mesh => {
  const messages = refusals(() => ClusterProfile.set(new App(), { mesh: mesh as Mesh }));
  expect(messages).toEqual([expect.stringMatching(/^app: mesh .+ Mesh\.ISTIO, Mesh\.ISTIO_AMBIENT, Mesh\.LINKERD or Mesh\.custom\(\{ name: 'Kuma' \}\)\. .+#value-type$/)]);
});

/** Declarations that a mesh would change or refuse, in one chart. */
function everything(chart: Chart): void {
  meshWeb(chart, {
    readiness: undefined,
    controller: Controller.statefulSet(),
    exposure: Exposure.loadBalancer(),
    ports: [Port.http(15006, { name: 'tcp-web' }), Port.tcp(4143, { name: 'http-raw' }), Port.grpc(9090), Port.tcp(5432, { name: 'postgres' })],
    security: { user: 1337, group: 1337 },
    podMetadata: { annotations: { 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': '5' } },
  });
  new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(3306, { name: 'mysql' })] });
  new ExternalService(chart, 'mail', { backend: Backend.addresses('10.20.0.12'), exposure: Exposure.headless(), ports: [Port.tcp(25, { name: 'smtp' })] });
}

test('without a mesh, no rule about meshes applies, and no object contains settings for a mesh', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  everything(chart);
  const documents = synth(chart);
  expect(JSON.stringify(documents)).not.toMatch(/istio|linkerd\.io\/(?!proxy-wait)|nativeSidecar/);
  expect(documents).toMatchSnapshot();
});

test('a profile without a mesh generates the same as no profile', () => {
  expect(webOf(undefined, MINIMAL)).toEqual(synth((() => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    meshWeb(chart);
    return chart;
  })()));
});

test.each(MESHES)('the objects that are generated for %s match the snapshot', (_, mesh) => {
  const ports = [Port.http(8080, { name: 'web', servicePort: 80 }), Port.grpc(9090), Port.tcp(6000, { name: 'queue' }), Port.udp(5353, { name: 'dns' })];
  expect(webOf(mesh, { ports, controller: Controller.statefulSet() })).toMatchSnapshot();
});
