import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClaimRetentionPolicy, ClusterProfile, Controller, ExposedPods, Exposure, PodCount, PodManagement, Port, Rollout, VolumeSource, Worker,
  type ExposedWorkload, type ExposedWorkloadProps,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, newChart, synth, synthOf } from '../support';

const specOf = (controller: Controller, props: Partial<ExposedWorkloadProps> = {}, version?: string) => synthOf(chart => {
  if (version) {
    ClusterProfile.set(chart, { kubernetesVersion: version });
  }
  web(chart, { controller, ...props });
}).find(({ kind }) => kind !== 'Service')!.spec;
const rules = (controller: Controller, props: Partial<ExposedWorkloadProps> = {}) => rulesBrokenBy(chart => web(chart, { controller, ...props }));
const rolling = Rollout.rollingUpdate;

describe('the rollout of a Deployment', () => {
  test.each<[string, Rollout, object | undefined]>([
    ['the default of Kubernetes', rolling(), undefined],
    ['only maxSurge', rolling({ maxSurge: PodCount.of(1) }), { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } }],
    ['only maxUnavailable', rolling({ maxUnavailable: PodCount.percent(10) }), { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } }],
    ['a maxSurge of more than 100 %', rolling({ maxSurge: PodCount.percent(200) }), { type: 'RollingUpdate', rollingUpdate: { maxSurge: '200%', maxUnavailable: '25%' } }],
    ['Recreate', Rollout.recreate(), { type: 'Recreate' }],
    ['a strategy of cdk8s-plus', Rollout.fromDeploymentStrategy(kplus.DeploymentStrategy.recreate()), { type: 'Recreate' }],
    [
      'a rolling update of cdk8s-plus',
      Rollout.fromDeploymentStrategy(kplus.DeploymentStrategy.rollingUpdate({ maxSurge: kplus.PercentOrAbsolute.absolute(2) })),
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: '25%' } },
    ],
  ])('%s', (_, rollout, strategy) => {
    expect(specOf(Controller.deployment({ rollout })).strategy).toEqual(strategy);
  });
});

test.each<[string, Rollout, object | undefined]>([
  ['the default of Kubernetes', rolling(), undefined],
  ['a partition', rolling({ partition: 2 }), { type: 'RollingUpdate', rollingUpdate: { partition: 2 } }],
  ['a partition and maxUnavailable', rolling({ partition: 2, maxUnavailable: PodCount.of(3) }), {
    type: 'RollingUpdate', rollingUpdate: { partition: 2, maxUnavailable: 3 },
  }],
  ['OnDelete', Rollout.onDelete(), { type: 'OnDelete' }],
])('the rollout of a StatefulSet: %s', (_, rollout, updateStrategy) => {
  expect(specOf(Controller.statefulSet({ rollout }), {}, '1.37').updateStrategy).toEqual(updateStrategy);
});

test('maxUnavailable of a StatefulSet is served from Kubernetes 1.37 on', () => {
  expect(rules(Controller.statefulSet({ rollout: rolling({ maxUnavailable: PodCount.of(2) }) }))).toEqual(['version-too-old']);
});

test.each<[string, Rollout, object | undefined]>([
  ['the default of Kubernetes', rolling(), undefined],
  ['maxUnavailable', rolling({ maxUnavailable: PodCount.percent(10) }), { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } }],
  ['maxSurge, with which maxUnavailable must be 0', rolling({ maxSurge: PodCount.of(1) }), { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }],
  ['a maxSurge of 0', rolling({ maxSurge: PodCount.of(0) }), { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0 } }],
  ['OnDelete', Rollout.onDelete(), { type: 'OnDelete' }],
])('the rollout of a DaemonSet: %s', (_, rollout, updateStrategy) => {
  expect(specOf(Controller.daemonSet({ rollout })).updateStrategy).toEqual(updateStrategy);
});

