import { Chart, type App } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Backend, EndpointsApi, ExposedWorkload, Exposure, ExternalService, PodSelection, Port, TrafficPolicy, type ExternalServiceProps,
} from '../lib';
import { messagesOf } from './rules/broken';
import { MINIMAL, find, newChart, synth, synthOf, type Document } from './support';
import { peerOf } from '../lib/discovery/peer';

const POSTGRES = [Port.tcp(5432, { name: 'postgres' })];
const LABELS = { app: 'postgres' };

function labelled(chart: Chart, options: kplus.PodsSelectOptions = { labels: LABELS }): kplus.Pods {
  return kplus.Pods.select(chart, `pods-${chart.node.children.length}`, options);
}

function documentsOf(props: Partial<ExternalServiceProps> = {}): Document[] {
  return synthOf(chart => new ExternalService(chart, 'db', { backend: Backend.pods(PodSelection.of(labelled(chart))), ports: POSTGRES, ...props }));
}

function problemsOf(props: (chart: Chart) => Partial<ExternalServiceProps>): string[] {
  return messagesOf(chart => new ExternalService(chart, 'db', { backend: Backend.pods(PodSelection.of(labelled(chart))), ports: POSTGRES, ...props(chart) }));
}

describe('pods that replace a backend outside the cluster', () => {
  test('have a Service that selects them, and no other objects', () => {
    const documents = documentsOf();

    expect(documents).toMatchSnapshot();
    expect(documents).toHaveLength(1);
    expect(documents[0].spec).toEqual({ selector: LABELS, ports: [{ name: 'postgres', port: 5432 }] });
  });

  test('can have remapped ports and any exposure', () => {
    const ports = [Port.tcp(5433, { name: 'postgres', servicePort: 5432 })];
    const exposure = Exposure.nodePort({ nodePorts: { postgres: 30432 }, externalTrafficPolicy: TrafficPolicy.LOCAL });

    expect(documentsOf({ ports, exposure })[0].spec).toEqual({
      type: 'NodePort', externalTrafficPolicy: 'Local', selector: LABELS, ports: [{ name: 'postgres', port: 5432, targetPort: 5433, nodePort: 30432 }],
    });
    expect(documentsOf({ exposure: Exposure.headless() })[0].spec).toEqual({ clusterIP: 'None', selector: LABELS, ports: [{ name: 'postgres', port: 5432 }] });
  });

  test('can belong to a Deployment of cdk8s-plus', () => {
    const documents = synthOf(chart => {
      const deployment = new kplus.Deployment(chart, 'postgres', { containers: [{ image: 'postgres:17', portNumber: 5432 }] });
      new ExternalService(chart, 'db', { backend: Backend.pods(PodSelection.of(deployment)), ports: POSTGRES });
    });

    expect(find(documents, 'Service').spec.selector).toEqual(find(documents, 'Deployment').spec.selector.matchLabels);
  });

  test('can belong to an ExposedWorkload, and are selected by the label that its own Service uses', () => {
    const documents = synthOf(chart => {
      const workload = new ExposedWorkload(chart, 'postgres', { ...MINIMAL, ports: POSTGRES });
      const db = new ExternalService(chart, 'db', { backend: Backend.pods(workload), ports: POSTGRES });
      expect(peerOf(db)!.pods!()).toEqual(peerOf(workload)!.pods!());
    });

    expect(find(documents, 'Service', 'db').spec.selector).toEqual(find(documents, 'Service', 'postgres').spec.selector);
  });

  test('have labels and an exposure for network policies, but no networks and host names', () => {
    const chart = newChart();
    const exposure = Exposure.loadBalancer();
    const peer = peerOf(new ExternalService(chart, 'db', { backend: Backend.pods(PodSelection.of(labelled(chart))), ports: POSTGRES, exposure }))!;

    expect(peer.pods!()).toEqual({ namespace: 'shop', labels: LABELS });
    expect([peer.networks, peer.hostnames, peer.exposure]).toEqual([undefined, undefined, exposure]);
  });

  test('can be selected in the namespace of the chart by its name', () => {
    const namespaces = (chart: Chart) => kplus.Namespaces.select(chart, 'shop-namespace', { names: ['shop'] });

    const backend = (chart: Chart) => Backend.pods(PodSelection.of(labelled(chart, { labels: LABELS, namespaces: namespaces(chart) })));
    expect(problemsOf(chart => ({ backend: backend(chart) }))).toEqual([]);
  });
});

