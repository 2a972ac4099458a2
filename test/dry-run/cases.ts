import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, Controller, Exposure, HealthCheck, IpFamily, IpFamilyPolicy, Port } from '../../lib';
import { db, web, type Declaration } from '../rules/broken';

/** A declaration about which library and server once did not agree. */
export interface NamedCase {
  readonly declare: Declaration;
  /** The rule that refuses it now, where one does. */
  readonly rule?: string;
  /** What the server does with the same documents written by hand. */
  readonly server: 'takes' | 'refuses';
}

const refused = (rule: string, declare: Declaration): NamedCase => ({ declare, rule, server: 'refuses' });
const hazard = (rule: string, declare: Declaration): NamedCase => ({ declare, rule, server: 'takes' });
const taken = (declare: Declaration): NamedCase => ({ declare, server: 'takes' });

const sharing = (...ports: Port[]): Declaration => chart => web(chart, {
  ports, exposure: Exposure.nodePort({ nodePorts: Object.fromEntries(ports.map(port => [port.name, 30080])) }),
});
const onDaemonSet = Controller.daemonSet();
const templateGeneration = { annotations: { 'deprecated.daemonset.template.generation': 'x' } };

/** What random declarations have found, each in its smallest form. */
export const CASES: Readonly<Record<string, NamedCase>> = {
  'a token that is mounted by a text': refused('value-type', chart => web(chart, { automountServiceAccountToken: 'true' as unknown as boolean })),
  'a scheme of a health check in small letters': refused('value-type', chart => web(chart, {
    readiness: HealthCheck.http('/', { scheme: 'https' as kplus.ConnectionScheme }),
  })),
  'a bound port with a name that is none': refused('port-name', chart => web(chart).service.bind(9090, { name: 'Admin' })),
  'a bound port with a number that is none': refused('port-number', chart => web(chart).service.bind(70000, { name: 'admin' })),
  'a bound port with a target that is none': refused('port-number', chart => web(chart).service.bind(9090, { name: 'admin', targetPort: 70000 })),
  'a bound port with a node port that only nodes have': refused('exposure-option', chart => web(chart).service.bind(9090, { name: 'admin', nodePort: 30090 })),
  'a bound port with the node port of another': refused('node-port-duplicate', chart => {
    web(chart, { exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }) }).service.bind(9090, { name: 'admin', nodePort: 30080 });
  }),
  'bound ports of one name': refused('port-name-duplicate', chart => {
    const { service } = web(chart);
    [9090, 9091].forEach(number => service.bind(number, { name: 'admin' }));
  }),
  'an annotation of pods, added later, whose key is none': refused('metadata-key', chart => web(chart).workload.podMetadata.addAnnotation('a b', 'c')),
  'a label of a workload, added later, whose key is none': refused('metadata-key', chart => web(chart).workload.metadata.addLabel('a b', 'c')),
  'a label of a Service, added later, whose value is none': refused('label-value', chart => web(chart).service.metadata.addLabel('a', 'b c')),
  'a label of a slice, added later, whose key is none': refused('metadata-key', chart => db(chart).endpointSlices[0].metadata.addLabel('a b', 'c')),
  'one node port for UDP and TCP of different numbers': refused('node-port-duplicate', sharing(Port.http(8080), Port.udp(5353, { name: 'dns' }))),
  'one node port for UDP and TCP of one number': taken(sharing(Port.tcp(5353, { name: 'dns-tcp' }), Port.udp(5353, { name: 'dns' }))),
  'a container that is added later and asks for more than its limit': refused('resources', chart => web(chart).workload.addContainer({
    image: 'registry.example.com/side:1', name: 'side', resources: { ephemeralStorage: { request: Size.gibibytes(1), limit: Size.mebibytes(300) } },
  })),
  'init containers in an annotation': refused('annotation-superseded', chart => web(chart, {
    podMetadata: { annotations: { 'pod.beta.kubernetes.io/init-containers': '[]' } },
  })),
  'a rollback to no revision': refused('annotation-superseded', chart => web(chart, {
    workloadMetadata: { annotations: { 'deprecated.deployment.rollback.to': 'x' } },
  })),
  'the generation of a DaemonSet that is none': refused('annotation-superseded', chart => web(chart, { workloadMetadata: templateGeneration, controller: onDaemonSet })),
  'the generation of a DaemonSet on a Deployment': taken(chart => web(chart, { workloadMetadata: templateGeneration })),
  'a check by a text that YAML can not hold': hazard('yaml-text', chart => web(chart, { readiness: HealthCheck.exec(['check', '\ud800']) })),
  'no cluster IPs': hazard('exposure-empty-list', chart => web(chart, { exposure: Exposure.clusterIp({ clusterIps: [] }) })),
  'a cluster IP called None': hazard('cluster-ips', chart => web(chart, { exposure: Exposure.clusterIp({ clusterIps: ['None'] }) })),
  'one family beside a policy for two': hazard('ip-family-policy', chart => web(chart, {
    exposure: Exposure.clusterIp({ ipFamilies: [IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }),
  })),
  'one family beside two cluster IPs': hazard('ip-family-policy', chart => web(chart, {
    exposure: Exposure.clusterIp({ ipFamilies: [IpFamily.IPV4], clusterIps: ['10.96.7.7', 'fd00:10:96::7'] }),
  })),
  'labels of endpoints that a host name has none of': hazard('hostname-options', chart => db(chart, {
    backend: Backend.hostname('db.example.com'), endpointsMetadata: { labels: { team: 'orders' } },
  })),
  'a driver in capital letters': hazard('volume-source', chart => web(chart, {
    volumes: [kplus.Volume.fromCsi(chart, 'data', 'CSI.example.com', { name: 'data' })],
  })),
  'a name that a port shares with one that is not exposed': hazard('port-name-duplicate', chart => {
    web(chart, { ports: [Port.tcp(9090, { servicePort: 80 }), Port.grpc(9091, { exposed: false })] }).addPort(Port.grpc(9090));
  }),
};