test.each<[string, Controller, string[]]>([
  ['a Deployment with OnDelete', Controller.deployment({ rollout: Rollout.onDelete() }), ['rollout-kind']],
  ['a Deployment with a partition', Controller.deployment({ rollout: rolling({ partition: 1 }) }), ['rollout-kind']],
  ['a StatefulSet with Recreate', Controller.statefulSet({ rollout: Rollout.recreate() }), ['rollout-kind']],
  ['a StatefulSet with maxSurge', Controller.statefulSet({ rollout: rolling({ maxSurge: PodCount.of(1) }) }), ['rollout-kind']],
  ['a DaemonSet with Recreate', Controller.daemonSet({ rollout: Rollout.recreate() }), ['rollout-kind']],
  ['a DaemonSet with a partition', Controller.daemonSet({ rollout: rolling({ partition: 1 }) }), ['rollout-kind']],
  ['a DaemonSet with both amounts', Controller.daemonSet({ rollout: rolling({ maxSurge: PodCount.of(1), maxUnavailable: PodCount.of(1) }) }), ['rollout']],
  ['a DaemonSet with a maxUnavailable of 0', Controller.daemonSet({ rollout: rolling({ maxUnavailable: PodCount.of(0) }) }), ['rollout']],
  ['a DaemonSet with a maxSurge of 101 %', Controller.daemonSet({ rollout: rolling({ maxSurge: PodCount.percent(101) }) }), ['rollout']],
  ['a Deployment with two zeros', Controller.deployment({ rollout: rolling({ maxSurge: PodCount.percent(0), maxUnavailable: PodCount.of(0) }) }), ['rollout']],
  ['a negative revision history limit', Controller.daemonSet({ revisionHistoryLimit: -1 }), ['controller-number']],
  ['a fractional first ordinal', Controller.statefulSet({ firstOrdinal: 1.5 }), ['controller-number']],
  ['a governing Service with a dot in its name', Controller.statefulSet({ serviceName: 'web.shop' }), ['governing-service']],
  ['addresses of pods that are not ready without a headless Service', Controller.statefulSet({ serviceName: 'web', publishNotReadyAddresses: true }), ['governing-service']],
])('%s is refused', (_, controller, broken) => {
  expect(rules(controller)).toEqual(broken);
});

test('a maxUnavailable of 0 of a StatefulSet is refused', () => {
  expect(rulesBrokenBy(chart => {
    ClusterProfile.set(chart, { kubernetesVersion: '1.37' });
    web(chart, { controller: Controller.statefulSet({ rollout: rolling({ maxUnavailable: PodCount.percent(0) }) }) });
  })).toEqual(['rollout']);
});

test('the message for a rollout that the controller does not support names those that it supports', () => {
  expect(messagesOf(chart => web(chart, { controller: Controller.daemonSet({ rollout: Rollout.recreate() }) }))).toEqual([
    expect.stringContaining('For a DaemonSet, use Rollout.rollingUpdate() with either maxSurge or maxUnavailable, or Rollout.onDelete().'),
  ]);
});

test.each([
  ['a name', 'Recreate', 'Use Rollout.recreate().'],
  ['a strategy of cdk8s-plus', kplus.DeploymentStrategy.rollingUpdate(), 'Use Rollout.rollingUpdate({ … }).'],
  ['a strategy of a manifest', { type: 'OnDelete' }, 'Use Rollout.onDelete().'],
  ['a number', 3, 'Use a value such as Rollout.recreate().'],
])('%s instead of a rollout is refused with the replacement', (_, rollout, fix) => {
  expect(messagesOf(chart => web(chart, { controller: Controller.deployment({ rollout: rollout as any }) }))).toEqual([expect.stringContaining(fix)]);
});

test.each([
  ['a number', 2, 'Use PodCount.of(2).'],
  ['a percentage', '25%', 'Use PodCount.percent(25).'],
  ['an amount of cdk8s-plus', kplus.PercentOrAbsolute.percent(10), 'Use PodCount.percent(10).'],
  ['a text', 'all', 'Use a value such as PodCount.of(1).'],
])('%s instead of a count of pods is refused with the replacement', (_, maxSurge, fix) => {
  expect(messagesOf(chart => web(chart, { controller: Controller.deployment({ rollout: rolling({ maxSurge: maxSurge as any }) }) }))).toEqual([
    expect.stringContaining(fix),
  ]);
});

test('the revision history limit is written for each kind of controller', () => {
  for (const controller of [Controller.deployment, Controller.statefulSet, Controller.daemonSet]) {
    expect(specOf(controller({ revisionHistoryLimit: 0 })).revisionHistoryLimit).toBe(0);
    expect(specOf(controller())).not.toHaveProperty('revisionHistoryLimit');
  }
});

test('options of a StatefulSet are written', () => {
  const spec = specOf(Controller.statefulSet({
    podManagement: PodManagement.PARALLEL,
    minReady: Duration.seconds(5),
    claimRetention: { whenDeleted: ClaimRetentionPolicy.DELETE },
    firstOrdinal: 5,
  }));
  expect(spec).toMatchObject({
    podManagementPolicy: 'Parallel', minReadySeconds: 5, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' }, ordinals: { start: 5 },
  });
  const ordered = specOf(Controller.statefulSet({ podManagement: PodManagement.ORDERED_READY, claimRetention: {} }));
  expect(ordered).not.toHaveProperty('podManagementPolicy');
  expect(ordered).not.toHaveProperty('persistentVolumeClaimRetentionPolicy');
  expect(specOf(Controller.statefulSet({ claimRetention: { whenScaled: ClaimRetentionPolicy.DELETE } })).persistentVolumeClaimRetentionPolicy)
    .toEqual({ whenScaled: 'Delete' });
});

