import { ApiObject, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Controller, EnvFromSource, EnvVarSource, ExposedWorkload, Exposure, HealthCheck, IpFamily, IpFamilyPolicy, LifecycleHandler,
  PodManagement, Port, PullPolicy, ResizeRestart, Rollout, VolumeSource,
} from '../lib';
import { find, mainContainer, MINIMAL, newChart, synth, synthOf } from './support';

test('the smallest declaration generates a Deployment and a matching Service', () => {
  const documents = synthOf(chart => new ExposedWorkload(chart, 'web', MINIMAL));

  expect(documents.map(document => `${document.kind}/${document.metadata.name}`).sort()).toEqual(['Deployment/web', 'Service/web']);
  expect(documents).toMatchSnapshot();
});

describe('ports', () => {
  test('one Port declares the container port, the Service port, the named targetPort and the probe', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: [Port.http(8080, { servicePort: 80 })] }));

    expect(find(documents, 'Service').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
    expect(mainContainer(find(documents, 'Deployment')).ports).toEqual([{ name: 'http', containerPort: 8080 }]);
    expect(mainContainer(find(documents, 'Deployment')).readinessProbe).toEqual({ tcpSocket: { port: 'http' } });
  });

  test('a TCP port and a UDP port can have the same number', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'dns', { ...MINIMAL, ports: [Port.tcp(53, { name: 'dns-tcp' }), Port.udp(53, { name: 'dns' })] }));

    expect(find(documents, 'Service').spec.ports).toEqual([
      { name: 'dns-tcp', port: 53, targetPort: 'dns-tcp' },
      { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
    ]);
  });

  test('a port name longer than 15 characters keeps its Service name and gets a shorter container port name', () => {
    const name = `${'a'.repeat(62)}z`;
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: [Port.http(8080, { name })] }));

    expect(find(documents, 'Service').spec.ports).toEqual([{ name, port: 8080, targetPort: 'http-8080' }]);
    expect(mainContainer(find(documents, 'Deployment')).ports).toEqual([{ name: 'http-8080', containerPort: 8080 }]);
  });

  test('a container port of two Service ports is listed once', () => {
    const ports = [Port.http(8080, { servicePort: 80 }), Port.http(8080, { name: 'alternative', servicePort: 8000 })];
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ports }));

    expect(find(documents, 'Service').spec.ports.map((port: any) => port.targetPort)).toEqual(['http', 'http']);
    expect(mainContainer(find(documents, 'Deployment')).ports).toEqual([{ name: 'http', containerPort: 8080 }]);
  });

  test.each([
    ['http', Port.http(1), undefined],
    ['https', Port.https(1), 'https'],
    ['h2c', Port.h2c(1), 'kubernetes.io/h2c'],
    ['grpc', Port.grpc(1), 'kubernetes.io/h2c'],
    ['tcp-1', Port.tcp(1), undefined],
    ['udp-1', Port.udp(1), undefined],
    ['sctp-1', Port.sctp(1), undefined],
    ['ws', Port.http(1, { name: 'ws', appProtocol: 'kubernetes.io/ws' }), 'kubernetes.io/ws'],
  ])('the port %s has the appProtocol of its kind', (name, port, appProtocol) => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: [port] }));

    expect(find(documents, 'Service').spec.ports[0]).toMatchObject({ name });
    expect(find(documents, 'Service').spec.ports[0].appProtocol).toBe(appProtocol);
  });

  test('a port that is not exposed is on the container and can be probed, but is not on the Service', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      ports: [Port.http(9000, { name: 'admin', exposed: false }), Port.http(8080)],
      liveness: HealthCheck.http('/alive', { port: 'admin' }),
    }));

    expect(find(documents, 'Service').spec.ports.map((port: any) => port.name)).toEqual(['http']);
    const container = mainContainer(find(documents, 'Deployment'));
    expect(container.ports.map((port: any) => port.name)).toEqual(['admin', 'http']);
    expect(container.livenessProbe.httpGet).toEqual({ path: '/alive', port: 'admin' });
    expect(container.readinessProbe.tcpSocket.port).toBe('http');
  });

  test('addPort adds the port to the container, the Service and the address', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    web.addPort(Port.grpc(9090));
    const documents = synth(chart);

    expect(find(documents, 'Service').spec.ports.map((port: any) => port.name)).toEqual(['http', 'grpc']);
    expect(mainContainer(find(documents, 'Deployment')).ports.map((port: any) => port.name)).toEqual(['http', 'grpc']);
    expect(web.address.port('grpc')).toBe(9090);
    expect(web.service.ports.map(port => port.port)).toEqual([8080, 9090]);
  });

  test('an addPort that is refused does not change the declaration', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);

    expect(() => web.addPort(Port.http(8080))).toThrow('shop/web: port.name "http"');
    expect(find(synth(chart), 'Service').spec.ports).toHaveLength(1);
  });
});

