import type { Random } from './random';
import { labelValue } from './texts';
import { Mesh, type CustomMeshProps, type MeshAppProtocols, type MeshPeer, type MeshProxy, type MetadataOptions } from '../../lib';

/** A built-in service mesh, a custom mesh, or usually none. */
export function mesh(random: Random): Mesh | undefined {
  switch (random.pick('none', 'none', 'none', 'istio', 'ambient', 'linkerd', 'custom')) {
    case 'istio': return Mesh.ISTIO;
    case 'ambient': return Mesh.ISTIO_AMBIENT;
    case 'linkerd': return Mesh.LINKERD;
    case 'custom': return customMesh(random);
    default: return undefined;
  }
}

function customMesh(random: Random): Mesh {
  return Mesh.custom({
    ...random.all<Pick<CustomMeshProps, 'name'>>('CustomMeshProps', { name: () => random.mostly('name of a mesh', () => 'example', '') }),
    ...random.some<Omit<CustomMeshProps, 'name'>>('CustomMeshProps', 0.4, {
      appProtocols: () => appProtocols(random),
      proxy: () => proxy(random),
      podAnnotations: () => ({ 'mesh.example.com/wait': random.mostly('annotation of a mesh', () => '{shutdownDelay}s', '0o17') }),
      optOut: () => exclusion(random),
      optIn: () => exclusion(random),
      egress: () => [peer(random)],
      ingress: () => [peer(random)],
      tunnelPorts: () => [random.mostly('tunnel port', () => 15008, 0)],
    }),
  });
}

function appProtocols(random: Random): MeshAppProtocols {
  const protocol = (value: string) => () => random.mostly('appProtocol of a mesh', () => value, 'a b', '');
  return random.some<MeshAppProtocols>('MeshAppProtocols', 0.5, {
    http: protocol('http'),
    https: protocol('https'),
    h2c: protocol('http2'),
    grpc: protocol('grpc'),
    tcp: protocol('tcp'),
    udp: protocol('udp'),
    sctp: protocol('example.com/sctp'),
  });
}

/** A proxy that rarely conflicts with the pods of random declarations. */
function proxy(random: Random): MeshProxy {
  return random.some<MeshProxy>('MeshProxy', 0.5, {
    ports: () => [random.mostly('port of a proxy', () => 15001, 70000)],
    user: () => random.mostly('user of a proxy', () => 2102, -1),
    group: () => random.mostly('group of a proxy', () => 2102, 1.5),
    containerNames: () => [random.mostly('container of a proxy', () => 'mesh-proxy', 'Proxy')],
    portNames: () => [random.mostly('port name of a proxy', () => 'mesh-admin', 'Admin')],
    acceptsTcpProbes: () => random.mostly('acceptsTcpProbes', () => false, 'no'),
    skippedPortsAnnotation: () => random.mostly('skippedPortsAnnotation', () => 'mesh.example.com/skip', 'a b'),
  });
}

/** Metadata that no generated pod has. */
function exclusion(random: Random): MetadataOptions {
  return { labels: { 'mesh.example.com/inject': labelValue(random, 'label of a mesh') } };
}

function peer(random: Random): MeshPeer {
  return {
    ...random.all<Pick<MeshPeer, 'namespace'>>('MeshPeer', { namespace: () => random.mostly('namespace of a mesh', () => 'mesh-system', 'a.b') }),
    ...random.some<Omit<MeshPeer, 'namespace'>>('MeshPeer', 0.4, {
      podLabels: () => ({ app: labelValue(random, 'label of mesh pods') }),
      networks: () => [random.mostly('network of a mesh', () => '10.9.0.0/24', '10.9.0.1')],
      ports: () => [random.mostly('port of a mesh', () => 15012, 0)],
    }),
  };
}
