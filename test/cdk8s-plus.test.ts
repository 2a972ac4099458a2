import { ApiObject, ApiObjectMetadataDefinition, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Controller, ExposedWorkload, Exposure, HealthCheck, Port } from '../lib';
import { find, mainContainer, MINIMAL, newChart, synth } from './support';
import { ObservedMetadata } from '../lib/manifest/observed-metadata';

describe('an ExposedWorkload can be used where cdk8s-plus expects a Deployment', () => {
  test('as the target of an autoscaler, which then sets the replicas', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    new kplus.HorizontalPodAutoscaler(chart, 'scale', {
      target: web, maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
    const documents = synth(chart);

    expect(find(documents, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' });
    expect(find(documents, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(web.hasAutoscaler).toBe(true);
  });

  test('cdk8s-plus refuses an autoscaler for a fixed number of replicas', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: 3 });
    new kplus.HorizontalPodAutoscaler(chart, 'scale', {
      target: web, maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });

    expect(() => synth(chart)).toThrow('fixed number of replicas (3)');
  });

  test('hasAutoscaler can be set, as on a Deployment', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: 3 });
    web.hasAutoscaler = true;

    expect(find(synth(chart), 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('as peers of network policies, which allow only the declared ports', () => {
    const chart = newChart();
    const orders = new ExposedWorkload(chart, 'orders', { ...MINIMAL, ports: [Port.http(8080), Port.tcp(9090)] });
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    web.workload.connections.allowTo(orders);
    const policies = synth(chart).filter(document => document.kind === 'NetworkPolicy');

    const selects = (labels: object) => ({ matchLabels: labels });
    const webLabels = selects({ 'cdk8s-service-patterns/workload': 'deployment.web' });
    const ordersLabels = selects({ 'cdk8s-service-patterns/workload': 'deployment.orders' });
    expect(policies.map(policy => policy.spec.podSelector)).toEqual(expect.arrayContaining([webLabels, ordersLabels]));
    const egress = policies.find(policy => policy.spec.egress)!.spec.egress[0];
    expect(egress.to[0].podSelector).toEqual(ordersLabels);
    expect(egress.ports.map((port: any) => port.port)).toEqual([8080, 9090]);
  });

  test('as the pod selector of another Service', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    new kplus.Service(chart, 'other', { selector: web, ports: [{ port: 80, targetPort: 8080 }], metadata: { name: 'other' } });

    expect(find(synth(chart), 'Service', 'other').spec.selector).toEqual({ 'cdk8s-service-patterns/workload': 'deployment.web' });
  });

  test('as the subject of a role binding', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', {
      ...MINIMAL, serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'web'),
    });
    const role = new kplus.Role(chart, 'role');
    role.allowRead(kplus.ApiResource.PODS);
    role.bind(web);

    expect(find(synth(chart), 'RoleBinding').subjects[0]).toMatchObject({ kind: 'ServiceAccount', name: 'web' });
  });

  test('its Service can be exposed by an Ingress', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, ports: [Port.http(8080, { servicePort: 80 })] });
    web.service.exposeViaIngress('/');

    expect(find(synth(chart), 'Ingress').spec.rules[0].http.paths[0].backend).toEqual({ service: { name: 'web', port: { number: 80 } } });
  });
});

