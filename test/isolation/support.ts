import type { Chart } from 'cdk8s';
import { ClusterProfile, ExposedWorkload, Isolation, Port, type ClusterProfileProps, type ExposedWorkloadProps } from '../../lib';
import { find, newChart, synth, type Document } from '../support';

export const LABEL = 'cdk8s-service-patterns/workload';

/** The pods of a Deployment in the same namespace, as a peer. */
export function podsOf(name: string): Document {
  return { podSelector: { matchLabels: { [LABEL]: `deployment.${name}` } } };
}

/** A namespace, as part of a peer. */
export function namespaced(name: string): Document {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

/** A range, as a peer. */
export function block(cidr: string, ...except: string[]): Document {
  return { ipBlock: { cidr, ...except.length > 0 && { except } } };
}

/** The rule for DNS with the default profile. */
export const DNS = {
  to: [{ ...namespaced('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }],
};

export function workload(chart: Chart, id: string, props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, id, { image: 'registry.example.com/web:1', ports: [Port.http(8080)], ...props });
}

export function isolatedChart(profile: ClusterProfileProps = {}): Chart {
  const chart = newChart();
  ClusterProfile.set(chart, profile);
  Isolation.enable(chart);
  return chart;
}

/** The spec of a policy. */
export function policy(chart: Chart, name = 'web'): Document {
  return find(synth(chart), 'NetworkPolicy', name).spec;
}
