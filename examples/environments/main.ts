import { App } from 'cdk8s';
import { ClusterProfile, DefaultsVersion, Exposure } from 'cdk8s-service-patterns';
import { Shop } from './shop';

const app = new App();
// A new version of the library does not change what is deployed, until this version is increased.
DefaultsVersion.set(app, DefaultsVersion.V2);
ClusterProfile.set(app, { kubernetesVersion: '1.35' });

// One file for each environment. A release changes the tag of one of them.
new Shop(app, 'development', { tag: '2026.12.0-dev.7', size: 'small', exposure: Exposure.clusterIp(), logLevel: 'debug' });
new Shop(app, 'staging', { tag: '2026.12.0-rc.1', size: 'small', exposure: Exposure.nodePort({ nodePorts: { http: 30080 } }), logLevel: 'info' });
new Shop(app, 'production', { tag: '2026.11.2', size: 'large', replicas: 3, exposure: Exposure.loadBalancer(), logLevel: 'info' });

app.synth();
