import { App, Chart, Testing, type ChartProps } from 'cdk8s';
import type { ExposedWorkloadProps } from '../lib';
import { Port } from '../lib';
import { KUBERNETES_VERSIONS } from '../lib/rules/versions';

/** A document as `cdk8s synth` writes it. */
export type Document = Record<string, any>;

/** The newest minor version of Kubernetes that the library supports. */
export const NEWEST_KUBERNETES = KUBERNETES_VERSIONS[KUBERNETES_VERSIONS.length - 1];

/** The minimal props of a workload. */
export const MINIMAL: ExposedWorkloadProps = { image: 'registry.example.com/web:1', ports: [Port.http(8080)] };

/** A chart in a new app. */
export function newChart(props: ChartProps = { namespace: 'shop' }): Chart {
  return new Chart(new App(), 'shop', props);
}

/** All documents of a chart. */
export function synth(chart: Chart): Document[] {
  return Testing.synth(chart);
}

/** Creates declarations in a new chart and synthesizes it. */
export function synthOf(declare: (chart: Chart) => void, props?: ChartProps): Document[] {
  const chart = newChart(props);
  declare(chart);
  return synth(chart);
}

/** The only document of a kind, or of a kind and name. */
export function find(documents: readonly Document[], kind: string, name?: string): Document {
  const found = documents.filter(document => document.kind === kind && (name === undefined || document.metadata.name === name));
  if (found.length !== 1) {
    throw new Error(`expected one ${kind} ${name ?? ''}, found ${found.length} among ${documents.map(d => `${d.kind}/${d.metadata.name}`).join(', ')}`);
  }
  return found[0];
}

/** The workload's own container in a Deployment, StatefulSet or DaemonSet. */
export function mainContainer(workload: Document): Document {
  return workload.spec.template.spec.containers[0];
}
