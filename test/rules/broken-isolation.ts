import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { db, web, type Broken } from './broken';
import {
  Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, NetworkPolicyProvider, PodSelection, Port, type ClusterProfileProps,
} from '../../lib';
import { declareInboundRoute } from '../../lib/discovery/inbound-routes';

const caller = (chart: Chart) => new ExposedWorkload(chart, 'api', { image: 'registry.example.com/api:1.4.2', ports: [Port.http(8080)] });
const connectedFrom = (namespace?: string): Broken['declare'] => chart => {
  caller(new Chart(chart.node.root as App, 'anywhere', { namespace })).connectTo(web(chart, { isolate: true }));
};
const routedFrom = (namespace?: string): Broken['declare'] => chart => {
  declareInboundRoute({ route: chart, target: web(chart, { isolate: true }), portName: 'http', className: 'nginx', namespace });
};
const routedByCilium = (profile: ClusterProfileProps = {}): Broken['declare'] => chart => {
  ClusterProfile.set(chart, profile);
  declareInboundRoute({ route: chart, target: web(chart, { isolate: true }), portName: 'http', className: 'cilium', ciliumEntities: ['ingress'] });
};
const forwardedByNodes = (profile: ClusterProfileProps): Broken['declare'] => chart => {
  ClusterProfile.set(chart, { ...profile, networkPolicyProvider: NetworkPolicyProvider.CILIUM });
  web(chart, { isolate: true, exposure: Exposure.nodePort() });
};
const exposedPods = (id: string): Broken['declare'] => chart => (
  new ExposedPods(chart, id, { selector: PodSelection.of(kplus.Pods.select(chart, 'pods', { labels: { app: 'worker' } })), isolate: true })
);
const ANTREA = { name: 'Antrea', apiVersion: 'crd.antrea.io/v1beta1', kind: 'NetworkPolicy', hostnamePolicies: { renderSpec: () => ({}) } };
const METRICS = Port.http(9090, { name: 'metrics', exposed: false, scraped: true });

/** A declaration for each rule on network policies. */
export const BROKEN_ISOLATION: Record<string, Broken> = {
  'network-policy-name': {
    begins: 'id "Worker"',
    declare: exposedPods('Worker'),
    fixed: exposedPods('worker'),
  },
  'network-policy-unused': {
    begins: 'networkPolicyName "web-policy"',
    declare: chart => web(chart, { networkPolicyName: 'web-policy' }),
    fixed: chart => web(chart, { networkPolicyName: 'web-policy', isolate: true }),
  },
  'isolation-namespace': {
    begins: 'caller "anywhere/api"',
    declare: connectedFrom(),
    fixed: connectedFrom('api'),
  },
  'isolation-pods': {
    begins: 'connectTo.target "shop/db"',
    declare: chart => web(chart, { isolate: true }).connectTo(db(chart, { backend: Backend.hostname('db.example.com') })),
    fixed: chart => web(chart, { isolate: true }).connectTo(db(chart, { backend: Backend.hostname('db.example.com'), networks: ['203.0.113.0/24'] })),
  },
  'isolation-route': {
    begins: 'route "shop"',
    declare: routedFrom(),
    fixed: routedFrom('ingress-nginx'),
  },
  'isolation-entities': {
    begins: 'route "shop"',
    declare: routedByCilium(),
    fixed: routedByCilium({ networkPolicyProvider: NetworkPolicyProvider.CILIUM }),
  },
  'cilium-entity': {
    begins: 'routeClasses[\'edge\'].ciliumEntities[0] "nodes"',
    declare: chart => ClusterProfile.set(chart, { routeClasses: { edge: { ciliumEntities: ['nodes'] } } }),
    fixed: chart => ClusterProfile.set(chart, { routeClasses: { edge: { ciliumEntities: ['remote-node'] } } }),
  },
  'isolation-node-cidrs': {
    begins: 'nodeCidrs "10.0.0.0/16"',
    declare: forwardedByNodes({ nodeCidrs: ['10.0.0.0/16'] }),
    fixed: forwardedByNodes({}),
  },
  'isolation-scraped': {
    begins: "ports['metrics'].scraped true",
    declare: chart => web(chart, { isolate: true, ports: [Port.http(8080), METRICS] }),
    fixed: chart => {
      ClusterProfile.set(chart, { monitoring: { namespace: 'monitoring' } });
      return web(chart, { isolate: true, ports: [Port.http(8080), METRICS] });
    },
  },
  'pod-cidr': {
    begins: 'podCidrs[0] "0.0.0.0/0"',
    declare: chart => ClusterProfile.set(chart.node.root as App, { podCidrs: ['0.0.0.0/0'] }),
    fixed: chart => ClusterProfile.set(chart.node.root as App, { podCidrs: ['10.244.0.0/16'] }),
  },
  'scraped-outside': {
    begins: 'ports[0].scraped true',
    declare: chart => db(chart, { ports: [Port.tcp(9090, { scraped: true })] }),
    fixed: chart => db(chart, { ports: [Port.tcp(9090)] }),
  },
  'custom-network-policy-provider': {
    begins: 'networkPolicyProvider.apiVersion "v1beta1"',
    declare: chart => ClusterProfile.set(chart, { networkPolicyProvider: NetworkPolicyProvider.custom({ ...ANTREA, apiVersion: 'v1beta1' }) }),
    fixed: chart => ClusterProfile.set(chart, { networkPolicyProvider: NetworkPolicyProvider.custom(ANTREA) }),
  },
};
