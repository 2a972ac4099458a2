import { AccessMode, Backend, Controller, Exposure, IpFamily, PodManagement, TrafficPolicy, VolumeMode, type VolumeClaim } from '../../lib';
import type { KubernetesVersion } from '../../lib/rules/versions';
import { db, web, type Declaration } from '../rules/broken';

/** An option that cannot be changed in a cluster, with declarations that demonstrate this. */
export interface Immutable {
  /** Fields that the server reports as immutable. */
  readonly fields: RegExp;
  readonly before: Declaration;
  readonly after: Declaration;
  /** The first version of Kubernetes that serves the option; by default, all supported versions serve it. */
  readonly since?: KubernetesVersion;
}

const SERVICE = /^spec\.((clusterIPs|ipFamilies)\[\d\]|ipFamilyPolicy)$/;
/** Some versions of the server report the field, and others report the spec. */
const CLAIMS = /^spec(\.volumeClaimTemplates)?$/;

const withExposure = (exposure: Exposure): Declaration => chart => web(chart, { exposure });
const withController = (controller: Controller): Declaration => chart => web(chart, { controller, security: { user: 1000 } });
const withClaim = (claim: Partial<VolumeClaim>) => withController(Controller.statefulSet({
  volumeClaims: [{ name: 'data', mountPath: '/data', storage: '10Gi', ...claim }],
}));
const SNAPSHOT = { kind: 'VolumeSnapshot', name: 'monday', apiGroup: 'snapshot.storage.k8s.io' };
const { LOCAL } = TrafficPolicy;
const withHealthCheckNodePort = (healthCheckNodePort: number) => withExposure(
  Exposure.loadBalancer({ healthCheckNodePort, externalTrafficPolicy: LOCAL }),
);

