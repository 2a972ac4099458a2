import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PodManagementPolicy } from 'cdk8s-plus-28';
import { Backend, Controller, Exposure, IpFamily, TrafficPolicy, type VolumeClaim } from '../../lib';
import { db, web, type Declaration } from '../rules/broken';

/** An option that cannot be changed in a cluster, and declarations that show it. */
export interface Immutable {
  /** Fields that the server reports as immutable. */
  readonly fields: RegExp;
  readonly before: Declaration;
  readonly after: Declaration;
}

const SERVICE = /^spec\.((clusterIPs|ipFamilies)\[\d\]|ipFamilyPolicy)$/;
/** Some versions of the server report the field, others the spec. */
const CLAIMS = /^spec(\.volumeClaimTemplates)?$/;

const exposed = (exposure: Exposure): Declaration => chart => web(chart, { exposure });
const stateful = (controller: Controller): Declaration => chart => web(chart, { controller });
const claiming = (claim: Partial<VolumeClaim>) => stateful(Controller.statefulSet({
  volumeClaims: [{ name: 'data', mountPath: '/data', storage: Size.gibibytes(10), ...claim }],
}));
const { LOCAL } = TrafficPolicy;
const checkedAt = (healthCheckNodePort: number) => exposed(Exposure.loadBalancer({ healthCheckNodePort, externalTrafficPolicy: LOCAL }));

/** All options that cannot be changed, by `Interface.option`. */
export const IMMUTABLE: Readonly<Record<string, Immutable>> = {
  'ExposedWorkloadProps.name': {
    fields: /^spec(\.serviceName)?$/,
    before: chart => web(chart, { workloadName: 'web', name: 'web', controller: Controller.statefulSet() }),
    after: chart => web(chart, { workloadName: 'web', name: 'site', controller: Controller.statefulSet() }),
  },
  'ExposedWorkloadProps.exposure': {
    fields: /^spec(\.((clusterIPs|ipFamilies)\[\d\]|ipFamilyPolicy|ports\[\d\]\.nodePort|loadBalancerClass|healthCheckNodePort|serviceName))?$/,
    before: exposed(Exposure.clusterIp()),
    after: exposed(Exposure.headless()),
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
    before: exposed(Exposure.clusterIp({ ipFamilies: [IpFamily.IPV4] })),
    after: exposed(Exposure.clusterIp({ ipFamilies: [IpFamily.IPV6] })),
  },
  'ClusterIpOptions.clusterIps': {
    fields: SERVICE,
    before: exposed(Exposure.clusterIp({ clusterIps: ['10.96.7.7'] })),
    after: exposed(Exposure.clusterIp({ clusterIps: ['10.96.7.8'] })),
  },
  'LoadBalancerOptions.loadBalancerClass': {
    fields: /^spec\.loadBalancerClass$/,
    before: exposed(Exposure.loadBalancer()),
    after: exposed(Exposure.loadBalancer({ loadBalancerClass: 'service.k8s.aws/nlb' })),
  },
  'LoadBalancerOptions.healthCheckNodePort': { fields: /^spec\.healthCheckNodePort$/, before: checkedAt(30090), after: checkedAt(30091) },
  'WorkloadPodProps.controller': {
    fields: /^spec(\.(volumeClaimTemplates|podManagementPolicy))?$/,
    before: stateful(Controller.statefulSet()),
    after: claiming({}),
  },
  'StatefulSetOptions.volumeClaims': { fields: CLAIMS, before: stateful(Controller.statefulSet()), after: claiming({}) },
  'StatefulSetOptions.podManagementPolicy': {
    fields: /^spec(\.podManagementPolicy)?$/,
    before: stateful(Controller.statefulSet()),
    after: stateful(Controller.statefulSet({ podManagementPolicy: PodManagementPolicy.PARALLEL })),
  },
  'VolumeClaim.name': { fields: CLAIMS, before: claiming({}), after: claiming({ name: 'files' }) },
  'VolumeClaim.storage': { fields: CLAIMS, before: claiming({}), after: claiming({ storage: Size.gibibytes(20) }) },
  'VolumeClaim.storageClassName': { fields: CLAIMS, before: claiming({}), after: claiming({ storageClassName: 'fast' }) },
  'VolumeClaim.accessModes': { fields: CLAIMS, before: claiming({}), after: claiming({ accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY] }) },
};
