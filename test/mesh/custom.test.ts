import { App, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { meshChart, meshWeb, podAnnotations, protocols, refusals, webOf } from './support';
import { ClusterProfile, ExternalService, Backend, HealthCheck, Isolation, Mesh, Port, type CustomMeshProps, type ExposedWorkloadProps } from '../../lib';
import { inputs, minutes } from '../random/inputs';
import { find, synth, type Document } from '../support';

const KUMA: CustomMeshProps = {
  name: 'Kuma',
  appProtocols: { http: 'http', h2c: 'http2', grpc: 'grpc', tcp: 'tcp' },
  proxy: {
    ports: [9001, 15001],
    user: 5678,
    group: 5678,
    containerNames: ['kuma-sidecar'],
    portNames: ['kuma-admin'],
    skippedPortsAnnotation: 'traffic.kuma.io/exclude-inbound-ports',
  },
  podAnnotations: { 'kuma.io/wait-for-dataplane-ready': 'true', 'kuma.io/sidecar-drain-time': '{shutdownDelay}s' },
  optOut: { labels: { 'kuma.io/sidecar-injection': 'disabled' } },
  egress: [{ namespace: 'kuma-system', podLabels: { app: 'kuma-control-plane' }, ports: [5678] }],
};
const mesh = Mesh.custom(KUMA);

function rules(options: Partial<CustomMeshProps>, props: Partial<ExposedWorkloadProps>): string[] {
  return refusals(() => webOf(Mesh.custom({ ...KUMA, ...options }), props)).map(message => /#([a-z-]+)$/.exec(message)?.[1] ?? message);
}

describe('Service ports', () => {
  test('each kind of port has the appProtocol of the mesh, or its own default if the mesh has none', () => {
    const ports = [Port.http(8080), Port.https(8443), Port.h2c(8081), Port.grpc(9090), Port.tcp(6000), Port.udp(5353)];

    expect(protocols(webOf(mesh, { ports }), 'web')).toEqual({ 'http': 'http', 'https': 'https', 'h2c': 'http2', 'grpc': 'grpc', 'tcp-6000': 'tcp' });
    expect(protocols(webOf(Mesh.custom({ name: 'Cilium' }), { ports }), 'web')).toEqual({ https: 'https', h2c: 'kubernetes.io/h2c', grpc: 'kubernetes.io/h2c' });
  });

  test('an appProtocol that is set on a port is kept, even if it is the default of its kind', () => {
    const ports = [Port.grpc(9090, { appProtocol: 'kubernetes.io/h2c' }), Port.http(8080, { appProtocol: 'kubernetes.io/ws' })];

    expect(protocols(webOf(mesh, { ports }), 'web')).toEqual({ grpc: 'kubernetes.io/h2c', http: 'kubernetes.io/ws' });
  });

  test('the appProtocol is also set on the EndpointSlices of an ExternalService', () => {
    const chart = meshChart(mesh);
    new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] });

    expect(find(synth(chart), 'EndpointSlice').ports[0].appProtocol).toBe('tcp');
  });
});

