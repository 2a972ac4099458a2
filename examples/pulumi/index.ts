import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Backend, ExposedWorkload, Exposure, ExternalService, HealthCheck, Port } from 'cdk8s-service-patterns';
import { Cdk8sComponent } from 'cdk8s-service-patterns-pulumi';

/** Represents a database of a cloud provider, such as `aws.rds.Instance`. Its address is known only when it exists. */
class Database extends pulumi.dynamic.Resource {
  declare public readonly address: pulumi.Output<string>;

  constructor(name: string) {
    super({ create: async () => ({ id: name, outs: { address: `${name}.db.example.com` } }) }, name, { address: undefined });
  }
}

const database = new Database('orders');
const namespace = new k8s.core.v1.Namespace('shop', { metadata: { name: 'shop' } });

const shop = new Cdk8sComponent('shop', { namespace: namespace.metadata.name }, (chart, inputs) => {
  const db = new ExternalService(chart, 'orders-db', {
    backend: Backend.hostname(inputs.hostname(database.address)),
    ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })],
  });
  const web = new ExposedWorkload(chart, 'web', {
    image: 'registry.example.com/web:1.4.2',
    ports: [Port.http(8080, { servicePort: 80 })],
    exposure: Exposure.loadBalancer(),
    readiness: HealthCheck.http('/healthz'),
  });
  web.connectTo(db, { envPrefix: 'DATABASE' });
  return { web };
});

/** The address of the load balancer: a host name or an IP address, depending on the provider. */
export const host = shop.get(k8s.core.v1.Service, shop.parts.web).status.loadBalancer.ingress[0].apply(({ hostname, ip }) => hostname ?? ip);
