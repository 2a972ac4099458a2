import {
  ClusterProfile, EnvVarSource, ExposedWorkload, Exposure, HealthCheck, Mesh, Port, PullPolicy, ResizeRestart, SecurityExemption, SecurityProfile,
  TerminationMessagePolicy, VolumeSource, type ExposedWorkloadProps,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const EXPORTER = { name: 'exporter', image: 'registry.example.com/exporter:2' };
const MIGRATION = { name: 'migrate', image: 'registry.example.com/migrate:1' };

function documentsOf(props: Partial<ExposedWorkloadProps>): Document[] {
  return synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props }));
}

function podOf(props: Partial<ExposedWorkloadProps>): Document {
  return find(documentsOf(props), 'Deployment').spec.template.spec;
}

/** A container of the pod by its name. */
function containerOf(name: string, props: Partial<ExposedWorkloadProps>): Document {
  const { containers, initContainers = [] } = podOf(props);
  return [...containers, ...initContainers].find(container => container.name === name);
}

const broken = (props: Partial<ExposedWorkloadProps>) => rulesBrokenBy(chart => web(chart, props));
const fields = (props: Partial<ExposedWorkloadProps>) => messagesOf(chart => web(chart, props)).map(message => /^shop\/web: (\S+) /.exec(message)![1]);

describe('the order of the containers', () => {
  test('is that of the declaration: the own container first, and init containers before sidecars', () => {
    const { containers, initContainers } = podOf({ sidecars: [PROXY], initContainers: [MIGRATION], additionalContainers: [EXPORTER] });

    expect(containers.map(({ name }: Document) => name)).toEqual(['web', 'exporter']);
    expect(initContainers.map(({ name, restartPolicy }: Document) => [name, restartPolicy])).toEqual([['migrate', undefined], ['proxy', 'Always']]);
  });
});

