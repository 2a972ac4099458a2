import { Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import {
  EnvFromSource, EnvVarSource, ExposedWorkload, Gateway, HealthCheck, PathMatch, Port, Route, RouteBackend, RouteParent, RouteTls, Scaling,
  ScalingMetric, Spread, WorkloadDefaults,
} from 'cdk8s-service-patterns';
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
    const settings = new ConfigMap(this, 'settings', {
      metadata: { name: 'settings' },
      data: { CURRENCY: 'EUR', LOG_LEVEL: 'info' },
    });
    // What all services of the shop have in common. A service can override each of these options.
    WorkloadDefaults.set(this, {
      // A change of the settings replaces the pods, so that all of them read the same values.
      envFrom: [EnvFromSource.configMap(settings.name)],
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      // At least two pods in different zones, so that a drain of nodes and the loss of a zone leave one of them.
      scaling: Scaling.between(2, 6, { metrics: [ScalingMetric.cpu(70)] }),
      placement: { spread: Spread.PREFERRED },
      // On pods, this label would replace all of them at each release, even the pods of unchanged services.
      excludedChartLabels: ['app.kubernetes.io/version'],
    });

    const catalog = new ExposedWorkload(this, 'catalog', {
      image: 'registry.example.com/catalog:3.1.0',
      ports: [Port.grpc(9090)],
      readiness: HealthCheck.grpc(),
    });
    const cart = new ExposedWorkload(this, 'cart', {
      image: 'registry.example.com/cart:2.0.3',
      ports: [Port.http(8080)],
      readiness: HealthCheck.http('/healthz'),
    });
    const orders = new ExposedWorkload(this, 'orders', {
      image: 'registry.example.com/orders:1.4.2',
      ports: [Port.http(8080), Port.grpc(9090)],
      readiness: HealthCheck.http('/healthz'),
      // The Secret exists in the cluster: none of its values is written to a manifest.
      envValueFrom: {
        DATABASE_USER: EnvVarSource.secretKey('orders-db', 'username'),
        DATABASE_PASSWORD: EnvVarSource.secretKey('orders-db', 'password'),
      },
    });
    const web = new ExposedWorkload(this, 'web', {
      image: 'registry.example.com/web:5.2.0',
      ports: [Port.http(8080, { servicePort: 80 })],
      readiness: HealthCheck.http('/healthz'),
      scaling: Scaling.between(3, 12, { metrics: [ScalingMetric.cpu(60)] }),
    });

    web.connectTo(catalog, { variables: { CATALOG: '{hostAndPort}' } });
    web.connectTo(cart, { envPrefix: 'CART' });
    web.connectTo(orders, { ports: ['http'], envPrefix: 'ORDERS' });
    cart.connectTo(catalog, { variables: { CATALOG: '{hostAndPort}' } });
    cart.connectTo(platform.cache, { envPrefix: 'CACHE' });
    catalog.connectTo(platform.cache, { envPrefix: 'CACHE' });
    orders.connectTo(platform.database, { variables: { DATABASE_URL: '{url}/orders' } });
    orders.connectTo(platform.queue, { ports: ['nats'], variables: { QUEUE_URL: '{url}' } });
    for (const workload of [catalog, cart, orders, web]) {
      workload.connectTo(platform.statsd, { ports: ['statsd'], variables: { STATSD: '{hostAndPort}' } });
    }

    // Exposes the shop by host name over TLS, through the controller of the class `traefik`. The certificate exists in the cluster.
    const gateway = new Gateway(this, 'public', { className: 'traefik' });
    new Route(this, 'shop-example-com', {
      parents: [RouteParent.gateway(gateway)],
      hosts: ['shop.example.com'],
      tls: RouteTls.secret('shop-example-com'),
      rules: [
        { paths: [PathMatch.prefix('/api/orders')], backends: [RouteBackend.of(orders, { port: 'http' })] },
        { backends: [RouteBackend.of(web)] },
      ],
    });
  }
}