describe('controllers', () => {
  test('the governing Service of a StatefulSet is its main Service, if that Service is headless', () => {
    const chart = newChart();
    const db = new ExposedWorkload(chart, 'db', { ...MINIMAL, exposure: Exposure.headless(), controller: Controller.statefulSet() });
    const documents = synth(chart);

    expect(db.governingService).toBe(db.service);
    expect(find(documents, 'StatefulSet').spec.serviceName).toBe('db');
    expect(find(documents, 'Service').spec.clusterIP).toBe('None');
  });

  test('a StatefulSet with a cluster IP gets an additional headless Service with all ports', () => {
    const chart = newChart();
    const db = new ExposedWorkload(chart, 'db', { ...MINIMAL, controller: Controller.statefulSet() });
    db.addPort(Port.tcp(7000));
    const documents = synth(chart);

    expect(find(documents, 'StatefulSet').spec.serviceName).toBe('db-headless');
    const headless = find(documents, 'Service', 'db-headless').spec;
    expect(headless.clusterIP).toBe('None');
    expect(headless.ports.map((port: any) => port.name)).toEqual(['http', 'tcp-7000']);
    expect(headless.selector).toEqual(find(documents, 'Service', 'db').spec.selector);
  });

  test('a governing Service has the numbers of the container ports, also if the other Service has different numbers', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', {
      ...MINIMAL, ports: [Port.http(8080, { servicePort: 80 })], controller: Controller.statefulSet(),
    }));

    expect(find(documents, 'Service', 'db').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
    expect(find(documents, 'Service', 'db-headless').spec.ports).toEqual([{ name: 'http', port: 8080, targetPort: 'http' }]);
  });

  test('a governing Service has the labels of the other Service, but not its annotations, which configure controllers', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', {
      ...MINIMAL,
      exposure: Exposure.loadBalancer(),
      controller: Controller.statefulSet({ publishNotReadyAddresses: true }),
      serviceMetadata: { labels: { team: 'data' }, annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'db.example.com' } },
    }));

    const { metadata, spec } = find(documents, 'Service', 'db-headless');
    expect(metadata).toEqual({ name: 'db-headless', namespace: 'shop', labels: { team: 'data' } });
    expect(spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(find(documents, 'Service', 'db').spec).not.toHaveProperty('publishNotReadyAddresses');
  });

  test.each([[undefined, true], [false, false]])('if the exposure of a headless StatefulSet sets publishNotReadyAddresses to %s, its Service has the value %s', (set, published) => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', {
      ...MINIMAL,
      exposure: Exposure.headless({ publishNotReadyAddresses: set }),
      controller: Controller.statefulSet({ publishNotReadyAddresses: true }),
    }));

    expect(find(documents, 'Service').spec.publishNotReadyAddresses).toBe(published);
  });

  test('a governing Service has the IP families of the other Service', () => {
    const exposure = Exposure.clusterIp({ ipFamilies: [IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK });
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', { ...MINIMAL, exposure, controller: Controller.statefulSet() }));

    expect(find(documents, 'Service', 'db-headless').spec).toMatchObject({ ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' });
  });

  test('a volume claim named tmp is a different volume than the one that is mounted at /tmp', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', {
      ...MINIMAL,
      controller: Controller.statefulSet({ volumeClaims: [{ name: 'tmp', mountPath: '/data', storage: '1Gi' }] }),
      security: { user: 1000 },
    }));
    const { containers, volumes } = find(documents, 'StatefulSet').spec.template.spec;

    expect(containers[0].volumeMounts).toEqual([{ name: 'tmp', mountPath: '/data' }, { name: 'tmp-1', mountPath: '/tmp' }]);
    expect(volumes).toEqual([{ name: 'tmp-1', emptyDir: {} }]);
  });

  test('volume claims are mounted, and do not have the labels of the chart', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', {
      ...MINIMAL,
      controller: Controller.statefulSet({
        volumeClaims: [
          { name: 'data', mountPath: '/data', storage: '10Gi', storageClassName: 'fast' },
          { name: 'log', mountPath: '/log', storage: '1500Mi' },
        ],
      }),
      security: { user: 1000 },
    }), { labels: { version: '1' } });

    const { spec } = find(documents, 'StatefulSet');
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
    expect(spec.volumeClaimTemplates).toEqual([
      { ...claim, metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } } },
      { ...claim, metadata: { name: 'log' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500Mi' } } } },
    ]);
    expect(spec.template.spec.containers[0].volumeMounts).toEqual(expect.arrayContaining([
      { name: 'data', mountPath: '/data' }, { name: 'log', mountPath: '/log' },
    ]));
  });

  test('options of a Deployment are written', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      controller: Controller.deployment({
        rollout: Rollout.recreate(), minReady: Duration.seconds(5), progressDeadline: Duration.minutes(2),
      }),
    }));

    expect(find(documents, 'Deployment').spec).toMatchObject({ strategy: { type: 'Recreate' }, minReadySeconds: 5, progressDeadlineSeconds: 120 });
  });

  test('options of a StatefulSet are written', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'db', {
      ...MINIMAL,
      controller: Controller.statefulSet({
        podManagement: PodManagement.PARALLEL,
        minReady: Duration.seconds(5),
        rollout: Rollout.onDelete(),
      }),
    }));

    expect(find(documents, 'StatefulSet').spec).toMatchObject({
      podManagementPolicy: 'Parallel', minReadySeconds: 5, updateStrategy: { type: 'OnDelete' },
    });
  });

  test('a DaemonSet has neither replicas nor a governing Service', () => {
    const chart = newChart();
    const agent = new ExposedWorkload(chart, 'agent', { ...MINIMAL, controller: Controller.daemonSet({ minReady: Duration.seconds(5) }) });
    const spec = find(synth(chart), 'DaemonSet').spec;

    expect(agent.governingService).toBeUndefined();
    expect(agent.hasAutoscaler).toBe(false);
    expect(spec).not.toHaveProperty('replicas');
    expect(spec.minReadySeconds).toBe(5);
    expect(() => agent.markHasAutoscaler()).toThrow('shop/agent: controller "DaemonSet"');
  });

  test.each([undefined, 0, 3])('replicas %s are written as set, without a default', replicas => {
    for (const controller of [Controller.deployment(), Controller.statefulSet()]) {
      const workload = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller, replicas }))
        .find(document => document.kind !== 'Service')!;
      expect(workload.spec.replicas).toBe(replicas);
    }
  });
});

