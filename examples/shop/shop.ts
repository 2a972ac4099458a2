import { Chart, Size } from 'cdk8s';
import { ConfigMap, Cpu, Env, EnvValue, Secret } from 'cdk8s-plus-28';
import { ExposedWorkload, Exposure, HealthCheck, Port } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';
import { Platform } from './platform';

export interface ShopProps {
  readonly platform: Platform;
  readonly version: string;
}

/** The shop's own services. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, { platform, version }: ShopProps) {
    super(scope, id, {
      namespace: 'shop',
      labels: { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/version': version },
    });
    const { database, cache, queue, statsd } = platform;
    const settings = new ConfigMap(this, 'settings', {
      metadata: { name: 'settings' },
      data: { CURRENCY: 'EUR', LOG_LEVEL: 'info', STATSD: statsd.hostAndPort('statsd') },
    });
    const common = {
      envFrom: [Env.fromConfigMap(settings)],
      resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
      // On pods it would replace all of them at each release, those of unchanged services too.
      excludedChartLabels: ['app.kubernetes.io/version'],
    };
    // Exists in the cluster already: no value of it gets into a manifest.
    const databaseLogin = Secret.fromSecretName(this, 'database-login', 'orders-db');

    const catalog = new ExposedWorkload(this, 'catalog', {
      ...common,
      image: 'registry.example.com/catalog:3.1.0',
      ports: [Port.grpc(9090)],
      readiness: HealthCheck.grpc(),
      env: { CACHE_URL: cache.url() },
    });

    const cart = new ExposedWorkload(this, 'cart', {
      ...common,
      image: 'registry.example.com/cart:2.0.3',
      ports: [Port.http(8080)],
      readiness: HealthCheck.http('/healthz'),
      env: { CACHE_URL: cache.url(), CATALOG: catalog.address.hostAndPort() },
    });

    const orders = new ExposedWorkload(this, 'orders', {
      ...common,
      image: 'registry.example.com/orders:1.4.2',
      ports: [Port.http(8080), Port.grpc(9090)],
      readiness: HealthCheck.http('/healthz'),
      env: {
        DATABASE_URL: database.url('postgres', { path: '/orders' }),
        DATABASE_USER: EnvValue.fromSecretValue({ secret: databaseLogin, key: 'username' }),
        DATABASE_PASSWORD: EnvValue.fromSecretValue({ secret: databaseLogin, key: 'password' }),
        QUEUE_URL: queue.url('nats'),
      },
    });

    new ExposedWorkload(this, 'web', {
      ...common,
      image: 'registry.example.com/web:5.2.0',
      ports: [Port.http(8080, { servicePort: 80 })],
      exposure: Exposure.loadBalancer(),
      readiness: HealthCheck.http('/healthz'),
      replicas: 3,
      env: {
        CATALOG: catalog.address.hostAndPort(),
        CART_URL: cart.address.url(),
        ORDERS_URL: orders.address.url('http'),
      },
    });
  }
}
