import { App, Chart } from 'cdk8s';
import { ExposedWorkload, Gateway, HealthCheck, Isolation, LifecycleHandler, Port, PullPolicy, Route, RouteParent } from 'cdk8s-service-patterns';
import { VALUES } from './values';
import type { AppModel } from '../app-model';

/** Declares an app with the constructs of this library. */
export function declare(app: App, { charts, isolated, gateway }: AppModel): void {
  if (isolated) {
    Isolation.enable(app);
  }
  let parent: RouteParent | undefined;
  let previous: ExposedWorkload | undefined;
  for (const { id, namespace, workloads } of charts) {
    const chart = new Chart(app, id, { namespace });
    if (gateway?.namespace === namespace) {
      parent = RouteParent.gateway(new Gateway(chart, gateway.name, { className: gateway.className }));
    }
    for (const { name, calls, host } of workloads) {
      const workload = declareWorkload(chart, name);
      if (calls && previous) {
        workload.connectTo(previous, { variables: { [VALUES.variable]: '{url}' } });
      }
      if (host && parent) {
        new Route(chart, `${name}-route`, { parents: [parent], hosts: [host], backend: workload });
      }
      previous = workload;
    }
  }
}

function declareWorkload(chart: Chart, name: string): ExposedWorkload {
  return new ExposedWorkload(chart, name, {
    image: VALUES.image,
    imagePullPolicy: PullPolicy.IF_NOT_PRESENT,
    replicas: VALUES.replicas,
    ports: [Port.http(VALUES.containerPort, { servicePort: VALUES.servicePort })],
    readiness: HealthCheck.http(VALUES.readinessPath),
    startup: HealthCheck.tcp(),
    resources: {
      requests: { cpu: `${VALUES.cpuRequest}m`, memory: `${VALUES.memoryRequest}Mi` },
      limits: { memory: `${VALUES.memoryLimit}Mi` },
    },
    lifecycle: { preStop: LifecycleHandler.exec([...VALUES.preStop]) },
  });
}