describe('changes by methods of cdk8s-plus are kept', () => {
  test('on the workload: labels, annotations, containers, init containers, volumes, host aliases, scheduling', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    const other = new ExposedWorkload(chart, 'other', MINIMAL);
    web.workload.metadata.addLabel('on', 'workload');
    web.workload.podMetadata.addLabel('on', 'pods');
    web.workload.podMetadata.addAnnotation('note', 'pods');
    web.workload.addContainer({ name: 'second', image: 'second:1', portNumber: 7000, startup: kplus.Probe.fromTcpSocket({ port: 7000 }) });
    web.workload.attachContainer(new kplus.Container({ name: 'third', image: 'third:1' }));
    web.workload.addInitContainer({ name: 'first', image: 'first:1' });
    web.workload.addVolume(kplus.Volume.fromEmptyDir(chart, 'scratch', 'scratch'));
    web.workload.addHostAlias({ ip: '10.0.0.1', hostnames: ['old.example.com'] });
    web.workload.scheduling.separate(other.workload);
    web.workload.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('spot')));
    const { metadata, spec: { template } } = find(synth(chart), 'Deployment', 'web');

    expect(metadata.labels.on).toBe('workload');
    expect(template.metadata).toMatchObject({ labels: { on: 'pods' }, annotations: { note: 'pods' } });
    expect(template.spec.containers.map((container: any) => container.name)).toEqual(['web', 'second', 'third']);
    expect(template.spec.containers[1].startupProbe.tcpSocket.port).toBe(7000);
    expect(template.spec.initContainers.map((container: any) => container.name)).toEqual(['first']);
    expect(template.spec.volumes.map((volume: any) => volume.name)).toContain('scratch');
    expect(template.spec.hostAliases).toEqual([{ ip: '10.0.0.1', hostnames: ['old.example.com'] }]);
    expect(template.spec.tolerations[0]).toMatchObject({ key: 'spot', operator: 'Exists' });
    expect(template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels)
      .toEqual({ 'cdk8s-service-patterns/workload': 'deployment.other' });
  });

  test('on the container: environment, mounts, ports', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    web.container.env.addVariable('LATER', kplus.EnvValue.fromValue('yes'));
    web.container.mount('/data', kplus.Volume.fromEmptyDir(chart, 'data', 'data'));
    web.container.addPort({ number: 7000, name: 'later' });
    const container = mainContainer(find(synth(chart), 'Deployment'));

    expect(container.env).toEqual([{ name: 'LATER', value: 'yes' }]);
    expect(container.volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }, { name: 'tmp', mountPath: '/tmp' }]);
    expect(container.ports.map((port: any) => port.name)).toEqual(['http', 'later']);
  });

  test('on the workload: an additional selector label is added to the pods as well, which the API server requires', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    web.workload.select(kplus.LabelSelector.of({ labels: { track: 'stable' } }));
    const { selector, template } = find(synth(chart), 'Deployment').spec;

    expect(selector.matchLabels).toMatchObject({ track: 'stable' });
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
  });

  test('on the Service: ports and selectors', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', { ...MINIMAL, exposure: Exposure.nodePort() });
    web.service.bind(9090, { name: 'later', targetPort: 9091, nodePort: 30090 });
    web.service.selectLabel('track', 'stable');
    web.service.metadata.addAnnotation('note', 'service');
    const service = find(synth(chart), 'Service');

    expect(service.spec.ports.slice(1)).toEqual([
      { name: 'later', port: 9090, targetPort: 9091, nodePort: 30090 },
    ]);
    expect(service.spec.selector).toEqual({ 'cdk8s-service-patterns/workload': 'deployment.web', 'track': 'stable' });
    expect(service.metadata.annotations).toEqual({ note: 'service' });
  });

  test('a volume named tmp renames the generated volume, and a mount at /tmp replaces it', () => {
    const chart = newChart();
    const named = new ExposedWorkload(chart, 'named', MINIMAL);
    named.container.mount('/scratch', kplus.Volume.fromEmptyDir(chart, 'a', 'tmp'));
    const mounted = new ExposedWorkload(chart, 'mounted', MINIMAL);
    mounted.container.mount('/tmp', kplus.Volume.fromEmptyDir(chart, 'b', 'mine'));
    const documents = synth(chart);

    expect(mainContainer(find(documents, 'Deployment', 'named')).volumeMounts)
      .toEqual([{ name: 'tmp', mountPath: '/scratch' }, { name: 'tmp-1', mountPath: '/tmp' }]);
    expect(mainContainer(find(documents, 'Deployment', 'mounted')).volumeMounts).toEqual([{ name: 'mine', mountPath: '/tmp' }]);
  });
});

test('a network policy of another namespace selects the namespace of the pods', () => {
  const app = new App();
  const orders = new ExposedWorkload(new Chart(app, 'orders', { namespace: 'orders' }), 'orders', MINIMAL);
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new kplus.NetworkPolicy(shop, 'policy', { selector: new ExposedWorkload(shop, 'web', MINIMAL), egress: { rules: [{ peer: orders }] } });
  const peer = find(Testing.synth(shop), 'NetworkPolicy').spec.egress[0].to[0];

  expect(peer.namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'orders' });
  expect(peer.podSelector.matchLabels).toEqual({ 'cdk8s-service-patterns/workload': 'deployment.orders' });
});

