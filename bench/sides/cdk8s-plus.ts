import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { gatewayDocument, routeDocument } from './documents';
import { VALUES, serviceUrl } from './values';
import type { AppModel, WorkloadModel } from '../app-model';

/** Declares an app as a user of cdk8s-plus does, who specifies what this library adds by default. */
export function declare(app: App, { charts, isolated, gateway }: AppModel): void {
  const deployments: kplus.Deployment[] = [];
  for (const { id, namespace, workloads } of charts) {
    const chart = new Chart(app, id, { namespace });
    if (gateway?.namespace === namespace) {
      // cdk8s-plus has no constructs for the Gateway API.
      new ApiObject(chart, gateway.name, gatewayDocument(gateway));
    }
    for (const workload of workloads) {
      deployments.push(declareWorkload(chart, workload));
      if (workload.host && gateway) {
        new ApiObject(chart, `${workload.name}-route`, routeDocument(workload.name, workload.host, namespace, gateway));
      }
    }
  }
  if (isolated) {
    declarePolicies(app, charts.flatMap(({ workloads }) => workloads), deployments);
  }
}

function declareWorkload(chart: Chart, { name, calls }: WorkloadModel): kplus.Deployment {
  const deployment = new kplus.Deployment(chart, name, {
    metadata: { name },
    replicas: VALUES.replicas,
    strategy: kplus.DeploymentStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(0) }),
    terminationGracePeriod: Duration.seconds(VALUES.terminationGracePeriod),
  });
  deployment.addContainer({
    name,
    image: VALUES.image,
    imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
    ports: [{ number: VALUES.containerPort, name: 'http' }],
    readiness: kplus.Probe.fromHttpGet(VALUES.readinessPath, { port: VALUES.containerPort }),
    startup: kplus.Probe.fromTcpSocket({ port: VALUES.containerPort }),
    resources: {
      cpu: { request: kplus.Cpu.millis(VALUES.cpuRequest) },
      memory: { request: Size.mebibytes(VALUES.memoryRequest), limit: Size.mebibytes(VALUES.memoryLimit) },
    },
    lifecycle: { preStop: kplus.Handler.fromCommand([...VALUES.preStop]) },
    securityContext: { capabilities: { drop: [kplus.Capability.ALL] } },
    volumeMounts: [{ path: '/tmp', volume: kplus.Volume.fromEmptyDir(deployment, 'tmp', 'tmp') }],
    envVariables: calls && { [VALUES.variable]: kplus.EnvValue.fromValue(serviceUrl(calls)) },
  });
  // cdk8s-plus has no options for these fields of a pod.
  ApiObject.of(deployment).addJsonPatch(
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: kplus.SeccompProfileType.RUNTIME_DEFAULT }),
  );
  deployment.exposeViaService({ name, ports: [{ name: 'http', port: VALUES.servicePort, targetPort: VALUES.containerPort }] });
  // cdk8s-plus has no construct for disruption budgets.
  new ApiObject(deployment, 'budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: deployment.matchLabels } },
  });
  return deployment;
}

function declarePolicies(app: App, workloads: readonly WorkloadModel[], deployments: readonly kplus.Deployment[]): void {
  const namespaces = kplus.Namespaces.select(app, 'dns-namespace', { names: [VALUES.dnsNamespace] });
  const dns = kplus.Pods.select(app, 'dns', { labels: VALUES.dnsLabels, namespaces });
  workloads.forEach(({ name, calls, calledBy }, index) => {
    const deployment = deployments[index];
    const policy = new kplus.NetworkPolicy(deployment, 'policy', {
      metadata: { name },
      selector: deployment,
      ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
      egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    policy.addEgressRule(dns, [kplus.NetworkPolicyPort.tcp(53), kplus.NetworkPolicyPort.udp(53)]);
    // Each workload calls the previous one.
    if (calls) {
      policy.addEgressRule(deployments[index - 1], [kplus.NetworkPolicyPort.tcp(VALUES.containerPort)]);
    }
    if (calledBy) {
      policy.addIngressRule(deployments[index + 1], [kplus.NetworkPolicyPort.tcp(VALUES.containerPort)]);
    }
  });
}