describe('pods', () => {
  const notInjected = { podMetadata: { labels: { 'kuma.io/sidecar-injection': 'disabled' } } };

  test('pods get the annotations of the mesh, with the times of the workload', () => {
    const annotations = { ...KUMA.podAnnotations, 'example.com/total': '{gracePeriod}/{shutdownDelay}' };

    expect(podAnnotations(webOf(Mesh.custom({ ...KUMA, podAnnotations: annotations }), { shutdownDelay: Duration.seconds(10) }))).toEqual({
      'kuma.io/wait-for-dataplane-ready': 'true', 'kuma.io/sidecar-drain-time': '10s', 'example.com/total': '40/10',
    });
  });

  test('an annotation that is set on the pod is kept', () => {
    const annotations = { 'kuma.io/sidecar-drain-time': '60s' };

    expect(podAnnotations(webOf(mesh, { podMetadata: { annotations } }))).toEqual({ ...annotations, 'kuma.io/wait-for-dataplane-ready': 'true' });
  });

  test('pods that opt out get no annotations, and can use the ports, IDs and names of the proxy', () => {
    expect(podAnnotations(webOf(mesh, notInjected))).toBeUndefined();
    expect(rules({}, { ...notInjected, ports: [Port.http(15001)], security: { user: 5678 } })).toEqual([]);
  });

  test('if pods must opt in, only pods that opt in are in the mesh', () => {
    const options = { optIn: { annotations: { 'example.com/inject': 'true' } }, optOut: undefined };
    const optIn = { podMetadata: { annotations: { 'example.com/inject': 'true' } } };

    expect(rules(options, { ports: [Port.http(15001)] })).toEqual([]);
    expect(rules(options, { ...optIn, ports: [Port.http(15001)] })).toEqual(['mesh-port']);
    expect(refusals(() => webOf(Mesh.custom({ ...KUMA, ...options }), { ...optIn, ports: [Port.http(15001)] }))[0])
      .toContain("or exclude the pods from the mesh: remove 'example.com/inject' from podMetadata.");
  });

  test.each<[string, Partial<ExposedWorkloadProps>, string[]]>([
    ['a port of the proxy', { ports: [Port.http(15001)] }, ['mesh-port']],
    ['its user and group', { security: { user: 5678, group: 5678 } }, ['mesh-user', 'mesh-user']],
    ['the name of its container', { name: 'kuma-sidecar' }, ['mesh-name']],
    ['the name of its port', { ports: [Port.http(8080, { name: 'kuma-admin' })] }, ['mesh-name']],
  ])('%s is refused', (_, props, expected) => {
    expect(rules({}, props)).toEqual(expected);
    expect(rules({ proxy: undefined }, props)).toEqual([]);
  });

  test('the message names the mesh, and the label with which pods opt out', () => {
    const [message] = refusals(() => webOf(mesh, { ports: [Port.http(15001)] }));

    expect(message).toContain('The proxy of Kuma listens on this port. Let the server listen on another port, '
      + "or exclude the pods from the mesh with podMetadata: { labels: { 'kuma.io/sidecar-injection': 'disabled' } }.");
    expect(refusals(() => webOf(Mesh.custom({ ...KUMA, optOut: undefined }), { ports: [Port.http(15001)] }))[0])
      .toContain('Let the server listen on another port. [mesh-port]');
  });

  test('the message does not depend on the order of the labels', () => {
    const messages = [{ a: '1', b: '2' }, { b: '2', a: '1' }].map(labels => (
      refusals(() => webOf(Mesh.custom({ ...KUMA, optOut: { labels } }), { ports: [Port.http(15001)] }))[0]
    ));

    expect(messages[0]).toContain("podMetadata: { labels: { 'a': '1' } }");
    expect(messages[1]).toBe(messages[0]);
  });

  test('TCP health checks are refused only if the proxy accepts TCP probes, and not for ports that bypass it', () => {
    const accepting = { proxy: { ...KUMA.proxy, acceptsTcpProbes: true } };
    const annotations = { 'traffic.kuma.io/exclude-inbound-ports': '8080' };

    expect(rules({}, { readiness: HealthCheck.tcp() })).toEqual([]);
    expect(rules(accepting, { readiness: HealthCheck.tcp() })).toEqual(['mesh-tcp-check']);
    expect(rules(accepting, { readiness: HealthCheck.tcp(), podMetadata: { annotations } })).toEqual([]);
  });
});

describe('isolation', () => {
  const policyOf = (options: CustomMeshProps): Document => {
    const chart = meshChart(Mesh.custom(options));
    Isolation.enable(chart);
    meshWeb(chart).connectTo(meshChild(chart));
    return find(synth(chart), 'NetworkPolicy', 'web').spec;
  };
  const meshChild = (chart: ReturnType<typeof meshChart>) => new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] });

  test('the peers of the mesh are allowed, and the tunnel ports only between pods', () => {
    const { ingress, egress } = policyOf({ ...KUMA, ingress: [{ networks: ['169.254.7.127/32'] }, { namespace: 'kuma-nodes' }], tunnelPorts: [15008] });

    expect(egress.slice(1)).toEqual([
      { to: [{ ipBlock: { cidr: '10.20.0.11/32' } }], ports: [{ port: 5432 }] },
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kuma-system' } }, podSelector: { matchLabels: { app: 'kuma-control-plane' } } }],
        ports: [{ port: 5678 }],
      },
    ]);
    expect(ingress).toEqual([{
      from: [{ ipBlock: { cidr: '169.254.7.127/32' } }, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kuma-nodes' } } }],
    }]);
  });
});