test('containers have only the probes that are set, because an init container must not have any', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', {
    ...MINIMAL, initContainers: [{ name: 'init', image: 'init:1' }], sidecars: [{ name: 'proxy', image: 'proxy:1', readiness: HealthCheck.none(), resources: undefined }],
  });
  web.workload.addContainer({ name: 'later', image: 'later:1', portNumber: 7002 });
  const { containers, initContainers } = find(synth(chart), 'Deployment').spec.template.spec;

  for (const container of [...containers, ...initContainers]) {
    expect(container).not.toHaveProperty('startupProbe');
    expect(container).not.toHaveProperty('resources');
  }
});

test.each([[8080, 'another'], [9090, 'http']])('a port %s named %s that conflicts with the declared port is refused at synthesis', (number, name) => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', MINIMAL).service.bind(number, { name });

  expect(() => synth(chart)).toThrow(/\[shop\/web\] ports\['http'\]\.(name|servicePort) .*was bound to the Service/);
});

test('invalid changes by methods of cdk8s-plus are refused at synthesis', () => {
  const chart = newChart();
  const web = new ExposedWorkload(chart, 'web', MINIMAL);
  web.workload.addContainer({ name: 'web', image: 'later:1' });
  web.container.mount('/data', kplus.Volume.fromEmptyDir(chart, 'a', 'a'));
  web.container.mount('/data', kplus.Volume.fromEmptyDir(chart, 'b', 'b'));

  expect(() => synth(chart)).toThrow(/\[shop\/web\] containers\['web'\]\.volumeMounts "\/data": .*#mount-path\n.*\[shop\/web\] containers "web": .*\[container-name-duplicate\]/);
});

describe('addPort on a container with ports of cdk8s-plus', () => {
  test('refers to an existing container port by its name', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    web.container.addPort({ number: 9090, name: 'mine' });
    web.container.addPort({ number: 9091 });
    web.addPort(Port.grpc(9090));
    web.addPort(Port.tcp(9091));

    expect(find(synth(chart), 'Service').spec.ports.slice(1).map((port: any) => port.targetPort)).toEqual(['mine', undefined]);
  });

  test('refuses names and numbers that are in use, and changes nothing', () => {
    const chart = newChart();
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    web.container.addPort({ number: 7000, name: 'taken' });
    web.service.bind(9090, { name: 'bound' });

    expect(() => web.addPort(Port.tcp(9100, { name: 'taken' }))).toThrow('shop/web: port.name "taken"');
    expect(() => web.addPort(Port.tcp(9100, { name: 'bound' }))).toThrow('shop/web: port.name "bound"');
    expect(() => web.addPort(Port.grpc(9090))).toThrow('shop/web: port.servicePort 9090');
    expect(() => web.address.port('taken')).toThrow('[address-port]');
    expect(find(synth(chart), 'Service').spec.ports).toHaveLength(2);
  });
});

test('no manifest contains a hash of a construct path', () => {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', { ...MINIMAL, controller: Controller.statefulSet() });

  expect(JSON.stringify(synth(chart))).not.toMatch(/cdk8s\.io|c8[0-9a-f]{6}/);
});

test('ApiObject.of finds the API object of every part', () => {
  const web = new ExposedWorkload(newChart(), 'web', MINIMAL);
  ApiObject.of(web.service).addJsonPatch(JsonPatch.add('/spec/type', 'NodePort'));

  expect(ApiObject.of(web.service).toJson().spec.type).toBe('NodePort');
});

test('the library counts the calls of all methods of cdk8s that change metadata', () => {
  const methodsOf = (prototype: object, ...reading: string[]) => Object.getOwnPropertyNames(prototype).filter(name => !reading.includes(name)).sort();
  const changing = methodsOf(ApiObjectMetadataDefinition.prototype, 'constructor', 'getLabel', 'toJson');

  expect(changing).toContain('addLabel');
  expect(methodsOf(ObservedMetadata.prototype, 'constructor', 'revision')).toEqual(changing);
});
