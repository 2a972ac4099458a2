/** The values that all workloads have. All sides specify them, so that each side writes the same documents. */
export const VALUES = {
  image: 'registry.example.com/web:1.4.2',
  replicas: 2,
  containerPort: 8080,
  servicePort: 80,
  readinessPath: '/healthz',
  cpuRequest: 100,
  memoryRequest: 128,
  memoryLimit: 256,
  /** An exec action: cdk8s-plus-28 cannot render the action `sleep`, which our declarations use by default. */
  preStop: ['sleep', '5'],
  terminationGracePeriod: 35,
  /** The variable that contains the address of the called workload. */
  variable: 'PREVIOUS_URL',
  /** The label by which Deployment, Service and NetworkPolicy select the pods. */
  label: 'cdk8s-service-patterns/workload',
  dnsNamespace: 'kube-system',
  dnsLabels: { 'k8s-app': 'kube-dns' },
} as const;

/** The label that selects the pods of a workload. */
export function podLabels(name: string): Record<string, string> {
  return { [VALUES.label]: `deployment.${name}` };
}

/** The URL of the Service of a workload. */
export function serviceUrl({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
  return `http://${name}.${namespace}.svc.cluster.local:${VALUES.servicePort}`;
}
