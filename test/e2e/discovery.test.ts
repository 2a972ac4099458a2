import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Backend, ClusterProfile, Controller, ExposedPods, ExposedWorkload, Exposure, ExternalService, PodSelection, Port, type ConnectOptions,
  type IReachable,
} from '../../lib';
import { OUTSIDE, OUTSIDE_HOST } from './harness/facts';
import { CONTROL_PORT, PROFILE, server } from './support/declare';
import { apply, waitForRollouts } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { answeredBy, inPod } from './support/places';
import { podsOf } from './support/pods';

/** The caller is in the first namespace; its targets are in both. */
const shopNamespace = testNamespace('discovery');
const dataNamespace = testNamespace('discovery-data');
const caller = inPod(shopNamespace, 'deployment/caller');
const postgres = Port.tcp(5432, { name: 'postgres', scheme: 'tcp' });

/** Declares the targets, connects the caller to them, and applies everything. */
beforeAll(() => {
  const app = new App();
  ClusterProfile.set(app, PROFILE);
  const [data, shop] = [dataNamespace, shopNamespace].map(namespace => new Chart(app, namespace, { namespace }));
  const workload = (chart: Chart, id: string, ports: Port[], props = {}) => new ExposedWorkload(chart, id, {
    ...server('--http=:8080', '--grpc=:9090'), ports, ...props,
  });
  const both = [Port.http(8080, { servicePort: 80 }), Port.grpc(9090)];

  const from = workload(shop, 'caller', [Port.http(8080)]);
  const connect = (target: IReachable, options: ConnectOptions) => from.connectTo(target, options);
  connect(workload(data, 'orders', both, { replicas: 2 }), { ports: ['http'], envPrefix: 'ORDERS', variables: { ORDERS_BY_PARTS: 'http://$(ORDERS_HOST):$(ORDERS_PORT)/' } });
  connect(workload(shop, 'cart', both), { variables: { CART: '{url:http}', CART_RPC: 'grpc://{hostAndPort:grpc}', CART_TARGET: '{grpcTarget:grpc}' }, shortNames: true });
  connect(workload(data, 'catalog', [Port.grpc(9090)], { exposure: Exposure.headless(), replicas: 2 }), { variables: { CATALOG: '{grpcTarget}' } });
  connect(from, { variables: { SELF: '{url}' } });
  const queue = workload(data, 'queue', [Port.http(8080)], { controller: Controller.statefulSet(), replicas: 2 });
  from.container.env.addVariable('QUEUE_1', kplus.EnvValue.fromValue(queue.podAddress(1).url()));
  from.container.env.addVariable('QUEUE_ALL', kplus.EnvValue.fromValue(queue.governingAddress!.url()));
  connect(new ExternalService(data, 'orders-db', { backend: Backend.addresses(OUTSIDE[0].ipv4), ports: [postgres] }), { envPrefix: 'DATABASE' });
  connect(new ExternalService(shop, 'reports-db', { backend: Backend.hostname(OUTSIDE_HOST), ports: [postgres] }), { variables: { REPORTS: '{url}' } });
  const members = new ExternalService(shop, 'members', { backend: Backend.hostnames(OUTSIDE_HOST), ports: [postgres] });
  from.container.env.addVariable('MEMBER_0', kplus.EnvValue.fromValue(members.memberAddresses[0].url()));
  const standIn = Backend.pods(data.node.findChild('orders') as ExposedWorkload);
  connect(new ExternalService(data, 'stand-in', { backend: standIn, ports: [Port.http(8080, { servicePort: 81 })] }), { envPrefix: 'STAND_IN' });
  connect(new ExposedPods(data, 'orders-rpc', { selector: data.node.findChild('orders') as ExposedWorkload, ports: [Port.grpc(9090, { servicePort: 50051 })] }), {
    variables: { ORDERS_RPC: 'grpc://{hostAndPort}' },
  });
  connect(new ExposedPods(data, 'adopted', { selector: PodSelection.of(kplus.Pods.select(data, 'orders-pods', { labels: { app: 'adopted' } })), ports: [Port.http(8080)] }), { envPrefix: 'ADOPTED' });
  connect(ExternalService.fromServiceName(shop, 'imported', 'orders', { namespace: dataNamespace, ports: both }), { ports: ['http'], envPrefix: 'IMPORTED' });
  workload(data, 'old', [Port.http(CONTROL_PORT)], { podMetadata: { labels: { app: 'adopted' } } });

  const documents = [data, shop].flatMap(chart => Testing.synth(chart));
  apply(documents);
  waitForRollouts(documents);
});

const podsOfDeployment = (namespace: string, name: string) => podsOf(namespace, `deployment.${name}`).map(({ metadata }) => metadata.name);

test.each([
  ['ORDERS_URL', dataNamespace, 'orders'],
  ['ORDERS_BY_PARTS', dataNamespace, 'orders'],
  ['IMPORTED_URL', dataNamespace, 'orders'],
  ['ORDERS_RPC', dataNamespace, 'orders'],
  ['STAND_IN_URL', dataNamespace, 'orders'],
  ['CART', shopNamespace, 'cart'],
  ['CART_RPC', shopNamespace, 'cart'],
  ['CART_TARGET', shopNamespace, 'cart'],
  ['CATALOG', dataNamespace, 'catalog'],
  ['SELF', shopNamespace, 'caller'],
  ['ADOPTED_URL', dataNamespace, 'old'],
])('requests to the address in %s reach all pods in namespace %s of the workload %s', async (variable, namespace, workload) => {
  await answeredBy(podsOfDeployment(namespace, workload), caller, `env:${variable}`);
});

test.each([
  ['QUEUE_1', ['queue-1']],
  ['QUEUE_ALL', ['queue-0', 'queue-1']],
  ['DATABASE_URL', ['db-0']],
  ['REPORTS', ['db-0']],
  ['MEMBER_0', ['db-0']],
])('requests to the address in %s are answered by %j', async (variable, servers) => {
  await answeredBy(servers, caller, `env:${variable}`);
});
