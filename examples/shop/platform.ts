import { Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import {
  Backend, Controller, EnvVarSource, ExposedWorkload, Exposure, ExternalService, HealthCheck, Metrics, PodManagement, Port, Spread,
  TrafficPolicy, VolumeSource, WorkloadDefaults,
} from 'cdk8s-service-patterns';
import { Construct } from 'constructs';

/** The infrastructure of the shop, which is released separately from its services. */
export class Platform extends Chart {
  public readonly database: ExternalService;
  public readonly cache: ExposedWorkload;
  public readonly queue: ExposedWorkload;
  public readonly statsd: ExposedWorkload;

  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop', labels: { 'app.kubernetes.io/part-of': 'shop' } });
    WorkloadDefaults.set(this, { resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } } });

    this.database = new ExternalService(this, 'orders-db', {
      backend: Backend.addresses('10.20.0.11', '10.20.0.12'),
      ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })],
    });

    this.cache = new ExposedWorkload(this, 'cache', {
      image: 'redis:7.4',
      args: ['--save', ''],
      ports: [Port.tcp(6379, { name: 'redis', scheme: 'redis' })],
      security: { user: 999, group: 999 },
    });

    // Three servers that find each other by the names of their pods before they are ready. A drain stops one of them at a time.
    this.queue = new ExposedWorkload(this, 'queue', {
      image: 'nats:2.12',
      args: [
        '--name=$(POD_NAME)', '--jetstream', '--store_dir=/data', '--http_port=8222', '--cluster_name=shop', '--cluster=nats://0.0.0.0:6222',
        '--routes=nats://queue-0.queue:6222,nats://queue-1.queue:6222,nats://queue-2.queue:6222',
      ],
      envValueFrom: { POD_NAME: EnvVarSource.podField('metadata.name') },
      ports: [
        Port.tcp(4222, { name: 'nats', scheme: 'nats' }),
        Port.tcp(6222, { name: 'routes' }),
        Port.http(8222, { name: 'monitor', exposed: false }),
      ],
      exposure: Exposure.headless({ publishNotReadyAddresses: true }),
      readiness: HealthCheck.http('/healthz?js-server-only=true'),
      replicas: 3,
      controller: Controller.statefulSet({
        podManagement: PodManagement.PARALLEL,
        volumeClaims: [{ name: 'data', mountPath: '/data', storage: '10Gi' }],
      }),
      security: { user: 1000, group: 1000, fsGroup: 1000 },
      placement: { spread: Spread.PREFERRED },
    });
    this.queue.connectTo(this.queue, { ports: ['routes'] });

    const mappings = new ConfigMap(this, 'statsd-mappings', {
      metadata: { name: 'statsd-mappings' },
      data: {
        'mappings.yaml': [
          'mappings:',
          '- match: "shop.*.requests"',
          '  name: "shop_requests_total"',
          '  labels: { service: "$1" }',
        ].join('\n'),
      },
    });
    // One pod on each node, with the same port number for UDP and TCP. Clients only reach the pod on their own node.
    // A number for both protocols requires `kubectl apply --server-side`: client-side apply loses changes to such ports.
    this.statsd = new ExposedWorkload(this, 'statsd', {
      image: 'prom/statsd-exporter:v0.28.0',
      args: ['--statsd.mapping-config=/etc/statsd/mappings.yaml'],
      ports: [
        Port.udp(9125, { name: 'statsd' }),
        Port.tcp(9125, { name: 'statsd-tcp' }),
        Port.http(9102, { name: 'metrics', exposed: false }),
      ],
      metrics: Metrics.podMonitor(),
      exposure: Exposure.clusterIp({ internalTrafficPolicy: TrafficPolicy.LOCAL }),
      // A change of the mappings replaces the pods.
      mounts: [{ path: '/etc/statsd', source: VolumeSource.configMap(mappings.name, { volumeName: 'mappings' }) }],
      controller: Controller.daemonSet(),
      security: { user: 65534, group: 65534 },
    });
  }
}