describe('ports of other containers', () => {
  const OAUTH = { ...PROXY, ports: [Port.http(4180, { servicePort: 80 })] };

  test('are offered by the Service, and listed by the container that declares them', () => {
    const documents = documentsOf({ ports: [Port.http(8080, { exposed: false, name: 'app' })], sidecars: [OAUTH], additionalContainers: [{ ...EXPORTER, ports: [Port.tcp(9102)] }] });
    const { containers, initContainers } = find(documents, 'Deployment').spec.template.spec;

    expect(find(documents, 'Service').spec.ports).toEqual([
      { name: 'tcp-9102', port: 9102, targetPort: 'tcp-9102' }, { name: 'http', port: 80, targetPort: 'http' },
    ]);
    expect([...containers, ...initContainers].map(({ ports }: Document) => ports)).toEqual([
      [{ containerPort: 8080, name: 'app' }], [{ containerPort: 9102, name: 'tcp-9102' }], [{ containerPort: 4180, name: 'http' }],
    ]);
  });

  test('are enough for a Service with a cluster IP, and are the ports of its callers', () => {
    const chart = newChart();
    const { address } = new ExposedWorkload(chart, 'web', { image: 'registry.example.com/web:1', ports: [], sidecars: [OAUTH] });

    expect(find(synth(chart), 'Service').spec.ports).toHaveLength(1);
    expect(address.url('http')).toBe('http://web.shop.svc.cluster.local:80');
    expect(broken({ ports: [], sidecars: [{ ...PROXY, ports: [Port.http(4180, { exposed: false })] }] })).toEqual(['ports-missing']);
  });

  test('have a default readiness check, each in its own container', () => {
    const pod = podOf({ sidecars: [OAUTH], additionalContainers: [{ ...EXPORTER, ports: [Port.udp(9102), Port.http(9103, { exposed: false, name: 'admin' })] }], ports: [Port.grpc(9090)] });

    expect([...pod.containers, ...pod.initContainers].map(({ name, readinessProbe }: Document) => [name, readinessProbe])).toEqual([
      ['web', { tcpSocket: { port: 'grpc' } }], ['exporter', undefined], ['proxy', { tcpSocket: { port: 'http' } }],
    ]);
  });

  test('with the port and its name of another container are refused', () => {
    expect(fields({ sidecars: [{ ...PROXY, ports: [Port.http(8080, { name: 'proxy' })] }] })).toEqual(['sidecars[0].ports[0].number']);
    expect(broken({ sidecars: [{ ...PROXY, ports: [Port.http(8080, { name: 'proxy' })] }] })).toEqual(['container-port-shared']);
    expect(broken({ sidecars: [{ ...PROXY, ports: [Port.http(8081)] }] })).toEqual(['port-name-duplicate']);
    expect(broken({ sidecars: [{ ...PROXY, ports: [Port.http(8081, { name: 'proxy', servicePort: 8080 })] }] })).toEqual(['port-duplicate']);
    expect(broken({ sidecars: [{ ...PROXY, ports: [Port.udp(8080, { name: 'proxy' })] }] })).toEqual([]);
  });

  test('with problems are reported with the container that declares them', () => {
    const ports = [Port.http(1), Port.http(0, { name: 'zero' })];

    expect(fields({ additionalContainers: [EXPORTER, { ...PROXY, ports }] })).toContain('additionalContainers[1].ports[1].number');
    expect(fields({ exposure: Exposure.headless(), sidecars: [{ ...PROXY, ports: [Port.http(4180, { servicePort: 80, name: 'proxy' })] }] })).toEqual(['sidecars[0].ports[0].servicePort']);
  });

  test('do not conflict with a port that is added later to the own container', () => {
    const chart = newChart();
    const workload = new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: [], sidecars: [OAUTH] });
    workload.addPort(Port.tcp(5432));

    expect(workload.container.ports.map(({ number }) => number)).toEqual([5432]);
    expect(() => workload.addPort(Port.tcp(4180, { name: 'again' }))).toThrow('#container-port-shared');
  });

  test('below 1024 can be opened by a process that does not run as root', () => {
    expect(podOf({ sidecars: [{ ...PROXY, ports: [Port.http(81, { name: 'proxy' })] }] }).securityContext.sysctls)
      .toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]);
  });

  test('of the proxy of a mesh are refused', () => {
    const messages = messagesOf(chart => {
      ClusterProfile.set(chart, { mesh: Mesh.ISTIO });
      web(chart, { readiness: HealthCheck.http('/'), sidecars: [{ ...PROXY, name: 'istio-proxy', ports: [Port.tcp(15001, { exposed: false })], readiness: HealthCheck.none() }] });
    });

    expect(messages.map(message => /^shop\/web: (\S+) .*#([a-z-]+)$/.exec(message)!.slice(1))).toEqual([
      ['sidecars[0].ports[0].number', 'mesh-port'], ['sidecars[0].name', 'mesh-name'],
    ]);
  });
});

