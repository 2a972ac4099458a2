import { App, Chart, Duration } from 'cdk8s';
import {
  Backend, ClusterProfile, Credentials, ExternalService, HealthCheck, MetricTarget, Port, Scaling, ScalingMetric, ScalingPolicy, Worker,
} from 'cdk8s-service-patterns';

const app = new App();
ClusterProfile.set(app, { cluster: 'production', kubernetesVersion: '1.35' });
const chart = new Chart(app, 'mails', { namespace: 'mails' });

// The queue runs outside of the cluster. Another team creates the Secret with the login.
const queue = new ExternalService(chart, 'queue', {
  backend: Backend.hostname('queue.example.com'),
  ports: [Port.tcp(5671, { name: 'amqps', scheme: 'amqps' })],
});

// Takes mails from the queue and sends them. It serves nothing, so that it has no Service and receives the stop signal at once.
const mailer = new Worker(chart, 'mailer', {
  image: 'registry.example.com/mailer:2.0.3',
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } },
  liveness: HealthCheck.exec(['/bin/mailer', 'check'], { period: Duration.seconds(30) }),
  // A mail that is being sent when the pod stops has this time.
  terminationGracePeriod: Duration.minutes(2),
  // One pod for each 50 mails that wait. The length of the queue comes from an adapter for external metrics.
  scaling: Scaling.between(2, 20, {
    metrics: [ScalingMetric.external('queue_messages_ready', MetricTarget.averageValue('50'), { metricLabels: { queue: 'mails' } })],
    scaleDown: { policies: [ScalingPolicy.percent(50, Duration.minutes(1))] },
  }),
});

mailer.connectTo(queue, { envPrefix: 'QUEUE', credentials: Credentials.fromSecret('queue-login') });

app.synth();
