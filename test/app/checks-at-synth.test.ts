import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Backend, ClusterProfile, Controller, EndpointsApi, ExposedWorkload, ExternalService, Exposure, Isolation, NetworkPolicyProvider, Port } from '../../lib';
import { MINIMAL, newChart, synth } from '../support';

/** A declaration of each kind, in one chart. */
function declareAll() {
  const chart = newChart();
  return {
    chart,
    web: new ExposedWorkload(chart, 'web', MINIMAL),
    queue: new ExposedWorkload(chart, 'queue', { ...MINIMAL, controller: Controller.statefulSet() }),
    balanced: new ExposedWorkload(chart, 'balanced', { ...MINIMAL, exposure: Exposure.loadBalancer() }),
    db: new ExternalService(chart, 'db', { backend: Backend.addresses('192.0.2.1'), ports: [Port.tcp(5432)], endpointsApi: EndpointsApi.BOTH }),
  };
}

type Declared = ReturnType<typeof declareAll>;

const container = (name: string) => ({ name, image: 'registry.example.com/proxy:1', securityContext: { readOnlyRootFilesystem: false } });
const INVALID_KEY = 'not a key';

/** Changes by methods of cdk8s and cdk8s-plus after a first synthesis, with the rule that they break. */
const CHANGES: Readonly<Record<string, [change: (declared: Declared) => unknown, rule: string]>> = {
  'container.env.addVariable': [({ web }) => web.container.env.addVariable('A=B', kplus.EnvValue.fromValue('a')), 'env-name'],
  'container.env.copyFrom': [({ web, chart }) => web.container.env.copyFrom(kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'map', 'NO'))), 'env-from'],
  'container.mount': [({ web, chart }) => web.container.mount('/a', kplus.Volume.fromEmptyDir(chart, 'dir', 'NO')), 'claim-name'],
  'container.addPort': [({ web }) => [9090, 9091].forEach(number => web.container.addPort({ number, name: `p${number}`, hostPort: 80 })), 'host-port'],
  'workload.addContainer': [({ web }) => web.workload.addContainer({ ...container('a'), image: ' ' }), 'image'],
  'workload.addInitContainer': [({ web }) => web.workload.addInitContainer({ ...container('a'), image: ' ' }), 'image'],
  'workload.attachContainer': [({ web }) => web.workload.attachContainer(new kplus.Container({ ...container('a'), image: ' ' })), 'image'],
  'addVariable of an added container': [({ web }) => {
    const added = web.workload.addContainer(container('a'));
    synth(Chart.of(web));
    added.env.addVariable('A=B', kplus.EnvValue.fromValue('a'));
  }, 'env-name'],
  'workload.addVolume': [({ web, chart }) => web.workload.addVolume(kplus.Volume.fromEmptyDir(chart, 'dir', 'NO')), 'claim-name'],
  'workload.podMetadata.addLabel': [({ web }) => web.workload.podMetadata.addLabel(INVALID_KEY, 'a'), 'metadata-key'],
  'workload.podMetadata.addAnnotation': [({ web }) => web.workload.podMetadata.addAnnotation(INVALID_KEY, 'a'), 'metadata-key'],
  'workload.metadata.addLabel': [({ queue }) => queue.workload.metadata.addLabel(INVALID_KEY, 'a'), 'metadata-key'],
  'service.metadata.addAnnotation': [({ web }) => web.service.metadata.addAnnotation(INVALID_KEY, 'a'), 'metadata-key'],
  'service.metadata.addAnnotation of a load balancer': [({ balanced }) => balanced.service.metadata.addAnnotation(INVALID_KEY, 'a'), 'metadata-key'],
  'governingService.metadata.addLabel': [({ queue }) => queue.governingService!.metadata.addLabel(INVALID_KEY, 'a'), 'metadata-key'],
  'service.bind': [({ web }) => web.service.bind(0, { name: 'zero' }), 'port-number'],
  'service.bind of an external service': [({ db }) => db.service.bind(80, { name: 'web' }), 'external-service-parts'],
  'service.selectLabel of an external service': [({ db }) => db.service.selectLabel('app', 'db'), 'external-service-parts'],
  'metadata of an EndpointSlice': [({ db }) => db.endpointSlices[0].metadata.addLabel(INVALID_KEY, 'a'), 'metadata-key'],
  'metadata of Endpoints': [({ db }) => db.endpoints!.metadata.addAnnotation(INVALID_KEY, 'a'), 'metadata-key'],
  'an object with the name of a declared one': [({ chart }) => new ApiObject(chart, 'copy', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }), 'object-unique'],
  'a declaration with an existing name': [({ chart }) => new ExposedWorkload(new Construct(chart, 'other'), 'web', MINIMAL), 'object-unique'],
  'isolation': [({ chart, web }) => (web.connectTo(new ExternalService(chart, 'mail', { backend: Backend.hostname('mail.example.com'), ports: [Port.tcp(587)] })), Isolation.enable(chart)), 'isolation'],
};

test.each(Object.entries(CHANGES))('a problem that is caused after a first synthesis is reported by the next one: %s', (_, [change, rule]) => {
  const declared = declareAll();
  expect(synth(declared.chart)).not.toEqual([]);

  change(declared);

  expect(() => synth(declared.chart)).toThrow(`[${rule}`);
});

test('a cluster name that is set after a first synthesis is taken into account by the next one', () => {
  const chart = newChart();
  ClusterProfile.set(chart, { cluster: 'production' });
  new ExposedWorkload(chart, 'web', MINIMAL);
  const other = new Chart(chart.node.root as App, 'other', { namespace: 'shop' });
  new kplus.Service(other, 'service', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  expect(synth(chart)).not.toEqual([]);

  ClusterProfile.set(other, { cluster: 'production' });

  expect(() => synth(chart)).toThrow('[object-unique]');
});

test('a problem that has been fixed is no longer reported', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', MINIMAL);
  new kplus.Service(chart, 'copy', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  expect(() => synth(chart)).toThrow('[object-unique]');

  chart.node.tryRemoveChild('copy');

  expect(synth(chart).map(({ kind }) => kind)).toEqual(['Service', 'Deployment']);
});

test('a check that throws runs again in the next synthesis', () => {
  const chart = newChart();
  const renderSpec = jest.fn(() => {
    throw new Error('renderSpec failed');
  });
  const networkPolicyProvider = NetworkPolicyProvider.custom({ name: 'Antrea', apiVersion: 'example.com/v1', kind: 'Policy', hostnamePolicies: { renderSpec } });
  ClusterProfile.set(chart, { networkPolicyProvider });
  const mail = new ExternalService(chart, 'mail', { backend: Backend.hostname('mail.example.com'), ports: [Port.tcp(587)] });
  new ExposedWorkload(chart, 'web', { ...MINIMAL, isolate: true }).connectTo(mail);

  expect(() => synth(chart)).toThrow('renderSpec failed');
  expect(() => synth(chart)).toThrow('renderSpec failed');
});

test('a profile of a scope is refused after a construct in the scope has read it, and a construct in another scope does not matter', () => {
  const app = new App();
  const [read, other] = ['read', 'other'].map(id => new Chart(app, id, { namespace: id }));
  new ExposedWorkload(read, 'web', MINIMAL);

  expect(() => ClusterProfile.set(read, { cluster: 'a' })).toThrow("'read/web' has read the profile");
  expect(() => ClusterProfile.set(app, { cluster: 'a' })).toThrow("'read/web' has read the profile");
  expect(() => ClusterProfile.set(other, { cluster: 'a' })).not.toThrow();
});