describe('health checks of other containers', () => {
  test('use the ports of the container, and a port of another container by its number', () => {
    const { readinessProbe, livenessProbe, startupProbe } = containerOf('proxy', {
      sidecars: [{
        ...PROXY,
        ports: [Port.tcp(9901, { name: 'admin', exposed: false }), Port.https(4443)],
        readiness: HealthCheck.http('/ready'),
        liveness: HealthCheck.tcp({ port: 'admin' }),
        startup: HealthCheck.http('/start', { port: 'http' }),
      }],
    });

    expect(readinessProbe).toEqual({ httpGet: { path: '/ready', port: 'https', scheme: 'HTTPS' } });
    expect(livenessProbe).toEqual({ tcpSocket: { port: 'admin' } });
    expect(startupProbe).toEqual({ httpGet: { path: '/start', port: 8080 } });
  });

  test('of the own container can use a port of another container, by its number', () => {
    expect(containerOf('web', { sidecars: [{ ...PROXY, ports: [Port.http(4180, { name: 'proxy' })] }], readiness: HealthCheck.http('/ready', { port: 'proxy' }) }).readinessProbe)
      .toEqual({ httpGet: { path: '/ready', port: 4180 } });
  });

  test('with problems are reported with the container', () => {
    const check = HealthCheck.http('', { port: 'missing', host: '10.0.0.1' });

    expect(fields({ additionalContainers: [{ ...EXPORTER, liveness: check }] }))
      .toEqual(['path', 'port', 'host'].map(part => `additionalContainers[0].liveness.${part}`));
    expect(fields({ sidecars: [{ ...PROXY, liveness: HealthCheck.exec(['check', '$(MISSING)']) }] })).toEqual(['sidecars[0].liveness.command[1]']);
  });

  test.each<[string, HealthCheck | undefined]>([
    ['the default', undefined], ['of the container', HealthCheck.tcp()], ['of another container', HealthCheck.tcp({ port: 'http' })],
  ])('over TCP, %s, are refused where the proxy of a mesh accepts each connection', (_, readiness) => {
    expect(messagesOf(chart => {
      ClusterProfile.set(chart, { mesh: Mesh.LINKERD });
      web(chart, { readiness: HealthCheck.http('/'), sidecars: [{ ...PROXY, ports: [Port.http(4180, { name: 'proxy' })], readiness }] });
    })).toEqual([expect.stringMatching(/^shop\/web: sidecars\[0\]\.readiness .*#mesh-tcp-check$/)]);
  });
});

describe('names of containers', () => {
  test('containerName is the name of the own container', () => {
    const { containers } = podOf({ containerName: 'server', additionalContainers: [{ ...EXPORTER, name: 'web' }] });

    expect(containers.map(({ name }: Document) => name)).toEqual(['server', 'web']);
  });

  test('are checked, also that of the own container', () => {
    expect(fields({ containerName: 'Server' })).toEqual(['containerName']);
    expect(broken({ containerName: 'Server' })).toEqual(['container-name']);
    expect(fields({ containerName: 'proxy', sidecars: [PROXY] })).toEqual(['sidecars[0].name']);
    expect(broken({ initContainers: [PROXY], sidecars: [PROXY] })).toEqual(['container-name-duplicate']);
    expect(fields({ additionalContainers: [{ ...EXPORTER, name: 'a_b' }] })).toEqual(['additionalContainers[0].name']);
  });

  test('that a mesh injects are refused with the option that sets them', () => {
    const meshed = (props: Partial<ExposedWorkloadProps>) => messagesOf(chart => {
      ClusterProfile.set(chart, { mesh: Mesh.ISTIO });
      web(chart, { readiness: HealthCheck.http('/'), ...props });
    }).map(message => /^shop\/web: (\S+) .*#mesh-name$/.exec(message)?.[1]);

    expect(meshed({ containerName: 'istio-proxy' })).toEqual(['containerName']);
    expect(meshed({ name: 'istio-proxy' })).toEqual(['name']);
    expect(meshed({ name: 'istio-proxy', containerName: 'web' })).toEqual([]);
  });
});

describe('/tmp', () => {
  test('is an empty directory of its own in each container with a read-only root file system', () => {
    const { containers, initContainers, volumes } = podOf({ initContainers: [MIGRATION], sidecars: [PROXY], additionalContainers: [EXPORTER] });

    expect([...containers, ...initContainers].map(({ volumeMounts }: Document) => volumeMounts)).toEqual(
      ['tmp', 'tmp-exporter', 'tmp-migrate', 'tmp-proxy'].map(name => [{ name, mountPath: '/tmp' }]),
    );
    expect(volumes).toEqual(['tmp', 'tmp-exporter', 'tmp-migrate', 'tmp-proxy'].map(name => ({ name, emptyDir: {} })));
  });

  test('is not mounted if another volume is, or if the root file system is writable', () => {
    const chart = newChart();
    const security = { exemptions: [SecurityExemption.writableRootFilesystem('writes to its directory')] };
    new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      additionalContainers: [{ ...EXPORTER, mounts: [{ path: '/tmp/', source: VolumeSource.emptyDir({ volumeName: 'scratch' }) }] }],
      sidecars: [{ ...PROXY, security }],
      initContainers: [{ ...MIGRATION, security: { profile: SecurityProfile.ofImageAndCluster('the image of the vendor') } }],
    });
    const { volumes } = find(synth(chart), 'Deployment').spec.template.spec;

    expect(volumes.map(({ name }: Document) => name).sort()).toEqual(['scratch', 'tmp']);
  });

  test('has a volume with another name if the name is taken, or too long', () => {
    const name = 'a'.repeat(58) + '-bcde';
    const volumeOf = (props: object) => podOf(props).volumes.map((volume: Document) => volume.name);

    expect(volumeOf({ additionalContainers: [{ ...EXPORTER, name }] })).toEqual(['tmp', `tmp-${'a'.repeat(58)}`]);
    expect(find(synthOf(chart => {
      new ExposedWorkload(chart, 'web', { ...MINIMAL, sidecars: [PROXY], volumes: [VolumeSource.emptyDir({ volumeName: 'tmp-proxy' })] });
    }), 'Deployment').spec.template.spec.volumes.map((volume: Document) => volume.name)).toEqual(['tmp-proxy', 'tmp', 'tmp-1']);
  });
});

describe('security of other containers', () => {
  test('is that of the own container, without its exemptions', () => {
    const exempt = { exemptions: [SecurityExemption.capabilities('binds raw sockets', 'NET_RAW')] };
    const { containers: [own, exporter], initContainers: [migration] } = podOf({
      security: exempt, additionalContainers: [EXPORTER], initContainers: [{ ...MIGRATION, security: { user: 1000, group: 2000 } }],
    });

    expect(own.securityContext.capabilities).toEqual({ add: ['NET_RAW'], drop: ['ALL'] });
    expect(exporter.securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
    expect(migration.securityContext).toEqual({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsGroup: 2000, runAsUser: 1000,
    });
  });

  test('follows the profile of the workload, unless the container has another one', () => {
    const profile = SecurityProfile.ofImageAndCluster('the manifests of the vendor');
    const { containers: [own, exporter, hardened] } = podOf({
      security: { profile }, additionalContainers: [EXPORTER, { ...PROXY, security: { profile: SecurityProfile.hardened() } }],
    });

    expect([own.securityContext, exporter.securityContext]).toEqual([undefined, undefined]);
    expect(hardened.securityContext).toMatchObject({ readOnlyRootFilesystem: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(hardened.volumeMounts).toEqual([{ name: 'tmp-proxy', mountPath: '/tmp' }]);
  });

  test('is checked in the container', () => {
    expect(fields({ sidecars: [{ ...PROXY, security: { user: 0 } }] })).toEqual(['sidecars[0].security.user']);
    expect(fields({ initContainers: [{ ...MIGRATION, security: { exemptions: [SecurityExemption.probeHosts('another host')] } }] }))
      .toEqual(['initContainers[0].security.exemptions[0]']);
  });
});

describe('the other options of a container', () => {
  test('are the fields of its manifest', () => {
    const container = containerOf('proxy', {
      sidecars: [{
        ...PROXY,
        imagePullPolicy: PullPolicy.ALWAYS,
        command: ['/proxy'],
        args: ['--port=$(PORT)'],
        workingDir: '/srv',
        env: { PORT: '4180' },
        envValueFrom: { NODE: EnvVarSource.podField('spec.nodeName') },
        resources: { requests: { cpu: '10m' } },
        resize: { cpu: ResizeRestart.RESTART_CONTAINER },
        terminationMessage: { path: '/dev/shm/end', policy: TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR },
        terminal: { stdin: true, stdinOnce: true, tty: true },
      }],
    });

    expect(container).toMatchObject({
      imagePullPolicy: 'Always',
      command: ['/proxy'],
      args: ['--port=$(PORT)'],
      workingDir: '/srv',
      env: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }, { name: 'PORT', value: '4180' }],
      resources: { requests: { cpu: '10m' } },
      resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
      terminationMessagePath: '/dev/shm/end',
      terminationMessagePolicy: 'FallbackToLogsOnError',
      stdin: true,
      stdinOnce: true,
      tty: true,
    });
  });

  test('that are false or not set are not written', () => {
    const container = containerOf('web', { terminal: { stdin: false, tty: false }, terminationMessage: {} });

    expect(Object.keys(container)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(stdin|tty|termination)/)]));
  });

  test('are checked in each container', () => {
    expect(fields({ sidecars: [{ ...PROXY, args: ['a\0'], workingDir: '/a\0', terminationMessage: { path: '/a\0' }, resources: { requests: { cpu: '1x' } } }] })).toEqual([
      'sidecars[0].args[0]', 'sidecars[0].workingDir', 'sidecars[0].terminationMessage.path', "sidecars[0].resources.requests['cpu']",
    ]);
    expect(fields({ initContainers: [{ ...MIGRATION, envValueFrom: { A: EnvVarSource.secretKey('', 'a') } }] })).toEqual(["initContainers[0].envValueFrom['A'].name"]);
  });
});