describe('options of pods and containers', () => {
  test('image, command, environment, resources, volumes and service account are written', () => {
    const documents = synthOf(chart => {
      const config = new kplus.ConfigMap(chart, 'config', { metadata: { name: 'config' }, data: { mode: 'fast' } });
      const secret = kplus.Secret.fromSecretName(chart, 'secret', 'credentials');
      new ExposedWorkload(chart, 'web', {
        ...MINIMAL,
        imagePullPolicy: PullPolicy.ALWAYS,
        imagePullSecrets: [kplus.Secret.fromSecretName(chart, 'a', 'registry-a'), kplus.Secret.fromSecretName(chart, 'b', 'registry-b')],
        command: ['/bin/web'],
        args: ['--verbose'],
        workingDir: '/srv',
        env: { PLAIN: 'text' },
        envValueFrom: { PASSWORD: EnvVarSource.secretKey(secret.name, 'password') },
        envFrom: [EnvFromSource.configMap(config.name, { prefix: 'CONFIG_' })],
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
        mounts: [{ path: '/var/cache/web', source: VolumeSource.emptyDir({ volumeName: 'cache' }) }],
        volumes: [VolumeSource.secret(secret.name, { volumeName: 'tls' })],
        serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'web'),
        automountServiceAccountToken: true,
        terminationGracePeriod: Duration.minutes(2),
        lifecycle: { preStop: LifecycleHandler.exec(['/bin/drain']) },
        initContainers: [{ image: 'registry.example.com/migrate:1', name: 'migrate' }],
        sidecars: [{ image: 'registry.example.com/proxy:1', name: 'proxy' }],
      });
    });

    const pod = find(documents, 'Deployment').spec.template.spec;
    expect(pod).toMatchObject({
      imagePullSecrets: [{ name: 'registry-a' }, { name: 'registry-b' }],
      serviceAccountName: 'web',
      automountServiceAccountToken: true,
      terminationGracePeriodSeconds: 120,
    });
    expect(pod.volumes.map((volume: any) => volume.name).sort()).toEqual(['cache', 'tls', 'tmp', 'tmp-migrate', 'tmp-proxy']);
    expect(pod.containers[0]).toMatchObject({
      image: 'registry.example.com/web:1',
      imagePullPolicy: 'Always',
      command: ['/bin/web'],
      args: ['--verbose'],
      workingDir: '/srv',
      env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'credentials', key: 'password' } } }, { name: 'PLAIN', value: 'text' }],
      envFrom: [{ configMapRef: { name: 'config' }, prefix: 'CONFIG_' }],
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      lifecycle: { preStop: { exec: { command: ['/bin/drain'] } } },
    });
    expect(pod.initContainers.map((container: any) => [container.name, container.restartPolicy])).toEqual([['migrate', undefined], ['proxy', 'Always']]);
  });

  test('no container gets default resources or a default pull policy', () => {
    const documents = synthOf(chart => {
      const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, initContainers: [{ name: 'migrate', image: 'migrate:1' }], sidecars: [{ name: 'proxy', image: 'proxy:1' }] });
      web.workload.addContainer({ image: 'later:1', name: 'later' });
    });

    const pod = find(documents, 'Deployment').spec.template.spec;
    for (const container of [...pod.containers, ...pod.initContainers]) {
      expect(container).not.toHaveProperty('resources');
      expect(container).not.toHaveProperty('imagePullPolicy');
    }
  });

  test('resources are written as the user wrote them', () => {
    const resources = { requests: { 'cpu': '0.50', 'memory': '1.5Gi', 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1', 'memory': '2e9' } };
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, resources }));

    expect(mainContainer(find(documents, 'Deployment')).resources).toEqual(resources);
  });

  test.each([[{}], [{ requests: {}, limits: {} }]])('resources %j, which are empty, are not written', resources => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, resources, resize: {}, podResources: resources }));

    expect(mainContainer(find(documents, 'Deployment'))).not.toHaveProperty('resources');
    expect(mainContainer(find(documents, 'Deployment'))).not.toHaveProperty('resizePolicy');
    expect(find(documents, 'Deployment').spec.template.spec).not.toHaveProperty('resources');
  });

  test('the resources of the pod and the resize policy of the container are written, which cdk8s-plus does not have', () => {
    const podResources = { requests: { cpu: '1' }, limits: { 'memory': '1Gi', 'hugepages-2Mi': '64Mi' } };
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
      ...MINIMAL, podResources, resize: { memory: ResizeRestart.RESTART_CONTAINER, cpu: ResizeRestart.NOT_REQUIRED },
    }));

    expect(find(documents, 'Deployment').spec.template.spec.resources).toEqual(podResources);
    expect(mainContainer(find(documents, 'Deployment')).resizePolicy).toEqual([
      { resourceName: 'cpu', restartPolicy: 'NotRequired' }, { resourceName: 'memory', restartPolicy: 'RestartContainer' },
    ]);
  });

  test('an autoscaler without metrics finds the requests of the container', () => {
    const documents = synthOf(chart => {
      const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, resources: { requests: { cpu: '250m', memory: '1500Ki' } } });
      new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: web, maxReplicas: 3 });
      expect([web.container.resources?.cpu?.request?.amount, web.container.resources?.memory?.request?.asString()]).toEqual(['250m', '2Mi']);
    });

    expect(mainContainer(find(documents, 'Deployment')).resources).toEqual({ requests: { cpu: '250m', memory: '1500Ki' } });
  });

  test('empty lists and maps are not written', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      command: [],
      args: [],
      env: {},
      envFrom: [],
      volumes: [],
      mounts: [],
      lifecycle: {},
      sidecars: [],
      imagePullSecrets: [],
      readiness: HealthCheck.http('/', { headers: {} }),
    }));

    expect(JSON.stringify(documents).replace('"emptyDir":{}', '')).not.toMatch(/\[\]|\{\}/);
  });

  test('two declarations can share a list of mounts', () => {
    const chart = newChart();
    const mounts = [{ path: '/data', source: VolumeSource.emptyDir() }];
    const [web] = ['web', 'api'].map(name => new ExposedWorkload(chart, name, { ...MINIMAL, mounts }));
    web.container.mount('/more', kplus.Volume.fromEmptyDir(chart, 'more', 'more'));

    expect(mainContainer(find(synth(chart), 'Deployment', 'api')).volumeMounts.map((mount: any) => mount.mountPath)).toEqual(['/data', '/tmp']);
  });

  test('labels and annotations are written only to the object that they are set for', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', {
      ...MINIMAL,
      workloadMetadata: { labels: { on: 'workload' }, annotations: { note: 'workload' } },
      podMetadata: { labels: { on: 'pods' }, annotations: { note: 'pods' } },
      serviceMetadata: { labels: { on: 'service' }, annotations: { note: 'service' } },
    }));

    const deployment = find(documents, 'Deployment');
    const metadatas = { workload: deployment.metadata, pods: deployment.spec.template.metadata, service: find(documents, 'Service').metadata };
    for (const [on, metadata] of Object.entries(metadatas)) {
      expect(metadata.labels.on).toBe(on);
      expect(metadata.annotations).toEqual({ note: on });
    }
  });

  test('labels of the chart are written to the pods, except for excluded ones, and never to a selector', () => {
    const documents = synthOf(
      chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, excludedChartLabels: ['app.kubernetes.io/version'] }),
      { labels: { 'team': 'orders', 'app.kubernetes.io/version': '1.4.2' } },
    );

    const { metadata, spec } = find(documents, 'Deployment');
    expect(metadata.labels).toMatchObject({ 'team': 'orders', 'app.kubernetes.io/version': '1.4.2' });
    expect(spec.template.metadata.labels).toMatchObject({ team: 'orders' });
    expect(spec.template.metadata.labels).not.toHaveProperty(['app.kubernetes.io/version']);
    expect(Object.keys(spec.selector.matchLabels)).toHaveLength(1);
  });

  test('every object has the namespace of the chart', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, controller: Controller.statefulSet() }), { namespace: 'orders' });

    expect(documents.map(document => document.metadata.namespace)).toEqual(['orders', 'orders', 'orders']);
  });

  test('name and workloadName set the names of the Service and of the workload', () => {
    const documents = synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, name: 'shop-front', workloadName: 'shop-front-v2' }));

    expect(find(documents, 'Service').metadata.name).toBe('shop-front');
    expect(find(documents, 'Deployment').metadata.name).toBe('shop-front-v2');
    expect(mainContainer(find(documents, 'Deployment')).name).toBe('shop-front');
  });
});

test('ApiObject.of finds the workload', () => {
  const web = new ExposedWorkload(newChart(), 'web', MINIMAL);

  expect(ApiObject.of(web).kind).toBe('Deployment');
});