/** All options that cannot be changed, by `Interface.option`. */
export const IMMUTABLE: Readonly<Record<string, Immutable>> = {
  'ExposedWorkloadProps.name': {
    fields: /^spec(\.serviceName)?$/,
    before: chart => web(chart, { workloadName: 'web', name: 'web', controller: Controller.statefulSet() }),
    after: chart => web(chart, { workloadName: 'web', name: 'site', controller: Controller.statefulSet() }),
  },
  'ExposedWorkloadProps.exposure': {
    fields: /^spec(\.((clusterIPs|ipFamilies)\[\d\]|ipFamilyPolicy|ports\[\d\]\.nodePort|loadBalancerClass|healthCheckNodePort|serviceName))?$/,
    before: withExposure(Exposure.clusterIp()),
    after: withExposure(Exposure.headless()),
  },
  'ExternalServiceProps.exposure': {
    fields: /^spec\.((clusterIPs|ipFamilies)\[\d\]|ipFamilyPolicy|ports\[\d\]\.nodePort|loadBalancerClass|healthCheckNodePort)$/,
    before: chart => db(chart),
    after: chart => db(chart, { exposure: Exposure.headless() }),
  },
  'ExternalServiceProps.backend': {
    fields: SERVICE,
    before: chart => db(chart, { backend: Backend.addresses('10.20.0.11') }),
    after: chart => db(chart, { backend: Backend.addresses('2001:db8::11') }),
  },
  'HeadlessOptions.ipFamilies': {
    fields: SERVICE,
    before: withExposure(Exposure.clusterIp({ ipFamilies: [IpFamily.IPV4] })),
    after: withExposure(Exposure.clusterIp({ ipFamilies: [IpFamily.IPV6] })),
  },
  'ClusterIpOptions.clusterIps': {
    fields: SERVICE,
    before: withExposure(Exposure.clusterIp({ clusterIps: ['10.96.7.7'] })),
    after: withExposure(Exposure.clusterIp({ clusterIps: ['10.96.7.8'] })),
  },
  'LoadBalancerOptions.loadBalancerClass': {
    fields: /^spec\.loadBalancerClass$/,
    before: withExposure(Exposure.loadBalancer()),
    after: withExposure(Exposure.loadBalancer({ loadBalancerClass: 'service.k8s.aws/nlb' })),
  },
  'LoadBalancerOptions.healthCheckNodePort': { fields: /^spec\.healthCheckNodePort$/, before: withHealthCheckNodePort(30090), after: withHealthCheckNodePort(30091) },
  'WorkloadOptions.controller': {
    fields: /^spec(\.(volumeClaimTemplates|podManagementPolicy))?$/,
    before: withController(Controller.statefulSet()),
    after: withClaim({}),
  },
  'WorkloadOptions.selector': {
    fields: /^spec\.selector$/,
    before: chart => web(chart, { selector: { app: 'web' } }),
    after: chart => web(chart, { selector: { app: 'web', tier: 'front' } }),
  },
  'StatefulSetOptions.volumeClaims': { fields: CLAIMS, before: withController(Controller.statefulSet()), after: withClaim({}) },
  'StatefulSetOptions.podManagement': {
    fields: /^spec(\.podManagementPolicy)?$/,
    before: withController(Controller.statefulSet()),
    after: withController(Controller.statefulSet({ podManagement: PodManagement.PARALLEL })),
  },
  'StatefulSetOptions.serviceName': {
    fields: /^spec(\.serviceName)?$/,
    before: withController(Controller.statefulSet()),
    after: withController(Controller.statefulSet({ serviceName: 'web' })),
  },
  'VolumeClaim.name': { fields: CLAIMS, before: withClaim({}), after: withClaim({ name: 'files' }) },
  'ClaimOptions.storage': { fields: CLAIMS, before: withClaim({}), after: withClaim({ storage: '20Gi' }) },
  'ClaimOptions.storageClassName': { fields: CLAIMS, before: withClaim({}), after: withClaim({ storageClassName: 'fast' }) },
  'ClaimOptions.metadata': { fields: CLAIMS, before: withClaim({}), after: withClaim({ metadata: { labels: { team: 'shop' } } }) },
  'ClaimOptions.selector': { fields: CLAIMS, before: withClaim({}), after: withClaim({ selector: { disk: 'fast' } }) },
  'ClaimOptions.volumeAttributesClassName': { fields: CLAIMS, before: withClaim({}), after: withClaim({ volumeAttributesClassName: 'fast' }), since: '1.34' },
  'ClaimOptions.volumeMode': { fields: CLAIMS, before: withClaim({ mountPath: undefined }), after: withClaim({ mountPath: undefined, volumeMode: VolumeMode.BLOCK }) },
  'VolumeClaim.namespace': { fields: CLAIMS, before: withClaim({}), after: withClaim({ namespace: 'shop' }) },
  'ClaimOptions.dataSource': { fields: CLAIMS, before: withClaim({}), after: withClaim({ dataSource: SNAPSHOT }) },
  'ClaimOptions.dataSourceRef': { fields: CLAIMS, before: withClaim({}), after: withClaim({ dataSourceRef: SNAPSHOT }) },
  'ClaimDataSource.kind': { fields: CLAIMS, before: withClaim({ dataSource: SNAPSHOT }), after: withClaim({ dataSource: { ...SNAPSHOT, kind: 'Backup' } }) },
  'ClaimDataSource.name': { fields: CLAIMS, before: withClaim({ dataSource: SNAPSHOT }), after: withClaim({ dataSource: { ...SNAPSHOT, name: 'b' } }) },
  'ClaimDataSource.apiGroup': { fields: CLAIMS, before: withClaim({ dataSource: SNAPSHOT }), after: withClaim({ dataSource: { ...SNAPSHOT, apiGroup: 'example.com' } }) },
  'VolumeClaim.volumeName': { fields: CLAIMS, before: withClaim({}), after: withClaim({ volumeName: 'disk-1' }) },
  'ClaimOptions.accessModes': { fields: CLAIMS, before: withClaim({}), after: withClaim({ accessModes: [AccessMode.READ_WRITE_MANY] }) },
};
