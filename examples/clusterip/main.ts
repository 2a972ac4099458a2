import { App, Chart } from 'cdk8s';
import { ExposedWorkload, Port } from 'cdk8s-service-patterns';

const app = new App();
const chart = new Chart(app, 'clusterip');

new ExposedWorkload(chart, 'web', {
  image: 'registry.example.com/web:1.4.2',
  ports: [Port.http(8080, { servicePort: 80 })],
});

app.synth();
