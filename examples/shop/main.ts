import { App } from 'cdk8s';
import { ClusterProfile, DefaultsVersion, IngressController, Isolation, WorkloadDefaults } from 'cdk8s-service-patterns';
import { Platform } from './platform';
import { Shop } from './shop';

const app = new App();
// A new version of the library does not change what is deployed, until this version is increased.
DefaultsVersion.set(app, DefaultsVersion.V2);
ClusterProfile.set(app, {
  kubernetesVersion: '1.35',
  cluster: 'production',
  routeClasses: {
    traefik: { ingressController: IngressController.TRAEFIK, namespace: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } },
  },
  monitoring: { namespace: 'monitoring' },
  // The labels by which the Prometheus of the cluster selects monitors.
  monitorLabels: { release: 'kube-prometheus-stack' },
});
// Pods can only open and accept connections that are declared below.
Isolation.enable(app);
// All objects of all workloads have this label.
WorkloadDefaults.set(app, { labels: { team: 'shop' } });

const platform = new Platform(app, 'platform');
new Shop(app, 'shop', { platform, version: '2026.11.0' });

app.synth();