describe('the governing Service of a StatefulSet', () => {
  const declare = (serviceName: string | undefined, props: Partial<ExposedWorkloadProps> = {}) => {
    const chart = newChart();
    const workload = web(chart, { controller: Controller.statefulSet({ serviceName }), ...props });
    const hosts = { governing: workload.governingAddress?.host, service: workload.governingService?.name };
    const documents = synth(chart);
    return { workload, hosts, serviceName: find(documents, 'StatefulSet').spec.serviceName, services: documents.filter(({ kind }) => kind === 'Service') };
  };

  test('is another Service, which the declaration does not generate', () => {
    const { workload, hosts, serviceName, services } = declare('peers');
    expect(serviceName).toBe('peers');
    expect(services.map(({ metadata }) => metadata.name)).toEqual(['web']);
    expect(hosts).toEqual({ governing: 'peers.shop.svc.cluster.local', service: undefined });
    expect(workload.podAddress(1).host).toBe('web-1.peers.shop.svc.cluster.local');
  });

  test('is the workload\'s own Service although that is not headless; its pods then have no addresses', () => {
    const { workload, hosts, serviceName, services } = declare('web');
    expect(serviceName).toBe('web');
    expect(services).toHaveLength(1);
    expect(services[0].spec).not.toHaveProperty('clusterIP');
    expect(hosts).toEqual({ governing: undefined, service: undefined });
    expect(() => workload.podAddress(0)).toThrow('The StatefulSet has no headless governing Service. Use address, or remove serviceName of the StatefulSet. [address-pod]');
  });

  test('is absent in a StatefulSet that has none; its pods then have no addresses', () => {
    const { workload, hosts, serviceName, services } = declare('');
    expect(serviceName).toBeUndefined();
    expect(services.map(({ metadata }) => metadata.name)).toEqual(['web']);
    expect(hosts).toEqual({ governing: undefined, service: undefined });
    expect(() => workload.podAddress(0)).toThrow('The StatefulSet has no headless governing Service. ');
    const worker = synthOf(chart => new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:2', controller: Controller.statefulSet({ serviceName: '' }) }));
    expect(worker.map(({ kind, spec }) => [kind, spec.serviceName])).toEqual([['StatefulSet', undefined]]);
  });

  test('has the labels and annotations of an existing one', () => {
    const governingServiceMetadata = { labels: { team: 'shop' }, annotations: { owner: 'shop' } };
    const controller = Controller.statefulSet({ governingServiceMetadata });
    const documents = synthOf(chart => {
      web(chart, { controller, serviceMetadata: { labels: { team: 'web', tier: 'front' }, annotations: { a: 'b' } } });
      new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:2', controller });
    });
    const metadata = (name: string) => find(documents, 'Service', name).metadata;
    expect(metadata('web-headless')).toMatchObject({ labels: { team: 'shop', tier: 'front' }, annotations: { owner: 'shop' } });
    expect(metadata('web').labels).toMatchObject({ team: 'web' });
    expect(metadata('mailer')).toMatchObject(governingServiceMetadata);
  });

  test('has no labels if it is not generated, or if it is the workload\'s own Service', () => {
    const messages = (serviceName: string | undefined, exposure?: Exposure) => messagesOf(chart => web(chart, {
      controller: Controller.statefulSet({ serviceName, governingServiceMetadata: { labels: { team: 'a b' } } }), exposure,
    })).filter(message => message.includes('[governing-service]'));
    expect(messages('peers')).toEqual([expect.stringMatching(/controller\.governingServiceMetadata \["labels"\].*Set the metadata where the Service is declared/)]);
    expect(messages(undefined, Exposure.headless())).toEqual([expect.stringMatching(/Use serviceMetadata of the workload/)]);
    expect(messages(undefined)).toEqual([]);
  });

  test('is the workload\'s own headless Service by default, and also by its name', () => {
    for (const name of ['web', undefined]) {
      const { workload, hosts, serviceName } = declare(name, { exposure: Exposure.headless() });
      expect(serviceName).toBe('web');
      expect(hosts).toEqual({ governing: 'web.shop.svc.cluster.local', service: 'web' });
      expect(workload.podAddress(0).host).toBe('web-0.web.shop.svc.cluster.local');
    }
  });

  test('can replace the workload\'s own headless Service, to which publishNotReadyAddresses still applies', () => {
    const controller = Controller.statefulSet({ serviceName: 'peers', publishNotReadyAddresses: true });
    const documents = synthOf(chart => web(chart, { controller, exposure: Exposure.headless() }));
    expect(find(documents, 'StatefulSet').spec.serviceName).toBe('peers');
    expect(find(documents, 'Service').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  });

  test('can be an additional Service of the app', () => {
    const chart = newChart();
    const workload = web(chart, { controller: Controller.statefulSet({ serviceName: 'peers' }) });
    new ExposedPods(chart, 'peers', { selector: workload, ports: [Port.http(8080)], exposure: Exposure.headless() });
    const [, peers] = synth(chart).filter(({ kind }) => kind === 'Service');
    expect(peers).toMatchObject({ metadata: { name: 'peers' }, spec: { clusterIP: 'None', selector: { 'cdk8s-service-patterns/workload': 'statefulset.web' } } });
  });

  test('of a Worker is another Service, which it does not generate', () => {
    const chart = newChart();
    const worker = new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:2', controller: Controller.statefulSet({ serviceName: 'peers' }) });
    const documents = synth(chart);
    expect(worker.governingService).toBeUndefined();
    expect(documents.map(({ kind }) => kind)).toEqual(['StatefulSet']);
    expect(documents[0].spec.serviceName).toBe('peers');
    expect((worker.workload as kplus.StatefulSet).service.name).toBe('peers');
  });

  test('of a Worker is its own headless Service by default', () => {
    const controller = Controller.statefulSet({ publishNotReadyAddresses: true });
    const documents = synthOf(chart => new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:2', controller }));

    expect(find(documents, 'Service').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(find(documents, 'StatefulSet').spec.serviceName).toBe('mailer');
  });

  test('the first pod has the address of the first ordinal', () => {
    const workload = web(newChart(), { controller: Controller.statefulSet({ firstOrdinal: 3 }), replicas: 2 });
    expect(workload.podAddress(4).host).toBe('web-4.web-headless.shop.svc.cluster.local');
    expect(() => workload.podAddress(2)).toThrow('Use a number from 3 to 4, or increase the number of pods.');
    expect(() => workload.podAddress(5)).toThrow('[address-pod]');
    const unlimited = web(newChart(), { controller: Controller.statefulSet({ firstOrdinal: 3 }) });
    expect(() => unlimited.podAddress(0)).toThrow('Use 3 for the first pod.');
  });
});

describe('a DaemonSet that starts the new pod first', () => {
  const surging = Controller.daemonSet({ rollout: rolling({ maxSurge: PodCount.percent(10) }) });
  const broken = (change: (workload: ExposedWorkload) => void, controller = surging) => rulesBrokenBy(chart => change(web(chart, { controller })));
  const hostPort = (workload: ExposedWorkload) => workload.container.addPort({ number: 9000, hostPort: 9000 });
  const onHost = (workload: ExposedWorkload) => ApiObject.of(workload).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true));
  const sharing = (volume: (chart: kplus.Pod['node']['scope'] & object) => kplus.Volume, controller: Controller) => rulesBrokenBy(chart => web(chart, {
    controller, security: { user: 1000 }, mounts: [{ path: '/data', source: VolumeSource.fromVolume(volume(chart)) }],
  }));

  test('is refused with ports of the node', () => {
    expect(broken(hostPort)).toEqual(['rollout-surge']);
    expect(broken(onHost)).toEqual(['rollout-surge']);
    expect(broken(() => undefined)).toEqual([]);
    expect(messagesOf(chart => hostPort(web(chart, { controller: surging })))[0]).toMatch(/The new pod of a DaemonSet runs on the node of the old pod\. Use maxUnavailable .+\}\)\. \[rollout-surge\]/);
  });

  test('is accepted if old pods are terminated first', () => {
    const others = [undefined, rolling({ maxUnavailable: PodCount.of(1) }), rolling({ maxSurge: PodCount.of(0) }), Rollout.onDelete()];
    others.forEach(rollout => expect(broken(hostPort, Controller.daemonSet({ rollout }))).toEqual([]));
  });

  test('is also found in a JSON patch', () => {
    expect(broken(workload => {
      hostPort(workload);
      ApiObject.of(workload).addJsonPatch(JsonPatch.add('/spec/updateStrategy', { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }));
    }, Controller.daemonSet())).toEqual(['rollout-surge']);
  });

  test('is refused with a volume that one pod can use, and accepted with one that one node can use', () => {
    const disk = (chart: any) => kplus.Volume.fromAwsElasticBlockStore(chart, 'aws', 'vol-1');
    const azure = (chart: any) => kplus.Volume.fromAzureDisk(chart, 'azure', 'disk', 'https://example.com/disk.vhd');
    expect(sharing(disk, surging)).toEqual(['rollout-single-writer']);
    expect(sharing(azure, surging)).toEqual([]);
    expect(sharing(disk, Controller.daemonSet({ rollout: rolling({ maxSurge: PodCount.of(0) }) }))).toEqual([]);
  });
});
