import { Chart, Duration } from 'cdk8s';
import { Role, ServiceAccount } from 'cdk8s-plus-28';
import { web, type Broken } from './broken';
import {
  AppArmor, Controller, DisruptionBudget, EnvVarSource, ExposedWorkload, Exposure, HealthCheck, LifecycleHandler,
  PodCount, Port, Seccomp, SecurityExemption, SecurityProfile,
} from '../../lib';

const LONG_NAME = 'settlement-of-accounts-between-partners-of-all-countries';

/** A declaration for each rule about names, labels, health checks and pods. */
export const BROKEN_WORKLOADS: Record<string, Broken> = {
  'service-name': {
    begins: 'name "Web_Shop"',
    declare: chart => web(chart, { name: 'Web_Shop' }),
    fixed: chart => web(chart, { name: 'web-shop' }),
  },
  'workload-name': {
    begins: 'workloadName "web_blue"',
    declare: chart => web(chart, { workloadName: 'web_blue' }),
    fixed: chart => web(chart, { workloadName: 'web-blue' }),
  },
  'statefulset-name-length': {
    begins: `workloadName "${LONG_NAME}"`,
    declare: chart => web(chart, { workloadName: LONG_NAME, controller: Controller.statefulSet() }),
    fixed: chart => web(chart, { workloadName: LONG_NAME.slice(0, 52), controller: Controller.statefulSet() }),
  },
  'namespace-name': {
    begins: 'namespace "Shop"',
    declare: chart => web(new Chart(chart.node.root as any, 'other', { namespace: 'Shop' })),
    fixed: chart => web(new Chart(chart.node.root as any, 'other', { namespace: 'shop' })),
  },
  'container-name': {
    begins: 'sidecars[0].name "log_shipper"',
    declare: chart => web(chart, { sidecars: [{ name: 'log_shipper', image: 'registry.example.com/logs:1' }] }),
    fixed: chart => web(chart, { sidecars: [{ name: 'log-shipper', image: 'registry.example.com/logs:1' }] }),
  },
  'container-name-duplicate': {
    begins: 'initContainers[0].name "web"',
    declare: chart => web(chart, { initContainers: [{ name: 'web', image: 'registry.example.com/migrations:1' }] }),
    fixed: chart => web(chart, { initContainers: [{ name: 'migrations', image: 'registry.example.com/migrations:1' }] }),
  },
  'object-unique': {
    begins: 'name "web"',
    declare: chart => {
      web(chart);
      return new ExposedWorkload(chart, 'web-blue', { name: 'web', workloadName: 'web-blue', image: 'registry.example.com/web:1', ports: [Port.http(8080)] });
    },
    fixed: chart => {
      web(chart);
      return new ExposedWorkload(chart, 'web-blue', { name: 'web-blue', image: 'registry.example.com/web:1', ports: [Port.http(8080)] });
    },
  },
  'object-name': {
    begins: 'disruption.name "Web"',
    declare: chart => web(chart, { replicas: 2, disruption: DisruptionBudget.maxUnavailable(PodCount.of(1), { name: 'Web' }) }),
    fixed: chart => web(chart, { replicas: 2, disruption: DisruptionBudget.maxUnavailable(PodCount.of(1), { name: 'web' }) }),
  },
  'metadata-key': {
    begins: 'podMetadata.labels "team/"',
    declare: chart => web(chart, { podMetadata: { labels: { 'team/': 'orders' } } }),
    fixed: chart => web(chart, { podMetadata: { labels: { 'example.com/team': 'orders' } } }),
  },
  'label-value': {
    begins: 'workloadMetadata.labels[\'version\'] "1.4.2+build.7"',
    declare: chart => web(chart, { workloadMetadata: { labels: { version: '1.4.2+build.7' } } }),
    fixed: chart => web(chart, { workloadMetadata: { annotations: { version: '1.4.2+build.7' } } }),
  },
  'annotation-value': {
    begins: 'serviceMetadata.annotations "262147 bytes"',
    declare: chart => web(chart, { serviceMetadata: { annotations: { big: 'x'.repeat(256 * 1024) } } }),
    fixed: chart => web(chart, { serviceMetadata: { annotations: { big: 'x'.repeat(1024) } } }),
  },
  'reserved-label': {
    begins: 'podMetadata.labels "cdk8s-service-patterns/workload"',
    declare: chart => web(chart, { podMetadata: { labels: { 'cdk8s-service-patterns/workload': 'other' } } }),
    fixed: chart => web(chart, { podMetadata: { labels: { 'example.com/workload': 'other' } } }),
  },
  'probe-port': {
    begins: 'readiness.port "admin"',
    declare: chart => web(chart, { readiness: HealthCheck.http('/ready', { port: 'admin' }) }),
    fixed: chart => web(chart, {
      ports: [Port.http(8080), Port.http(9000, { name: 'admin', exposed: false })], readiness: HealthCheck.http('/ready', { port: 'admin' }),
    }),
  },
  'probe-protocol': {
    begins: 'liveness.port "dns"',
    declare: chart => web(chart, { ports: [Port.udp(5353, { name: 'dns' })], liveness: HealthCheck.tcp({ port: 'dns' }) }),
    fixed: chart => web(chart, { ports: [Port.udp(5353, { name: 'dns' })], liveness: HealthCheck.exec(['/bin/check']) }),
  },
  'probe-tls': {
    begins: 'readiness.port "https"',
    declare: chart => web(chart, { ports: [Port.https(8443), Port.grpc(9090)], readiness: HealthCheck.grpc({ port: 'https' }) }),
    fixed: chart => web(chart, { ports: [Port.https(8443), Port.grpc(9090)], readiness: HealthCheck.tcp({ port: 'https' }) }),
  },
  'probe-host': {
    begins: 'readiness.host "127.0.0.1"',
    declare: chart => web(chart, { readiness: HealthCheck.http('/ready', { host: '127.0.0.1' }) }),
    fixed: chart => web(chart, { readiness: HealthCheck.http('/ready') }),
  },
  'probe-seconds': {
    begins: 'readiness.period "1 second 500 millis"',
    declare: chart => web(chart, { readiness: HealthCheck.tcp({ period: Duration.millis(1500) }) }),
    fixed: chart => web(chart, { readiness: HealthCheck.tcp({ period: Duration.seconds(2) }) }),
  },
  'probe-threshold': {
    begins: 'readiness.failureThreshold 0',
    declare: chart => web(chart, { readiness: HealthCheck.tcp({ failureThreshold: 0 }) }),
    fixed: chart => web(chart, { readiness: HealthCheck.tcp({ failureThreshold: 1 }) }),
  },
  'probe-success-threshold': {
    begins: 'liveness.successThreshold 2',
    declare: chart => web(chart, { liveness: HealthCheck.tcp({ successThreshold: 2 }) }),
    fixed: chart => web(chart, { liveness: HealthCheck.tcp() }),
  },
  'probe-grace-period': {
    begins: 'readiness.terminationGracePeriod "10 seconds"',
    declare: chart => web(chart, { readiness: HealthCheck.tcp({ terminationGracePeriod: Duration.seconds(10) }) }),
    fixed: chart => web(chart, { liveness: HealthCheck.tcp({ terminationGracePeriod: Duration.seconds(10) }) }),
  },
  'probe-command': {
    begins: 'startup.command []',
    declare: chart => web(chart, { startup: HealthCheck.exec([]) }),
    fixed: chart => web(chart, { startup: HealthCheck.exec(['/bin/check', '--quick']) }),
  },
  'probe-path': {
    begins: 'readiness.path ""',
    declare: chart => web(chart, { readiness: HealthCheck.http('') }),
    fixed: chart => web(chart, { readiness: HealthCheck.http('/healthz') }),
  },
  'probe-header': {
    begins: 'readiness.headers "X Probe"',
    declare: chart => web(chart, { readiness: HealthCheck.http('/', { headers: { 'X Probe': '1' } }) }),
    fixed: chart => web(chart, { readiness: HealthCheck.http('/', { headers: { 'X-Probe': '1' } }) }),
  },
  'service-account-token': {
    begins: 'automountServiceAccountToken false',
    declare: chart => new Role(chart, 'role').bind(web(chart, { automountServiceAccountToken: false })),
    fixed: chart => new Role(chart, 'role').bind(web(chart)),
  },
  'nul-character': {
    begins: 'args[0] (a string of 4 characters with U+0000 at position 4)',
    declare: chart => web(chart, { args: ['web\0'] }),
    fixed: chart => web(chart, { args: ['web'] }),
  },
  'image': {
    begins: 'image ""',
    declare: chart => web(chart, { image: '' }),
    fixed: chart => web(chart, { image: 'registry.example.com/web:1.4.2' }),
  },
  'replicas': {
    begins: 'replicas -1',
    declare: chart => web(chart, { replicas: -1 }),
    fixed: chart => web(chart, { replicas: 3 }),
  },
  'daemonset-replicas': {
    begins: 'replicas 3',
    declare: chart => web(chart, { replicas: 3, controller: Controller.daemonSet() }),
    fixed: chart => web(chart, { controller: Controller.daemonSet() }),
  },
  'controller-seconds': {
    begins: 'controller.minReady 600',
    declare: chart => web(chart, { controller: Controller.deployment({ minReady: Duration.minutes(10) }) }),
    fixed: chart => web(chart, { controller: Controller.deployment({ minReady: Duration.minutes(10), progressDeadline: Duration.minutes(15) }) }),
  },
  'shutdown-grace-period': {
    begins: 'terminationGracePeriod "30 seconds"',
    declare: chart => web(chart, { terminationGracePeriod: Duration.seconds(30), exposure: Exposure.loadBalancer() }),
    fixed: chart => web(chart, { terminationGracePeriod: Duration.seconds(60), exposure: Exposure.loadBalancer() }),
  },
  'shutdown-pre-stop': {
    begins: 'shutdownDelay "10 seconds"',
    declare: chart => web(chart, { shutdownDelay: Duration.seconds(10), lifecycle: { preStop: LifecycleHandler.exec(['/bin/drain']) } }),
    fixed: chart => web(chart, { lifecycle: { preStop: LifecycleHandler.exec(['/bin/drain']) } }),
  },
  'env-name': {
    begins: 'env "DATABASE=…"',
    declare: chart => web(chart, { env: { 'DATABASE=URL': 'postgresql://db' } }),
    fixed: chart => web(chart, { env: { DATABASE_URL: 'postgresql://db' } }),
  },
  'env-value': {
    begins: 'envValueFrom "TOKEN"',
    declare: chart => web(chart, { env: { TOKEN: 'a' }, envValueFrom: { TOKEN: EnvVarSource.secretKey('login', 'token') } }),
    fixed: chart => web(chart, { envValueFrom: { TOKEN: EnvVarSource.secretKey('login', 'token') } }),
  },
  'resources': {
    begins: "resources.requests['cpu'] \"2\"",
    declare: chart => web(chart, { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
    fixed: chart => web(chart, { resources: { requests: { cpu: '2' } } }),
  },
  'resource-name': {
    begins: 'resources.limits "gpu"',
    declare: chart => web(chart, { resources: { limits: { gpu: '1' } } }),
    fixed: chart => web(chart, { resources: { limits: { 'nvidia.com/gpu': '1' } } }),
  },
  'resource-quantity': {
    begins: "resources.limits['memory'] \"128m\"",
    declare: chart => web(chart, { resources: { limits: { memory: '128m' } } }),
    fixed: chart => web(chart, { resources: { limits: { memory: '128M' } } }),
  },
  'huge-pages': {
    begins: 'resources "hugepages-2Mi"',
    declare: chart => web(chart, { resources: { limits: { 'hugepages-2Mi': '64Mi' } } }),
    fixed: chart => web(chart, { resources: { requests: { memory: '128Mi' }, limits: { 'hugepages-2Mi': '64Mi' } } }),
  },
  'pod-resources': {
    begins: "podResources.requests['memory'] \"100Mi\"",
    declare: chart => web(chart, { podResources: { requests: { memory: '100Mi' } }, resources: { requests: { memory: '128Mi' } } }),
    fixed: chart => web(chart, { podResources: { requests: { memory: '128Mi' } }, resources: { requests: { memory: '128Mi' } } }),
  },
  'user-id': {
    begins: 'security.user -1',
    declare: chart => web(chart, { security: { user: -1 } }),
    fixed: chart => web(chart, { security: { user: 1000 } }),
  },
  'run-as-root': {
    begins: 'security.user 0',
    declare: chart => web(chart, { security: { user: 0 } }),
    fixed: chart => web(chart, { security: { user: 0, exemptions: [SecurityExemption.runAsRoot('changes the owner of its volume')] } }),
  },
  'exemption-reason': {
    begins: 'security.exemptions[0].reason ""',
    declare: chart => web(chart, { security: { exemptions: [SecurityExemption.writableRootFilesystem('')] } }),
    fixed: chart => web(chart, { security: { exemptions: [SecurityExemption.writableRootFilesystem('unpacks its plugins next to its binary')] } }),
  },
  'exemption-capabilities': {
    begins: 'security.exemptions[0] []',
    declare: chart => web(chart, { security: { exemptions: [SecurityExemption.capabilities('manages routes')] } }),
    fixed: chart => web(chart, { security: { exemptions: [SecurityExemption.capabilities('manages routes', 'NET_ADMIN')] } }),
  },
  'exemption-effect': {
    begins: 'security.exemptions[0] (not set)',
    declare: chart => web(chart, { security: { profile: SecurityProfile.ofImageAndCluster('of the vendor'), exemptions: [SecurityExemption.runAsRoot('of the vendor')] } }),
    fixed: chart => web(chart, { security: { profile: SecurityProfile.ofImageAndCluster('of the vendor') } }),
  },
  'security-setting-effect': {
    begins: 'security.profile.privileged false',
    declare: chart => web(chart, { security: { profile: SecurityProfile.ofImageAndCluster('of the vendor', { privileged: false }), container: { user: 1000 } } }),
    fixed: chart => web(chart, { security: { container: { user: 1000, profile: SecurityProfile.ofImageAndCluster('of the vendor', { privileged: false }) } } }),
  },
  'capability': {
    begins: 'security.exemptions[0].capabilities[0] "CAP_NET_ADMIN"',
    declare: chart => web(chart, { security: { exemptions: [SecurityExemption.capabilities('manages routes', 'CAP_NET_ADMIN')] } }),
    fixed: chart => web(chart, { security: { exemptions: [SecurityExemption.capabilities('manages routes', 'NET_ADMIN')] } }),
  },
  'app-armor-profile': {
    begins: 'security.appArmor.name " k8s-web"',
    declare: chart => web(chart, { security: { appArmor: AppArmor.localhost(' k8s-web') } }),
    fixed: chart => web(chart, { security: { appArmor: AppArmor.localhost('k8s-web') } }),
  },
  'sysctl-name': {
    begins: 'security.sysctls "net.core.somaxconn="',
    declare: chart => web(chart, { security: { sysctls: { 'net.core.somaxconn=': '1024' } } }),
    fixed: chart => web(chart, { security: { sysctls: { 'net.core.somaxconn': '1024' } } }),
  },
  'seccomp-profile': {
    begins: 'security.exemptions[0].profile.path "/profiles/audit.json"',
    declare: chart => web(chart, { security: { exemptions: [SecurityExemption.seccomp('audited', Seccomp.localhost('/profiles/audit.json'))] } }),
    fixed: chart => web(chart, {
      security: { exemptions: [SecurityExemption.seccomp('audited', Seccomp.localhost('profiles/audit.json'))] },
    }),
  },
  'container-port-shared': {
    begins: 'sidecars[0].ports[0].number 8080',
    declare: chart => web(chart, { sidecars: [{ name: 'proxy', image: 'registry.example.com/proxy:2', ports: [Port.http(8080, { name: 'proxy', servicePort: 80 })] }] }),
    fixed: chart => web(chart, { sidecars: [{ name: 'proxy', image: 'registry.example.com/proxy:2', ports: [Port.http(8081, { name: 'proxy', servicePort: 80 })] }] }),
  },
  'deployment-name-length': {
    begins: 'workloadName "aaa',
    declare: chart => web(chart, { workloadName: 'a'.repeat(64) }),
    fixed: chart => web(chart, { workloadName: 'a'.repeat(63) }),
  },
  'yaml-text': {
    begins: "env['MODE'] (a string of 5 characters with the form of a number)",
    declare: chart => web(chart, { env: { MODE: '0o755' } }),
    fixed: chart => web(chart, { env: { MODE: '755' } }),
  },
  'service-account-name': {
    begins: 'serviceAccount.name "Orders"',
    declare: chart => web(chart, { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'Orders') }),
    fixed: chart => web(chart, { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'orders') }),
  },
};
