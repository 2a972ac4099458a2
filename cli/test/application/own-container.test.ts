import { declareObjects, deployment, documentOf, service, type DeclaredManifests } from './declare';
import type { Document } from '../../src/document';
import { compare } from '../../src/proof/compare/compare';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:1' };

/** A Deployment whose first container is another one than the program. */
function withContainers(containers: readonly Document[], annotations?: Document): Document {
  const web = deployment('web');
  const { template } = web.spec;
  template.metadata.annotations = annotations;
  template.spec.containers = containers.map(container => container.name === 'main' ? { ...template.spec.containers[0], ...container } : container);
  return web;
}

/** The names of the containers that the program writes, of which the first is the own container. */
function namesOf(objects: readonly Document[], inPlace = false): string[] {
  const { documents } = declareObjects(objects, inPlace);
  expect(compare(objects, documents).filter(({ intent }) => intent === undefined)).toEqual([]);
  return documentOf(documents, 'Deployment').spec.template.spec.containers.map(({ name }: Document) => name);
}

describe('The own container of a workload', () => {
  const DEFAULT = { 'kubectl.kubernetes.io/default-container': 'main' };

  test('is the one that the annotation of kubectl names', () => {
    const others = [PROXY, { name: 'logs', image: 'logs:1', ports: [{ containerPort: 81 }] }, { name: 'main' }];

    expect(namesOf([withContainers(others, DEFAULT)])).toEqual(['main', 'proxy', 'logs']);
    expect(namesOf([withContainers(others, { 'kubectl.kubernetes.io/default-container': 'gone' })])).toEqual(['proxy', 'logs', 'main']);
  });

  test.each(['web', 'release-web'])('is the one with the name of the workload %s', name => {
    const web = withContainers([PROXY, { name: 'main' }, { ...PROXY, name: 'web' }]);
    web.metadata.name = name;

    expect(namesOf([web, service('web')])).toEqual(['web', 'proxy', 'main']);
  });

  test('is the one to which the first port of the Service leads that is not for metrics', () => {
    const exporter = { name: 'exporter', image: 'exporter:1', ports: [{ name: 'metrics-tcp', containerPort: 9100 }] };
    const ports = [{ name: 'metrics', port: 9100, targetPort: 'metrics-tcp' }, { name: 'http', port: 80, targetPort: 8080 }];
    const ofBoth = { ...service('web'), spec: { selector: { app: 'web' }, ports } };
    const ofMetrics = { ...ofBoth, spec: { ...ofBoth.spec, ports: ports.slice(0, 1) } };

    expect(namesOf([withContainers([PROXY, exporter, { name: 'main' }]), ofBoth])).toEqual(['main', 'proxy', 'exporter']);
    expect(namesOf([withContainers([PROXY, exporter, { name: 'main' }]), ofMetrics])).toEqual(['proxy', 'exporter', 'main']);
  });

  test('is the first without both', () => {
    expect(namesOf([withContainers([PROXY, { name: 'main' }])])).toEqual(['proxy', 'main']);
  });

  test('is the first in place, where the order is part of the pod template', () => {
    expect(namesOf([withContainers([PROXY, { name: 'main' }], DEFAULT), service('web')], true)).toEqual(['proxy', 'main']);
  });

  test('is the first if a hook delays the following containers', () => {
    const lifecycle = { postStart: { exec: { command: ['wait'] } } };

    expect(namesOf([withContainers([{ ...PROXY, lifecycle }, { name: 'main' }], DEFAULT)])).toEqual(['proxy', 'main']);
    expect(namesOf([withContainers([PROXY, { name: 'main', lifecycle }], DEFAULT)])).toEqual(['proxy', 'main']);
    expect(namesOf([withContainers([PROXY, { name: 'main' }, { ...PROXY, name: 'last', lifecycle }], DEFAULT)])).toEqual(['main', 'proxy', 'last']);
  });

  test('is the first if a port of the same name leads to another container', () => {
    const proxy = { ...PROXY, ports: [{ name: 'http', containerPort: 80 }] };

    expect(declareObjects([withContainers([proxy, { name: 'main' }], DEFAULT)]).code).toContain("containerName: 'proxy'");
  });

  test('has a patch at its position in the declaration', () => {
    const { documents } = declareObjects([withContainers([PROXY, { name: 'main', field: 1 }], DEFAULT)]);

    expect(documentOf(documents, 'Deployment').spec.template.spec.containers).toMatchObject([{ name: 'main', field: 1 }, { name: 'proxy' }]);
  });

  test('is the one whose CPU an autoscaler measures', () => {
    const metric = { name: 'cpu', container: 'main', target: { type: 'Utilization', averageUtilization: 70 } };
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 2,
        maxReplicas: 3,
        metrics: [{ type: 'ContainerResource', containerResource: metric }],
      },
    };
    const objects = [withContainers([{ ...PROXY, resources: { requests: { cpu: '1' } } }, { name: 'main' }], DEFAULT), scaler];

    expect(namesOf(objects)).toEqual(['main', 'proxy']);
    expect(declareObjects(objects).code).toMatch(/Scaling\.between\(2, 3, \{ metrics: \[ScalingMetric\.cpu/);
  });
});

describe('The default of readiness', () => {
  const withPorts = (...names: readonly string[]) => {
    const numbers: Record<string, number> = { http: 8080, metrics: 9090 };
    const ports = names.map(name => ({ name, port: numbers[name], targetPort: name }));
    return declareObjects([deployment('web'), { ...service('web'), spec: { selector: { app: 'web' }, ports } }]);
  };
  const probeOf = ({ documents }: DeclaredManifests) => documentOf(documents, 'Deployment').spec.template.spec.containers[0].readinessProbe;

  test('is a check of the first port that is not for metrics', () => {
    const declared = withPorts('metrics', 'http');

    expect(declared.code).toContain("readiness: HealthCheck.tcp({ port: 'http' }),");
    expect(probeOf(declared)).toEqual({ tcpSocket: { port: 'http' } });
    expect(documentOf(declared.documents, 'Service').spec.ports.map(({ name }: Document) => name)).toEqual(['metrics', 'http']);
  });

  test('needs no option if this is the first port, or if all ports are for metrics', () => {
    expect(withPorts('http', 'metrics').code).not.toContain('readiness');
    expect(probeOf(withPorts('metrics'))).toEqual({ tcpSocket: { port: 'metrics' } });
    expect(withPorts('metrics').code).not.toContain('readiness');
  });
});