describe('a backend of pods is refused with', () => {
  test.each<[string, (chart: Chart) => Partial<ExternalServiceProps>, RegExp]>([
    ['no selector', () => ({ backend: Backend.pods(undefined as any) }), /backend\.selector \(not set\): .+PodSelection\.labels\(.+#required-option$/],
    ['labels instead of a selector', () => ({ backend: Backend.pods(LABELS as any) }), /backend\.selector {app}: .+#value-type$/],
    ['a selector of all pods', chart => ({ backend: Backend.pods(PodSelection.of(kplus.Pods.all(chart, 'all'))) }), /backend\.pods .+#service-pod-selector$/],
    ['a label expression', chart => ({ backend: Backend.pods(PodSelection.of(labelled(chart, { expressions: [kplus.LabelExpression.exists('app')] }))) }), /backend\.pods .+#service-pod-selector$/],
    ['pods of another namespace', chart => ({
      backend: Backend.pods(PodSelection.of(labelled(chart, { labels: LABELS, namespaces: kplus.Namespaces.select(chart, 'others', { names: ['billing'] }) }))),
    }), /backend\.pods namespaces \["billing"\]: .+#service-pod-selector$/],
    ['an invalid label', chart => ({ backend: Backend.pods(PodSelection.of(labelled(chart, { labels: { app: 'a b' } }))) }), /backend\.pods\['app'\] "a b": .+#label-value$/],
    ['endpointsApi', () => ({ endpointsApi: EndpointsApi.BOTH }), /endpointsApi "Both": .+#backend-pods-options$/],
    ['endpointSliceName', () => ({ endpointSliceName: 'db' }), /endpointSliceName .+#backend-pods-options$/],
    ['endpointsMetadata', () => ({ endpointsMetadata: { labels: { a: 'b' } } }), /endpointsMetadata .+#backend-pods-options$/],
    ['networks', () => ({ networks: ['10.0.0.0/8'] }), /networks .+#backend-networks$/],
    ['no port', () => ({ ports: [] }), /ports \[\]: .+#ports-missing$/],
    ['a remapped port of a headless Service', () => ({ exposure: Exposure.headless(), ports: [Port.tcp(5433, { servicePort: 5432 })] }), /#headless-service-port$/],
  ])('%s', (_, props, message) => {
    expect(problemsOf(props)).toEqual([expect.stringMatching(message)]);
  });

  test('a Deployment in the namespace of another chart', () => {
    expect(messagesOf(chart => {
      const billing = new Chart(chart.node.root as App, 'billing', { namespace: 'billing' });
      const deployment = new kplus.Deployment(billing, 'postgres', { containers: [{ image: 'postgres:17', portNumber: 5432 }] });
      new ExternalService(chart, 'db', { backend: Backend.pods(PodSelection.of(deployment)), ports: POSTGRES });
    })).toEqual([expect.stringMatching(/^shop\/db: backend\.pods namespaces \["billing"\]: .+ The chart has the namespace 'shop'\..+#service-pod-selector$/)]);
  });

  test('a label or a port that is added to the Service later', () => {
    expect(messagesOf(chart => {
      const { service } = new ExternalService(chart, 'db', { backend: Backend.pods(PodSelection.of(labelled(chart))), ports: POSTGRES });
      service.selectLabel('tier', 'data');
      service.bind(99);
    })).toEqual([
      expect.stringMatching(/^shop\/db: service\.bind 99: .+#external-service-parts$/),
      expect.stringMatching(/^shop\/db: service\.select {app, tier}: .+#external-service-parts$/),
    ]);
  });
});

describe('one ExternalService with a different backend in each environment', () => {
  const environments: Record<string, (chart: Chart) => Backend> = {
    production: () => Backend.addresses('10.20.0.11', '10.20.0.12'),
    staging: () => Backend.hostname('db.staging.example.com'),
    test: chart => Backend.pods(PodSelection.of(new kplus.Deployment(chart, 'postgres', { containers: [{ image: 'postgres:17', portNumber: 5432 }] }))),
  };

  function callersEnv(environment: string): unknown {
    const chart = newChart();
    const db = new ExternalService(chart, 'orders-db', {
      backend: environments[environment](chart), ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })], tlsServerName: 'db.example.com',
    });
    const orders = new ExposedWorkload(chart, 'orders', MINIMAL);
    orders.connectTo(db, { envPrefix: 'DATABASE' });
    return find(synth(chart), 'Deployment', 'orders').spec.template.spec.containers[0].env;
  }

  test('callers get exactly the same variables', () => {
    expect(callersEnv('production')).toEqual([
      { name: 'DATABASE_HOST', value: 'orders-db.shop.svc.cluster.local' },
      { name: 'DATABASE_PORT', value: '5432' },
      { name: 'DATABASE_TLS_SERVER_NAME', value: 'db.example.com' },
      { name: 'DATABASE_URL', value: 'postgresql://orders-db.shop.svc.cluster.local:5432' },
    ]);
    expect(callersEnv('staging')).toEqual(callersEnv('production'));
    expect(callersEnv('test')).toEqual(callersEnv('production'));
  });
});
