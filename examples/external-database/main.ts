import { App, Chart } from 'cdk8s';
import { Backend, ExposedWorkload, ExternalService, Port } from 'cdk8s-service-patterns';

const app = new App();
const chart = new Chart(app, 'external-database', { namespace: 'orders' });

const orders = new ExternalService(chart, 'orders-db', {
  backend: Backend.addresses('10.20.0.11', '10.20.0.12'),
  ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })],
});

// This Service is only an alias in DNS. Clients that verify the certificate must be configured with the real host name.
const reports = new ExternalService(chart, 'reports-db', {
  backend: Backend.hostname('reports.db.example.com'),
  ports: [Port.tcp(3306, { name: 'mysql', scheme: 'mysql' })],
});

new ExposedWorkload(chart, 'web', {
  image: 'registry.example.com/web:1.4.2',
  ports: [Port.http(8080, { servicePort: 80 })],
  env: {
    DATABASE_URL: orders.address.url('postgres', { path: '/orders' }),
    REPORTS_URL: reports.address.url('mysql', { path: '/reports' }),
  },
});

app.synth();
