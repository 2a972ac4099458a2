import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { externalProps, workloadProps } from './arbitraries';
import { ExposedWorkload, ExternalService } from '../../lib';
import { inputs, minutes } from '../random/inputs';
import { newChart, synth, synthOf, type Document } from '../support';

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

function servicesOf(documents: readonly Document[]): Document[] {
  return documents.filter(document => document.kind === 'Service');
}

test('the objects of a workload are consistent', () => {
  fc.assert(fc.property(workloadProps, props => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', props));
    const workload = documents.find(document => KINDS.includes(document.kind))!;
    const pod = workload.spec.template;
    const container = pod.spec.containers[0];
    const names = new Map<string, Document>(container.ports.map((port: Document) => [port.name, port]));

    expect(names.size).toBe(container.ports.length);
    expect(pod.metadata.labels).toMatchObject(workload.spec.selector.matchLabels);
    for (const { spec } of servicesOf(documents)) {
      expect(spec.selector).toEqual(workload.spec.selector.matchLabels);
      for (const port of spec.ports) {
        const declared = props.ports.find(each => each.name === port.name)!;
        const target = names.get(port.targetPort)!;
        expect([target.containerPort, target.protocol]).toEqual([declared.number, port.protocol]);
        expect(port.port).toBe(spec.clusterIP === 'None' ? declared.number : declared.servicePort);
      }
      expect(new Set(spec.ports.map((port: Document) => `${port.port}/${port.protocol}`)).size).toBe(spec.ports.length);
    }
    for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) {
      const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
      expect(port === undefined || names.get(port)!.protocol === undefined).toBe(true);
      expect(probe?.grpc === undefined || container.ports.some((declared: Document) => declared.containerPort === probe.grpc.port)).toBe(true);
    }
  }), inputs(100));
}, minutes(1));

test('the objects of a backend outside the cluster are consistent', () => {
  fc.assert(fc.property(externalProps, props => {
    const documents = synthOf(chart => new ExternalService(chart, 'db', props));
    const { metadata, spec } = servicesOf(documents)[0];
    const slices = documents.filter(document => document.kind === 'EndpointSlice');

    expect(spec).not.toHaveProperty('selector');
    for (const slice of slices) {
      expect(slice.metadata.labels['kubernetes.io/service-name']).toBe(metadata.name);
      expect(slice.ports.map((port: Document) => [port.name, port.protocol])).toEqual(spec.ports.map((port: Document) => [port.name, port.protocol]));
      expect(slice.ports.map((port: Document) => port.port)).toEqual(spec.ports.map((port: Document) => port.targetPort ?? port.port));
    }
    const addresses = slices.flatMap(slice => slice.endpoints.flatMap((endpoint: Document) => endpoint.addresses));
    expect(addresses.sort()).toEqual(props.backend._endpoints.map(endpoint => endpoint.address).sort());
  }), inputs(100));
}, minutes(1));

test('ports that are added one by one produce the same documents as ports that are declared together', () => {
  fc.assert(fc.property(workloadProps.filter(props => props.ports[0].exposed), props => {
    const chart = newChart();
    const { readiness, liveness, startup, ...rest } = props;
    const web = new ExposedWorkload(chart, 'web', { ...rest, ports: props.ports.slice(0, 1) });
    props.ports.slice(1).forEach(port => web.addPort(port));

    expect(synth(chart)).toEqual(synthOf(together => new ExposedWorkload(together, 'web', rest)));
  }), inputs(100));
}, minutes(1));

test('a declaration always produces the same text', () => {
  fc.assert(fc.property(workloadProps, props => {
    const texts = [1, 2].map(() => Yaml.stringify(...synthOf(chart => new ExposedWorkload(chart, 'web', props))));

    expect(texts[0]).toBe(texts[1]);
  }), inputs(20));
}, minutes(1));
