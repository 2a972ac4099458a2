import { App, Chart } from 'cdk8s';
import { Volume } from 'cdk8s-plus-28';
import { ExposedWorkload, Exposure, Port } from 'cdk8s-service-patterns';

const app = new App();
const chart = new Chart(app, 'httpd');

new ExposedWorkload(chart, 'httpd', {
  image: 'httpd:2.4',
  // Port 80 takes no privilege: the pods get the sysctl that lets any user listen there.
  ports: [Port.http(80)],
  exposure: Exposure.loadBalancer(),
  // The image names no user, so it would run as root, which the defaults keep from starting. 33 is its www-data.
  security: { user: 33, group: 33 },
  // The root file system is read-only by default, and this is where httpd writes its pid file.
  volumeMounts: [{ path: '/usr/local/apache2/logs', volume: Volume.fromEmptyDir(chart, 'logs', 'logs') }],
});

app.synth();
