import { App, Chart } from 'cdk8s';
import { ClusterProfile, ExposedWorkload, Exposure, LoadBalancerProvider, Port } from 'cdk8s-service-patterns';

const app = new App();
// The product that creates the load balancers of the cluster. It determines the annotations that configure them.
ClusterProfile.set(app, { loadBalancerProvider: LoadBalancerProvider.GKE });
const chart = new Chart(app, 'loadbalancer');

new ExposedWorkload(chart, 'web', {
  image: 'registry.example.com/web:1.4.2',
  ports: [Port.http(8080, { servicePort: 80 })],
  exposure: Exposure.loadBalancer({
    internal: true, // reachable only from the private network
    sourceRanges: ['192.0.2.0/24'],
  }),
});

app.synth();
