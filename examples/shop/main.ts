import { App } from 'cdk8s';
import { ClusterProfile, IngressController, Isolation } from 'cdk8s-service-patterns';
import { Platform } from './platform';
import { Shop } from './shop';

const app = new App();
ClusterProfile.set(app, {
  kubernetesVersion: '1.35',
  cluster: 'production',
  routeClasses: {
    traefik: { ingressController: IngressController.TRAEFIK, namespace: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } },
  },
  monitoring: { namespace: 'monitoring' },
});
// Pods can only open and accept connections that are declared below.
Isolation.enable(app);

const platform = new Platform(app, 'platform');
new Shop(app, 'shop', { platform, version: '2026.11.0' });

app.synth();
