import { Size } from 'cdk8s';
import { Backend, Controller, Exposure, HealthCheck, IpFamily, IpFamilyPolicy, Port, VolumeSource } from '../../lib';
import { db, web, type Declaration } from '../rules/broken';

/** A declaration on which the library and the server once disagreed. */
export interface NamedCase {
  readonly declare: Declaration;
  /** The rule that refuses it now, if any. */
  readonly rule?: string;
  /** Whether the server accepts the documents that the declaration produces without rules. */
  readonly server: 'accepts' | 'refuses';
}

const refused = (rule: string, declare: Declaration): NamedCase => ({ declare, rule, server: 'refuses' });
const hazard = (rule: string, declare: Declaration): NamedCase => ({ declare, rule, server: 'accepts' });
const accepted = (declare: Declaration): NamedCase => ({ declare, server: 'accepts' });

const withSharedNodePort = (...ports: Port[]): Declaration => chart => web(chart, {
  ports, exposure: Exposure.nodePort({ nodePorts: Object.fromEntries(ports.map(port => [port.name, 30080])) }),
});
const onDaemonSet = Controller.daemonSet();
const templateGeneration = { annotations: { 'deprecated.daemonset.template.generation': 'x' } };

/** Disagreements that were found with random declarations, each reduced to the smallest declaration. */
export const CASES: Readonly<Record<string, NamedCase>> = {
  'a bound port with an invalid name': refused('port-name', chart => web(chart).service.bind(9090, { name: 'Admin' })),
  'a bound port with an invalid number': refused('port-number', chart => web(chart).service.bind(70000, { name: 'admin' })),
  'a bound port with an invalid target port': refused('port-number', chart => web(chart).service.bind(9090, { name: 'admin', targetPort: 70000 })),
  'a bound port with a node port on a Service without node ports': refused('exposure-option', chart => web(chart).service.bind(9090, { name: 'admin', nodePort: 30090 })),
  'a bound port with the node port of another port': refused('node-port-duplicate', chart => {
    web(chart, { exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }) }).service.bind(9090, { name: 'admin', nodePort: 30080 });
  }),
  'bound ports with the same name': refused('port-name-duplicate', chart => {
    const { service } = web(chart);
    [9090, 9091].forEach(number => service.bind(number, { name: 'admin' }));
  }),
  'an annotation of pods, added later, with an invalid key': refused('metadata-key', chart => web(chart).workload.podMetadata.addAnnotation('a b', 'c')),
  'a label of a workload, added later, with an invalid key': refused('metadata-key', chart => web(chart).workload.metadata.addLabel('a b', 'c')),
  'a label of a Service, added later, with an invalid value': refused('label-value', chart => web(chart).service.metadata.addLabel('a', 'b c')),
  'a label of an EndpointSlice, added later, with an invalid key': refused('metadata-key', chart => db(chart).endpointSlices[0].metadata.addLabel('a b', 'c')),
  'the same node port for a UDP port and a TCP port with different numbers': refused('node-port-duplicate', withSharedNodePort(Port.http(8080), Port.udp(5353, { name: 'dns' }))),
  'the same node port for a UDP port and a TCP port with the same number': accepted(withSharedNodePort(Port.tcp(5353, { name: 'dns-tcp' }), Port.udp(5353, { name: 'dns' }))),
  'a container, added later, that requests more than its limit': refused('resources', chart => web(chart).workload.addContainer({
    image: 'registry.example.com/side:1', name: 'side', resources: { ephemeralStorage: { request: Size.gibibytes(1), limit: Size.mebibytes(300) } },
  })),
  'init containers in an annotation': refused('annotation-superseded', chart => web(chart, {
    podMetadata: { annotations: { 'pod.beta.kubernetes.io/init-containers': '[]' } },
  })),
  'an annotation for a rollback to an invalid revision': refused('annotation-superseded', chart => web(chart, {
    workloadMetadata: { annotations: { 'deprecated.deployment.rollback.to': 'x' } },
  })),
  'an invalid template generation of a DaemonSet': refused('annotation-superseded', chart => web(chart, { workloadMetadata: templateGeneration, controller: onDaemonSet })),
  'a template generation of a DaemonSet on a Deployment': accepted(chart => web(chart, { workloadMetadata: templateGeneration })),
  'a health check whose command contains a text that YAML cannot represent': hazard('yaml-text', chart => web(chart, { readiness: HealthCheck.exec(['check', '\ud800']) })),
  'an empty list of cluster IPs': hazard('exposure-empty-list', chart => web(chart, { exposure: Exposure.clusterIp({ clusterIps: [] }) })),
  'the cluster IP None': hazard('cluster-ips', chart => web(chart, { exposure: Exposure.clusterIp({ clusterIps: ['None'] }) })),
  'one IP family together with a dual-stack policy': hazard('ip-family-policy', chart => web(chart, {
    exposure: Exposure.clusterIp({ ipFamilies: [IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }),
  })),
  'one IP family together with cluster IPs of two families': hazard('ip-family-policy', chart => web(chart, {
    exposure: Exposure.clusterIp({ ipFamilies: [IpFamily.IPV4], clusterIps: ['10.96.7.7', 'fd00:10:96::7'] }),
  })),
  'labels of endpoints for a host name, which has no endpoints': hazard('hostname-options', chart => db(chart, {
    backend: Backend.hostname('db.example.com'), endpointsMetadata: { labels: { team: 'orders' } },
  })),
  'a CSI driver name in upper case': hazard('volume-source', chart => web(chart, {
    volumes: [VolumeSource.csi('CSI.example.com', { volumeName: 'data' })],
  })),
  'an added port with the name of a port that is not exposed': hazard('port-name-duplicate', chart => {
    web(chart, { ports: [Port.tcp(9090, { servicePort: 80 }), Port.grpc(9091, { exposed: false })] }).addPort(Port.grpc(9090));
  }),
};
