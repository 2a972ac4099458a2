import { ApiObject, type Chart } from 'cdk8s';
import { Assertions, ClusterProfile, ExposedWorkload, type ClusterProfileProps } from '../../lib';
import { MINIMAL, newChart } from '../support';

export interface Shop {
  readonly chart: Chart;
  readonly web: ExposedWorkload;
  readonly db: ExposedWorkload;
}

/** A chart in which `web` calls `db`. */
export function shop({ isolate = true, profile = {} }: { readonly isolate?: boolean; readonly profile?: ClusterProfileProps } = {}): Shop {
  const chart = newChart();
  ClusterProfile.set(chart, profile);
  const [web, db] = ['web', 'db'].map(id => new ExposedWorkload(chart, id, { ...MINIMAL, isolate }));
  web.connectTo(db);
  return { chart, web, db };
}

/** Allows traffic to the pods of `db`. */
export function allow({ chart, db }: Shop, ...ingress: object[]): void {
  new ApiObject(chart, 'allow', {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'allow' }, spec: { podSelector: { matchLabels: db.workload.matchLabels }, ingress },
  });
}

/** What can call `db` in addition to `web`. */
export function others(declared: Shop): string {
  try {
    Assertions.onlyCallers(declared.db, [declared.web]);
    return 'nothing';
  } catch (error) {
    return (error as Error).message.replace(/ (Remove what allows this|This is the controller of a route)[^\n]*/g, '');
  }
}

/** What an assertion throws; an empty text if it throws nothing. */
export function failureOf(assertion: () => void): string {
  try {
    assertion();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