describe('invalid options are refused when the profile is set', () => {
  test.each<[string, unknown, string]>([
    ['no options', undefined, 'mesh.options (not set): '],
    ['a name', { name: '' }, 'mesh.name "": '],
    ['an appProtocol', { appProtocols: { http: 'a b' } }, 'mesh.appProtocols.http "a b": '],
    ['appProtocols', { appProtocols: 'http' }, 'mesh.appProtocols (a string of 4 characters): '],
    ['a proxy', { proxy: true }, 'mesh.proxy true: '],
    ['a port', { proxy: { ports: [0] } }, 'mesh.proxy.ports[0] 0: '],
    ['a user', { proxy: { user: -1 } }, 'mesh.proxy.user -1: '],
    ['a container', { proxy: { containerNames: ['Proxy'] } }, 'mesh.proxy.containerNames[0] "Proxy": '],
    ['a port name', { proxy: { portNames: ['a b'] } }, 'mesh.proxy.portNames[0] "a b": '],
    ['a flag', { proxy: { acceptsTcpProbes: 'no' } }, 'mesh.proxy.acceptsTcpProbes "no": '],
    ['an annotation', { proxy: { skippedPortsAnnotation: 'a b' } }, 'mesh.proxy.skippedPortsAnnotation "a b": '],
    ['the key of an annotation', { podAnnotations: { 'a b': '1' } }, 'mesh.podAnnotations "a b": '],
    ['the value of an annotation', { podAnnotations: { a: 1 } }, "mesh.podAnnotations['a'] (a number): "],
    ['labels', { optOut: { labels: { 'a b': '1' } } }, 'mesh.optOut.labels "a b": '],
    ['annotations', { optIn: 'x' }, 'mesh.optIn (a string of 1 character): '],
    ['peers', { egress: {} }, 'mesh.egress {}: '],
    ['a peer', { ingress: ['x'] }, 'mesh.ingress[0] (a string of 1 character): '],
    ['a namespace', { egress: [{ namespace: 'a.b' }] }, 'mesh.egress[0].namespace "a.b": '],
    ['a peer without namespace and networks', { ingress: [{ networks: [] }] }, 'mesh.ingress[0].namespace (not set): '],
    ['a range', { ingress: [{ networks: ['10.0.0.5'] }] }, 'mesh.ingress[0].networks[0] "10.0.0.5": '],
    ['a tunnel', { tunnelPorts: [70000] }, 'mesh.tunnelPorts[0] 70000: '],
  ])('%s', (_, options, begins) => {
    const custom = Mesh.custom((options && { name: 'Kuma', ...options as object }) as CustomMeshProps);

    expect(refusals(() => ClusterProfile.set(new App(), { mesh: custom }))).toEqual([expect.stringContaining(`app: ${begins}`)]);
  });

  test('later changes of the options have no effect', () => {
    const ports = [15001];
    const custom = Mesh.custom({ name: 'Kuma', proxy: { ports } });
    ports.push(8080);

    expect(refusals(() => webOf(custom, { ports: [Port.http(8080)] }))).toEqual([]);
  });

  test('any options are either refused by a rule or synthesized', () => {
    const keys = ['name', 'appProtocols', 'proxy', 'podAnnotations', 'optOut', 'optIn', 'egress', 'ingress', 'tunnelPorts', 'ports', 'labels', 'http', 'namespace', 'networks'];
    const anything = fc.oneof(fc.constantFrom<unknown>(null, '', 0, -1, true, [], {}, [null], 'a', 'a b'), fc.anything({ key: fc.constantFrom(...keys) }));
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...keys), anything, { noNullPrototype: true }), options => {
      const messages = refusals(() => {
        const chart = meshChart(Mesh.custom({ name: 'Kuma', ...options } as any));
        Isolation.enable(chart);
        meshWeb(chart);
        synth(chart);
      });
      messages.forEach(message => expect(message).toMatch(/^(app|shop\/web): .+ .+#[a-z-]+$/));
    }), inputs(300));
  }, minutes(1));
});

test('a mesh of another copy of the package is recognized', () => {
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const other = require('../../lib') as typeof import('../../lib');
    expect(other.Mesh).not.toBe(Mesh);
    const props = { ports: [Port.http(8080), Port.tcp(6000)] };

    expect(webOf(other.Mesh.LINKERD, props)).toEqual(webOf(Mesh.LINKERD, props));
    expect(webOf(other.Mesh.custom(KUMA), props)).toEqual(webOf(mesh, props));
  });
});
