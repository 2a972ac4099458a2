import { App, Chart } from 'cdk8s';
import { ExposedWorkload, Exposure, Port, VolumeSource } from 'cdk8s-service-patterns';

const app = new App();
const chart = new Chart(app, 'httpd');

new ExposedWorkload(chart, 'httpd', {
  image: 'httpd:2.4',
  // Port 80 requires no privileges: the pods get the sysctl that allows any user to listen on it.
  ports: [Port.http(80)],
  exposure: Exposure.loadBalancer(),
  // The image sets no user and would run as root, which the default settings do not allow. 33 is the user www-data in the image.
  security: { user: 33, group: 33 },
  // The root file system is read-only by default. httpd writes its PID file to this directory.
  mounts: [{ path: '/usr/local/apache2/logs', source: VolumeSource.emptyDir({ volumeName: 'logs' }) }],
});

app.synth();
